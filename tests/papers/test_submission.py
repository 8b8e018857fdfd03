"""The folder to sign: one page, whatever is on it; every signed word in it; one code and one numbering through it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.documents.canonical import content
from rectify_site.ledger.sheets import Difference, Item, Sheet, differences, sheet
from rectify_site.model.fields import Wording
from rectify_site.model.office import Document as Signable
from rectify_site.papers import comparison, forms, public_draft, sheet_words, submission
from rectify_site.papers.findings import Row as Found
from rectify_site.papers.submissions import Submission, lateness
from tests.builders import AS_OF, a_plan, a_record, an_event, some_settings

INNER, OUTER, SECRET = "内部说法一二三", "对外说法四五六", "内部台账七八九"


def submitted(*documents: Signable, **more: object) -> Submission:
    """A sheet of these documents, all of them new."""
    return Submission(sheet(documents, (), {}, AS_OF), some_settings(), **more)  # type: ignore[arg-type]


def many(count: int) -> Submission:
    """A plan with many matters, each named at length and late for a long reason, and many findings."""
    long = "这一项的名称写得特别长" * 9
    records = [
        a_record(number, problem=f"{number}{long}", due="2022-06-30") for number in range(1, count + 1)
    ]
    found = tuple(Found("", "", long, "", "须研判", "", record.id, "", "P1") for record in records)
    return submitted(a_plan(), *records, late=lateness(records, AS_OF), found=found)


def printed(given: Submission) -> bytes:
    return submission.submission(given, public_draft.paragraphs(given.sheet))


def table(given: Submission, name: str = comparison.CHANGES) -> list[tuple[object, ...]]:
    """The rows below the header of one sheet of the 变化对照表."""
    book = openpyxl.load_workbook(BytesIO(comparison.comparison(given, public_draft.paragraphs(given.sheet))))
    return list(book[name].iter_rows(min_row=5, values_only=True))


def draft(given: Submission) -> list[str]:
    """The paragraphs of the 公开稿."""
    made = public_draft.public_draft(given, public_draft.paragraphs(given.sheet))
    return [paragraph.text for paragraph in Document(BytesIO(made)).paragraphs]


def leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (
            leaf for key, part in value.items() if key not in {"id", "scope"} for leaf in leaves(part)
        )
    elif isinstance(value, list):
        yield from (leaf for part in value for leaf in leaves(part))
    elif isinstance(value, bool):
        return
    else:
        yield sheet_words.CLOSED_WORDS.get(str(value), str(value))


ENTRY = st.text("某区ABCW1 a，", max_size=120)
LINES = st.one_of(
    st.lists(ENTRY, min_size=1, max_size=60).map(tuple),
    st.lists(st.builds("{}\n{}".format, ENTRY, ENTRY), min_size=1, max_size=60).map(tuple),
)
BOXES = st.lists(st.builds(forms.Box, st.just("标题"), LINES, st.just("变化对照表")), min_size=3, max_size=3)
ROLES = st.integers(1, 12).map(lambda count: ("签发",) * count)


@given(BOXES, ROLES)
def test_the_form_is_one_page_whatever_stands_on_it(boxes: list[forms.Box], roles: tuple[str, ...]) -> None:
    form = forms.Form("单", (forms.Box("一", ("短",)), *boxes), roles, ("注", "注"))
    tall = forms.tall(form)
    lines = forms.fitted(form, tall)
    used = sum(len(kept) * forms.PITCH + forms.PAD for kept in lines) + tall * len(roles)
    fixed = forms.TITLE_PITCH + forms.GAP + forms.HEAD_ROW + 2 * forms.FOOT_PITCH
    assert used + fixed <= forms.ROOM
    assert all(forms.width(line) <= forms.COLUMNS for kept in lines for line in kept)
    for box, kept in zip(form.boxes, lines, strict=True):
        counted = (
            re.search(r"(?:另有|共)(\d+)项，见", kept[-1]) if len(kept) < len(box.lines) or box.rest else None
        )
        left = int(counted[1]) if counted else 0
        assert len(kept) - bool(counted) == (len(box.lines) - left) * box.each


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: no second opinion")
def test_a_desk_program_prints_forty_items_on_one_page(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(printed(many(40)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=120)
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "a.pdf").read_bytes())) == 1


def test_the_boxes_to_sign_stand_in_the_order_of_the_settings_and_say_which_are_needed() -> None:
    signing = Document(BytesIO(printed(many(1)))).tables[1]
    assert [row.cells[0].text for row in signing.rows] == [
        *("环节", "拟稿", "核稿", "会签"),
        *("保密审查＊", "审核", "签发＊"),
    ]


def test_the_page_says_what_will_be_late_and_why() -> None:
    explained = an_event("delay_explained", "2022-07-10", reason="设计图改了两次", expected="2023-03-31")
    records = [a_record(1, due="2022-06-30", events=(explained,)), a_record(2, due="2022-06-30")]
    made = printed(submitted(a_plan(), *records, late=lateness(records, AS_OF)))
    page = "\n".join(cell.text for row in Document(BytesIO(made)).tables[0].rows for cell in row.cells)
    assert "第1项 第1个问题还没有解决\n2022-06-30到期，预计2023-03-31完成，设计图改了两次\n" in page
    assert "第2项 第2个问题还没有解决\n2022-06-30到期，尚未说明原因\n" in page


def test_every_word_that_is_signed_stands_in_the_table_and_every_public_one_in_the_draft() -> None:
    """Whatever the folder leaves out, a leader has not seen."""
    record = a_record(
        problem=Wording(text=INNER, public=OUTER),
        events=(
            an_event("progress", text=Wording(text=INNER, public=OUTER), pace="behind"),
            an_event("submitted", evidence=[{"title": SECRET}, {"title": "验收意见", "public": True}]),
        ),
    )
    given = submitted(a_plan(preamble=("第一段。", "第二段。")), record)
    rows = "\n".join(str(cell) for row in table(given) for cell in row if cell)
    assert {leaf for item in given.sheet.items for leaf in leaves(item.content) if leaf not in rows} == set()
    public = "\n".join(draft(given))
    assert OUTER in public
    assert "验收意见" in public
    assert INNER not in public
    assert SECRET not in public
    assert f"{SECRET}（不公开）" in rows


def test_both_texts_stand_side_by_side_with_the_paragraph_of_the_public_one() -> None:
    measure = {"text": {"text": INNER, "public": OUTER}}
    given = submitted(a_plan(), a_record(measures=(measure,)))
    [(number, name, field, inner, public)] = table(given, comparison.TEXTS)
    assert (name, field, inner, public) == ("2022-minzhu-01", "整改措施第1条·内容", INNER, OUTER)
    assert f"[{number}]\t整改措施第1条：{OUTER}" in draft(given)


def test_the_number_of_a_row_is_the_paragraph_that_says_its_words() -> None:
    given = many(2)
    numbered = {int(line[1 : line.index("]")]): line for line in draft(given) if line.startswith("[")}
    assert list(numbered) == list(range(1, len(numbered) + 1))
    rows = [row for row in table(given) if row[0] is not None]
    assert len(rows) > 10
    for number, _, _, name, _, after, _ in rows:
        if name not in {"落实时限", "整改方向第1条", "整改方向第2条"}:  # said in other words
            assert str(after) in numbered[number].replace("、", "；"), name  # type: ignore[index]


def test_what_changed_is_marked_in_the_draft_and_set_beside_what_the_public_reads_now() -> None:
    before, now = (
        a_record(problem="旧的说法"),
        a_record(problem=Wording(text="旧的说法", public=OUTER), target="新目标"),
    )
    item = changed(before, now)
    given = Submission(Sheet(AS_OF, (item,)), some_settings())
    rows = {str(row[3]): row for row in table(given)}
    assert rows["问题·公开表述"][4:] == ("旧的说法", OUTER, "修改")
    assert rows["整改目标"][4:] == (None, "新目标", "新增")
    assert any(line.endswith(f"〔有改动〕问题：{OUTER}") for line in draft(given))
    assert any(line.endswith("〔新增〕整改目标：新目标") for line in draft(given))


def test_the_code_stands_at_the_head_of_every_sheet() -> None:
    given = many(3)
    numbered = public_draft.paragraphs(given.sheet)
    for made in (printed(given), public_draft.public_draft(given, numbered)):
        assert given.sheet.code in Document(BytesIO(made)).sections[0].header.paragraphs[0].text
    book = openpyxl.load_workbook(BytesIO(comparison.comparison(given, numbered)))
    assert book.sheetnames == ["变化对照表", "超过时限", "检查结果"]
    for one in book:
        assert given.sheet.code in (one.oddHeader.right.text or "")
        assert (one.page_setup.orientation, one.page_setup.paperSize, one.freeze_panes) == (
            "landscape",
            9,
            "B5",
        )


def test_a_long_text_goes_on_in_the_next_row() -> None:
    text = "一二三四五六七八九十" * 150
    given = submitted(a_plan(), a_record(target=text))
    pieces = [str(row[5]) for row in table(given) if str(row[3]).startswith("整改目标")]
    assert len(pieces) > 1
    assert "".join(pieces) == text


def changed(before: Signable, now: Signable) -> Item:
    """An item that was signed with other words."""
    return Item("record", now.id, content(now), None, tuple(differences(content(before), content(now))))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("units.3.kind", "department", "部门"),
        ("scope", "public", "向社会公开"),
        ("deadline.kind", "by_date_then_ongoing", "按期完成，长期坚持"),
        ("deadline.approximate", "True", "是"),
        ("problem", "public", "public"),
    ],
)
def test_a_closed_word_that_changed_is_shown_in_chinese(field: str, value: str, words: str) -> None:
    item = Item("units", "units", {}, None, (Difference(field, None, value),))
    assert [row.after for row in sheet_words.changed(item)] == [words]


def test_a_page_written_by_hand_shows_the_lines_that_differ() -> None:
    found = Difference(
        "markdown", "# 关于\n\n旧的一句。\n\n不变。", "# 关于\n\n新的一句。\n\n不变。\n\n又一句。"
    )
    item = Item("page", "about", {"markdown": found.after}, None, (found,))
    rows = [(row.before, row.after, row.how) for row in sheet_words.changed(item)]
    assert rows == [("旧的一句。", "新的一句。", "修改"), ("", "又一句。", "新增")]
