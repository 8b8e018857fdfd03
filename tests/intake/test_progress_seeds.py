"""The two progress reports among the seeds against the ground truth, as text and as Word files made of them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from rectify_site import intake
from rectify_site.intake import figures
from rectify_site.intake.names import has_placeholder
from rectify_site.intake.report import Reading, as_json, documents
from rectify_site.model.fields import public_text
from rectify_site.model.reports import Report
from tests.intake.samples import word_file
from tests.intake.seeds import seed, truth

FORMS = (".txt", ".docx")
PLACEHOLDER = "placeholder"


def read(name: str, form: str) -> Reading:
    data = seed(name)
    return intake.read(f"{name}{form}", data if form == ".txt" else word_file(data.decode()))


def draft(name: str, form: str = ".txt") -> Report:
    report = read(name, form).report
    assert report is not None
    return report


def known_aspects(name: str) -> list[dict[str, Any]]:
    return next(section["directions"] for section in truth(name)["sections"] if "directions" in section)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "count"), [("002", 11), ("003", 5)])
def test_every_aspect_has_its_number_and_title(name: str, count: int, form: str) -> None:
    found = [(each["number"], each["title"]) for each in as_json(read(name, form))["aspects"]]
    assert len(found) == count
    assert found == [(each["number"].strip("（）"), each["title"]) for each in known_aspects(name)]


@pytest.mark.parametrize("form", FORMS)
def test_the_eight_real_figures_are_found_with_their_words(form: str) -> None:
    found = [
        {"at": f"（{aspect.number}）", "value": figure.value, "unit": figure.unit, "label": figure.label}
        for aspect in draft("002", form).aspects
        for figure in aspect.figures
    ]
    assert found == truth("002")["metrics_real"]
    rounded = [each.value for aspect in draft("002").aspects for each in aspect.figures if each.approximate]
    assert rounded == ["9万余"]


@pytest.mark.parametrize("form", FORMS)
def test_placeholders_of_figures_are_counted_apart_from_those_of_names(form: str) -> None:
    report = as_json(read("002", form))
    found = {
        f"（{each['number']}）": sum(figure[PLACEHOLDER] for figure in each["figures"])
        for each in report["aspects"]
    }
    preamble = [public_text(text) for text in draft("002", form).preamble]
    before = sum(has_placeholder(each.value) for text in preamble for each in figures.in_prose(text))
    assert found | {"section 一 and lead of 二": before} == truth("002")["metrics_xx_by_part"]
    assert sum(found.values()) + before == truth("002")["metrics_xx_total"]
    names = len(re.findall("xx", seed("002").decode())) - truth("002")["metrics_xx_total"]
    assert names == truth("002")["xx_name_tokens_total"]


@pytest.mark.parametrize("form", FORMS)
def test_what_remains_and_what_is_next_is_told_one_by_one(form: str) -> None:
    report = as_json(read("003", form))
    _, remaining, following = truth("003")["sections"]
    for found, section in ((report["remaining"], remaining), (report["next_steps"], following)):
        assert len(found) == section["enumerated"]
        pairs = zip(found, "一二三", section["items"], strict=True)
        assert [text for text, number, words in pairs if f"{number}是{words}" not in text] == []


def test_a_report_stands_without_a_plan_and_keeps_what_is_before_its_aspects() -> None:
    report = draft("002")
    lines = [line.strip() for line in seed("002").decode().split("\n")]
    assert (report.id, report.plan) == ("2020-minzhu-report", None)
    assert list(report.preamble) == lines[:5]
    assert list(report.aspects[0].paragraphs) == [lines[5].partition("。")[2]]


def test_a_chapter_behind_the_aspects_is_its_conclusion() -> None:
    reading = read("002", ".txt")
    assert reading.unread == ()
    assert reading.report is not None
    assert len(reading.report.conclusion) == 2


@pytest.mark.parametrize("name", ["002", "003"])
def test_a_report_comes_back_from_its_json(name: str) -> None:
    reading = read(name, ".txt")
    ((key, tree),) = documents(reading).items()
    assert Report.model_validate(tree) == reading.report
    assert key == tree["id"]
    assert "scope" not in tree


def test_a_plan_given_by_the_clerk_is_the_plan_of_the_report() -> None:
    report = intake.read("x.txt", seed("003"), plan="2021-minzhu").report
    assert report is not None
    assert (report.id, report.plan) == ("2021-minzhu-report", "2021-minzhu")
