"""The ledger goes out as a workbook and comes back: what was not touched does not move, what was edited moves alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from rectify_site import intake
from rectify_site.intake import edits, workbooks
from rectify_site.intake.edits import Edits
from rectify_site.intake.grids import Cell, Grid, column_name, grid
from rectify_site.intake.ledger_cells import ALL_TITLES, KEY_OF, MEASURES, PUBLIC, SCOPES, UNITS, WORDED
from rectify_site.intake.merge import Take
from rectify_site.model.records import Plan, Record
from rectify_site.papers import ledger as papers
from tests.intake.samples import PROBLEMS

READING = intake.read("方案.txt", PROBLEMS.encode())
assert READING.plan
PLAN = READING.plan
RECORDS = READING.records
FIRST, SECOND, THIRD = (record.id for record in RECORDS)
HEADER = 5  # the title, three rules, the header


def exported(records: tuple[Record, ...] = RECORDS, plan: Plan = PLAN) -> bytes:
    told = {record.id: {"state": "正在整改", "progress": "", "signed": "未登记签发"} for record in records}
    return papers.ledger(plan, records, told)


def opened(data: bytes) -> tuple[Workbook, dict[str, int], dict[str, int]]:
    """The workbook, the column of each key, the row of each id."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    keys = {KEY_OF[str(cell.value)]: cell.column for cell in sheet[HEADER]}
    rows = {str(sheet.cell(at, 1).value): at for at in range(HEADER + 1, sheet.max_row + 1)}
    return book, keys, rows


def edited(changes: Mapping[tuple[str, str], str | None], data: bytes | None = None) -> bytes:
    """The exported workbook with other words in some cells, by id and key."""
    book, keys, rows = opened(data or exported())
    for (name, key), words in changes.items():
        book.worksheets[0].cell(rows[name], keys[key]).value = words
    return stored(book)


def stored(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(data: bytes) -> list[list[str]]:
    book = load_workbook(io.BytesIO(data))
    return [[str(cell.value or "") for cell in row] for row in book.worksheets[0].iter_rows()]


def as_csv(data: bytes, encoding: str = "gb18030") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(table(data))
    return out.getvalue().encode(encoding)


def as_xls(data: bytes) -> bytes:
    """Saved in the old format, the hidden sheet with it."""
    book = xlwt.Workbook()
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        made = book.add_sheet(sheet.title)
        made.visibility = int(sheet.sheet_state != "visible")
        for row in sheet.iter_rows():
            for cell in row:
                made.write(cell.row - 1, cell.column - 1, cell.value or "")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def back(
    data: bytes,
    suffix: str = ".xlsx",
    records: tuple[Record, ...] = RECORDS,
    take: Take = None,
    plan: Plan = PLAN,
) -> Edits:
    book = workbooks.sheets(data, suffix)
    came = edits.returned(book.grids, book.own, {plan.id, *(record.id for record in records)})
    assert came is not None
    return edits.edits(came, plan, {record.id: record for record in records}, take)


def tree(name: str, records: tuple[Record, ...] = RECORDS) -> dict[str, Any]:
    found = next(record for record in records if record.id == name)
    return found.model_dump(mode="json", by_alias=True, exclude_defaults=True)


WAYS = {".xlsx": lambda data: data, ".xls": as_xls, ".csv": as_csv}


@pytest.mark.parametrize("suffix", WAYS)
def test_what_was_not_touched_changes_nothing(suffix: str) -> None:
    found = back(WAYS[suffix](exported()), suffix)
    assert (found.documents, found.updated, found.conflicts, found.unread) == ({}, (), (), ())


@pytest.mark.parametrize("suffix", WAYS)
def test_an_edited_cell_changes_exactly_its_field(suffix: str) -> None:
    data = WAYS[suffix](edited({(SECOND, "leaders"): "区长、张三"}))
    found = back(data, suffix)
    assert found.updated == ((SECOND, "leaders"),)
    assert found.documents == {SECOND: {**tree(SECOND), "leaders": ["区长", "张三"]}}


WORDS = st.text(st.sampled_from("区局长一是办理整改（）；，。、 1\n"), max_size=12)
NAMED = st.lists(st.text(st.sampled_from("区县局长委办、 （）"), min_size=1, max_size=6), max_size=3)
TEXTS = st.text(st.sampled_from("整改落实好一二是。，；：（）1. 　"), min_size=1, max_size=20)
WORDING = TEXTS | st.fixed_dictionaries({"text": TEXTS, "public": TEXTS})


def some_record(number: int) -> st.SearchStrategy[Record]:
    fields: dict[str, st.SearchStrategy[Any]] = {
        "id": st.just(f"{PLAN.id}-{number:02d}"),
        "number": st.just(str(number)),
        "problem": WORDING,
        "target": st.none() | WORDING,
        "measures": st.lists(st.fixed_dictionaries({"text": WORDING}), max_size=3),
        "direction": st.sampled_from([[], *[[each.number] for each in PLAN.directions]]),
        "leaders": NAMED,
        "lead_units": NAMED,
        "supervising_unit": st.none() | TEXTS,
        "deadline": st.sampled_from([{"kind": "none"}, {"kind": "by_date", "date": "2022-12-31"}]),
        "scope": st.sampled_from([None, "public", "limited"]),
    }
    return st.fixed_dictionaries(fields).map(Record.model_validate)


SOME = st.tuples(*(some_record(number) for number in (1, 2, 3)))
CHANGED = st.dictionaries(
    st.tuples(
        st.sampled_from([f"{PLAN.id}-{number:02d}" for number in (1, 2, 3)]),
        st.sampled_from(
            ["problem", "target", MEASURES, "leaders", "lead_units", "deadline", "scope", "basis"]
        ),
    ),
    WORDS | st.sampled_from(tuple(SCOPES.values())),
    max_size=5,
)


def grids(records: tuple[Record, ...], changes: Mapping[tuple[str, str], str]) -> tuple[Grid, Grid]:
    """Both sheets as they are read from a file, with other words in some cells; without the way through a file."""
    seen, kept = papers.sheets(PLAN, records, {})
    keys = [KEY_OF[column.title] for column in seen.columns]
    rows = [
        tuple(changes.get((str(row[0]), key), its) for key, its in zip(keys, row, strict=True))
        for row in seen.rows
    ]
    head = tuple(column.title for column in seen.columns)
    return as_grid("整改台账", (head, *rows)), as_grid("_rectify", kept.rows)


def as_grid(name: str, rows: Sequence[Sequence[object]]) -> Grid:
    cells = {
        (at, column): Cell(str(words).strip(), f"{name}!{column_name(column)}{at + 1}")
        for at, row in enumerate(rows)
        for column, words in enumerate(row)
        if str(words).strip()
    }
    return grid(name, cells)


def taken(
    records: tuple[Record, ...], changes: Mapping[tuple[str, str], str], now: tuple[Record, ...]
) -> Edits:
    seen, kept = grids(records, changes)
    came = edits.returned((seen,), (kept,), {PLAN.id, *(record.id for record in records)})
    assert came is not None
    return edits.edits(came, PLAN, {record.id: record for record in now})


@given(SOME, CHANGED)
@settings(max_examples=40, deadline=None)
def test_whatever_is_edited_only_the_edited_fields_change(
    records: tuple[Record, ...], changes: dict[tuple[str, str], str]
) -> None:
    found = taken(records, changes, records)
    assert set(found.updated) <= set(changes)
    assert found.conflicts == ()
    for name, document in found.documents.items():
        before = tree(name, records)
        differing = {field for field in {*before, *document} if before.get(field) != document.get(field)}
        assert differing <= {field for its, field in found.updated if its == name}
        Record.model_validate(document)
    again = taken(records, changes, with_drafts(records, found.documents))
    assert (again.documents, again.conflicts) == ({}, ())


@given(SOME)
@settings(max_examples=40, deadline=None)
def test_going_out_and_coming_back_is_no_change(records: tuple[Record, ...]) -> None:
    found = taken(records, {}, records)
    assert (found.documents, found.conflicts, found.unread) == ({}, (), ())


def with_drafts(records: tuple[Record, ...], drafts: Mapping[str, Any]) -> tuple[Record, ...]:
    return tuple(
        Record.model_validate(drafts[record.id]) if record.id in drafts else record for record in records
    )


def test_a_public_wording_survives_an_edit_of_its_text_and_is_said() -> None:
    worded = {"text": "学习计划落实得不够好。", "public": "学习不够"}
    measures = [{"text": "一"}, {"text": {"text": "二", "public": "公开二"}}]
    records = with_drafts(RECORDS, {FIRST: {**tree(FIRST), "problem": worded, "measures": measures}})
    data = edited({(FIRST, "problem"): "学习抓得不紧。", (FIRST, MEASURES): "一\n二改"}, exported(records))
    found = back(data, records=records)
    assert found.documents[FIRST]["problem"] == {"text": "学习抓得不紧。", "public": "学习不够"}
    assert found.documents[FIRST]["measures"][1] == {"text": {"text": "二改", "public": "公开二"}}
    assert [remark.code for remark in found.remarks] == ["G163", "G163"]


def test_columns_for_public_wordings_stand_only_where_there_are_some() -> None:
    assert "公开表述：问题" not in table(exported())[HEADER - 1]
    records = with_drafts(RECORDS, {FIRST: {**tree(FIRST), "problem": {"text": "学得少", "public": "少学"}}})
    found = back(edited({(FIRST, "problem.public"): None}, exported(records)), records=records)
    assert found.documents[FIRST]["problem"] == "学得少"


def test_a_public_wording_of_a_measure_is_edited_by_its_number() -> None:
    measures = [{"text": "一"}, {"text": {"text": "二", "public": "公开二"}}]
    records = with_drafts(RECORDS, {FIRST: {**tree(FIRST), "measures": measures}})
    data = edited({(FIRST, MEASURES + PUBLIC): "1. 公开一\n2. 公开二改"}, exported(records))
    texts = [each["text"] for each in back(data, records=records).documents[FIRST]["measures"]]
    assert texts == [{"text": "一", "public": "公开一"}, {"text": "二", "public": "公开二改"}]


def test_a_draft_that_changed_meanwhile_is_a_conflict_until_somebody_chooses() -> None:
    data = edited({(SECOND, "leaders"): "区长"})
    now = with_drafts(RECORDS, {SECOND: {**tree(SECOND), "leaders": ["书记"]}})
    assert back(data, records=now).updated == ()
    assert [tuple(each) for each in back(data, records=now).conflicts] == [
        (SECOND, "leaders", "书记", "区长")
    ]
    assert back(data, records=now, take="source").documents[SECOND]["leaders"] == ["区长"]
    drafts = back(data, records=now, take="draft")
    assert (drafts.documents, drafts.conflicts) == ({}, ())


def test_a_draft_that_changed_meanwhile_beside_an_untouched_cell_is_left_alone() -> None:
    now = with_drafts(RECORDS, {SECOND: {**tree(SECOND), "leaders": ["书记"]}})
    assert back(exported(), records=now).documents == {}


def test_what_is_only_to_be_read_is_said_and_not_taken() -> None:
    found = back(edited({(FIRST, "state"): "已完成", (FIRST, "signed"): None}))
    assert found.documents == {}
    _, keys, rows = opened(exported())
    places = [f"整改台账!{column_name(keys[key] - 1)}{rows[FIRST]}" for key in ("state", "signed")]
    assert [(each.paragraph.place, each.paragraph.text) for each in found.unread] == [
        (places[0], "已完成"),
        (places[1], "（空）"),
    ]


def test_who_may_read_is_decided_in_the_plans_row_too() -> None:
    found = back(edited({(PLAN.id, "scope"): "向社会公开", (PLAN.id, "problem"): "别的名称"}))
    assert found.documents[PLAN.id]["scope"] == "public"
    assert found.updated == ((PLAN.id, "scope"),)
    assert [each.paragraph.text for each in found.unread] == ["别的名称"]


@pytest.mark.parametrize(
    ("key", "words"),
    [("scope", "不予公开"), ("direction", "没有的方向"), ("problem", None), ("number", None)],
)
def test_what_no_draft_can_hold_is_said_and_not_taken(key: str, words: str | None) -> None:
    found = back(edited({(FIRST, key): words}))
    assert found.documents == {}
    assert [each.paragraph.text for each in found.unread] == [words or "（空）"]


def test_a_matter_loses_one_of_its_names_only_when_somebody_says_so() -> None:
    records = with_drafts(RECORDS, {FIRST: {**tree(FIRST), "title": "学习"}})
    data = edited({(FIRST, "problem"): None}, exported(records))
    asked = back(data, records=records)
    assert asked.documents == {}
    assert [(each.id, each.field, each.source) for each in asked.conflicts] == [(FIRST, "problem", "")]
    assert "problem" not in back(data, records=records, take="source").documents[FIRST]


def test_without_its_memory_a_ledger_still_knows_its_plan() -> None:
    seen, _ = grids(RECORDS, {})
    came = edits.returned((seen,), (), {PLAN.id, *(record.id for record in RECORDS)})
    assert came is not None
    assert came.plan == PLAN.id


def test_a_choice_of_the_ledger_does_not_speak_of_progress() -> None:
    book, _, _ = opened(exported())
    assert [each.error for each in book.worksheets[0].data_validations.dataValidation] == [
        "请从下拉框里选一项；没有决定的选 —。"
    ]


def test_a_row_that_is_gone_deletes_nothing_and_is_said() -> None:
    book, _, rows = opened(exported())
    book.worksheets[0].delete_rows(rows[SECOND])
    found = back(stored(book))
    assert (found.documents, [each.code for each in found.remarks]) == ({}, ["G161"])


def test_rows_nobody_knows_are_listed_cell_by_cell() -> None:
    book, keys, rows = opened(exported())
    sheet = book.worksheets[0]
    last = max(rows.values())
    sheet.cell(last + 1, keys["problem"]).value = "新的问题"
    sheet.cell(last + 2, keys["id"]).value = f"{PLAN.id}-99"
    sheet.cell(last + 2, keys["leaders"]).value = "某人"
    found = back(stored(book))
    assert found.documents == {}
    assert [each.paragraph.text for each in found.unread] == ["新的问题", f"{PLAN.id}-99", "某人"]


def test_a_row_pasted_twice_with_other_words_is_not_taken_at_all() -> None:
    book, keys, rows = opened(exported())
    sheet = book.worksheets[0]
    last = max(rows.values())
    for at, cell in enumerate(sheet[rows[FIRST]], 1):
        sheet.cell(last + 1, at).value = cell.value
    assert back(stored(book)).unread == ()
    sheet.cell(last + 1, keys["leaders"]).value = "区长"
    assert back(stored(book)).documents == {}
    assert {each.paragraph.text for each in back(stored(book)).unread} >= {"区长", FIRST}


def test_a_column_of_her_own_is_listed_and_moved_columns_are_found() -> None:
    book, _, rows = opened(exported())
    sheet = book.worksheets[0]
    sheet.insert_cols(2)
    sheet.cell(HEADER, 2).value = "备注"
    sheet.cell(rows[FIRST], 2).value = "请领导定"
    found = back(stored(book))
    assert found.documents == {}
    assert [each.paragraph.text for each in found.unread] == ["请领导定"]


CELLS = st.sampled_from(
    [
        "",
        "编号",
        "问题",
        "公开属性",
        "整改措施",
        "公开表述：整改措施",
        FIRST,
        SECOND,
        PLAN.id,
        "也许",
        "1. 二",
        "整改台账",
        "1",
        "id",
    ]
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=7)


@settings(deadline=None)
@given(TABLES, TABLES, st.sampled_from([None, "source", "draft"]))
def test_whatever_comes_back_every_cell_is_used_or_listed(
    seen: list[list[str]], kept: list[list[str]], take: Take
) -> None:
    grids = [as_grid("整改台账", [["编号", "问题", "公开属性", "整改措施", "备注"], *seen])]
    came = edits.returned(grids, [as_grid("_rectify", kept)], {PLAN.id, FIRST, SECOND, THIRD})
    if came is None:
        return
    found = edits.edits(came, PLAN, {record.id: record for record in RECORDS}, take)
    told = [each.place for each in found.used] + [each.paragraph.place for each in found.unread]
    assert {cell.place for row in grids[0].rows for cell in row if cell.text} <= set(told)


def test_another_table_with_numbers_is_none_of_ours() -> None:
    book = Workbook()
    for row in (["编号", "问题", "整改措施"], ["1", "学得少", "多学"]):
        book.worksheets[0].append(row)
    found = workbooks.sheets(stored(book), ".xlsx")
    assert edits.returned(found.grids, found.own, {FIRST}) is None


def test_every_cell_is_used_or_listed() -> None:
    data = edited({(FIRST, "state"): "已完成", (FIRST, "leaders"): "区长", (SECOND, "scope"): "也许"})
    found = back(data)
    shown = sum(1 for row in table(data) for words in row if words)
    assert len(found.used) + len([each for each in found.unread if each.paragraph.text != "（空）"]) == shown


def test_titles_of_columns_are_each_others_only() -> None:
    assert len(KEY_OF) == len(ALL_TITLES)
    assert set(WORDED) | set(UNITS) <= set(ALL_TITLES)
