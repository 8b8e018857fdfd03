"""Markdown: what a reader sees comes in, and nothing in it is run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site import intake
from rectify_site.intake import markdown_text
from rectify_site.intake.report import Reading, as_json
from tests.intake.samples import PROBLEMS


def read(text: str) -> Reading:
    return intake.read("x.md", text.encode())


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**整改措施：**多学", "整改措施：多学"),
        ("__甲__、*乙*、_丙_、~~丁~~、`戊`", "甲、乙、丙、丁、戊"),
        ('[县水务局](https://example.com "题")牵头', "县水务局牵头"),
        ("<https://example.com>", "https://example.com"),
        ("1\\. 不是\\*号", "1. 不是*号"),
        ("138****1234、张**、李**", "138****1234、张**、李**"),
        ("a_b_c 和 2*3*4", "a_b_c 和 2*3*4"),
        ("甲&nbsp;乙 &lt;丙&gt;", "甲\xa0乙 <丙>"),
        ("甲<br>乙", "甲\n乙"),
        ("<b>甲</b><script>", "甲"),
        ("****", "****"),
        ("[未填]", "[未填]"),
    ],
)
def test_signs_of_layout_are_taken_off_and_nothing_else(line: str, text: str) -> None:
    assert markdown_text.seen(line) == text


def test_the_same_plan_as_text_and_as_markdown() -> None:
    lines = PROBLEMS.removesuffix("\n").split("\n")
    marks = {"一": "## ", "二": "## ", "三": "## ", "（": "### "}
    dressed = "\n\n".join(
        marks.get(line[0], "") + line.replace("整改措施：", "**整改措施：**") for line in lines
    )
    one, two = as_json(intake.read("x.txt", PROBLEMS.encode())), as_json(read(f"# {dressed}"))
    for key in ("kind", "title", "year", "plan", "directions", "paragraphs"):
        assert one[key] == two[key]
    for record in (*one["records"], *two["records"]):
        record.pop("fields")
    assert one["records"] == two["records"]


def test_what_is_no_text_is_listed_with_its_reason() -> None:
    reading = read(
        "---\nlayout: x\n---\n2022年整改方案\n\n1.甲没办好。\n整改措施：改。\n\n```\nrm -rf\n```\n\n"
        "<script>\nalert(1)\n</script>\n\n![图](a.png)\n\n[甲]: https://example.com\n"
    )
    assert [(one.paragraph.line, one.why) for one in reading.unread] == [
        *((line, markdown_text.FRONT_MATTER) for line in (1, 2, 3)),
        *((line, markdown_text.CODE) for line in (9, 10, 11)),
        *((line, markdown_text.RAW) for line in (13, 14, 15)),
        (17, markdown_text.PICTURE),
        (19, markdown_text.ADDRESS),
    ]
    assert len(reading.records) == 1


def test_numbers_of_lists_stay_and_bullets_go() -> None:
    reading = read("2022年整改方案\n\n1. 甲没办好。\n   - 整改措施：改。\n   - 责任单位：办公室\n")
    assert [(one.number, one.responsible_units) for one in reading.records] == [("1", ("办公室",))]


def test_utf_16_with_its_mark() -> None:
    assert (
        intake.read("x.md", PROBLEMS.encode("utf-16")).title
        == intake.read("x.txt", PROBLEMS.encode("utf-16")).title
    )


@pytest.mark.parametrize(
    "piece", ["[", "[ (](", "*", "**a", "_", "`", "<", "<a ", "|", "![", "\\", "> ", "a|-|\n|-|\n"]
)
def test_repetition_does_not_hang(piece: str) -> None:
    text = piece * (18_000 // len(piece))
    assert read(f"2022年整改方案\n{text}\n{text}").total >= 1


@given(st.text("甲*_`[]()<>!\\|-#\n 1.~&;a", max_size=60))
def test_no_markdown_ends_in_a_traceback(text: str) -> None:
    assert read(f"整改方案\n{text}").total >= 1
