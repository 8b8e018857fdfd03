"""Units the list does not know yet are proposed, with an id that fits and a kind that is likely."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from rectify_site import intake
from rectify_site.intake.proposals import kind_of, new_units
from rectify_site.intake.report import Reading
from rectify_site.model.fields import Slug
from tests.intake.samples import PROBLEMS


def naming(units: str) -> Reading:
    return intake.read("x.txt", f"2022年整改方案\n1.学得少。\n整改措施：多学。\n责任单位：{units}\n".encode())


def test_units_are_proposed_in_the_order_of_the_plan_without_known_ones_and_placeholders() -> None:
    reading = intake.read("x.txt", PROBLEMS.encode())
    found = new_units(reading, {"办公室"})
    assert [unit.name for unit in found] == [
        "人事科",
        "各科室",
        "各水管站",
        "县水务局",
        "县政务服务局",
        "县住建局",
    ]
    assert found[0].id == "ren-shi-ke"
    assert new_units(reading, {unit.name for unit in found} | {"办公室"}) == ()


def test_ids_are_new_among_themselves_and_beside_those_there_are() -> None:
    assert [unit.id for unit in new_units(naming("人事科、仁市科"), ())] == ["ren-shi-ke", "ren-shi-ke-2"]
    assert [unit.id for unit in new_units(naming("人事科"), (), {"ren-shi-ke", "ren-shi-ke-2"})] == [
        "ren-shi-ke-3"
    ]


@pytest.mark.parametrize("name", ["龘" * 60, "A区（二）办", "绿化局", "☆☆", "con"])
def test_every_name_gets_an_id_that_fits(name: str) -> None:
    (unit,) = new_units(naming(name), ())
    assert TypeAdapter(Slug).validate_python(unit.id) == unit.id
    assert unit.name == name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("城关镇", "street"),
        ("兴华街道办事处", "street"),
        ("各镇街", "collective"),
        ("有关单位", "collective"),
        ("区教育局等", "collective"),
        ("区委", "body"),
        ("局党组", "body"),
        ("整改工作领导小组", "body"),
        ("区发改委", "department"),
        ("区住建局", "department"),
    ],
)
def test_the_kind_is_guessed_by_the_words(name: str, kind: str) -> None:
    assert kind_of(name) == kind
