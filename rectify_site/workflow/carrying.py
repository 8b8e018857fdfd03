"""``carry-over``: at year end, what is not done goes on under the next plan (结转下年度), with all its history."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site.documents import writing
from rectify_site.errors import N_, USAGE, SourceError
from rectify_site.model.events import Event, EventKind
from rectify_site.model.records import Plan, Record
from rectify_site.model.states import Group, State, group, status
from rectify_site.store import files, projects
from rectify_site.workflow.opening import Opened, file_of, open_office


class CarriedOver(NamedTuple):
    """What goes on under the next plan, with the state of each; what was carried before; what stays, being done."""

    carried: tuple[tuple[str, State], ...]
    before: tuple[str, ...]
    stays: tuple[str, ...]


def carry_over(root: Path, name: str, to: str, on: date) -> CarriedOver:
    """Note in the drafts of a plan that its unfinished matters are carried over to another plan on a day.

    A matter keeps its id and its address: its history goes on where the public knows it. It is not signed by this.

    Raises:
        SourceError: G175 a plan is not there, G176 both are the same.

    """
    with projects.locked(projects.project(root)):
        opened = open_office(root)
        plan = _plan(opened, name)
        _refuse_same(_plan(opened, to), name)
        records = [record for record in opened.office.records if record.plan == plan.id]
        open_ones = [record for record in records if _unfinished(record, plan, on)]
        fresh = [record for record in open_ones if not _carried(record, to)]
        event = Event.model_validate({"on": on, "kind": EventKind.CARRIED_OVER, "to": to})
        changed = [record.model_copy(update={"events": (*record.events, event)}) for record in fresh]
        files.write_all({file_of(opened.home, record): writing.dump(record) for record in changed})
    known = {record.id for record in open_ones}
    return CarriedOver(
        carried=tuple((record.id, status(record.events, on)) for record in fresh),
        before=tuple(record.id for record in open_ones if record not in fresh),
        stays=tuple(record.id for record in records if record.id not in known),
    )


def _plan(opened: Opened, name: str) -> Plan:
    plan = opened.office.plan_of.get(name)
    if plan is None:
        hint = N_("import the plan first; look at the ids with `rectify-site status`")
        raise SourceError("G175", N_("there is no plan {id}"), hint, exit_code=USAGE, id=name)
    return plan


def _refuse_same(plan: Plan, name: str) -> None:
    if plan.id == name:
        hint = N_("name the plan of the next year")
        raise SourceError("G176", N_("{id} is not carried over to itself"), hint, exit_code=USAGE, id=name)


def _unfinished(record: Record, plan: Plan, day: date) -> bool:
    """Whether work is still owed, or goes on for good. What left the list is somebody else's."""
    state = status(record.events, day)
    return state is not State.MOVED and group(state, plan) is not Group.DONE


def _carried(record: Record, to: str) -> bool:
    return any(event.kind is EventKind.CARRIED_OVER and event.to == to for event in record.events)
