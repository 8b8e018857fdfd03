"""Columns as offices have them: two kinds in one, √ below a choice, headers of three rows, unusual headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from rectify_site import intake
from rectify_site.intake import columns, shared_cells
from rectify_site.intake.report import Reading
from rectify_site.intake.traces import Sure
from rectify_site.model.deadlines import DeadlineKind
from rectify_site.model.events import EventKind
from tests.intake import books
from tests.intake.books import Row, xlsx

TITLE: Row = ("甲局2023年巡察整改台账（截至2023年6月30日）",)
HEAD = ("序号", "存在问题", "整改措施", "责任单位", "整改时限")
UNIT, LEAD, HELP, PERSON, LEADER = (
    "responsible_units",
    "lead_units",
    "cooperating_units",
    "persons",
    "leaders",
)
DUE, DO = "deadline", "measures"


def read(rows: list[Row], merge: str = "") -> Reading:
    def change(sheet: Worksheet) -> None:
        for area in merge.split():
            sheet.merge_cells(area)

    return intake.read("台账.xlsx", xlsx([TITLE, *rows], change))


def codes(reading: Reading) -> list[str]:
    return [remark.code for remark in reading.remarks]


@pytest.mark.parametrize(
    ("label", "roles"),
    [
        ("责任单位及责任人", (UNIT, PERSON)),
        ("责任单位/责任人", (UNIT, PERSON)),
        ("责任单位\n责任人", (UNIT, PERSON)),
        ("责任单位（责任人）", (UNIT, PERSON)),
        ("责任领导及责任单位", (LEADER, UNIT)),
        ("责任领导和单位", (LEADER, UNIT)),
        ("责任领导、责任单位、责任人", (LEADER, UNIT, PERSON)),
        ("整改措施及时限", (DO, DUE)),
        ("牵头/责任单位", (LEAD, UNIT)),
        ("牵头（配合）单位", (LEAD, HELP)),
        ("责任\n单位", ()),
        ("整改时限（年月日）", ()),
        ("存在问题及原因", ()),
    ],
)
def test_a_heading_may_name_several_roles(label: str, roles: tuple[str, ...]) -> None:
    assert columns.shared(label) == roles


@pytest.mark.parametrize(
    ("roles", "text", "found"),
    [
        ((UNIT, PERSON), "办公室/王建国", ((UNIT, "办公室"), (PERSON, "王建国"))),
        ((UNIT, PERSON), "办公室\n王建国、李明", ((UNIT, "办公室"), (PERSON, "王建国、李明"))),
        ((UNIT, PERSON), "办公室（王建国）", ((UNIT, "办公室"), (PERSON, "王建国"))),
        ((UNIT, PERSON), "县水务局 局长 王建国", ((UNIT, "县水务局"), (PERSON, "局长 王建国"))),
        ((UNIT, PERSON), "各乡镇、各街道", ((UNIT, "各乡镇、各街道"),)),
        ((UNIT, PERSON), "责任单位：办公室 责任人：王建国", ((UNIT, "办公室"), (PERSON, "王建国"))),
        ((LEADER, UNIT), "王建国 办公室", ((LEADER, "王建国"), (UNIT, "办公室"))),
        (
            (LEADER, UNIT, PERSON),
            "王建国 办公室 李明",
            ((LEADER, "王建国"), (UNIT, "办公室"), (PERSON, "李明")),
        ),
        ((LEAD, UNIT), "区住建局（牵头）、区城管局", ((LEAD, "区住建局"), (UNIT, "区城管局"))),
        ((LEAD, UNIT), "区住建局/区城管局", ((LEAD, "区住建局"), (UNIT, "区城管局"))),
        ((DO, DUE), "制定制度。2023年6月底前完成", ((DO, "制定制度。"), (DUE, "2023年6月底前完成"))),
        (
            (DO, DUE),
            "1.开会（6月底前）\n2.发文（9月底前）",
            ((DO, "1.开会"), (DUE, "6月底前"), (DO, "2.发文"), (DUE, "9月底前")),
        ),
        ((LEAD, UNIT), "区住建局、区城管局", None),
        ((UNIT, PERSON), "李学会", None),
        ((UNIT, PERSON), "办公室王建国", None),
        ((UNIT, PERSON), "XX局、XXX", None),
        ((DO, DUE), "2023年6月底前修订制度", None),
    ],
)
def test_a_shared_cell_is_divided_where_it_is_sure(
    roles: tuple[str, ...], text: str, found: tuple[tuple[str, str], ...] | None
) -> None:
    assert shared_cells.divide(roles, text) == found


@given(
    st.permutations([UNIT, LEAD, PERSON, LEADER, DUE, DO]).map(lambda its: tuple(its[:2])),
    st.text("局办室王李长、，/（） \n：1.年月6底。", max_size=30),
)
def test_no_word_of_a_divided_cell_is_lost(roles: tuple[str, ...], text: str) -> None:
    found = shared_cells.divide(roles, text)
    if found is not None:
        kept = sorted(sign for _, words in found for sign in words if sign.isalnum())
        assert kept == sorted(sign for sign in text if sign.isalnum())


def test_a_cell_that_nobody_can_divide_is_said_with_its_place() -> None:
    reading = read([("序号", "问题", "整改措施", "牵头/责任单位"), (1, "甲", "改", "区住建局、区城管局")])
    assert reading.records[0].responsible_units == ("区住建局", "区城管局")
    remark = next(each for each in reading.remarks if each.code == "S281")
    assert remark.values["places"] == "表一!D3"
    traces = {each.field: each.sure for each in reading.traces[reading.records[0].id]}
    assert (traces["responsible_units"], traces["number"]) == (Sure.UNSURE, Sure.CLEAR)


def test_rows_with_units_and_deadlines_of_their_own_are_said() -> None:
    rows: list[Row] = [
        HEAD,
        (1, "甲", "1.学\n2.记", "办公室", "2023年6月底"),
        (None, None, "3.写", "人事科", "2023年9月底"),
    ]
    reading = read(rows, "A3:A4 B3:B4")
    assert {"S282", "S283"} <= set(codes(reading))
    assert [each.text for each in reading.records[0].milestones] == ["1.学2.记", "3.写"]


def test_rows_that_say_the_same_are_not_remarked() -> None:
    row = ("办公室", "2023年6月底")
    reading = read([HEAD, (1, "甲", "1.学", *row), (None, None, "2.写", *row)], "A3:A4 B3:B4")
    assert codes(reading) == []
    assert not reading.records[0].milestones


def test_ticks_below_kinds_of_work() -> None:
    rows: list[Row] = [
        (*HEAD[:4], "立行立改", "限期整改", "长期坚持"),
        (1, "甲", "改", "办公室", "√", None, None),
        (2, "乙", "改", "办公室", None, "2023年6月底", "√"),
        (3, "丙", "改", "办公室", None, None, "√"),
    ]
    assert [(one.deadline.text, one.deadline.kind) for one in read(rows).records] == [
        ("立行立改", DeadlineKind.IMMEDIATE),
        ("2023年6月底，长期坚持", DeadlineKind.BY_DATE_THEN_ONGOING),
        ("长期坚持", DeadlineKind.ONGOING),
    ]


def test_ticks_below_directions() -> None:
    rows: list[Row] = [
        ("序号", "问题", "学习方面", "作风方面", "整改措施"),
        (1, "甲", "√", None, "改"),
        (2, "乙", None, "√", "改"),
    ]
    reading = read(rows)
    assert reading.plan
    assert [each.title for each in reading.plan.directions] == ["学习方面", "作风方面"]
    assert not reading.unread


def test_ticks_below_whether_it_is_done() -> None:
    rows: list[Row] = [
        (*HEAD, "是否完成"),
        (1, "甲", "改", "办", "6月", "√"),
        (2, "乙", "改", "办", "6月", "×"),
    ]
    assert [[event.kind for event in one.events] for one in read(rows).records] == [
        [EventKind.SUBMITTED],
        [EventKind.PROGRESS],
    ]


def test_a_header_of_three_rows() -> None:
    rows: list[Row] = [
        ("序号", "存在问题", "整改措施", "责任分工", None, None),
        (None, None, None, "单位", None, "责任人"),
        (None, None, None, "牵头", "配合", None),
        (1, "甲", "改", "办公室", "人事科", "王建国"),
    ]
    record = read(rows, "D2:F2 D3:E3 F3:F4 A2:A4 B2:B4 C2:C4").records[0]
    assert (record.lead_units, record.cooperating_units, record.persons) == (
        ("办公室",),
        ("人事科",),
        ("王建国",),
    )


@pytest.mark.parametrize(
    ("printed", "number"),
    [("1-1", "1-1"), ("1.1", "1.1"), ("（一）", "一"), ("问题1", "1"), ("第2项", "2"), ("1、", "1")],
)
def test_numbers_as_they_are_cited(printed: str, number: str) -> None:
    assert read([HEAD, (printed, "甲", "改")]).records[0].number == number


@pytest.mark.parametrize(
    "label", ["整改任务", "审计报告反映的问题", "高频问题", "具体表现", "巡察反馈意见", "问题表述"]
)
def test_the_column_of_the_matter_has_many_names(label: str) -> None:
    reading = read([("序号", label, *HEAD[2:]), (1, "甲", "改", "办公室", "2023年6月底")])
    record = reading.records[0]
    assert (record.problem or record.task, len(record.measures), codes(reading)) == ("甲", 1, [])


def test_an_unknown_column_before_the_measures_is_the_problem_and_that_is_said() -> None:
    reading = read([("序号", "短板弱项", *HEAD[2:]), (1, "甲", "改", "办公室", "2023年6月底")])
    assert (reading.records[0].problem, codes(reading)) == ("甲", ["S284"])


def test_a_table_without_numbers_has_its_title_and_its_headings() -> None:
    rows: list[Row] = [
        TITLE,
        HEAD[1:],
        ("一、学习方面",),
        ("甲", "改", "办公室", "6月"),
        ("服务方面",),
        ("乙", "改"),
    ]
    reading = intake.read("台账.csv", books.text(rows))
    assert reading.title == "甲局2023年巡察整改台账"
    assert reading.plan
    assert [each.title for each in reading.plan.directions] == ["学习方面", "服务方面"]
    assert [record.problem for record in reading.records] == ["甲", "乙"]


def test_notes_and_empty_headings_are_listed() -> None:
    note = ("说明：1.本表由各单位填写。",), ("2.措施要具体。",)
    rows: list[Row] = [
        *note,
        HEAD,
        (1, "甲", "改"),
        ("二、作风方面",),
        ("注：1.如实填写。",),
        ("2.写到月。",),
    ]
    listed = {each.paragraph.place.partition("!")[2]: each.why for each in read(rows).unread}
    assert listed == {
        **dict.fromkeys(("A2", "A3"), "a line above the table"),
        "A6": "a heading with no matter below it",
        **dict.fromkeys(("A7", "A8"), "a line below the table"),
    }
