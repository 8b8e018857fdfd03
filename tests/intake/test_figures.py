"""Figures in running text, in our own words."""

from __future__ import annotations

import time

import pytest

from rectify_site.intake import figures

BIG = 20_000


def found(text: str) -> list[tuple[str, str, str | None, bool]]:
    return [(each.label, each.value, each.unit, each.approximate) for each in figures.in_prose(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年共召开会议12次。", ("会议", "12", "次", False)),
        ("共走访群众9万余人，", ("走访群众", "9万余", "人", True)),
        ("投入资金3.5亿元。", ("投入资金", "3.5亿", "元", False)),
        ("完成率达98.7%。", ("完成率", "98.7", "%", False)),
        ("开展督查xx次。", ("督查", "xx", "次", False)),
        ("清理垃圾××余吨。", ("清理垃圾", "××余", "吨", True)),
        ("退赔约1,200元。", ("退赔", "1,200", "元", True)),
        ("办件提速30％以上。", ("办件提速", "30", "％", True)),
        ("印发简报６期。", ("简报", "６", "期", False)),
        ("村、组等5个层级的网络，", ("层级的网络", "5", "个", False)),
        ("反馈问题，共计18项，", ("反馈问题", "18", "项", False)),
        ("12个村通了路。", ("村通了路", "12", "个", False)),
    ],
)
def test_a_figure_has_its_words_its_number_and_its_unit(
    text: str, expected: tuple[str, str, str, bool]
) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "2021年6月30日前完成。",
        "第3次会议、第2批。",
        "在xx落地见效，涉xx舆情。",
        "《xx县转变作风方案》印发xx人民政府。",
        "3个月内、5日内办结。",
        "三个场馆、十项工作。",
        "联系138XXXX8000件",
        "甲发〔2021〕3号，1+X证书，A4张",
    ],
)
def test_dates_ordinals_names_and_numbers_in_words_are_no_figures(text: str) -> None:
    assert found(text) == []


def test_real_figures_are_those_with_a_number() -> None:
    assert [each.value for each in figures.real("调研xx次，座谈5次，走访某户。")] == ["5"]


@pytest.mark.parametrize("piece", ["1", "x", "1,111", "9万余", "开展", "共", "等5个", "，", "1次"])
def test_long_paragraphs_take_no_time(piece: str) -> None:
    start = time.perf_counter()
    list(figures.in_prose((piece * BIG)[:BIG]))
    assert time.perf_counter() - start < 2
