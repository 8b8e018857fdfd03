"""Nothing is dropped in silence: every paragraph is used, junk or unread, whatever the text is (P11)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site import intake
from rectify_site.errors import SourceError
from rectify_site.intake.labels import ROLE_OF
from rectify_site.intake.report import Reading, as_json
from tests.intake.samples import MEASURES, PROBLEMS, word_file

LINES = st.sampled_from(
    [
        "2022年度整改方案",
        "根据要求，特制定本整改方案。",
        "一、总体要求",
        "二、整改任务",
        "（一）学习方面",
        "1.学得少。",
        "2、用得少。多用一些。（责任人：甲，完成时限：2022年底）",
        "（1）多学。",
        "①多问。",
        "1.",
        "整改措施：一是多学。二是多用。",
        "整改措施：",
        "责任领导：",
        "局长、副局长",
        "牵头单位：区住建局区城管局",
        "落实时限：2022年2月30日",
        "完成时限：6月底前",
        "问题1：档案乱。",
        "附件：清单",
        "仅供学习，禁止外传",
        "— 3 —",
        "乙区水务局",
        "2022年3月1日",
        "随便一句话",
        "甲县2022年作风整顿活动实施方案",
        "2022年整改落实情况通报",
        "（二）集中整治阶段（3月1日至XX月XX日）",
        "（一）动员部署阶段",
        "（1）抓学习。学12次。",
        "二、存在问题和下一步打算。一是慢。二是散。",
        "三、下一步打算",
        "特此通报。",
        "组长：甲",
        "   ",
        "",
    ]
)


HEADINGS = {"存在问题和下一步打算", "下一步打算", "区住建局区城管局"}  # these become fields, or two units


def attempt(name: str, data: bytes) -> Reading | SourceError:
    try:
        return intake.read(name, data)
    except SourceError as error:
        return error


def law(text: str, reading: Reading) -> None:
    places = [paragraph for group in (reading.used, reading.junk) for paragraph in group]
    places += [one.paragraph for one in reading.unread]
    assert reading.total == sum(bool(line.strip()) for line in text.split("\n"))
    assert len(set(places)) == reading.total
    assert sorted(paragraph.line for paragraph in places) == [
        number for number, line in enumerate(text.split("\n"), 1) if line.strip()
    ]


def kept(reading: Reading) -> str:
    """All words that stand in the drafts."""
    documents = [reading.plan, reading.report, *reading.records]
    return "".join(
        str(document.model_dump(mode="json", exclude={"source"})) for document in documents if document
    )


@given(st.lists(LINES, min_size=1, max_size=40).map("\n".join))
def test_a_plan_of_any_lines_in_any_order_is_accounted_for(text: str) -> None:
    reading = attempt("x.txt", text.encode())
    if isinstance(reading, SourceError):
        assert reading.code == "S201"
    else:
        law(text, reading)
        as_json(reading)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp"]) | st.just("\n")))
def test_any_text_at_all_is_read_or_refused_with_a_code(text: str) -> None:
    reading = attempt("x.txt", text.encode())
    if isinstance(reading, SourceError):
        assert reading.code in {"S201", "S212", "S214"}
    else:
        law(text, reading)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_code(data: bytes) -> None:
    for reading in (attempt("x.txt", data), attempt("x.docx", data)):
        if isinstance(reading, SourceError):
            assert str(reading).startswith("S2")
            assert reading.hint.format_map(reading.values)


@given(st.lists(LINES, min_size=1, max_size=25).map("\n".join))
def test_no_word_of_a_used_paragraph_of_a_report_or_campaign_is_lost(text: str) -> None:
    for title in (
        "甲县2022年作风整顿活动实施方案\n（一）动员部署阶段\n",
        "2022年整改落实情况通报\n一、概况\n",
    ):
        reading = intake.read("x.txt", (title + text).encode())
        drafts = f"{kept(reading)}{reading.title}{[each.values for each in reading.remarks]}"
        for paragraph in reading.used:
            runs = set(re.findall("[\u4e00-\u9fffX]{2,}", paragraph.text)) - set(ROLE_OF) - HEADINGS
            assert [run for run in runs if run not in drafts] == [], paragraph


@pytest.mark.parametrize("text", [PROBLEMS, MEASURES])
def test_the_words_of_used_paragraphs_stand_in_the_drafts(text: str) -> None:
    reading = intake.read("x.txt", text.encode())
    drafts = kept(reading)
    assert reading.unread == ()
    for line in text.splitlines():
        runs = set(re.findall("[\u4e00-\u9fffX]{2,}", line)) - set(ROLE_OF)
        assert [run for run in runs if run not in drafts] in ([], ["县水务局县政务服务局"])


@pytest.mark.parametrize("text", [PROBLEMS, MEASURES])
def test_a_word_file_and_a_text_file_of_the_same_lines_read_the_same(text: str) -> None:
    plain, word = (
        as_json(intake.read("x.txt", text.encode())),
        as_json(intake.read("x.docx", word_file(text))),
    )
    assert plain == word


def test_reading_twice_gives_the_same() -> None:
    assert intake.read("x.txt", PROBLEMS.encode()) == intake.read("x.txt", PROBLEMS.encode())
