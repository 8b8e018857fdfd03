"""How plans are written: numbers, labels, lists of units, and the shapes a matter can have."""

from __future__ import annotations

from typing import Any

import pytest

from rectify_site import intake
from rectify_site.intake import names
from rectify_site.intake.labels import Segment, segments
from rectify_site.intake.markers import divide, marker
from rectify_site.intake.report import Reading, as_json
from tests.intake.samples import MEASURES, PROBLEMS

TITLE = "2022年度民主生活会整改方案\n"
FIELDS = "责任领导：甲\n责任单位：乙科\n完成时限：2022年6月底\n"


def read(text: str) -> Reading:
    return intake.read("x.txt", text.encode())


def records(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = as_json(read(text))["records"]
    return found


@pytest.mark.parametrize(
    ("text", "level", "number"),
    [
        ("一、总则", 1, "一"),
        ("十二．总则", 1, "十二"),
        ("（一）总则", 2, "一"),
        ("(十一) 总则", 2, "十一"),
        ("㈢总则", 2, "三"),
        ("1.总则", 3, "1"),
        ("1．总则", 3, "1"),
        ("１２、总则", 3, "12"),
        ("⒊总则", 3, "3"),
        ("1.2023年以来", 3, "1"),
        ("问题三：总则", 3, "三"),
        ("整改任务2、总则", 3, "2"),
        ("（1）总则", 4, "1"),
        ("(12)总则", 4, "12"),
        ("⑵总则", 4, "2"),
        ("3）总则", 4, "3"),
        ("①总则", 5, "1"),
    ],
)
def test_numbers_of_each_level_in_both_widths(text: str, level: int, number: str) -> None:
    found = marker(text)
    assert found is not None
    assert (found.level, found.number) == (level, number)
    assert text[found.end :] in {"总则", "2023年以来"}


@pytest.mark.parametrize(
    "text", ["一是学习", "2022.6.30前完成", "1.5万元", "2022年", "（见附件）", "一次办好", "十分重要"]
)
def test_what_only_looks_like_a_number(text: str) -> None:
    assert marker(text) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一是学。二是做。三是查。", ("一是学。", "二是做。", "三是查。")),
        ("抓三件事：一是学；二是做。", ("抓三件事：一是学；", "二是做。")),
        ("先动员。一是学。二是做。", ("先动员。一是学。", "二是做。")),
        ("①学。②做。", ("①学。", "②做。")),
        ("（1）学；（2）做。", ("（1）学；", "（2）做。")),
        ("1.学。2.做。", ("1.学。", "2.做。")),
        ("第一，学。第二，做。", ("第一，学。", "第二，做。")),
        ("一是①学；②做。二是查。", ("一是①学；②做。", "二是查。")),
        ("只有一是学。", ("只有一是学。",)),
        ("这是二是三的事。一是学。", ("这是二是三的事。一是学。",)),
        ("增长1.5倍。2.5倍也有。", ("增长1.5倍。2.5倍也有。",)),
    ],
)
def test_measures_are_divided_where_they_are_counted(text: str, parts: tuple[str, ...]) -> None:
    assert divide(text) == parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("责任领导：甲", [("leaders", "甲")]),
        ("责 任 人: 甲", [("persons", "甲")]),
        ("主责单位：甲；协办部门：乙。", [("lead_units", "甲"), ("cooperating_units", "乙")]),
        ("做事。（责任人：甲，完成时限：年底）", [("", "做事。"), ("persons", "甲"), ("deadline", "年底")]),
        (
            "做事（责任领导：甲（乙局）；时限：年底）。",
            [("", "做事"), ("leaders", "甲（乙局）"), ("deadline", "年底")],
        ),
        ("做事。【责任单位：甲】", [("", "做事。"), ("responsible_units", "甲")]),
        ("【整改措施】做事。", [("measures", "做事。")]),
        ("责任单位 甲科", [("responsible_units", "甲科")]),
        ("整改措施", [("measures", "")]),
        (
            "问题：乱。整改措施：改。整改时限：年底。",
            [("problem", "乱。"), ("measures", "改。"), ("deadline", "年底")],
        ),
        (
            "甲做事（责任人：甲）。乙做事（责任人：乙）。",
            [("", "甲做事。乙做事"), ("persons", "甲"), ("persons", "乙")],
        ),
        ("明确责任单位：谁来做", [("", "明确责任单位：谁来做")]),
        ("找准问题，目标：满意", [("", "找准问题，目标：满意")]),
    ],
)
def test_labels_divide_a_paragraph(text: str, found: list[tuple[str, str]]) -> None:
    assert [(part.role, part.text) for part in segments(text)] == found


def test_the_place_of_a_value_is_kept() -> None:
    assert segments("牵头单位： 甲")[0] == Segment("lead_units", "甲", 5, "牵头单位")


@pytest.mark.parametrize(
    ("text", "found", "glued"),
    [
        ("甲局、乙局，丙局；丁局 戊局", ("甲局", "乙局", "丙局", "丁局", "戊局"), ()),
        ("甲局（一科、二科）、乙局", ("甲局（一科、二科）", "乙局"), ()),
        ("区住建局区城管局", ("区住建局", "区城管局"), ("区住建局区城管局",)),
        ("县教育局县人社局县财政局", ("县教育局", "县人社局", "县财政局"), ("县教育局县人社局县财政局",)),
        ("各镇办区直各部门", ("各镇办", "区直各部门"), ("各镇办区直各部门",)),
        ("区委区政府", ("区委区政府",), ()),
        ("区市场监管局市容科", ("区市场监管局市容科",), ()),
        ("区 住建局", ("区 住建局",), ()),
        ("X各部门，XX", ("X各部门", "XX"), ()),
        ("甲局、甲局", ("甲局",), ()),
        ("", (), ()),
    ],
)
def test_lists_of_units(text: str, found: tuple[str, ...], glued: tuple[str, ...]) -> None:
    assert names.units(text) == names.Names(found, glued)


def test_a_blank_does_not_part_a_person_from_the_post() -> None:
    assert names.people("局长 张某、李 某。") == ("局长 张某", "李 某")


def test_a_plan_of_problems() -> None:
    first, second, third = records(PROBLEMS)
    assert first["problem"] == "学习计划落实得不够好。"
    assert first["measures"] == ["一是按月排出学习表。", "二是按季检查笔记。"]
    assert (first["leaders"], first["lead_units"]) == (["局长", "副局长"], ["办公室", "人事科"])
    assert first["responsible_units"] == ["各科室", "各水管站"]
    assert (second["leaders"], second["responsible_units"]) == (["XX"], ["X各科室"])
    assert third["lead_units"] == ["县水务局", "县政务服务局"]
    assert third["cooperating_units"] == ["县住建局"]
    assert [record["direction"] for record in (first, second, third)] == [["一"], ["一"], ["二"]]
    assert "title" not in first


def test_a_plan_of_measures() -> None:
    reading = read(MEASURES)
    first, _, third = as_json(reading)["records"]
    assert (first["problem"], first["title"]) == ("坚持每周学习", "坚持每周学习")
    assert first["measures"] == ["排好课表，按时点名。"]
    assert (first["persons"], third["persons"]) == (["李某某"], ["王主任"])
    assert third["responsible_units"] == ["办公室", "调研科"]
    assert third["deadline"] == {"text": "2023年底", "kind": "by_date", "date": "2023-12-31"}
    assert reading.plan is not None
    assert (reading.plan.id, reading.plan.item_label, reading.plan.kind) == (
        "2023-zhuti",
        "measure",
        "education",
    )


def test_measures_numbered_under_their_label_are_no_matters() -> None:
    (record,) = records(f"{TITLE}一、整改任务\n1.学得少。\n整改措施：\n（1）多学。\n（2）多问。\n{FIELDS}")
    assert record["measures"] == ["（1）多学。", "（2）多问。"]


def test_measures_numbered_without_a_label_share_the_fields_behind_them() -> None:
    found = records(
        f"{TITLE}（一）学得少。\n1.多学。\n2.多问。\n{FIELDS}（二）问得少。\n1.开会。\n2.下村。\n{FIELDS}"
    )
    assert [(record["problem"], len(record["measures"])) for record in found] == [
        ("学得少", 2),
        ("问得少", 2),
    ]


def test_numbered_matters_each_with_its_bracket_are_matters() -> None:
    fields = "（责任人：甲，时限：长期坚持）\n"
    learning = f"一、学习方面\n（一）学得少\n1.多学。{fields}2.多问。{fields}"
    found = read(f"{TITLE}{learning}二、调研方面\n（一）走得少\n1.下村。{fields}")
    assert [record.direction for record in found.records] == [("一", "一"), ("一", "一"), ("二", "一")]
    assert found.plan is not None
    assert [(each.number, each.title, each.parent) for each in found.plan.directions] == [
        ("一", "学习方面", None),
        ("一", "学得少", "一"),
        ("二", "调研方面", None),
        ("一", "走得少", "二"),
    ]


def test_labels_that_are_numbered_are_labels() -> None:
    (record,) = records(
        f"{TITLE}一、整改任务\n1.学得少。\n（1）整改措施：多学。\n（2）责任领导：甲\n（3）完成时限：2022年底\n"
    )
    assert (record["measures"], record["leaders"], record["deadline"]["date"]) == (
        ["多学。"],
        ["甲"],
        "2022-12-31",
    )


def test_labels_on_lines_of_their_own_take_the_next_line() -> None:
    (record,) = records(
        f"{TITLE}问题1：学得少。\n整改措施\n一是多学。\n二是多问。\n责任领导\n局长\n整改时限\n2022年底\n"
    )
    assert (len(record["measures"]), record["leaders"], record["deadline"]["date"]) == (
        2,
        ["局长"],
        "2022-12-31",
    )


def test_several_labels_on_one_line() -> None:
    (record,) = records(
        f"{TITLE}1、问题：学得少。整改措施：多学，并检查。责任单位：甲科；配合单位：乙科。完成时限：2022年3月1日。\n"
    )
    assert (record["problem"], record["measures"]) == ("学得少。", ["多学，并检查。"])
    assert (record["responsible_units"], record["cooperating_units"]) == (["甲科"], ["乙科"])
    assert record["deadline"]["date"] == "2022-03-01"


def test_chapters_can_be_the_matters() -> None:
    matters = f"二、学得少。\n整改措施：多学。\n{FIELDS}三、问得少。\n整改措施：多问。\n{FIELDS}"
    found = records(f"{TITLE}一、总体要求\n认真改。\n{matters}")
    assert [(record["number"], record["direction"]) for record in found] == [("二", []), ("三", [])]


def test_a_heading_with_fields_of_its_own_is_a_matter() -> None:
    first = f"（一）学习方面\n1.学得少。\n整改措施：多学。\n{FIELDS}"
    second = f"（二）问得少。\n整改措施：多问。\n{FIELDS}"
    assert [record["number"] for record in records(f"{TITLE}一、整改任务\n{first}{second}")] == ["1", "二"]


def test_a_plan_without_any_labels_is_read_by_its_headings() -> None:
    text = "2023年整改方案\n一、整改重点\n（一）学习方面\n1.多学。天天学。\n2.多问。\n二、工作保障\n1.加强领导。\n"
    found = records(text)
    assert [(record["problem"], record["deadline"]["kind"]) for record in found] == [
        ("多学", "none"),
        ("多问", "none"),
    ]


def test_further_roles_and_the_target_are_kept() -> None:
    roles = "整改主体：县委\n督导单位：督查室\n验收单位：纪委\n"
    text = "1.学得少。\n问题来源：巡察反馈\n整改目标：学深。\n整改措施：多学。\n"
    (record,) = read(TITLE + text + roles + FIELDS).records
    assert (record.source_of_problem, record.target, record.responsible_body) == (
        "巡察反馈",
        "学深。",
        "县委",
    )
    assert (record.supervising_unit, record.verifying_unit) == ("督查室", "纪委")


def test_fields_above_the_matters_are_said_and_not_spread() -> None:
    above = "一、整改任务\n责任单位：甲科\n（一）学习方面（责任领导：乙）\n"
    text = f"{TITLE}{above}1.学得少。\n整改措施：多学。\n{FIELDS}"
    reading = read(text)
    assert [one.paragraph.text for one in reading.unread] == ["责任单位：甲科"]
    assert reading.plan is not None
    assert reading.plan.directions[0].title == "学习方面（责任领导：乙）"
    assert ("S265", 4) in findings(text)
    assert reading.records[0].leaders == ("甲",)


def test_text_behind_the_fields_is_unread_and_said() -> None:
    reading = read(f"{TITLE}1.学得少。\n整改措施：多学。\n{FIELDS}没头没尾的话。\n")
    assert [(one.paragraph.line, one.paragraph.text) for one in reading.unread] == [(7, "没头没尾的话。")]


def test_title_lines_issuer_date_and_number_frame_the_plan() -> None:
    front = "中共甲县乙局党组\n关于整改的方案\n乙党发〔2022〕3号\n为此制定。\n"
    end = "附件：表\n中共甲县乙局党组\n2022年3月1日\n"
    reading = read(f"{front}1.学得少。\n整改措施：多学。\n{FIELDS}{end}")
    plan = reading.plan
    assert plan is not None
    assert (plan.title, plan.document) == ("中共甲县乙局党组关于整改的方案", "乙党发〔2022〕3号")
    assert (plan.issued_by, str(plan.adopted_on), plan.preamble) == (
        "中共甲县乙局党组",
        "2022-03-01",
        ("为此制定。",),
    )
    assert [one.paragraph.text for one in reading.unread] == ["附件：表"]


def test_a_count_that_differs_is_said() -> None:
    reading = read(PROBLEMS.replace("根据会议要求，", "会议提出5项任务，"))
    assert as_json(reading)["declared"] == [{"text": "5项任务", "declared": 5, "found": 3}]
    assert reading.plan is not None
    assert reading.plan.declared_items == 5
    assert [remark.code for remark in reading.remarks if remark.line == 2] == ["S261"]


def findings(text: str) -> set[tuple[str, int]]:
    return {(remark.code, remark.line) for remark in read(text).remarks}


def test_doubts_are_said_with_their_line() -> None:
    found = findings(
        f"{TITLE}1.学得少。\n整改措施：多学。\n完成时限：2022年2月30日\n责任单位：\n"
        "3.问得少。\n整改措施：多问。\n完成时限：6月底前\n完成时限：7月底前\n"
    )
    assert {("S255", 4), ("S256", 5), ("S262", 6), ("S264", 8), ("S257", 9)} <= found


def test_a_plan_without_a_year_says_so_and_takes_the_id_it_is_given() -> None:
    text = "整改方案\n1.学得少。\n整改措施：多学。\n责任单位：甲科\n"
    assert ("S259", 0) in findings(text)
    assert read(text).records[0].id == "undated-zhenggai-01"
    assert intake.read("x.txt", text.encode(), plan="2023-x").records[0].id == "2023-x-01"


def test_a_plan_without_matters_writes_nothing() -> None:
    reading = read("2022年整改方案\n一、总体要求\n认真改。\n")
    assert (reading.kind, reading.plan, len(reading.unread)) == ("unknown", None, 3)
    assert [remark.code for remark in reading.remarks] == ["S260"]
