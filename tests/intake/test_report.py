"""The report of an import: keys that stay the same for ever, and kinds of document."""

from __future__ import annotations

import json

import pytest

from rectify_site import intake
from rectify_site.intake.report import as_json, documents
from rectify_site.model.records import Plan, Record
from rectify_site.registry import importer
from tests.intake.samples import MEASURES, PROBLEMS

KEYS = {
    "kind",
    "title",
    "derived_title",
    "year",
    "plan",
    "phases",
    "directions",
    "records",
    "aspects",
    "remaining",
    "next_steps",
    "notice",
    "roles",
    "declared",
    "paragraphs",
    "unread",
    "findings",
}
RECORD_KEYS = {
    "id",
    "number",
    "direction",
    "problem",
    "measures",
    "leaders",
    "persons",
    "lead_units",
    "responsible_units",
    "cooperating_units",
    "deadline",
    "fields",
}


@pytest.mark.parametrize("text", [PROBLEMS, MEASURES, "随便一句话", "现将2022年整改情况通报如下。"])
def test_the_keys_are_always_all_there(text: str) -> None:
    report = as_json(intake.read("x.txt", text.encode()))
    assert report.keys() == KEYS
    assert report["paragraphs"].keys() == {"total", "used", "junk", "unread"}
    assert all(record.keys() - {"title"} == RECORD_KEYS for record in report["records"])
    assert all(record["deadline"].keys() == {"text", "kind", "date"} for record in report["records"])
    assert all(one.keys() == {"line", "text", "why"} for one in report["unread"])
    assert all(one.keys() == {"code", "line", "column", "message"} for one in report["findings"])
    assert json.loads(json.dumps(report)) == report


def test_sentences_of_the_report_can_be_translated() -> None:
    report = as_json(intake.read("x.txt", "随便一句话".encode()), lambda message: f"«{message}»")
    assert report["unread"][0]["why"].startswith("«")
    assert report["findings"][0]["message"].startswith("«")


def test_drafts_come_back_from_their_json() -> None:
    reading = intake.read("方案.txt", PROBLEMS.encode())
    plan, *records = documents(reading).values()
    assert Plan.model_validate(plan) == reading.plan
    assert tuple(Record.model_validate(record) for record in records) == reading.records
    assert all("scope" not in tree for tree in (plan, *records))


def test_the_source_is_named_without_its_folder_and_each_record_with_its_paragraph() -> None:
    reading = intake.read("C:\\资料/方案.txt", PROBLEMS.encode())
    assert [
        record.source and (record.source.file, record.source.paragraph) for record in reading.records
    ] == [
        ("方案.txt", 7),
        ("方案.txt", 13),
        ("方案.txt", 20),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2022年度民主生活会整改落实情况通报\n都好。", "progress_report"),
        ("现将2022年度整改工作情况报告如下。", "progress_report"),
        ("2022年作风整顿活动实施方案\n（一）动员部署阶段\n（二）集中整治阶段\n学习。", "campaign_plan"),
        ("关于召开会议的函\n请参加。", "unknown"),
    ],
)
def test_a_document_of_which_nothing_can_be_made_is_named(text: str, kind: str) -> None:
    reading = intake.read("x.txt", text.encode())
    assert (reading.kind, reading.records, reading.used) == (kind, (), ())


@pytest.mark.parametrize(
    ("title", "plan"),
    [
        ("2023年组织生活会整改方案", "2023-zuzhi"),
        ("2023年主题教育专题民主生活会整改方案", "2023-minzhu"),
        ("关于2022年巡察反馈问题的整改方案", "2022-xuncha"),
        ("2022年预算执行审计整改清单", "2022-shenji"),
        ("2022年生态环保督察整改方案", "2022-huanbao"),
        ("2022年专项整治整改方案", "2022-zhuanxiang"),
        ("2022年人大审议意见整改方案", "2022-ducha"),
        ("2022年整改方案", "2022-zhenggai"),
    ],
)
def test_the_id_of_a_plan_is_its_year_and_kind(title: str, plan: str) -> None:
    assert (
        as_json(intake.read("x.txt", f"{title}\n1.乱。\n整改措施：改。\n责任单位：甲科".encode()))["plan"]
        == plan
    )


def test_lines_of_a_shop_before_the_title_are_no_part_of_it() -> None:
    shop = "更多资料加微信\n某某文行\n扫码下载\n"
    text = "甲县乙局\n2022年整改方案\n1.乱。\n整改措施：改。\n责任单位：公众号运营科\n"
    reading = intake.read("x.txt", (shop + text).encode())
    assert [paragraph.line for paragraph in reading.junk] == [1, 2, 3]
    assert reading.title == "甲县乙局2022年整改方案"


@pytest.mark.parametrize(
    "line", ["1.党报订阅不及时。", "责任单位：会员中心", "扫码支付没有推开。", "做好内部资料妥善保管。"]
)
def test_a_line_of_the_plan_is_never_junk(line: str) -> None:
    assert intake.read("x.txt", f"2022年整改方案\n{line}\n1.乱。\n整改措施：改。\n".encode()).junk == ()


def test_importers_are_found_by_their_suffix() -> None:
    intake.read("X.TXT", b"a")
    assert [plug.key for plug in importer] == [".csv", ".docx", ".md", ".txt", ".xls", ".xlsx"]
