"""What the words of a deadline mean, kind by kind."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.intake.deadlines import explicit_years, parse, read
from rectify_site.model.deadlines import DATED, DeadlineKind

DAYS = {
    "2022年12月底取得实效": "2022-12-31",
    "2023年12月30日": "2023-12-30",
    "2022年2月底前": "2022-02-28",
    "2024年2月底前": "2024-02-29",
    "2022年6月": "2022-06-30",
    "2022年6月份": "2022-06-30",
    "8月底前": "2021-08-31",
    "10月15日前完成": "2021-10-15",
    "年底前": "2021-12-31",
    "年内": "2021-12-31",
    "今年年底": "2021-12-31",
    "明年6月底前": "2022-06-30",
    "2022年底": "2022-12-31",
    "2022年年底前": "2022-12-31",
    "2022年末": "2022-12-31",
    "2022年内完成": "2022-12-31",
    "2022年": "2022-12-31",
    "2022年3月上旬": "2022-03-10",
    "2022年3月中旬": "2022-03-20",
    "2022年3月下旬": "2022-03-31",
    "2022年上半年": "2022-06-30",
    "下半年": "2021-12-31",
    "2022年第三季度": "2022-09-30",
    "2022年四季度": "2022-12-31",
    "2022.6.30": "2022-06-30",
    "2022-06-30": "2022-06-30",
    "2022/6/30": "2022-06-30",
    "2022.6": "2022-06-30",
    "2022-06": "2022-06-30",
    "20220630": "2022-06-30",
    "二〇二二年六月三十日": "2022-06-30",
    "二○二二年十二月底": "2022-12-31",
    "２０２２年６月３０日": "2022-06-30",
    "2022 年 6 月 底": "2022-06-30",
    "立行立改，2022年6月底前完成": "2022-06-30",
    "2022年11月至2023年3月": "2023-03-31",
    "2022年11月15日-12月20日": "2022-12-20",
    "2022.11.15-12.20": "2022-12-20",
    "每季度调度一次，2022年12月底前完成": "2022-12-31",
}
KINDS = {
    "立行立改": "immediate",
    "即知即改": "immediate",
    "即知即改，长期坚持": "immediate_and_ongoing",
    "立改立行、持续推进": "immediate_and_ongoing",
    "长期坚持": "ongoing",
    "持续整改": "ongoing",
    "2022年6月起长期坚持": "ongoing",
    "2022年6月底前完成，并长期坚持": "by_date_then_ongoing",
    "每季": "periodic",
    "每月5日前": "periodic",
    "6月底和12月底前": "periodic",
    "每年6月底、12月底": "periodic",
    "自反馈之日起3个月内": "within",
    "收到通知后十个工作日内": "within",
    "1个月内": "within",
    "随活动阶段": "phase",
    "自查自纠阶段": "phase",
    "在今后较长时间内": "vague",
    "争取“十一”之前": "vague",
    "2022年春节前": "vague",
    "2025年前": "vague",
    "45809": "vague",
    "6/1/25": "vague",
    "XX月XX日": "placeholder",
    "2022年×月×日前": "placeholder",
    "ＸＸ": "placeholder",
    "待定": "placeholder",
    "": "none",
    "无": "none",
    "/": "none",
}


@pytest.mark.parametrize(("words", "day"), DAYS.items())
def test_words_that_name_one_day(words: str, day: str) -> None:
    deadline = parse(words, 2021)
    assert (deadline.kind, deadline.date) == (DeadlineKind.BY_DATE, date.fromisoformat(day))
    assert deadline.text == words


@pytest.mark.parametrize(("words", "kind"), KINDS.items())
def test_words_of_each_kind(words: str, kind: str) -> None:
    assert parse(words, 2021).kind == kind
    assert parse(words, 2021).text == (words or None)


@pytest.mark.parametrize(
    "words", ["2022年2月30日", "2023年2月29日前，并长期坚持", "2022年13月", "0000-00-00", "9999-12-31"]
)
def test_a_date_that_does_not_exist_is_vague_and_said(words: str) -> None:
    deadline, doubt = read(words, 2022)
    assert (deadline.kind, deadline.text, doubt) == (DeadlineKind.VAGUE, words, "impossible")


def test_a_month_without_any_year_is_vague_and_said() -> None:
    assert (parse("8月底前").kind, read("8月底前").doubt) == (DeadlineKind.VAGUE, "no_year")


def test_a_year_taken_from_the_plan_is_said() -> None:
    assert read("8月底前", 2022).doubt == "assumed_year"
    assert read("2022年8月底前", 2022).doubt == ""


def test_of_several_dates_the_latest_holds_and_that_is_said() -> None:
    deadline, doubt = read("2022年6月底前拿出方案，12月底前完成", 2022)
    assert (deadline.date, doubt) == (date(2022, 12, 31), "several")


def test_periodic_days_are_kept() -> None:
    assert parse("2022年6月底和12月底前").dates == (date(2022, 6, 30), date(2022, 12, 31))


@pytest.mark.parametrize(
    ("words", "count", "unit", "anchor"),
    [
        ("自反馈之日起3个月内", 3, "months", "反馈之日"),
        ("反馈后15个工作日内", 15, "working_days", "反馈"),
        ("自方案印发之日起两周内", 14, "days", "方案印发之日"),
        ("自印发之日起半年内", 6, "months", "印发之日"),
        ("自立项起1年内", 12, "months", "立项"),
    ],
)
def test_a_span_is_counted_from_its_anchor(words: str, count: int, unit: str, anchor: str) -> None:
    within = parse(words).within
    assert within is not None
    assert (within.count, within.unit, within.anchor) == (count, unit, anchor)


def test_a_span_from_a_date_starts_there() -> None:
    within = parse("自2022年6月1日起3个月内").within
    assert within is not None
    assert within.starts == date(2022, 6, 1)


def test_only_years_in_the_words_are_explicit() -> None:
    assert explicit_years("2022年6月底和12月底") == (2022, 2022)
    assert explicit_years("年底前") == ()


@given(st.text(max_size=60), st.none() | st.integers(1949, 2200))
def test_any_words_give_a_deadline_with_those_words(words: str, year: int | None) -> None:
    try:
        deadline = parse(words, year)
    except ValueError:
        assert any(ord(character) < 32 or ord(character) > 126 for character in words)
        return
    assert deadline.text == (words.strip() or None)
    assert (deadline.date is not None) == (deadline.kind in DATED)


@given(st.dates(date(1949, 1, 1), date(2200, 12, 31)))
def test_every_day_is_read_in_every_common_form(day: date) -> None:
    forms = (f"{day.year}年{day.month}月{day.day}日", day.isoformat(), f"{day.year}.{day.month}.{day.day}")
    assert {parse(form).date for form in forms} == {day}
