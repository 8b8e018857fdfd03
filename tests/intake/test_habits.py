"""Habits of real offices around the matters: letters, attachments, pages copied from a portal, spans, contacts."""

from __future__ import annotations

from typing import Any

import pytest

from rectify_site import intake
from rectify_site.intake import anchors
from rectify_site.intake.notices import resolved
from rectify_site.intake.report import Reading, as_json

TITLE = "甲局2023年巡察反馈意见整改方案\n"
ONE = "1.学得少。\n整改措施：多学。\n责任单位：办公室\n"


def reading(text: str) -> Reading:
    return intake.read("x.txt", text.encode())


def read(text: str) -> dict[str, Any]:
    return as_json(reading(text))


def test_an_attachment_behind_the_signature_hides_neither_issuer_nor_day() -> None:
    found = reading(f"{TITLE}{ONE}甲局\n2023年3月1日\n附件1\n领导小组名单\n组长：王某\n成员：各科室负责人\n")
    assert found.plan is not None
    assert (found.plan.issued_by, str(found.plan.adopted_on)) == ("甲局", "2023-03-01")
    assert [each.paragraph.text for each in found.unread] == [
        "附件1",
        "领导小组名单",
        "组长：王某",
        "成员：各科室负责人",
    ]


def test_an_attachment_with_matters_is_read() -> None:
    found = read(f"关于整改工作的通知\n请抓好落实。\n甲局\n2023年3月1日\n附件\n{TITLE}{ONE}")
    assert [each["problem"] for each in found["records"]] == ["学得少。"]


@pytest.mark.parametrize(
    ("told", "begins"),
    [
        ("2023年8月10日，巡察组向局党组反馈了巡察意见。", "2023-08-10"),
        ("2023年3月至5月开展巡察，8月11日反馈了意见。", "2023-08-11"),
        ("巡察组反馈了巡察意见。", None),
        ("2023年8月10日反馈了意见，2023年9月1日又反馈了意见。", "2023-08-10"),
    ],
)
def test_a_span_begins_on_the_day_of_the_feedback_where_that_is_stated(told: str, begins: str | None) -> None:
    found = read(f"{TITLE}{told}\n{ONE}整改时限：自反馈之日起3个月内\n")
    assert found["records"][0]["deadline"]["kind"] == "within"
    assert str(anchors.stated([told]).feedback or "") == (begins or "")


def test_the_concentrated_period_is_as_long_as_the_document_says() -> None:
    told = "2023年8月10日，巡察组反馈了意见，集中整改期为3个月。"
    found = reading(f"{TITLE}{told}\n{ONE}整改时限：集中整改期内\n")
    within = found.records[0].deadline.within
    assert within is not None
    assert (within.count, str(within.starts)) == (3, "2023-08-10")
    silent = reading(f"{TITLE}{ONE}整改时限：集中整改期内\n")
    assert silent.records[0].deadline.within is None


def test_lines_of_the_page_a_text_was_copied_from_are_junk() -> None:
    page = [
        "首页 > 信息公开 > 巡察整改",
        "发布时间：2023-11-20 来源：区教育局 浏览次数：356",
        "【字体：大 中 小】 打印",
    ]
    end = ["上一篇：关于放假的通知", "下一篇：没有了"]
    found = reading("\n".join([page[0], TITLE.strip(), *page[1:], ONE.strip(), *end]))
    assert [each.text for each in found.junk] == [*page, *end]


@pytest.mark.parametrize(
    "text", ["打印机采购不规范。", "字体不统一。", "分管领导关注不够。", "首页更新不及时。"]
)
def test_a_problem_about_such_things_is_no_junk(text: str) -> None:
    assert reading(f"{TITLE}1.学得少。\n{text}\n整改措施：多学。\n").junk == ()


def test_a_contact_in_the_prose_is_not_in_the_plan() -> None:
    found = reading(
        f"{TITLE}一、任务\n{ONE}二、要求\n要上心。\n联系人：郑某    联系电话：0871-63120000\n甲局\n2023年3月1日\n"
    )
    assert found.plan is not None
    assert "郑某" not in str(found.plan)
    assert [each.paragraph.text for each in found.unread] == ["联系人：郑某    联系电话：0871-63120000"]


def test_an_ordinal_is_no_count() -> None:
    assert read(f"{TITLE}第二阶段要抓实，第十二个问题要解决。\n{ONE}")["declared"] == []


def test_windows_without_a_year_take_that_of_the_signature_and_say_so() -> None:
    found = read(
        "校园周边专项整治行动方案\n为维护秩序，制定本方案。\n一、时间安排\n（一）部署启动（8月20日至8月31日）\n"
        "（二）集中攻坚（9月1日至11月30日）\n（三）总结验收（12月1日至12月15日）\n二、整治内容\n（一）周边\n1.清查网吧。\n"
        "2.设立岗亭。\n2023年8月18日\n"
    )
    assert [each["ends"] for each in found["phases"]] == ["2023-08-31", "2023-11-30", "2023-12-15"]
    assert "S264" in [finding["code"] for finding in found["findings"]]


def test_chapters_that_are_a_matter_each_are_not_what_remains() -> None:
    found = read(
        "关于审计反映问题的整改报告\n现将整改情况报告如下：\n一、存在问题：决策不规范。\n整改结果：已整改。\n"
        "二、存在问题：超标准接待。\n整改结果：已整改。\n三、下一步措施\n加强学习。\n"
    )
    assert [each["title"] for each in found["aspects"]] == ["决策不规范", "超标准接待"]
    assert found["remaining"] == []


def test_a_title_set_wide_and_a_number_in_words() -> None:
    found = reading(
        "公　　　示\n现将第十九项问题整改情况予以公示，公示时间为2024年6月3日至2024年6月9日（7天）。"
        "一、信访反映问题：异味。如有不同意见，可向局机关纪委反映。\n电话：022-84560000\n甲局\n2024年6月3日\n"
    )
    assert (found.title, found.notice_numbers) == ("公示", ("十九",))
    assert found.notice is not None
    assert found.notice.how_to_object == "如有不同意见，可向局机关纪委反映。"
    record = reading(f"{TITLE}19.学得少。\n整改措施：多学。\n").records[0]
    assert resolved(found.notice, found.notice_numbers, {record.id: record}).records == (record.id,)


def test_two_naming_labels_of_one_matter_are_one_problem() -> None:
    found = read(
        f"{TITLE}序号1\n存在问题：学得少。\n问题表现：只读标题。\n整改措施：多学。\n责任人：甲\n序号2\n存在问题：问得少。\n整改措施：多问。\n责任人：乙\n"
    )
    assert [each["problem"] for each in found["records"]] == ["学得少。只读标题。", "问得少。"]


@pytest.mark.parametrize(
    ("bracket", "units", "kind"),
    [
        ("（牵头部门：信贷管理部，配合部门：各支行；2023年6月30日前完成）", ["各支行"], "by_date"),
        ("（牵头部门：人力资源部、配合部门：内控合规部；持续开展）", ["内控合规部"], "ongoing"),
        ("（牵头部门：人力资源部，配合部门：内控合规部、各支行）", ["内控合规部", "各支行"], "none"),
    ],
)
def test_a_time_behind_the_last_unit_is_the_deadline_and_no_unit(
    bracket: str, units: list[str], kind: str
) -> None:
    head = "某银行2023年主题教育整改方案\n一、整改任务\n（一）服务方面\n"
    text = f"{head}1.贷款手续多。整改措施：减去两份材料。{bracket}\n"
    record = intake.read("方案.txt", text.encode()).records[0]
    assert list(record.cooperating_units) == units
    assert record.deadline.kind.value == kind


@pytest.mark.parametrize("left", ["仍需努力的方面", "不足之处", "还需改进的地方"])
@pytest.mark.parametrize("ahead", ["下季度工作安排", "明年工作计划", "下个月打算"])
def test_chapters_of_a_report_that_look_back_and_ahead(left: str, ahead: str) -> None:
    text = (
        "某局关于2023年巡察整改进展情况的报告\n现将整改进展情况报告如下：\n"
        "一、整改情况\n（一）学习方面。组织集中学习4次。\n"
        f"二、{left}\n一是进度不快。二是台账不细。\n三、{ahead}\n一是每周通报。二是专人核对。\n某局\n2023年9月30日\n"
    )
    told = as_json(intake.read("报告.txt", text.encode()))
    assert [len(told["remaining"]), len(told["next_steps"])] == [2, 2]
