"""The campaign among the seeds against the ground truth, as text and as a Word file made of it."""

from __future__ import annotations

from typing import Any

import pytest

from rectify_site import intake
from rectify_site.checks import run
from rectify_site.intake.merge import merge
from rectify_site.intake.report import Reading, as_json, documents
from rectify_site.model.deadlines import DeadlineKind
from rectify_site.model.findings import Place
from rectify_site.model.office import Office
from rectify_site.model.records import ItemLabel, Plan, PlanKind
from tests.intake.samples import word_file
from tests.intake.seeds import seed, truth

FORMS = (".txt", ".docx")


def read(form: str = ".txt") -> Reading:
    data = seed("004")
    return intake.read(f"004{form}", data if form == ".txt" else word_file(data.decode()))


def plan(form: str = ".txt") -> Plan:
    its = read(form).plan
    assert its is not None
    return its


def steps() -> dict[str, Any]:
    found: dict[str, Any] = truth("004")["sections"][2]
    return found


@pytest.mark.parametrize("form", FORMS)
def test_phases_have_their_names_and_windows(form: str) -> None:
    found = [(phase["name"], phase["text"]) for phase in as_json(read(form))["phases"]]
    assert found == [(phase["name"], phase["text"]) for phase in steps()["phases"]]
    assert [(phase.starts, phase.ends) for phase in plan(form).phases] == [(None, None)] * 4


@pytest.mark.parametrize("form", FORMS)
def test_focus_points_are_directions(form: str) -> None:
    found = [(each["number"], each["title"]) for each in as_json(read(form))["directions"]]
    assert found == [(str(each["number"]), each["title"]) for each in steps()["focus_points"]]


@pytest.mark.parametrize("form", FORMS)
def test_measures_have_their_numbers_titles_and_focus_points(form: str) -> None:
    found = [(each["number"], each["title"], each["direction"]) for each in as_json(read(form))["records"]]
    assert len(found) == truth("004")["counts"]["items"]
    assert found == [
        (str(item["number"]), item["title"], [str(focus["number"])])
        for focus in steps()["focus_points"]
        for item in focus["items"]
    ]


def test_measures_are_due_with_the_phase_they_stand_in() -> None:
    assert {(each.deadline.kind, each.deadline.phase) for each in read().records} == {
        (DeadlineKind.PHASE, "phase-3")
    }


@pytest.mark.parametrize("form", FORMS)
def test_declared_counts_are_held_against_what_is_there(form: str) -> None:
    reading = read(form)
    expected = [(each["declared"], each["real"]) for each in truth("004")["declared_counts"]]
    assert sorted((one.declared, one.found or 0) for one in reading.declared) == sorted(
        (declared, real or 0) for declared, real in expected
    )
    for one in reading.declared:
        assert any(one.text in each["text"] for each in truth("004")["declared_counts"])
    assert [each.values for each in reading.remarks if each.code == "S261"] == [
        {"words": "20项具体举措", "found": "19"}
    ]
    assert plan(form).declared_items == 20


@pytest.mark.parametrize("form", FORMS)
def test_the_leading_group_is_told_by_its_roles(form: str) -> None:
    roles = as_json(read(form))["roles"]
    assert [role["who"] for role in roles] == [role["who"] for role in truth("004")["roles"]]
    assert [role["role"] for role in roles][:5] == [
        "领导小组组长",
        "领导小组副组长",
        "领导小组成员",
        "领导小组办公室主任",
        "领导小组办公室成员",
    ]


def test_all_words_stand_in_the_drafts_and_the_prose_in_its_order() -> None:
    its = plan()
    assert (its.id, its.kind, its.item_label) == ("2020-zhuanxiang", PlanKind.CAMPAIGN, ItemLabel.MEASURE)
    assert [section.title for section in its.sections] == [each["title"] for each in truth("004")["sections"]]
    lines = [line.strip() for line in seed("004").decode().split("\n")]
    kept = [str(text) for section in its.sections for text in section.paragraphs]
    assert [line for line in lines if line in kept] == kept
    words = str(documents(read()))
    measures = [line.partition("。")[2] for line in lines if line.startswith("（1")]
    assert [text for text in measures if text.replace('"', '\\"') not in words and text not in words] == []


def test_the_fragment_of_a_web_page_stays_in_the_text() -> None:
    reading = read()
    (measure,) = reading.records[-1].measures
    assert '<xx市重大决策部署贯彻落实情况约谈办法（试行） style="box-sizing: border-box;">' in str(
        measure.text
    )
    office = Office(plans=(plan(),), records=reading.records)
    found = [each.document for each in run(office, lambda *_: Place(file="x")) if each.code == "T502"]
    assert found == [reading.records[-1].id]


def test_a_corrected_campaign_keeps_its_ids() -> None:
    base = documents(read())
    corrected = seed("004").decode().replace("整改到住", "整改到位")
    theirs = documents(intake.read("004.txt", corrected.encode()))
    merged = merge(base, base, theirs)
    assert merged.updated == (("2020-zhuanxiang-09", "measures.0"),)
    assert (merged.added, merged.gone, merged.conflicts) == ((), (), ())


def test_each_placeholder_is_said_once() -> None:
    office = Office(plans=(plan(),), records=read().records)
    found = [each for each in run(office, lambda *_: Place(file="x")) if each.code == "T101"]
    assert len(found) == truth("004")["placeholders"]["total_tokens"]
