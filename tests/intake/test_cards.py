"""Cards (一事一表): one table a matter, in a workbook and in Word."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm
from openpyxl.worksheet.worksheet import Worksheet

from rectify_site import intake
from rectify_site.intake.report import Reading
from rectify_site.model.deadlines import DeadlineKind
from tests.intake.books import Row, xlsx
from tests.intake.samples import saved

TITLE = "甲局2023年巡察整改台账"
ONE: tuple[Row, ...] = (
    ("问题", "学得少"),
    ("整改措施", "多学。"),
    ("责任单位/责任人", "办公室/王建国"),
    ("整改时限", "2023年6月底"),
)
OTHER: tuple[Row, ...] = (
    ("问题", "写得少"),
    ("整改措施", "1.多写\n2.多记"),
    ("责任单位/责任人", "人事科"),
    ("整改时限", "☑立行立改 □长期坚持"),
)
WIDE: tuple[Row, ...] = (
    ("序号", 7, "问题类别", "学习方面"),
    ("存在问题", "学得少", None, None),
    ("整改措施", "多学。", None, None),
    ("责任分工", "牵头单位", "办公室", None),
    (None, "配合单位", "人事科", None),
    ("完成时限", "2023年6月底", "填报单位", "甲局"),
)


def sheet(rows: Sequence[Row], merge: str = "") -> Reading:
    def change(its: Worksheet) -> None:
        for area in merge.split():
            its.merge_cells(area)

    return intake.read("台账.xlsx", xlsx(rows, change))


def word(*tables: Sequence[Row]) -> Reading:
    document = Document()
    document.add_paragraph(TITLE)
    for rows in tables:
        table = document.add_table(len(rows), max(map(len, rows)))
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                table.cell(at, column).text = str(value or "")
        document.add_paragraph("")
    return intake.read("台账.docx", saved(document))


def told(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (r.number, r.problem, len(r.measures), r.responsible_units, r.persons, r.deadline.kind)
        for r in reading.records
    ]


BOTH = [
    ("1", "学得少", 1, ("办公室",), ("王建国",), DeadlineKind.BY_DATE),
    ("2", "写得少", 2, ("人事科",), (), DeadlineKind.IMMEDIATE),
]


@pytest.mark.parametrize(
    "reading",
    [sheet([(TITLE,), *ONE, (), *OTHER], "A1:B1"), word(ONE, OTHER), word((*ONE, *OTHER))],
    ids=["a sheet", "two tables", "one table"],
)
def test_each_card_is_a_matter(reading: Reading) -> None:
    assert (reading.kind, reading.title, told(reading)) == ("ledger", TITLE, BOTH)
    assert not reading.unread
    assert [each.code for each in reading.remarks] == ["S278"]


def test_a_line_above_a_card_is_its_number() -> None:
    reading = sheet([(TITLE,), ("问题一",), *ONE, ("问题二",), *OTHER])
    assert [record.number for record in reading.records] == ["一", "二"]
    assert not reading.unread


def test_a_card_of_four_columns_with_labels_over_labels() -> None:
    reading = sheet([(TITLE,), *WIDE], "A1:D1 B3:D3 B4:D4 A5:A6 C5:D5 C6:D6")
    record = reading.records[0]
    assert (record.number, record.lead_units, record.cooperating_units) == ("7", ("办公室",), ("人事科",))
    assert reading.plan
    assert [each.title for each in reading.plan.directions] == ["学习方面"]
    assert {each.paragraph.text: each.why for each in reading.unread} == dict.fromkeys(
        ("填报单位", "甲局"), "it stands on a card under no label that is known"
    )


def test_an_empty_card_is_listed_and_no_matter() -> None:
    reading = sheet([(TITLE,), *ONE, *((label, None) for label, _ in ONE)])
    assert len(reading.records) == 1
    assert {each.why for each in reading.unread} == {"a card without a problem or a task"}


def test_a_table_with_something_else_in_it_is_no_card() -> None:
    reading = sheet([("序号", 1, 2, 3), ("问题", "甲", "乙", "丙"), ("整改措施", "改", "管", "看")])
    assert (reading.kind, reading.records, len(reading.unread)) == ("unknown", (), 12)


def test_a_table_in_a_text_box_is_a_table() -> None:
    document = Document()
    document.add_paragraph(TITLE)
    anchor = document.add_paragraph("")
    table = document.add_table(len(ONE), 2)
    for at, row in enumerate(ONE):
        for column, value in enumerate(row):
            table.cell(at, column).text = str(value)
    namespace = f'xmlns:w="{qn("w:p")[1:-2]}"'
    run = parse_xml(
        f"<w:r {namespace}><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    anchor._p.append(run)  # noqa: SLF001 - python-docx makes no text boxes
    run[0][0].append(table._tbl)  # noqa: SLF001
    reading = intake.read("台账.docx", saved(document))
    assert told(reading) == BOTH[:1]
    assert [(each.paragraph.text, each.paragraph.place) for each in reading.unread] == [
        ("框", "第2段 文本框")
    ]


def test_title_and_number_in_the_table_of_a_page_header() -> None:
    document = Document()
    header = document.sections[0].header.add_table(1, 2, Cm(16))
    header.cell(0, 0).text, header.cell(0, 1).text = TITLE, "甲发〔2023〕3号"
    table = document.add_table(len(ONE), 2)
    for at, row in enumerate(ONE):
        for column, value in enumerate(row):
            table.cell(at, column).text = str(value)
    reading = intake.read("台账.docx", saved(document))
    assert reading.plan
    assert (reading.title, reading.plan.document, reading.unread) == (TITLE, "甲发〔2023〕3号", ())
