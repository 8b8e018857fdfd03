"""Notices (公示): their days, how to answer, the matters they name; and what makes a text no notice."""

from __future__ import annotations

import pytest

from rectify_site import intake
from rectify_site.intake import notices
from rectify_site.intake.report import Reading, as_json
from rectify_site.model.deadlines import Deadline, DeadlineKind
from rectify_site.model.records import Record
from rectify_site.model.reports import DayKind, Notice

ANSWER = "公示期间如有不同意见，请来电反映。\n联系电话：0000-1234567\n"


def read(period: str, answer: str = ANSWER) -> Reading:
    text = f"乙镇整改任务拟销号公示\n现将第3项、第5项整改任务予以公示。\n{period}\n{answer}乙镇党委\n2024年9月28日\n"
    return intake.read("x.txt", text.encode())


def notice(period: str) -> Notice:
    found = read(period).notice
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("period", "begins", "ends", "days", "kind"),
    [
        (
            "公示时间：2022年12月5日至2022年12月11日（共7天）。",
            "2022-12-05",
            "2022-12-11",
            7,
            DayKind.CALENDAR,
        ),
        ("公示时间：2022年12月5日—12月11日。", "2022-12-05", "2022-12-11", 7, DayKind.CALENDAR),
        ("公示期为5个工作日，自2024年9月29日起。", "2024-09-29", "2024-10-10", 5, DayKind.WORKING),
        ("公示期七天，自2024年9月29日起。", "2024-09-29", "2024-10-05", 7, DayKind.CALENDAR),
        ("公示期为5个工作日（2022年12月5日至12月9日）。", "2022-12-05", "2022-12-09", 5, DayKind.WORKING),
        ("自即日起公示，公示期7个自然日。", "2024-09-28", "2024-10-04", 7, DayKind.CALENDAR),
    ],
)
def test_the_days_of_a_notice(period: str, begins: str, ends: str, days: int, kind: DayKind) -> None:
    found = notice(period)
    assert (str(found.from_), str(found.to), found.days, found.day_kind) == (begins, ends, days, kind)


def test_declared_days_are_held_against_both_ends() -> None:
    found = read("公示时间：2022年12月5日至12月9日，共7天。")
    assert [(one.code, one.values["declared"], one.values["found"]) for one in found.remarks] == [
        ("S287", "7", "5")
    ]


def test_contact_and_way_to_answer_are_kept_apart_from_the_text() -> None:
    found = notice("公示期7天，自2024年9月29日起。")
    assert (found.contact, found.how_to_object) == (
        "联系电话：0000-1234567",
        "公示期间如有不同意见，请来电反映。",
    )
    assert found.text == (
        "现将第3项、第5项整改任务予以公示。",
        "公示期7天，自2024年9月29日起。",
        "乙镇党委 2024年9月28日",
    )


@pytest.mark.parametrize(
    ("period", "answer", "missing"),
    [
        ("公示期待定。", ANSWER, 2),
        ("公示期7天，自2024年9月29日起。", "特此说明。\n", 2),
        ("自2024年9月29日起公示，公示期间请关注。", ANSWER, 1),
    ],
)
def test_what_a_notice_lacks_is_said_and_nothing_is_made_up(period: str, answer: str, missing: int) -> None:
    found = read(period, answer)
    assert (found.kind, found.notice, len(found.unread)) == ("notice", None, found.total)
    assert [one.code for one in found.remarks].count("S286") == missing


def test_matters_are_resolved_only_where_each_number_is_one_record() -> None:
    reading = read("公示期7天，自2024年9月29日起。")
    assert reading.notice is not None
    assert as_json(reading)["notice"]["numbers"] == ["3", "5"]
    due = Deadline(kind=DeadlineKind.NONE)
    records = {f"p-0{n}": Record(id=f"p-0{n}", number=str(n), problem="乱。", deadline=due) for n in (3, 5)}
    assert notices.resolved(reading.notice, ("3", "5"), records).records == ("p-03", "p-05")
    assert notices.resolved(reading.notice, ("3", "9"), records).records == ()


def test_a_report_that_is_called_so_but_has_no_period_is_a_report() -> None:
    text = "丙局巡察整改进展情况的公示\n一、学习方面\n已完成整改，开展学习3次。\n".encode()
    assert intake.read("x.txt", text).report is not None
