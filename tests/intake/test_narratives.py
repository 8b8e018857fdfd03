"""Reports and campaigns in our own words, in the shapes offices give them."""

from __future__ import annotations

import time
from datetime import date

import pytest

from rectify_site import intake
from rectify_site.intake import counts
from rectify_site.intake.paragraphs import Paragraph
from rectify_site.intake.report import Reading, as_json
from rectify_site.model.deadlines import DeadlineKind
from rectify_site.model.reports import Report

LONG = 19_000
REPORT = """\
甲县乙局2022年度民主生活会整改情况通报
现将整改情况通报如下。
一、基本情况
局党组重视整改。
二、整改落实情况
（一）学习方面。开展学习12次。
（二）服务方面
减去材料2份。
三、存在问题及下一步打算
（一）存在问题
1.学得不深。
2.用得不活。
（二）下一步打算
1.再学一遍。
2.再用一遍。
甲县乙局
2022年12月1日
"""
CAMPAIGN = """\
甲县2022年机关作风整顿活动实施方案
一、重点任务
（一）学习
1.抓实学习。每周一课。（责任单位：办公室，完成时限：2022年6月底）
2.抓实测试。每月一测。
二、实施步骤
（一）动员部署阶段（2022年3月—4月）。开好动员会。
（二）集中整治阶段（5月1日至2022年9月30日）
分批推进。
三、组织领导
组长：局长
"""


def read(text: str) -> Reading:
    return intake.read("x.txt", text.encode())


def report(text: str) -> Report:
    its = read(text).report
    assert its is not None
    return its


def test_a_report_is_told_by_its_chapters() -> None:
    reading, its = read(REPORT), report(REPORT)
    assert reading.unread == ()
    assert (its.issued_by, its.issued_on) == ("甲县乙局", date(2022, 12, 1))
    assert its.preamble == (
        "现将整改情况通报如下。",
        "一、基本情况",
        "局党组重视整改。",
        "二、整改落实情况",
    )
    assert [(each.title, each.paragraphs) for each in its.aspects] == [
        ("学习方面", ("开展学习12次。",)),
        ("服务方面", ("减去材料2份。",)),
    ]
    assert its.remaining == ("1.学得不深。", "2.用得不活。")
    assert its.next_steps == ("1.再学一遍。", "2.再用一遍。")


def test_chapters_are_the_aspects_of_a_report_that_divides_no_further() -> None:
    its = report("2022年整改情况报告\n一、学习方面\n学了。\n二、服务方面。改了。\n特此报告。")
    assert [(each.number, each.title, each.paragraphs) for each in its.aspects] == [
        ("一", "学习方面", ("学了。",)),
        ("二", "服务方面", ("改了。",)),
    ]


def test_headings_of_several_chapters_with_aspects_are_aspects_in_their_place() -> None:
    text = "2022年整改情况报告\n一、思想\n（一）学。学了。\n二、作风\n概况。\n（一）改。改了。"
    assert [each.title for each in report(text).aspects] == ["思想", "学", "作风", "改"]


@pytest.mark.parametrize(
    ("chapter", "entries"),
    [
        ("存在问题\n一是慢。二是散。", ["一是慢。", "二是散。"]),
        ("存在的主要问题和不足\n（一）慢。\n常常慢。\n（二）散。", ["（一）慢。常常慢。", "（二）散。"]),
        ("尚存在的问题。一是慢；二是散。", ["一是慢；", "二是散。"]),
        ("需长期整改的事项\n1.慢。\n2.散。", ["1.慢。", "2.散。"]),
        ("当前存在的问题\n还有两处：\n慢。\n散。", ["还有两处：慢。", "散。"]),
        (
            "存在不足\n整改虽有成效，仍有不足。\n一是慢。\n二是散。",
            ["整改虽有成效，仍有不足。一是慢。", "二是散。"],
        ),
    ],
)
def test_what_remains_is_divided_as_the_chapter_is(chapter: str, entries: list[str]) -> None:
    its = report(f"2022年整改情况报告\n一、整改情况\n改了。\n二、{chapter}")
    assert list(its.remaining) == entries


def test_a_next_step_whose_heading_is_its_text_is_kept_whole() -> None:
    text = "2022年整改情况报告\n一、整改情况\n改了。\n二、下一步，我局将继续抓好整改，一是学。二是改。"
    assert "".join(map(str, report(text).next_steps)) == "下一步，我局将继续抓好整改，一是学。二是改。"


def test_matters_of_a_campaign_stand_in_the_chapter_that_names_them() -> None:
    reading = read(CAMPAIGN)
    assert reading.kind == "campaign_plan"
    assert reading.unread == ()
    first, second = reading.records
    assert (first.task, first.responsible_units, first.deadline.kind) == (
        "抓实学习。",
        ("办公室",),
        DeadlineKind.BY_DATE,
    )
    assert (second.task, second.direction, second.deadline.kind) == ("抓实测试。", ("一",), DeadlineKind.NONE)


def test_phases_have_the_days_their_windows_name() -> None:
    phases = as_json(read(CAMPAIGN))["phases"]
    assert [(phase["name"], phase["starts"], phase["ends"]) for phase in phases] == [
        ("动员部署阶段", "2022-03-01", "2022-04-30"),
        ("集中整治阶段", "2022-05-01", "2022-09-30"),
    ]
    assert as_json(read(CAMPAIGN))["roles"] == [{"role": "领导小组组长", "who": "局长"}]


def test_steps_of_phases_are_the_measures_of_a_campaign_that_names_no_others() -> None:
    text = "2022年作风整顿活动实施方案\n（一）动员部署阶段\n（二）集中整治阶段\n1.学习。每周学。"
    (record,) = read(text).records
    assert (record.title, record.deadline.phase) == ("学习", "phase-2")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("抓好以下3个问题：①慢。②散。③软。", [("3个问题", 3, 3)]),
        ("甲、乙2个方面、9项措施", [("2个方面", 2, 2), ("9项措施", 9, 4)]),
        ("做到“三个不”：甲不，乙不，丙不。", []),
        ("做到“三个不准”：吃拿不准，推诿不准，收礼不准。", [("三个不准", 3, 3)]),
        ("增强“四个意识”。把纪律挺在前面，把规矩立起来。", []),
    ],
)
def test_counts_are_held_against_the_list_behind_them(
    text: str, expected: list[tuple[str, int, int]]
) -> None:
    paragraph = Paragraph(1, text)
    said = (*counts.declared(paragraph, {"measures": (4,)}), *counts.slogans(paragraph))
    assert [(one.text, one.declared, one.found) for one in said] == expected


@pytest.mark.parametrize(
    "piece", ["“五个不", "五个不决策”。", "，甲", "组长：", "甲同志负责", "甲阶段（", "①"]
)
def test_long_paragraphs_take_no_time(piece: str) -> None:
    line = (piece * LONG)[:LONG]
    start = time.perf_counter()
    for text in (CAMPAIGN + line, CAMPAIGN.replace("分批推进。", f"1.{line}"), REPORT + line):
        read(text)
    assert time.perf_counter() - start < 6
