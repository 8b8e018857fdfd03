"""Ledgers: rows of a table become the records of a plan, whichever file the table stands in."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import date

import pytest
from docx import Document
from docx.table import Table
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rectify_site import intake
from rectify_site.errors import SourceError
from rectify_site.intake import workbooks
from rectify_site.intake.report import Reading, as_json
from rectify_site.model.deadlines import DeadlineKind
from rectify_site.model.events import EventKind, Pace
from tests.intake import books
from tests.intake.books import LEDGER, Row, saved, xls, xlsx
from tests.intake.samples import saved as saved_word

HEAD = ("序号", "存在问题", "整改措施", "责任单位", "完成时限")


def read(rows: list[Row], *, merge: str = "", name: str = "台账.xlsx") -> Reading:
    def change(sheet: Worksheet) -> None:
        for area in merge.split():
            sheet.merge_cells(area)

    return intake.read(name, xlsx(rows, change))


def why(reading: Reading) -> dict[str, str]:
    return {one.paragraph.place.rpartition("!")[2]: one.why for one in reading.unread}


def codes(reading: Reading) -> list[str]:
    return [remark.code for remark in reading.remarks]


def word_table(rows: tuple[Row, ...], before: str = "", after: str = "") -> bytes:
    document = Document()
    for line in filter(None, before.split("\n")):
        document.add_paragraph(line)
    table: Table = document.add_table(len(rows), max(map(len, rows)))
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            table.cell(at, column).text = str(value)
    for line in filter(None, after.split("\n")):
        document.add_paragraph(line)
    return saved_word(document)


def markdown_table(rows: tuple[Row, ...]) -> bytes:
    lines = [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join(
        [f"# {LEDGER[0][0]}", "", lines[0], "|" + "---|" * len(rows[0]), *lines[1:], ""]
    ).encode()


FILES = {
    "台账.xlsx": xlsx(),
    "台账.xls": xls(),
    "台账.csv": books.text(),
    "台账.docx": word_table(LEDGER[1:], str(LEDGER[0][0])),
    "台账.md": markdown_table(LEDGER[1:]),
}


@pytest.mark.parametrize("name", FILES)
def test_the_same_ledger_in_every_file_is_the_same_plan(name: str) -> None:
    reading = intake.read(name, FILES[name])
    assert reading.kind == "ledger"
    assert reading.plan
    assert (reading.plan.id, reading.plan.title, reading.plan.year) == ("2022-minzhu", LEDGER[0][0], 2022)
    assert [(one.number, one.title) for one in reading.plan.directions] == [
        ("一", "学习方面"),
        ("二", "服务方面"),
    ]
    told = [
        (
            r.number,
            r.direction,
            r.problem,
            len(r.measures),
            r.leaders,
            r.lead_units,
            r.deadline.kind,
            r.deadline.date,
        )
        for r in reading.records
    ]
    assert told == [
        ("1", ("一",), "学得不够。", 2, ("局长",), ("办公室",), DeadlineKind.BY_DATE, date(2022, 9, 30)),
        ("2", ("一",), "讨论偏少。", 1, ("副局长",), ("办公室",), DeadlineKind.IMMEDIATE_AND_ONGOING, None),
        *(
            (
                *("3", ("二",), "手续偏多。", 1, ("副局长",)),
                *(("县水务局", "县政务服务局"), DeadlineKind.BY_DATE, date(2022, 6, 30)),
            ),
        ),
    ]
    assert not reading.unread


def test_a_record_says_which_cell_it_begins_in() -> None:
    sources = [record.source for record in intake.read("a.xlsx", xlsx()).records]
    assert [(source.place, source.paragraph) for source in sources if source] == [
        ("表一!A3", None),
        ("表一!A4", None),
        ("表一!A5", None),
    ]


def test_a_header_of_two_rows() -> None:
    rows: list[Row] = [
        ("序号", "问题", "整改措施", "责任单位", None, "完成情况", None),
        (None, None, None, "牵头", "配合", "已完成", "正在整改"),
        (1, "甲", "改甲", "办公室", "人事科", "√", None),
        (2, "乙", "改乙", "人事科", "办公室", None, "√"),
    ]
    title: Row = ("整改台账（截至2022年6月30日）",)
    reading = read([title, *rows], merge="D2:E2 F2:G2 A2:A3 B2:B3 C2:C3")
    assert [(one.lead_units, one.cooperating_units) for one in reading.records] == [
        (("办公室",), ("人事科",)),
        (("人事科",), ("办公室",)),
    ]
    assert [[(e.kind, e.on) for e in one.events] for one in reading.records] == [
        [(EventKind.SUBMITTED, date(2022, 6, 30))],
        [(EventKind.PROGRESS, date(2022, 6, 30))],
    ]


@pytest.mark.parametrize("merge", ["A2:A4 B2:B4 D2:D4 E2:E4", ""])
def test_a_matter_of_several_rows_is_one_record_with_several_measures(merge: str) -> None:
    rows: list[Row] = [
        HEAD,
        (1, "甲", "一改", "办公室", "2022年6月底"),
        (None, None, "二改"),
        (None, None, "三改"),
        (2, "乙", "改"),
    ]
    reading = read(rows, merge=merge)
    assert [[measure.text for measure in one.measures] for one in reading.records] == [
        ["一改", "二改", "三改"],
        ["改"],
    ]
    assert reading.records[0].responsible_units == ("办公室",)


def test_a_cell_merged_over_several_matters_holds_for_all_of_them() -> None:
    rows: list[Row] = [
        HEAD,
        (1, "甲", "改", "办公室", "2022年6月底"),
        (2, "乙", "改"),
        (3, "丙", "改", "人事科"),
    ]
    reading = read(rows, merge="D2:D3 E2:E4")
    assert [one.responsible_units for one in reading.records] == [("办公室",), ("办公室",), ("人事科",)]
    assert {one.deadline.date for one in reading.records} == {date(2022, 6, 30)}


def test_the_same_as_above_is_said_once() -> None:
    rows: list[Row] = [
        HEAD,
        (1, "甲", "改", "办公室", "2022年6月底"),
        (2, "乙", "改", "同上", "〃"),
        (3, "丙", "改", "同上", '"'),
    ]
    reading = read(rows)
    assert {one.responsible_units for one in reading.records} == {("办公室",)}
    assert {one.deadline.text for one in reading.records} == {"2022年6月底"}
    remark = next(each for each in reading.remarks if each.code == "S275")
    assert remark.values["count"] == "4"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2022, 6, 30), "2022年6月30日"),
        (44742, "2022年6月30日"),
        ("2022.6.30", "2022.6.30"),
        ("2022/6/30", "2022/6/30"),
        ("20220630", "20220630"),
    ],
)
def test_dates_are_dates_however_they_stand_in_the_cell(value: object, text: str) -> None:
    deadline = read([HEAD, (1, "甲", "改", "办公室", value)]).records[0].deadline
    assert (deadline.text, deadline.date) == (text, date(2022, 6, 30))


def test_a_bare_number_read_as_a_date_is_said() -> None:
    assert "S277" in codes(read([HEAD, (1, "甲", "改", "办公室", 44742)]))


def test_totals_notes_repeated_headers_and_unknown_columns() -> None:
    rows: list[Row] = [
        ("乙局2022年整改台账",),
        (*HEAD, "资金（万元）", "备注"),
        (1, "甲", "改", "办公室", "2022年6月底", 3, "快"),
        ("乙局2022年整改台账",),
        (*HEAD, "资金（万元）", "备注"),
        (2, "乙", "改", "办公室", "2022年6月底"),
        ("合计", None, None, None, None, 3),
        ("填报人：张三", None, "审核人：李四"),
    ]
    reading = read(rows)
    assert [one.problem for one in reading.records] == ["甲", "乙"]
    assert len(reading.junk) == 8
    assert why(reading) == {
        "F2": "the heading of this column is not known",
        "F3": "the heading of this column is not known",
        "G3": "a note beside a matter",
        "A7": "a row of totals",
        "F7": "a row of totals",
        "A8": "a line below the table",
        "C8": "a line below the table",
    }


def test_headings_across_the_table_are_directions() -> None:
    rows: list[Row] = [
        HEAD,
        ("一、学习方面",),
        (1, "甲", "改"),
        ("二、服务方面",),
        (2, "乙", "改"),
        (3, "丙", "改"),
    ]
    for reading in (read(rows, merge="A2:E2 A4:E4"), read(rows)):
        assert [one.direction for one in reading.records] == [("一",), ("二",), ("二",)]
        assert reading.plan
        assert [one.title for one in reading.plan.directions] == ["学习方面", "服务方面"]


def test_several_sheets_are_directions_where_no_column_names_them() -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in ("学习方面", "服务方面"):
        for row in (HEAD, (1, f"{name}的事", "改", "办公室", "2022年6月底")):
            (book[name] if name in book.sheetnames else book.create_sheet(name)).append(row)
    book.create_sheet("联系方式").append(["张三", "0000"])
    reading = intake.read("台账.xlsx", saved(book))
    assert reading.plan
    assert [one.title for one in reading.plan.directions] == ["学习方面", "服务方面"]
    assert [one.direction for one in reading.records] == [("一",), ("二",)]
    assert {one.paragraph.place for one in reading.unread} == {"联系方式!A1", "联系方式!B1"}


def test_a_sheet_without_the_header_of_a_ledger_is_listed() -> None:
    reading = intake.read("a.xlsx", xlsx([("姓名", "电话"), ("张三", "0000")]))
    assert (reading.kind, reading.records, len(reading.unread)) == ("unknown", (), 4)


def test_the_lines_above_the_header_are_title_number_and_issuer() -> None:
    rows: list[Row] = [
        ("附件2",),
        ("乙局2022年度民主生活会整改台账（截至2022年6月30日）",),
        ("乙整改办〔2022〕3号",),
        ("填报单位：乙局",),
        HEAD,
        (1, "甲", "改"),
    ]
    reading = read(rows)
    assert reading.plan
    assert (reading.title, reading.plan.document) == ("乙局2022年度民主生活会整改台账", "乙整改办〔2022〕3号")
    assert reading.plan.issued_by == "乙局"
    assert why(reading) == {"A1": "a line above the table"}


def test_a_ledger_without_a_title_is_called_as_its_file_and_that_is_said() -> None:
    reading = read([HEAD, (1, "甲", "改")], name="2022年巡察整改清单.xlsx")
    assert reading.title is None
    assert reading.plan
    assert (reading.plan.title, reading.plan.id) == ("2022年巡察整改清单", "2022-xuncha")
    assert "S258" in codes(reading)


PROGRESS = ("序号", "问题", "整改措施", "整改进展", "完成情况", "完成日期", "佐证材料")


def events(*row: object, title: str = "整改台账（截至2022年6月30日）") -> tuple[Reading, tuple[object, ...]]:
    reading = read([(title,), PROGRESS, (1, "甲", "改", *row)])
    return reading, tuple((e.kind, e.on, e.text, e.pace) for e in reading.records[0].events)


def test_progress_becomes_an_event_on_the_day_the_ledger_tells() -> None:
    _, told = events("开了三次会。", "正在整改")
    assert told == ((EventKind.PROGRESS, date(2022, 6, 30), "开了三次会。", Pace.NONE),)


def test_what_is_done_is_a_claim_on_the_day_it_was_done() -> None:
    reading, told = events("改好了。", "已完成", date(2022, 5, 20), "照片；记录")
    assert told == ((EventKind.SUBMITTED, date(2022, 5, 20), "改好了。", None),)
    assert [one.title for one in reading.records[0].events[0].evidence] == ["照片", "记录"]


def test_without_a_day_there_is_no_event_and_the_next_step_is_said() -> None:
    reading, told = events("开了三次会。", "正在整改", title="整改台账")
    assert told == ()
    assert all("collect" in said for said in why(reading).values())
    assert set(why(reading)) == {"D3", "E3"}


@pytest.mark.parametrize("said", ["已销号", "完成销号"])
def test_a_ledger_never_closes_a_matter(said: str) -> None:
    reading, told = events("", said, date(2022, 5, 20))
    assert told == ()
    assert {"E3", "F3"} <= set(why(reading))


def test_a_word_nobody_knows_is_listed() -> None:
    reading, told = events("", "差不多")
    assert told == ()
    assert "not known" in why(reading)["E3"]


def test_prose_around_a_table_is_kept_and_its_matters_come_from_the_table() -> None:
    data = word_table(
        LEDGER[1:],
        "甲县水务局2022年度民主生活会整改方案\n根据会议要求，制定本方案。\n一、总体要求\n把问题改到位。\n二、整改任务",
        "三、工作要求\n各科室要上心。\n甲县水务局\n2022年3月1日",
    )
    reading = intake.read("方案.docx", data)
    assert (reading.kind, len(reading.records), len(reading.unread)) == ("ledger", 3, 0)
    assert reading.plan
    assert [section.title for section in reading.plan.sections] == ["总体要求", "整改任务", "工作要求"]
    assert (reading.plan.issued_by, reading.plan.adopted_on) == ("甲县水务局", date(2022, 3, 1))
    assert reading.records[0].source
    assert reading.records[0].source.place == "表1 第2行第1列"


def test_where_prose_holds_more_matters_the_table_is_only_listed() -> None:
    prose = "2022年整改方案\n" + "".join(f"{n}.第{n}件事没办好。\n整改措施：改。\n" for n in range(1, 5))
    reading = intake.read("方案.docx", word_table((HEAD, (1, "甲", "改", "办公室", "6月底")), prose))
    assert (reading.kind, len(reading.records)) == ("plan", 4)
    assert "S279" in codes(reading)
    assert len(reading.unread) == 10


def test_merged_cells_of_a_word_table() -> None:
    document = Document()
    document.add_paragraph("2022年整改台账")
    table = document.add_table(4, 3)
    for column, label in enumerate(("序号", "存在问题", "整改措施")):
        table.cell(0, column).text = label
    for at, text in enumerate(("一改", "二改"), 1):
        table.cell(at, 2).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "1"
    table.cell(1, 1).merge(table.cell(2, 1)).text = "甲"
    table.cell(3, 0).merge(table.cell(3, 2)).text = "填报人：张三"
    reading = intake.read("a.docx", saved_word(document))
    assert [[measure.text for measure in one.measures] for one in reading.records] == [["一改", "二改"]]
    assert [one.paragraph.place for one in reading.unread] == ["表1 第4行第1列"]


def test_a_frame_around_text_is_text() -> None:
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "2022年整改方案"
    document.add_paragraph("1.甲没办好。")
    document.add_paragraph("整改措施：改。")
    reading = intake.read("a.docx", saved_word(document))
    assert (reading.title, len(reading.records), len(reading.unread)) == ("2022年整改方案", 1, 0)


def test_a_book_that_is_open_already_reads_the_same() -> None:
    data = xlsx()
    book = workbooks.sheets(data, ".xlsx")
    assert as_json(intake.read_book("台账.xlsx", data, book)) == as_json(intake.read("台账.xlsx", data))


CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "",
            "序号",
            "问题",
            "整改措施",
            "责任单位",
            "完成时限",
            "1",
            "2",
            "同上",
            "√",
            "合计",
            "一、甲方面",
            "2022.6.30",
            "44742",
        ]
    ),
    st.text("甲乙丙、，。;一1（）：\n√同上 ", max_size=8),
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.booleans())
def test_no_cell_of_a_table_is_lost(rows: list[list[str]], headed: bool) -> None:  # noqa: FBT001 - hypothesis hands it in
    whole: list[Row] = [HEAD, *rows] if headed else list(rows)
    with suppress(SourceError):
        reading = read(whole)
        given_places = sorted(
            f"表一!{chr(65 + column)}{at + 1}"
            for at, row in enumerate(whole)
            for column, text in enumerate(row)
            if str(text).strip()
        )
        told = [*reading.used, *reading.junk, *(one.paragraph for one in reading.unread)]
        assert sorted(each.place for each in told) == given_places


@pytest.mark.slow
def test_ten_thousand_rows_are_ten_thousand_records() -> None:
    rows: list[Row] = [
        HEAD,
        *(
            (n, f"第{n}件事没办好。", "一是改。二是管。", "办公室", date(2022, 6, 30))
            for n in range(1, 10_001)
        ),
    ]
    stream = io.BytesIO(xlsx(rows))
    ticks: list[tuple[int, int]] = []
    reading = intake.read(
        "台账.xlsx", stream.getvalue(), tick=lambda done, total: ticks.append((done, total))
    )
    assert len(reading.records) == 10_000
    assert reading.records[-1].id.endswith("-10000")
    assert len(ticks) >= 10
