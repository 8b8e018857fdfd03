"""Shapes of plans beside the plain ones: what numbers a matter, what belongs to it, and what does not."""

from __future__ import annotations

import pytest
from docx import Document

from rectify_site import intake
from rectify_site.intake.report import Reading, as_json
from rectify_site.intake.traces import Sure
from rectify_site.model.events import EventKind
from rectify_site.model.records import Record
from tests.intake.samples import saved

FIELDS = "责任单位：甲科\n完成时限：2022年6月底\n"


def read(text: str, title: str = "甲局2022年巡察反馈意见整改方案\n") -> Reading:
    return intake.read("x.txt", f"{title}{text}".encode())


def numbers(reading: Reading) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.number, each.direction) for each in reading.records]


def measures(record: Record) -> list[str]:
    return [str(measure.text) for measure in record.measures]


@pytest.mark.parametrize(
    "marks", [("第一，", "第二，"), ("一是", "二是"), ("序号一、", "序号二、"), ("第7项：", "第8项：")]
)
def test_words_can_number_the_matters(marks: tuple[str, str]) -> None:
    one, two = marks
    found = read(
        f"一、整改任务\n（一）学习方面\n{one}学得少。\n整改措施：多学。\n{FIELDS}{two}问得少。\n整改措施：多问。\n{FIELDS}"
    )
    assert [direction for _, direction in numbers(found)] == [("一",), ("一",)]
    assert [str(each.problem) for each in found.records] == ["学得少。", "问得少。"]


@pytest.mark.parametrize("marks", [("1.", "2."), ("（一）", "（二）"), ("一是", "二是"), ("——", "——")])
def test_measures_under_their_label_may_use_any_number(marks: tuple[str, str]) -> None:
    one, two = marks
    found = read(
        f"1.学得少。\n整改措施：\n{one}多学。\n{two}多练。\n{FIELDS}2.问得少。\n整改措施：\n{one}多问。\n{FIELDS}"
    )
    assert [each.number for each in found.records] == ["1", "2"]
    assert measures(found.records[0]) == [f"{one}多学。", f"{two}多练。"]
    assert measures(found.records[1]) == [f"{one}多问。"]


def test_matters_without_numbers_are_counted_and_that_is_said() -> None:
    found = read(
        f"反馈问题：学得少。\n整改措施：\n1.多学。\n2.多练。\n{FIELDS}反馈问题：问得少。\n整改措施：多问。\n{FIELDS}"
    )
    assert numbers(found) == [("1", ()), ("2", ())]
    assert measures(found.records[0]) == ["1.多学。", "2.多练。"]
    number = found.traces["2022-xuncha-02"][0]
    assert (number.field, number.sure, number.line) == ("number", Sure.INFERRED, 8)


def test_parts_stand_above_chapters_and_chapters_may_be_numbered_as_sections() -> None:
    found = read(f"第一部分　学习方面\n一、计划\n（一）学得少。\n整改措施：多学。\n{FIELDS}")
    assert numbers(found) == [("一", ("一", "一"))]
    found = read(
        f"（一）总体要求\n认真改。\n（二）主要任务\n1.学习方面\n（1）学得少。\n整改措施：多学。\n{FIELDS}"
    )
    assert numbers(found) == [("1", ("1",))]


def test_labels_behind_a_dash_and_with_a_count_are_labels() -> None:
    (record,) = read(
        "（一）学得少。\n——整改措施一：多学。\n——整改措施二：多练。\n——责任人（职务）：张某\n——完成时间：2022年6月\n"
    ).records
    assert (measures(record), record.persons) == (["多学。", "多练。"], ("张某",))


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("县委副书记、县长", ("县委副书记、县长",)),
        ("党组成员、副局长李某", ("党组成员、副局长李某",)),
        ("县委常委、组织部部长；县委常委、宣传部部长", ("县委常委、组织部部长", "县委常委、宣传部部长")),
        ("党组书记、局长、副局长", ("党组书记、局长", "副局长")),
        ("县委书记、县长", ("县委书记", "县长")),
        ("局长、副局长", ("局长", "副局长")),
    ],
)
def test_two_posts_of_one_person_stay_one(text: str, posts: tuple[str, ...]) -> None:
    (record,) = read(f"1.学得少。\n整改措施：多学。\n责任领导：{text}\n").records
    assert record.leaders == posts


def test_what_has_no_place_in_a_record_is_listed_and_never_part_of_a_measure() -> None:
    found = read(
        f"1.学得少。\n整改类型：立行立改\n整改措施：多学。\n{FIELDS}整改情况：已完成\n联系人：王某 联系电话：000\n"
    )
    assert [one.paragraph.line for one in found.unread] == [3, 7, 8]
    assert measures(found.records[0]) == ["多学。"]
    beside = read("1.学得少。\n整改措施：多学。\n责任单位：甲科；备注：无\n")
    assert [one.code for one in beside.remarks if one.line == 4] == ["S285"]


def test_the_frame_of_an_official_document_is_no_part_of_title_or_matters() -> None:
    text = "仅供内部参考\n甲局文件\n甲局2022年巡察反馈意见整改方案\n（2022年3月1日）\n1.学得少。\n整改措施：多学。\n"
    end = "附件：1.清单\n2.分工表\n甲局\n2022年3月9日\n（此件公开发布）\n抄送：县委办，县政府办。\n"
    found = read(text + FIELDS + end, title="")
    assert found.plan is not None
    assert (found.title, found.plan.adopted_on.isoformat() if found.plan.adopted_on else "") == (
        "甲局2022年巡察反馈意见整改方案",
        "2022-03-01",
    )
    assert (found.plan.issued_by, found.plan.preamble, len(found.records)) == ("甲局", (), 1)
    assert [one.paragraph.line for one in found.unread] == [1, 2, 9, 10, 13, 14]


def test_the_title_is_that_of_the_plan_and_not_of_the_letter_around_it() -> None:
    letter = "关于印发《甲局整改方案》的通知\n甲发〔2022〕1号\n各科室：\n现予印发。\n甲局\n2022年3月1日\n甲局整改方案\n"
    found = read(f"1.学得少。\n整改措施：多学。\n{FIELDS}", title=letter)
    assert found.plan is not None
    assert (found.title, found.plan.document, found.plan.issued_by) == (
        "甲局整改方案",
        "甲发〔2022〕1号",
        "甲局",
    )
    assert str(found.plan.adopted_on) == "2022-03-01"


def test_title_and_number_are_taken_from_a_page_header_where_the_text_has_none() -> None:
    document = Document()
    for line in f"1.学得少。\n整改措施：多学。\n{FIELDS}".splitlines():
        document.add_paragraph(line)
    header = document.sections[0].header
    header.paragraphs[0].text = "甲局2022年度民主生活会整改方案"
    header.add_paragraph("甲发〔2022〕1号")
    header.add_paragraph("内部流转")
    found = intake.read("x.docx", saved(document))
    assert found.plan is not None
    assert (found.title, found.plan.document) == ("甲局2022年度民主生活会整改方案", "甲发〔2022〕1号")
    assert [one.paragraph.text for one in found.unread] == ["内部流转"]


def test_a_rate_is_held_against_the_numbers_beside_it() -> None:
    text = "一、总体情况\n反馈的21个问题，已完成整改18个，整改完成率{}%。\n"
    wrong = [
        one.values["real"]
        for one in read(text.format("95.7"), "整改情况的通报\n").remarks
        if one.code == "S288"
    ]
    assert wrong == ["85.7"]
    assert [one.code for one in read(text.format("85.7"), "整改情况的通报\n").remarks] == []


def test_a_deadline_in_stages_has_milestones() -> None:
    words = "2023年底前取得明显进展，2025年底前完成并长期坚持"
    (record,) = read(f"1.水不清。\n整改措施：治水。\n整改时限：{words}\n整改主体：乙市政府\n").records
    (stage,) = record.milestones
    assert (stage.text, str(stage.deadline.date)) == ("取得明显进展", "2023-12-31")
    assert (record.deadline.text, str(record.deadline.date)) == (words, "2025-12-31")
    (plain,) = read("1.水不清。\n整改措施：治水。\n整改时限：2023年6月底前，2025年底前\n").records
    assert plain.milestones == ()


def test_the_kind_of_plan_gives_the_closing_steps() -> None:
    text = f"1.学得少。\n整改措施：多学。\n{FIELDS}"
    closing = {
        title: its.closing
        for title in ("甲市生态环境保护督察整改方案", "甲局民主生活会整改方案", "甲局督查反馈问题整改方案")
        if (its := read(text, f"{title}\n").plan)
    }
    assert [EventKind.NOTICE in steps for steps in closing.values()] == [True, False, False]
    assert [EventKind.CLOSED in steps for steps in closing.values()] == [True, True, False]


def test_each_field_says_where_it_was_read_and_how_sure_that_is() -> None:
    found = read("1.学得少。\n整改措施：多学。\n责任单位：县妇联县教育局\n完成时限：6月底\n")
    (record,) = as_json(found)["records"]
    told = {each["field"]: (each["confidence"], each["line"], each["column"]) for each in record["fields"]}
    assert told == {
        "number": ("clear", 2, 1),
        "problem": ("inferred", 2, 3),
        "measures": ("clear", 3, 6),
        "responsible_units": ("unsure", 4, 6),
        "deadline": ("unsure", 5, 6),
    }


def test_the_clerk_can_say_what_kind_of_document_it_is() -> None:
    text = "某局情况说明\n一、学得少。\n整改措施：多学。\n责任单位：甲科\n".encode()
    assert intake.read("x.txt", text).report is not None
    assert intake.read("x.txt", text, kind="plan").plan is not None
    assert intake.read("x.txt", text, kind="notice").kind == "notice"
