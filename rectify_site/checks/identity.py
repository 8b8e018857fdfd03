"""Ids that are given twice, and records that point to nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.office import Office
from rectify_site.model.records import Record
from rectify_site.model.units import Units
from rectify_site.registry import check

_RECORD_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*-\d+")


@check("R601", level=Level.ERROR, on="office", title=N_("id given twice"))
def unique_id(office: Office) -> Iterator[tuple[str, Complaint]]:
    """Over all kinds, and without regard to capitals: Windows keeps one file of the two."""
    count = Counter(document.id.casefold() for document in office.documents)
    for document in office.documents:
        if count[document.id.casefold()] > 1:
            hint = N_("give one of them another id; an id that was published stays as it is")
            yield (
                document.id,
                Complaint("id", N_("the id {id} is used by two documents"), {"id": document.id}, hint),
            )


@check("R602", level=Level.ERROR, on="units", title=N_("unit listed twice"))
def unique_unit(units: Units, _office: Office) -> Iterator[Complaint]:
    """An id or a name that stands for two units: nobody can say whose page a matter belongs to."""
    ids = Counter(unit.id for unit in units.units)
    names = Counter(name for unit in units.units for name in {unit.name, *unit.aliases})
    for index, unit in enumerate(units.units):
        if ids[unit.id] > 1:
            yield _twice(f"units.{index}.id", unit.id)
        if names[unit.name] > 1:
            yield _twice(f"units.{index}.name", unit.name)
        for place, alias in enumerate(unit.aliases):
            if names[alias] > 1 and alias != unit.name:
                yield _twice(f"units.{index}.aliases.{place}", alias)


def _twice(path: str, name: str) -> Complaint:
    return Complaint(
        path, N_("{name} stands for two units"), {"name": name}, N_("delete one of the two, or rename it")
    )


@check("R603", level=Level.ERROR, on="record", title=N_("record whose plan does not exist"))
def plan_exists(record: Record, office: Office) -> Iterator[Complaint]:
    """The plan is the id without its last number."""
    if _RECORD_ID.fullmatch(record.id) and record.plan not in office.plan_of:
        hint = N_("import the plan first, or correct the id of the record")
        yield Complaint("id", N_("there is no plan {plan}"), {"plan": record.plan}, hint)


@check("R604", level=Level.ERROR, on="record", title=N_("record id of the wrong form"))
def record_id(record: Record, _office: Office) -> Iterator[Complaint]:
    """<plan>-<running ordinal>, as in 2021-minzhu-05."""
    if not _RECORD_ID.fullmatch(record.id):
        hint = N_("write the id of the plan, a hyphen and a running number, for example 2021-minzhu-05")
        yield Complaint("id", N_("{id} is not the id of a plan with a number"), {"id": record.id}, hint)


@check("R605", level=Level.ERROR, on="record", title=N_("direction that the plan does not have"))
def direction_exists(record: Record, office: Office) -> Iterator[Complaint]:
    """Each step of the path is a direction of the plan, below the one before it."""
    plan = office.plan_of.get(record.plan)
    if plan is None:
        return
    known = {(direction.parent, direction.number) for direction in plan.directions}
    above = None
    for index, number in enumerate(record.direction):
        if (above, number) not in known:
            hint = N_("add the direction to the plan, or correct the number")
            yield Complaint(
                f"direction.{index}", N_("the plan has no direction {number}"), {"number": number}, hint
            )
            return
        above = number
