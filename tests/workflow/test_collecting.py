"""The collection round: what goes out, what comes back, and that nothing but a unit's own rows is taken."""

import json
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from rectify_site.cli import main
from rectify_site.documents import reading, writing
from rectify_site.errors import RectifyError
from rectify_site.ledger.entries import Signature
from rectify_site.model import rounds
from rectify_site.model.events import Event, EventKind, Pace
from rectify_site.model.office import Document as Draft
from rectify_site.model.records import Record
from rectify_site.model.units import Units
from rectify_site.workflow import answering, checking, collecting, importing, returning, reviewing, signing
from rectify_site.workflow.opening import open_office
from rectify_site.workflow.returning import Collected
from tests import desk
from tests.builders import PLAN, a_plan, a_record, a_story, a_unit

ROOT = Path(__file__).parents[2]
ON, DUE = date(2022, 6, 30), date(2022, 7, 10)
HOUSING, SCHOOLS, EAST, WEST = "区住建局", "区教育局", "东街道", "西街道"
FIRST, SECOND, THIRD, FOURTH, FIFTH = (f"{PLAN}-{ordinal:02}" for ordinal in range(1, 6))


def drafts() -> list[Draft]:
    units = Units(
        units=(
            a_unit("qu-jiaoyuju", SCHOOLS),
            a_unit("qu-zhujianju", HOUSING, aliases=("区住房城乡建设局",)),
            a_unit("dong", EAST, kind="street"),
            a_unit("xi", WEST, kind="street"),
            a_unit("ge-zhen-jie", "各镇街", kind="collective", members=("dong", "xi")),
        )
    )
    closed = a_record(6, events=a_story("closed"))
    return [
        units,
        a_plan(held_on=date(2022, 1, 20)),
        a_record(1, due="2022-12-31", events=a_story("started")),
        a_record(2),
        a_record(3, lead_units=(SCHOOLS,), events=a_story("started")),
        a_record(4, lead_units=("各镇街",)),
        a_record(5, lead_units=()),
        closed,
    ]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office in which the round of the first half is open."""
    root = tmp_path_factory.mktemp("opened") / "office"
    write(root, drafts())
    shutil.copy(ROOT / "mkdocs.yml", root)
    sent(root)
    return root


@pytest.fixture
def office(opened: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return shutil.copytree(opened, tmp_path / "office")


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """The same office before the round."""
    root = tmp_path / "office"
    write(root, drafts())
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def write(root: Path, documents: Iterable[Draft]) -> None:
    for document in documents:
        path = root / "content" / "units.yml"
        if not isinstance(document, Units):
            folder = root / "content" / "plans" / PLAN
            path = (
                folder / "records" / f"{document.id}.yml"
                if isinstance(document, Record)
                else folder / "plan.yml"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(writing.dump(document))


def sent(root: Path, **more: object) -> Path:
    """The folder of the round, opened if it is not, or opened otherwise."""
    folder = root / "collect" / f"{PLAN}-2022H1"
    if folder.exists() and not more:
        return folder
    given = {"plan": PLAN, "period": "2022H1", "due": DUE, **more}
    return collecting.open_round(root, collecting.Wanted(**given)).folder


def came_back(root: Path, files: dict[str, bytes], **wish: object) -> Collected:
    """Collect files from a folder of their own."""
    folder = root.parent / "returned"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return returning.collect_in(root, [folder], answering.Wish(**{"on": ON, **wish}))


def record(root: Path, name: str) -> Record:
    path = root / "content" / "plans" / PLAN / "records" / f"{name}.yml"
    found = reading.read("record", path.name, path.read_bytes()).document
    assert isinstance(found, Record)
    return found


def added(root: Path, name: str) -> tuple[Event, ...]:
    """The events of a record that were not there at the start."""
    [before] = [draft for draft in drafts() if draft.id == name]
    now = record(root, name)
    assert isinstance(before, Record)
    assert now.model_copy(update={"events": before.events}) == before
    assert now.events[: len(before.events)] == before.events
    return now.events[len(before.events) :]


def codes(collected: Collected) -> list[str]:
    notes = [note for one in (*collected.files, *collected.registered) for note in one.notes]
    refused = [one.refused.code for one in collected.files if one.refused]
    return sorted([note.code for note in notes if note.weight == "asked"] + refused)


PROGRESS = {
    (FIRST, "本期进展"): "拆除违建12处",
    (FIRST, "完成情况"): "正在整改",
    (FIRST, "进度"): "按计划推进",
}
DONE = {
    (FIRST, "本期进展"): "全部办结",
    (FIRST, "完成情况"): "已完成",
    (FIRST, "完成日期"): date(2022, 6, 20),
    (FIRST, "佐证材料"): "验收表；照片\n会议纪要",
}


def test_each_lead_unit_gets_its_own_open_matters_in_the_order_of_the_list(fresh: Path) -> None:
    opened = collecting.open_round(fresh, collecting.Wanted(PLAN, "2022H1", DUE))
    asked = [(one.unit, one.records, one.own) for one in opened.round.asked]
    own = asked.pop()
    assert asked == [
        (SCHOOLS, (THIRD,), False),
        (HOUSING, (FIRST, SECOND), False),
        (EAST, (FOURTH,), False),
        (WEST, (FOURTH,), False),
    ]
    assert own[1:] == ((FIFTH,), True)
    rows = desk.table(desk.issued(opened.folder, HOUSING))
    assert [row[0] for row in rows[6:]] == [FIRST, SECOND]
    assert rows[1][0] == "报送单位：区住建局"


def test_opening_again_writes_the_same_bytes_and_touches_nothing(office: Path) -> None:
    folder = sent(office)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for path in folder.iterdir():
        path.unlink()
    collecting.open_round(office, collecting.Wanted(PLAN, "2022H1", DUE))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    mine = next(folder.glob("区住建局*"))
    mine.write_bytes(b"what came back was saved here")
    assert collecting.open_round(office, collecting.Wanted(PLAN, "2022H1", DUE)).written == ()
    assert mine.read_bytes() == b"what came back was saved here"


def test_an_open_round_with_another_day_is_refused_until_it_is_made_anew(office: Path) -> None:
    sent(office)
    with pytest.raises(RectifyError, match="G131"):
        sent(office, due=date(2022, 7, 20))
    sent(office, due=date(2022, 7, 20), again=True)
    [one] = collecting.all_rounds(collecting.open_office(office).home)
    assert one.due == date(2022, 7, 20)


@pytest.mark.parametrize("period", ["2022H3", "22H1", "2022-13", "上半年", "2022Q0", "../x", ""])
def test_a_period_that_is_none_is_refused(office: Path, period: str) -> None:
    with pytest.raises(RectifyError, match="G132"):
        sent(office, period=period)


def test_the_letter_names_every_unit_and_the_last_day(office: Path) -> None:
    letter = Document(str(sent(office) / "通知.docx"))
    text = "\n".join(paragraph.text for paragraph in letter.paragraphs)
    cells = [cell.text for row in letter.tables[0].rows for cell in row.cells]
    assert "2022年7月10日前" in text
    assert {HOUSING, SCHOOLS, EAST, WEST} <= set(cells)


def test_progress_becomes_an_event_of_the_unit_and_the_period(office: Path) -> None:
    data = desk.filled(desk.issued(sent(office), HOUSING), PROGRESS)
    collected = came_back(office, {"住建局.xlsx": data})
    [event] = added(office, FIRST)
    assert (event.kind, event.on, event.text) == (EventKind.PROGRESS, ON, "拆除违建12处")
    assert (event.units, event.period, event.pace) == ((HOUSING,), "2022年上半年", Pace.ON_TRACK)
    assert added(office, SECOND) == ()
    assert not collected.open_questions


def test_done_is_a_claim_on_its_day_with_its_evidence(office: Path) -> None:
    data = desk.filled(desk.issued(sent(office), HOUSING), DONE)
    collected = came_back(office, {"住建局.xlsx": data})
    [event] = added(office, FIRST)
    assert (event.kind, event.on) == (EventKind.SUBMITTED, date(2022, 6, 20))
    assert [item.title for item in event.evidence] == ["验收表", "照片", "会议纪要"]
    assert collected.submitted() == ((FIRST, "1"),)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(lambda data: ("a.xls", desk.as_xls(data)), id="saved as .xls"),
        pytest.param(lambda data: ("a.xlsx", desk.beheaded(data)), id="header and title deleted"),
        pytest.param(lambda data: ("a.xlsx", desk.forgetful(data)), id="hidden sheet lost"),
        pytest.param(lambda data: ("a.csv", desk.as_csv(data)), id="saved as .csv"),
        pytest.param(lambda data: ("a.csv", desk.as_csv(data, "utf-8-sig")), id="saved as UTF-8 .csv"),
        pytest.param(lambda data: ("a.xls", desk.as_xls(desk.beheaded(data))), id=".xls without header"),
        pytest.param(
            lambda data: ("a.xlsx", desk.forgetful(desk.beheaded(data))), id="header and memory lost"
        ),
        pytest.param(
            lambda data: ("a.zip", desk.zipped({"报送/区住建局.xlsx": data})), id="zip with GBK names"
        ),
    ],
)
def test_however_it_comes_back_it_says_the_same(
    office: Path, broken: Callable[[bytes], tuple[str, bytes]]
) -> None:
    folder = sent(office)
    name, data = broken(desk.filled(desk.issued(folder, HOUSING), DONE))
    collected = came_back(office, {name: data})
    [event] = added(office, FIRST)
    assert (event.kind, event.on, event.units) == (EventKind.SUBMITTED, date(2022, 6, 20), (HOUSING,))
    assert not collected.open_questions, codes(collected)


def test_a_zip_is_told_by_the_names_its_packer_saw(office: Path) -> None:
    data = desk.filled(desk.issued(sent(office), HOUSING), PROGRESS)
    collected = came_back(office, {"a.zip": desk.zipped({"报送/区住建局.xlsx": data, "说明.txt": b"x"})})
    assert [one.file for one in collected.files] == ["a.zip/报送/区住建局.xlsx", "a.zip/说明.txt"]
    assert collected.files[1].skipped


def test_collecting_twice_is_collecting_once_even_on_another_day(office: Path) -> None:
    data = desk.filled(desk.issued(sent(office), HOUSING), {**PROGRESS, (SECOND, "本期进展"): "正在办"})
    came_back(office, {"a.xlsx": data})
    once = {path: path.read_bytes() for path in (office / "content").rglob("*.yml")}
    again = came_back(office, {"b.xlsx": data}, on=date(2022, 7, 5))
    assert {path: path.read_bytes() for path in (office / "content").rglob("*.yml")} == once
    assert not again.open_questions


def test_a_corrected_file_waits_for_a_decision_and_then_replaces(office: Path) -> None:
    book = desk.issued(sent(office), HOUSING)
    came_back(office, {"a.xlsx": desk.filled(book, PROGRESS)})
    corrected = desk.filled(book, DONE)
    assert codes(came_back(office, {"a.xlsx": corrected})) == ["G145"]
    assert [event.kind for event in added(office, FIRST)] == [EventKind.PROGRESS]
    assert codes(came_back(office, {"a.xlsx": corrected}, take=True)) == []
    assert [event.kind for event in added(office, FIRST)] == [EventKind.SUBMITTED]


def test_an_emptied_return_deletes_nothing(office: Path) -> None:
    book = desk.issued(sent(office), HOUSING)
    came_back(office, {"a.xlsx": desk.filled(book, PROGRESS)})
    for take in (False, True):
        collected = came_back(office, {"a.xlsx": book}, take=take)
        assert collected.blank == 1
        assert len(added(office, FIRST)) == 1


def test_a_row_of_another_unit_is_listed_and_not_taken(office: Path) -> None:
    folder = sent(office)
    mine, theirs = desk.issued(folder, HOUSING), desk.table(desk.issued(folder, SCHOOLS))[6]

    def paste(book: Workbook) -> None:
        book[desk.TABLE].append([*theirs[:7], "替别人写的"])

    collected = came_back(office, {"a.xlsx": desk.edited(desk.filled(mine, PROGRESS), paste)})
    assert (collected.foreign, codes(collected)) == (1, ["G139"])
    assert added(office, THIRD) == ()
    assert len(added(office, FIRST)) == 1


def test_read_only_cells_that_were_changed_or_emptied_change_nothing(office: Path) -> None:
    changes = {**PROGRESS, (FIRST, "时限"): "2023年底前", (SECOND, "整改措施"): None}
    data = desk.filled(desk.issued(sent(office), HOUSING), changes)
    collected = came_back(office, {"a.xlsx": data})
    assert codes(collected) == ["G140"]
    assert collected.blank == 1
    assert len(added(office, FIRST)) == 1


def test_a_row_whose_id_was_emptied_is_known_by_its_words(office: Path) -> None:
    data = desk.filled(desk.issued(sent(office), HOUSING), {**PROGRESS, (FIRST, "编号"): None})
    collected = came_back(office, {"a.xlsx": data})
    assert collected.unmatched == 0
    assert len(added(office, FIRST)) == 1


def test_a_row_that_belongs_to_nothing_is_listed(office: Path) -> None:
    def sign(book: Workbook) -> None:
        book[desk.TABLE].append([None, None, "填报人：某某"])

    collected = came_back(office, {"a.xlsx": desk.edited(desk.issued(sent(office), HOUSING), sign)})
    assert (collected.unmatched, codes(collected)) == (1, ["G141"])


@pytest.mark.parametrize(
    ("cells", "code", "taken"),
    [
        ({"完成情况": "差不多了", "本期进展": "做了一些"}, "G138", 0),
        ({"完成情况": "已销号", "本期进展": "都做了"}, "G138", 0),
        ({"完成情况": "正在整改", "本期进展": "做了一些", "进度": "还行"}, "G138", 1),
        ({"完成情况": "正在整改"}, "G143", 0),
        ({"完成情况": "尚未启动", "本期进展": "等资金"}, "G143", 0),
        ({"佐证材料": "照片"}, "G143", 0),
        ({"完成情况": "已完成"}, "G143", 1),
        ({"完成情况": "已完成", "佐证材料": "照片", "完成日期": "2022-06-31"}, "G142", 0),
        ({"完成情况": "已完成", "佐证材料": "照片", "完成日期": date(2022, 7, 1)}, "G142", 0),
        ({"完成情况": "已完成", "佐证材料": "照片", "完成日期": "2021.12.31"}, "G142", 0),
        ({"完成情况": "已完成", "佐证材料": "照片", "完成日期": "2022年6月"}, "G142", 0),
        ({"完成情况": "正在整改", "本期进展": "做了", "完成日期": date(2022, 6, 1)}, "G142", 1),
        ({"未按期原因": "下雨", "本期进展": "做了"}, "G143", 1),
        ({"未按期原因": "下雨", "下一步措施": "抢工", "预计完成日期": date(2022, 6, 1)}, "G142", 0),
        ({"本期进展": "字" * 20_001}, "G148", 0),
    ],
)
def test_what_is_doubtful_is_asked_and_not_guessed(
    office: Path, cells: dict[str, object], code: str, taken: int
) -> None:
    data = desk.filled(
        desk.issued(sent(office), HOUSING), {(FIRST, title): value for title, value in cells.items()}
    )
    collected = came_back(office, {"a.xlsx": data})
    assert codes(collected) == [code]
    assert len(added(office, FIRST)) == taken


def test_a_delay_is_explained_beside_the_progress(office: Path) -> None:
    cells = {"未按期原因": "汛期停工", "下一步措施": "9月复工", "预计完成日期": "2022年10月31日"}
    given = {**PROGRESS, **{(FIRST, title): value for title, value in cells.items()}}
    collected = came_back(office, {"a.xlsx": desk.filled(desk.issued(sent(office), HOUSING), given)})
    progress, delay = added(office, FIRST)
    assert progress.kind is EventKind.PROGRESS
    assert (delay.kind, delay.by, delay.expected) == (EventKind.DELAY_EXPLAINED, HOUSING, date(2022, 10, 31))
    assert not collected.open_questions


def test_a_stage_is_done_with_the_words_of_the_drop_down(office: Path) -> None:
    cells = {(FIRST, "完成情况"): "阶段目标已完成，长期坚持", (FIRST, "本期进展"): "建了制度"}
    came_back(office, {"a.xlsx": desk.filled(desk.issued(sent(office), HOUSING), cells)})
    assert [event.kind for event in added(office, FIRST)] == [EventKind.STAGE_DONE]


def test_an_event_the_states_do_not_allow_is_listed(office: Path) -> None:
    folder = sent(office)
    done = {(FOURTH, title): value for (_, title), value in DONE.items()}
    files = {f"{unit}.xlsx": desk.filled(desk.issued(folder, unit), done) for unit in (EAST, WEST)}
    assert codes(came_back(office, files)) == ["G144"]
    assert [event.units for event in added(office, FOURTH)] == [(EAST,)]


def test_two_files_of_a_unit_that_differ_are_both_left_alone(office: Path) -> None:
    book = desk.issued(sent(office), HOUSING)
    files = {"a.xlsx": desk.filled(book, PROGRESS), "b.xlsx": desk.filled(book, DONE)}
    assert codes(came_back(office, files)) == ["G147", "G147"]
    assert added(office, FIRST) == ()


def test_the_same_file_twice_counts_once(office: Path) -> None:
    data = desk.filled(desk.issued(sent(office), HOUSING), PROGRESS)
    collected = came_back(office, {"a.xlsx": data, "b.xlsx": data})
    assert len(added(office, FIRST)) == 1
    assert collected.files[1].skipped


def test_one_bad_file_does_not_stop_the_others(office: Path) -> None:
    folder = sent(office)
    good = desk.filled(desk.issued(folder, HOUSING), PROGRESS)
    files = {
        "1.xlsx": b"no workbook",
        "2.csv": b"a,b\n1,2\n",
        "3.zip": b"PK",
        "~$4.xlsx": b"",
        "5.pdf": b"%PDF",
        "6.xlsx": good,
    }
    collected = came_back(office, files)
    assert {one.file for one in collected.files if one.refused} == {"1.xlsx", "2.csv", "3.zip"}
    assert {one.file for one in collected.files if one.skipped} == {"~$4.xlsx", "5.pdf"}
    assert len(added(office, FIRST)) == 1
    assert collected.open_questions


def test_a_workbook_that_names_another_unit_than_it_was_issued_to_is_refused(office: Path) -> None:
    def rename(book: Workbook) -> None:
        book[desk.TABLE]["A2"] = f"报送单位：{SCHOOLS}"

    data = desk.edited(desk.filled(desk.issued(sent(office), HOUSING), PROGRESS), rename)
    assert codes(came_back(office, {"a.xlsx": data})) == ["G136"]


def test_without_memory_the_unit_may_go_by_its_other_name(office: Path) -> None:
    def rename(book: Workbook) -> None:
        book[desk.TABLE]["A2"] = "报送单位：区住房城乡建设局"

    data = desk.edited(desk.forgetful(desk.filled(desk.issued(sent(office), HOUSING), PROGRESS)), rename)
    came_back(office, {"a.xlsx": data})
    assert [event.units for event in added(office, FIRST)] == [(HOUSING,)]


def test_a_table_without_header_whose_cells_prove_nothing_is_refused(office: Path) -> None:
    def scramble(book: Workbook) -> None:
        for row in book[desk.TABLE].iter_rows():
            for cell in row[1:7]:
                cell.value = "别的话"

    data = desk.edited(desk.beheaded(desk.filled(desk.issued(sent(office), HOUSING), PROGRESS)), scramble)
    assert codes(came_back(office, {"a.xlsx": data})) == ["G135"]
    assert added(office, FIRST) == ()


def test_what_is_signed_is_never_changed_by_a_return(office: Path) -> None:
    book = desk.issued(sent(office), HOUSING)
    came_back(office, {"a.xlsx": desk.filled(book, PROGRESS)})
    sign(office)
    collected = came_back(office, {"a.xlsx": desk.filled(book, DONE)}, take=True)
    assert codes(collected) == ["G146"]
    assert [event.kind for event in added(office, FIRST)] == [EventKind.PROGRESS]


def sign(root: Path) -> None:
    """The whole office signed as it stands."""
    everything = reviewing.Selection()
    signatures = tuple(
        Signature.model_validate({"role": role, "name": name, "on": "2022-07-01"})
        for role, name in (("保密审查", "甲"), ("签发", "乙"))
    )
    code = reviewing.review(root, everything, ON).sheet.code
    form = signing.Form(sheet_code=code, signatures=signatures, document="某整公〔2022〕1号")
    clock = signing.Clock("2022-07-02T09:00:00+08:00", lambda: "0f" * 16)
    assert signing.approve(root, everything, form, clock).entries


def test_status_lists_who_has_not_answered_in_the_order_of_the_units(office: Path) -> None:
    folder = sent(office)
    came_back(office, {"a.xlsx": desk.filled(desk.issued(folder, HOUSING), PROGRESS)})
    [stand] = collecting.status(office, PLAN, date(2022, 7, 11))
    assert [(one.unit, len(one.reported), len(one.missing)) for one in stand.answers][:2] == [
        (SCHOOLS, 0, 1),
        (HOUSING, 1, 1),
    ]
    sheet = openpyxl.load_workbook(BytesIO(stand.file.read_bytes())).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[0] == ["单位", "应报", "已报", "未报", "未报事项", "截止日期", "是否已过截止"]
    assert rows[2][:5] == [HOUSING, 2, 1, 1, "2．第2个问题还没有解决"]
    assert rows[2][6] == "是"


def test_a_round_that_was_never_opened_takes_nothing(fresh: Path) -> None:
    with pytest.raises(RectifyError, match="G134"):
        came_back(fresh, {"a.xlsx": b""})


TEXTS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "已完成",
            "正在整改",
            "阶段目标已完成，长期坚持",
            "按计划推进",
            "=1+1",
            "2022-06-20",
            FOURTH,
            THIRD,
            "无",
        ]
    ),
    st.dates(date(2021, 1, 1), date(2023, 1, 1)),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12),
)
TITLES = (*rounds.ISSUED, *rounds.FILLED)
WRITTEN = st.dictionaries(
    st.tuples(st.sampled_from([FIRST, SECOND]), st.sampled_from(TITLES)), TEXTS, max_size=12
)


@pytest.mark.slow
@given(written=WRITTEN, memory=st.booleans())
def test_law_only_events_of_the_units_own_rows_are_appended(
    tmp_path_factory: pytest.TempPathFactory, opened: Path, written: desk.Filled, *, memory: bool
) -> None:
    """Whatever stands in the cells: nothing else of any draft changes, and collecting twice is collecting once."""
    root = shutil.copytree(opened, tmp_path_factory.mktemp("law") / "office")
    data = desk.filled(desk.issued(sent(root), HOUSING), written)
    files = {"a.xlsx": data if memory else desk.forgetful(data)}
    came_back(root, files)
    for name in (THIRD, FOURTH, FIFTH):
        assert added(root, name) == ()
    for name in (FIRST, SECOND):
        assert all(
            event.units == (HOUSING,) and event.period == "2022年上半年" for event in added(root, name)
        )
    once = {path: path.read_bytes() for path in (root / "content").rglob("*.yml")}
    came_back(root, files)
    assert {path: path.read_bytes() for path in (root / "content").rglob("*.yml")} == once


def test_a_broken_draft_stops_only_the_files_of_its_plan(office: Path) -> None:
    data = desk.filled(desk.issued(sent(office), HOUSING), PROGRESS)
    (office / "content" / "plans" / PLAN / "records" / f"{SECOND}.yml").write_text("id: [", encoding="utf-8")
    assert codes(came_back(office, {"a.xlsx": data})) == ["G117"]
    assert added(office, FIRST) == ()


def test_both_lead_units_of_a_joint_matter_are_asked_and_heard(fresh: Path) -> None:
    write(fresh, [a_record(1, lead_units=(HOUSING, SCHOOLS))])
    folder = sent(fresh)
    files = {f"{unit}.xlsx": desk.filled(desk.issued(folder, unit), PROGRESS) for unit in (HOUSING, SCHOOLS)}
    assert codes(came_back(fresh, files)) == []
    assert [event.units for event in record(fresh, FIRST).events] == [(SCHOOLS,), (HOUSING,)]


def test_json_says_what_was_registered_refused_and_owed(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = office.parent / "a.xlsx"
    book.write_bytes(desk.filled(desk.issued(sent(office), HOUSING), DONE))
    (office.parent / "b.xlsx").write_bytes(b"broken")
    words = ["--project", str(office), "--json", "collect", "in", str(book), str(office.parent / "b.xlsx")]
    with pytest.raises(SystemExit) as end:
        main([*words, "--on", "2022-06-30"])
    told = json.loads(capsys.readouterr().out)
    assert end.value.code == 1
    assert told["submitted"] == [FIRST]
    assert [bool(one["refused"]) for one in told["files"]] == [False, True]
    assert told["registered"][0]["events"][0]["period"] == "2022年上半年"
    assert told["rounds"][0]["units"][1] == {"unit": HOUSING, "reported": [FIRST], "missing": [SECOND]}


@pytest.mark.parametrize(
    ("more", "code"),
    [({"plan": "2099-minzhu"}, "G130"), ({"due": date(2021, 12, 31)}, "G132"), ({"plan": "../etc"}, "G130")],
)
def test_a_round_that_makes_no_sense_is_refused(fresh: Path, more: dict[str, object], code: str) -> None:
    with pytest.raises(RectifyError, match=code):
        sent(fresh, **more)
    assert not (fresh / "collect").exists()


def test_a_plan_without_open_matters_asks_nobody(fresh: Path) -> None:
    for path in (fresh / "content" / "plans" / PLAN / "records").glob("*-0[1-5].yml"):
        path.unlink()
    with pytest.raises(RectifyError, match="G133"):
        sent(fresh)


def test_a_renamed_unit_is_asked_by_its_name_of_today(fresh: Path) -> None:
    old = a_unit("jiu", HOUSING, valid_to="2022-05-01", succeeded_by="xin")
    write(fresh, [Units(units=(old, a_unit("xin", "区住房保障局")))])
    asked = collecting.open_round(fresh, collecting.Wanted(PLAN, "2022H1", DUE)).round.asked
    assert [one.records for one in asked if one.unit == "区住房保障局"] == [(FIRST, SECOND)]


def test_nobody_owes_an_answer_about_what_was_closed_meanwhile(office: Path) -> None:
    sent(office)
    write(office, [a_record(1, events=a_story("closed"))])
    [stand] = collecting.status(office, PLAN, ON)
    assert [one.missing for one in stand.answers if one.unit == HOUSING] == [(SECOND,)]


def test_opening_and_collecting_change_no_signed_byte_and_no_site(office: Path) -> None:
    sign(office)
    before = {path: path.read_bytes() for path in (office / "content").glob("*.*")}
    came_back(office, {"a.xlsx": desk.filled(desk.issued(sent(office), HOUSING), PROGRESS)})
    assert {path: path.read_bytes() for path in (office / "content").glob("*.*")} == before
    assert not (office / "site").exists()


def test_an_own_list_of_reminders_in_the_folder_is_no_answer(office: Path) -> None:
    collecting.status(office, PLAN, ON)
    collected = returning.collect_in(office, [sent(office)], answering.Wish(ON))
    assert not collected.open_questions
    assert collected.registered
    assert not any(one.appended for one in collected.registered)


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_return_given_to_import_changes_no_plan(office: Path, name: str) -> None:
    data = desk.filled(desk.issued(sent(office), HOUSING), {(FIRST, "整改措施"): "改成别的"})
    path = office.parent / name
    path.write_bytes(desk.as_csv(data) if name.endswith(".csv") else data)
    with pytest.raises(RectifyError, match="G127"):
        importing.import_source(office, path, importing.Wish())
    assert added(office, FIRST) == ()


@pytest.mark.parametrize(
    ("title", "value"),
    [("本期进展", "#REF!"), ("完成情况", "=A1"), ("佐证材料", "#N/A"), ("完成日期", "=A1")],
)
def test_a_row_with_a_broken_formula_is_not_taken(office: Path, title: str, value: str) -> None:
    data = desk.filled(desk.issued(sent(office), HOUSING), {**PROGRESS, (FIRST, title): value})
    assert codes(came_back(office, {"a.xlsx": data})) == ["G158"]
    assert added(office, FIRST) == ()


def test_a_day_of_the_answers_that_has_not_come_is_refused(office: Path) -> None:
    data = desk.filled(desk.issued(sent(office), HOUSING), PROGRESS)
    with pytest.raises(RectifyError, match="G159"):
        came_back(office, {"a.xlsx": data}, today=date(2022, 6, 29))
    assert added(office, FIRST) == ()
    came_back(office, {"a.xlsx": data}, today=ON)
    assert len(added(office, FIRST)) == 1


def test_a_day_of_the_answers_before_the_plan_is_refused(office: Path) -> None:
    data = desk.filled(desk.issued(sent(office), HOUSING), PROGRESS)
    assert codes(came_back(office, {"a.xlsx": data}, on=date(2022, 1, 19))) == ["G159"]
    assert added(office, FIRST) == ()


def test_a_day_after_the_period_is_taken_and_pointed_out(office: Path) -> None:
    data = desk.filled(desk.issued(sent(office), HOUSING), {**DONE, (FIRST, "完成日期"): date(2022, 7, 15)})
    collected = came_back(office, {"a.xlsx": data}, on=date(2022, 7, 20))
    assert [(note.code, note.weight) for note in collected.files[0].notes] == [("G142", "said")]
    assert [event.on for event in added(office, FIRST)] == [date(2022, 7, 15)]


def test_a_blank_file_loses_against_a_filled_one(office: Path) -> None:
    book = desk.issued(sent(office), HOUSING)
    collected = came_back(office, {"a.xlsx": book, "b.xlsx": desk.filled(book, PROGRESS)})
    assert codes(collected) == []
    assert [bool(one.skipped) for one in collected.files] == [True, False]
    assert len(added(office, FIRST)) == 1


def test_a_blank_file_says_so_of_itself(office: Path) -> None:
    collected = came_back(office, {"a.xlsx": desk.issued(sent(office), HOUSING)})
    [note] = collected.files[0].notes
    assert (note.code, note.weight, note.values["unit"], note.values["count"]) == (
        "G165",
        "said",
        HOUSING,
        "2",
    )


def test_a_sheet_that_is_not_ours_is_told_so(office: Path) -> None:
    def build(book: Workbook) -> None:
        for sheet in book.worksheets[1:]:
            book.remove(sheet)
        table = book.worksheets[0]
        table.delete_rows(1, 50)
        table.append(["单位", "做了什么"])
        table.append(["住建局", "修了路"])

    data = desk.edited(desk.issued(sent(office), HOUSING), build)
    for wish in ({}, {"period": "2022H1"}):
        collected = came_back(office, {"a.xlsx": data}, **wish)
        [one] = collected.files
        assert one.refused
        assert "not the workbook that was sent" in one.refused.message
        assert "--period" not in one.refused.hint


def test_a_sheet_of_another_period_is_not_told_to_name_its_period(office: Path) -> None:
    def late(book: Workbook) -> None:
        book[desk.TABLE]["A3"] = "报送期间：2022年下半年（2022H2）"

    data = desk.edited(desk.forgetful(desk.issued(sent(office), HOUSING)), late)
    [one] = came_back(office, {"a.xlsx": data}).files
    assert one.refused
    assert "--period" not in one.refused.hint


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv", "a.zip"])
def test_an_empty_file_is_to_be_sent_again(office: Path, name: str) -> None:
    sent(office)
    [one] = came_back(office, {name: b""}).files
    assert one.refused
    assert (one.refused.code, one.refused.hint) == ("G166", "ask the unit to send it again")


@pytest.mark.parametrize("period", ["2022年上半年", "2022 年上半年", "2022h1"])
def test_a_period_may_be_written_as_it_is_shown(fresh: Path, period: str) -> None:
    assert sent(fresh, period=period).name.endswith("2022H1")


def test_a_last_day_inside_the_period_is_pointed_out(fresh: Path) -> None:
    wanted = collecting.Wanted(PLAN, "2022H1", date(2022, 6, 1))
    assert collecting.open_round(fresh, wanted).early
    assert not collecting.open_round(fresh, wanted._replace(due=DUE, again=True)).early


def test_the_letter_gives_a_contact_only_where_one_can_be_reached(office: Path) -> None:
    settings = (office / "mkdocs.yml").read_text(encoding="utf-8")
    assert "telephone:" in settings
    (office / "mkdocs.yml").write_text(
        "\n".join(row for row in settings.splitlines() if "telephone:" not in row), encoding="utf-8"
    )
    letter = Document(str(sent(office, again=True) / "通知.docx"))
    assert "联系方式" not in "\n".join(paragraph.text for paragraph in letter.paragraphs)


def test_status_keeps_an_older_round_that_still_lacks_answers(office: Path) -> None:
    folder = sent(office)
    sent(office, period="2022H2", due=date(2023, 1, 10))
    periods = [one.round.period for one in collecting.status(office, PLAN, ON)]
    assert periods == ["2022H1", "2022H2"]
    [one] = collecting.status(office, PLAN, ON, "2022年上半年")
    assert one.round.period == "2022H1"
    with pytest.raises(RectifyError, match="G134"):
        collecting.status(office, PLAN, ON, "2021H1")
    for unit in (HOUSING, SCHOOLS, EAST, WEST):
        rows = [row[0] for row in desk.table(desk.issued(folder, unit))[6:]]
        answers = {(str(row), "本期进展"): f"{unit}正在办" for row in rows}
        came_back(office, {"a.xlsx": desk.filled(desk.issued(folder, unit), answers)})
    own = next(path for path in folder.glob("*.xlsx") if desk.table(path.read_bytes())[6][0] == FIFTH)
    came_back(office, {"a.xlsx": desk.filled(own.read_bytes(), {(FIFTH, "本期进展"): "正在办"})})
    assert [one.round.period for one in collecting.status(office, PLAN, ON)] == ["2022H2"]


def test_what_replaces_an_earlier_answer_is_counted_apart(office: Path) -> None:
    book = desk.issued(sent(office), HOUSING)
    came_back(office, {"a.xlsx": desk.filled(book, PROGRESS)})
    both = {**DONE, (SECOND, "本期进展"): "正在办"}
    collected = came_back(office, {"a.xlsx": desk.filled(book, both)}, take=True)
    assert [(len(one.appended), one.replaced) for one in collected.registered] == [(1, 1), (1, 0)]


def test_a_finding_in_what_was_collected_points_into_the_file_of_the_unit(office: Path) -> None:
    data = desk.filled(
        desk.issued(sent(office), HOUSING), {**PROGRESS, (FIRST, "本期进展"): "联系人13800001234"}
    )
    came_back(office, {"住建局.xlsx": data})
    place = open_office(office).place(FIRST, f"events.{len(record(office, FIRST).events) - 1}.text")
    assert (place.source_file, place.source_place) == ("住建局.xlsx", "进展报送!H7")
    found = [
        one
        for one in checking.check(office).findings
        if one.document == FIRST and one.field.startswith("events.") and one.place.source_place
    ]
    assert found
    assert {one.hint for one in found} == {
        "ask the unit to put it right, then collect again with --take source"
    }
    assert open_office(office).place(FIRST, "events.0.text").source_file is None
