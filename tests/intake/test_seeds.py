"""The seeds against the ground truth, as text and as Word files made of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from rectify_site import intake
from rectify_site.intake.report import Reading, as_json
from tests.intake.samples import word_file
from tests.intake.seeds import NAMES, seed, truth

FORMS = (".txt", ".docx")
EXPECTED = {
    "000": ("plan", 107, 107, 0, 0),
    "001": ("plan", 26, 26, 0, 0),
    "002": ("progress_report", 18, 18, 0, 0),
    "003": ("progress_report", 12, 12, 0, 0),
    "004": ("campaign_plan", 71, 63, 8, 0),
}


def read(name: str, form: str) -> Reading:
    data = seed(name)
    return intake.read(f"{name}{form}", data if form == ".txt" else word_file(data.decode()))


def bare(text: str | None) -> str:
    return (text or "").removesuffix("。")


def directions(name: str) -> list[dict[str, Any]]:
    return next(section["directions"] for section in truth(name)["sections"] if "directions" in section)


def known(name: str) -> list[dict[str, Any]]:
    return [item for direction in directions(name) for item in direction["items"]]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "count"), [("000", 14), ("001", 12)])
def test_every_record_is_read_as_a_human_reads_it(name: str, count: int, form: str) -> None:
    report = as_json(read(name, form))
    expected = [
        {
            "number": str(item["number"]),
            "problem": bare(item["title"]),
            "measures": item["measures"],
            "leaders": [item["leader"]] if item["leader"] else [],
            "lead_units": item["lead_units"],
            "responsible_units": item["responsible_units"],
            "deadline": (item["deadline_text"], item["deadline"]["kind"], item["deadline"]["date"]),
        }
        for item in known(name)
    ]
    found = [
        {
            "number": record["number"],
            "problem": bare(record["problem"]),
            "measures": len(record["measures"]),
            "leaders": [who for who in record["leaders"] + record["persons"] if who.strip("X")],
            "lead_units": record["lead_units"],
            "responsible_units": record["responsible_units"],
            "deadline": tuple(record["deadline"].values()),
        }
        for record in report["records"]
    ]
    assert len(found) == count
    assert found == expected


WIDE = str.maketrans("0123456789（），：", "０１２３４５６７８９(),:")
WAYS: dict[str, Callable[[str], str]] = {
    "wide points": lambda text: re.sub(r"(?m)^(\d+)\.", r"\1．", text),
    "commas": lambda text: re.sub(r"(?m)^(\d+)\.", r"\1、", text),
    "brackets": lambda text: re.sub(r"(?m)^(\d+)\.", r"（\1）", text),
    "circles": lambda text: re.sub(r"(?m)^(\d+)\.", lambda found: chr(0x245F + int(found[1])), text),
    "other widths": lambda text: text.translate(WIDE),
    "indented": lambda text: re.sub("(?m)^", "\u3000\u3000", text),
    "other labels": lambda text: (
        text.replace("整改措施：", "具体措施:").replace("牵头单位", "主责单位").replace("落实", "完成")
    ),
    "fields on one line": lambda text: re.sub(r"\s*\n(?=(?:牵头单位|责任单位|落实时限)：)", "；", text),
    "fields on their own lines": lambda text: re.sub(
        "（责任人：(.*)，完成时限：(.*)）", r"\n责任人：\1\n完成时限：\2", text
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["000", "001"])
def test_the_same_plan_written_in_another_way_reads_the_same(name: str, way: str) -> None:
    def matters(reading: Reading) -> list[tuple[Any, ...]]:
        return [
            (
                len(each.measures),
                each.leaders,
                each.persons,
                each.lead_units,
                each.deadline.kind,
                each.deadline.date,
            )
            for each in reading.records
        ]

    again = intake.read("x.txt", WAYS[way](seed(name).decode()).encode())
    assert again.unread == ()
    assert matters(again) == matters(read(name, ".txt"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["000", "001"])
def test_every_direction_keeps_its_number_and_words(name: str, form: str) -> None:
    report = as_json(read(name, form))
    expected = [(each["number"].strip("（）"), bare(each["title"])) for each in directions(name)]
    assert [(each["number"], bare(each["title"])) for each in report["directions"]] == expected
    sizes = truth(name)["counts"]["items_per_direction"]
    numbers = [number for (number, _), size in zip(expected, sizes, strict=True) for _ in range(size)]
    assert [record["direction"] for record in report["records"]] == [[number] for number in numbers]


def test_ids_run_on_whether_numbers_run_on_or_restart() -> None:
    assert [record.id for record in read("000", ".txt").records][-1] == "2021-minzhu-14"
    assert [record.id for record in read("001", ".txt").records][3] == "2023-minzhu-04"
    assert read("001", ".txt").records[3].number == "1"


def test_a_plan_without_a_title_gets_one_from_its_lead() -> None:
    reading = read("000", ".txt")
    assert reading.title is None
    assert reading.derived_title == truth("000")["derived_title"]
    assert reading.plan is not None
    assert reading.plan.title == truth("000")["derived_title"]
    assert (reading.year, reading.plan.execution_year) == (2021, 2022)


def test_the_year_of_a_plan_that_names_none_is_that_of_its_deadlines() -> None:
    reading = read("001", ".txt")
    assert (reading.title, reading.year) == (truth("001")["title"], 2023)


def test_reports_the_plan_asks_for_are_read_with_their_content() -> None:
    plan = read("000", ".txt").plan
    assert plan is not None
    found = [
        {"due": due.on.isoformat(), "text": due.text, "content": due.content} for due in plan.reports_due
    ]
    assert found == [
        {key: due[key] for key in ("due", "text", "content")} for due in truth("000")["reporting"]
    ]


def test_prose_chapters_are_kept_word_for_word() -> None:
    plan = read("000", ".txt").plan
    assert plan is not None
    kept = [paragraph for section in plan.sections for paragraph in section.paragraphs]
    lines = seed("000").decode().split("\n")
    assert [section.title for section in plan.sections] == [
        each["title"] for each in truth("000")["sections"]
    ]
    assert kept == [
        line.strip() for line in (*lines[2:3], *lines[4:5], *lines[6:11], lines[12], *lines[103:107])
    ]


def test_two_units_without_a_separator_are_two_and_marked_unsure() -> None:
    reading = read("000", ".txt")
    assert reading.records[7].lead_units == ("区农业农村局", "区乡村振兴局")
    assert [(each.code, each.line, each.column) for each in reading.remarks if each.code == "S254"] == [
        ("S254", 62, 6)
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_every_paragraph_is_used_junk_or_unread(name: str, form: str) -> None:
    report = as_json(read(name, form))
    assert (report["kind"], *report["paragraphs"].values()) == EXPECTED[name]
    assert len(report["unread"]) == report["paragraphs"]["unread"]
    assert report["paragraphs"]["total"] == sum(
        bool(line.strip()) for line in seed(name).decode().split("\n")
    )


def test_lines_of_the_shop_are_junk_and_said() -> None:
    reading = read("004", ".txt")
    assert [paragraph.text for paragraph in reading.junk] == [text.strip() for text in truth("004")["junk"]]
    assert sum(remark.code == "S263" for remark in reading.remarks) == 8


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["002", "003", "004"])
def test_reports_and_campaigns_have_the_title_and_year_of_the_document(name: str, form: str) -> None:
    reading = read(name, form)
    assert reading.title == truth(name)["title"]
    assert reading.year == truth(name)["year"]
    assert reading.derived_title == truth(name).get("derived_title")
    draft = reading.plan or reading.report
    assert draft is not None
    assert draft.title == (reading.title or reading.derived_title)


def test_a_count_behind_names_is_compared_with_those_names() -> None:
    declared = as_json(read("001", ".txt"))["declared"]
    assert declared == [{"text": "6各方面", "declared": 6, "found": 6}]
