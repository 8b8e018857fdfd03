"""Outlines in other shapes: decimal numbers, headings with a style and no number, framed headings, named matters."""

from __future__ import annotations

import io
from typing import Any

from docx import Document

from rectify_site import intake
from rectify_site.intake.decimals import marks
from rectify_site.intake.report import as_json

TITLE = "甲局2023年巡察反馈意见整改方案\n"
FIELDS = "整改措施：多学。\n责任单位：办公室\n整改时限：2023年6月底\n"


def read(text: str, name: str = "x.txt") -> dict[str, Any]:
    return as_json(intake.read(name, text.encode()))


def matters(found: dict[str, Any]) -> list[tuple[str, list[str], str]]:
    return [(each["number"], each["direction"], each["problem"]) for each in found["records"]]


def test_a_decimal_outline_is_as_deep_as_its_numbers_have_parts() -> None:
    found = read(
        f"{TITLE}1 总体要求\n投入1.5万元。\n2 整改任务\n2.1 学习方面\n2.1.1 学得少。\n{FIELDS}"
        f"2.1.2 问得少。\n{FIELDS}2.2 作风方面\n2.2.1 走得少。\n{FIELDS}3 工作要求\n要上心。\n"
    )
    assert [(each["number"], each["title"]) for each in found["directions"]] == [
        ("2.1", "学习方面"),
        ("2.2", "作风方面"),
    ]
    assert matters(found) == [
        ("2.1.1", ["2.1"], "学得少。"),
        ("2.1.2", ["2.1"], "问得少。"),
        ("2.2.1", ["2.2"], "走得少。"),
    ]
    assert found["unread"] == []


def test_decimals_stand_below_chinese_numbers() -> None:
    found = read(
        f"{TITLE}一、整改任务\n1.学习方面\n1.1学得少。\n{FIELDS}1.2问得少。\n{FIELDS}二、要求\n1.上心。\n"
    )
    assert matters(found) == [("1.1", ["1"], "学得少。"), ("1.2", ["1"], "问得少。")]


def test_amounts_are_no_outline() -> None:
    assert marks(["1.5万元用于培训。", "2.3亿元用于建设。", "3.6公里道路。"]) == {}
    assert marks(["1.1 甲", "9.7 乙"]) == {}


def word(*lines: tuple[str, str]) -> dict[str, Any]:
    document = Document()
    for style, text in lines:
        document.add_paragraph(text, style=style or None)
    sink = io.BytesIO()
    document.save(sink)
    return as_json(intake.read("x.docx", sink.getvalue()))


BODY = (
    ("Heading 1", "整改任务"),
    ("Heading 2", "学习方面"),
    ("Heading 3", "学得少。"),
    ("", "整改措施：多学。"),
    ("", "责任单位：办公室"),
    ("Heading 3", "问得少。"),
    ("", "整改措施：多问。"),
    ("", "责任单位：办公室"),
    ("Heading 2", "作风方面"),
    ("Heading 3", "走得少。"),
    ("", "整改措施：多走。"),
    ("", "责任单位：办公室"),
)
THREE = [("1", ["一"], "学得少。"), ("2", ["一"], "问得少。"), ("1", ["二"], "走得少。")]


def test_the_level_of_a_style_stands_for_a_number_that_is_not_printed() -> None:
    assert matters(word(("Title", TITLE.strip()), *BODY)) == THREE


def test_the_title_may_have_the_style_of_a_heading() -> None:
    deeper = tuple(
        (style.replace("3", "4").replace("2", "3").replace("1", "2"), text) for style, text in BODY
    )
    found = word(("Heading 1", TITLE.strip()), *deeper)
    assert found["title"] == TITLE.strip()
    assert matters(found) == THREE


def test_printed_numbers_win_over_styles() -> None:
    printed = ("一、", "（一）", "1.", "", "", "2.", "", "", "（二）", "3.", "", "")
    lines = tuple((style, number + text) for (style, text), number in zip(BODY, printed, strict=True))
    assert [number for number, _, _ in matters(word(("", TITLE.strip()), *lines))] == ["1", "2", "3"]


def test_headings_of_markdown_get_numbers_too() -> None:
    found = read(
        f"# {TITLE}\n## 整改任务\n\n### 学习方面\n\n#### 学得少。\n\n{FIELDS}\n#### 问得少。\n\n{FIELDS}",
        "x.md",
    )
    assert matters(found) == [("1", ["一"], "学得少。"), ("2", ["一"], "问得少。")]


def test_a_list_that_word_counts_on_is_still_the_measures_of_its_matter() -> None:
    found = read(
        f"{TITLE}1．学得少\n整改措施：\n1.多学。\n2.多记。\n责任单位：办公室\n2．问得少\n整改措施：\n3.多问。\n责任单位：办公室\n"
    )
    assert [each["measures"] for each in found["records"]] == [["1.多学。", "2.多记。"], ["3.多问。"]]


def test_framed_numbers_and_framed_labels_without_colons() -> None:
    found = read(
        f"{TITLE}【问题1】学得少。\n【整改措施】多学。\n【责任单位】办公室\n【问题2】问得少。\n【整改措施】多问。\n【责任单位】办公室\n"
    )
    assert matters(found) == [("1", [], "学得少。"), ("2", [], "问得少。")]


def test_numbered_labels_below_a_named_number() -> None:
    one = "（1）整改目标：学深。\n（2）整改措施：一是多学。二是多记。\n（3）责任领导：甲\n（4）整改时限：立行立改\n"
    found = read(f"{TITLE}一、整改任务\n（一）学习方面\n反馈问题1：学得少。\n{one}反馈问题2：问得少。\n{one}")
    assert matters(found) == [("1", ["一"], "学得少。"), ("2", ["一"], "问得少。")]
    assert found["records"][0]["measures"] == ["一是多学。", "二是多记。"]


def test_named_headings_stand_above_plain_numbers() -> None:
    found = read(
        f"{TITLE}一、重点\n任务一：学习\n1.学得少。\n{FIELDS}2.问得少。\n{FIELDS}任务二：作风\n3.走得少。\n{FIELDS}"
    )
    assert matters(found) == [("1", ["一"], "学得少。"), ("2", ["一"], "问得少。"), ("3", ["二"], "走得少。")]


def test_problems_counted_under_their_label_are_one_matter_with_its_measures() -> None:
    found = read(
        f"{TITLE}一、学习方面\n存在问题：\n1.学得少。\n2.问得少。\n整改措施：\n1.多学。\n2.多问。\n责任人：甲\n"
        "二、作风方面\n存在问题：\n1.走得少。\n整改措施：\n1.多走。\n责任人：乙\n"
    )
    assert matters(found) == [("一", [], "1.学得少。2.问得少。"), ("二", [], "1.走得少。")]
    assert [each["measures"] for each in found["records"]] == [["1.多学。", "2.多问。"], ["1.多走。"]]


def test_framed_headings_divide_a_report() -> None:
    found = read(
        "2022年度民主生活会整改落实情况的通报\n现通报如下。\n【学习方面】\n1.学习10次。\n2.研讨4次。\n【下一步打算】\n继续学习。\n"
    )
    assert [each["title"] for each in found["aspects"]][:2] == ["学习10次", "研讨4次"]
    assert found["next_steps"] == ["继续学习。"]
