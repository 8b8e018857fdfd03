"""Each matter with what is derived from it on the cut-off date: once for all tables and pages. No pandas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rectify_site.model import words
from rectify_site.model.due import Due, DueRule, deadline_in_force, due, stale
from rectify_site.model.edition import Edition
from rectify_site.model.records import Direction, Plan, Record
from rectify_site.model.states import Group, State, group, status, until


class Matter(NamedTuple):
    """A record, its plan, the directions above it, and how it stands."""

    record: Record
    plan: Plan
    headings: tuple[Direction, ...]
    state: State
    group: Group | None  # None: it has left the base
    due: Due | None
    deadline: date | None  # the one in force
    stale: bool

    @property
    def late(self) -> bool:
        """Whether the deadline has passed and it is known to be unfinished."""
        return self.due is Due.LATE

    @property
    def shelf(self) -> State:
        """The page of states it stands on: a passed check is the end where a plan knows no 销号."""
        return State.CLOSED if self.group is Group.DONE else self.state


def headings(plan: Plan, path: Sequence[str]) -> tuple[Direction, ...]:
    """The directions that a path of numbers names, from the top down; unknown ones are left out."""
    found: list[Direction] = []
    for number in path:
        named = [heading for heading in plan.directions if heading.number == number]
        parent = found[-1].number if found else None
        inside = [heading for heading in named if heading.parent == parent]
        found += (inside or named)[:1]
    return tuple(found)


def ordinal(heading: Direction) -> str:
    """The number of a direction as it stands before its title: 三 is 三、, （一） stays."""
    return heading.number if heading.number[-1] in "）)、.．】" else f"{heading.number}、"


def matters(edition: Edition, rule: DueRule) -> tuple[Matter, ...]:
    """All records whose plan is public, in the order of the edition, without events after the cut-off date."""
    owned = [
        (record, edition.plan_of[record.plan]) for record in edition.records if record.plan in edition.plan_of
    ]
    return tuple(_matter(record, plan, edition.as_of, rule) for record, plan in owned)


def _matter(record: Record, plan: Plan, as_of: date, rule: DueRule) -> Matter:
    if any(event.on > as_of for event in record.events):
        record = record.model_copy(update={"events": until(record.events, as_of)})
    state = status(record.events, as_of)
    return Matter(
        record=record,
        plan=plan,
        headings=headings(plan, record.direction),
        state=state,
        group=group(state, plan),
        due=due(record, as_of, rule),
        deadline=deadline_in_force(record.deadline, record.events, as_of),
        stale=stale(record, as_of, rule),
    )


def counted(found: Iterable[Matter]) -> tuple[Matter, ...]:
    """The base of all figures: matters that were moved, merged or taken off the list have left it."""
    return tuple(matter for matter in found if matter.group)


class Base(NamedTuple):
    """What a table counts, and where what its totals count is listed (see ``places``)."""

    edition: Edition
    matters: tuple[Matter, ...]
    places: Mapping[str, str]

    @property
    def plans(self) -> tuple[str, ...]:
        """The ids of the plans counted."""
        return tuple(dict.fromkeys(matter.plan.id for matter in self.matters))

    def said(self, *more: str) -> str:
        """The base in words: how many, of what, and what has left it."""
        kept = counted(self.matters)
        label = words.item(matter.plan for matter in self.matters)
        gone = len(self.matters) - len(kept)
        moved = (f"另有{gone}项已并入、移交或调出清单，不计入。",) if gone else ()
        return "".join((f"按向社会公开的{len(kept)}项{label}计。", *more, *moved))
