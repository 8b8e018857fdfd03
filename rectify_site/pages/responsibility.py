"""Who answers for a matter and by when: the box beside its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from rectify_site import links
from rectify_site.model.deadlines import Deadline
from rectify_site.model.events import Event, EventKind
from rectify_site.model.fields import public_text
from rectify_site.pages.view import Here, View
from rectify_site.render.escape import Safe
from rectify_site.tables.matters import Matter
from rectify_site.tables.notice_days import as_day
from rectify_site.tables.wording import deadline_words


class Name(NamedTuple):
    """A unit or a post, with its page where it has one."""

    words: str
    href: Safe | None = None


class Role(NamedTuple):
    """A role and who holds it."""

    label: str
    names: tuple[Name, ...]


class When(NamedTuple):
    """A deadline: its day where it has one, the words of the plan, and what moved it."""

    label: str
    on: date | None
    words: str
    why: tuple[str, ...] = ()


def roles(view: View, matter: Matter, here: Here) -> tuple[Role, ...]:
    """All roles somebody holds, in the order of the house: who leads, who does, who helps, who checks."""
    record = matter.record
    one = [(label, (name,) if name else ()) for label, name in _single(matter)]
    given: list[tuple[str, tuple[str, ...]]] = [
        one[0],
        ("责任领导", record.leaders),
        ("责任人", record.persons),
        ("牵头单位", record.lead_units),
        ("责任单位", record.responsible_units),
        ("配合单位", record.cooperating_units),
        *one[1:],
    ]
    return tuple(Role(label, _names(view, names, here)) for label, names in given if names)


def _single(matter: Matter) -> Iterator[tuple[str, str | None]]:
    record = matter.record
    yield "整改主体", record.responsible_body
    yield "督导单位", record.supervising_unit
    yield "核查单位", record.verifying_unit


def _names(view: View, names: Iterable[str], here: Here) -> tuple[Name, ...]:
    made = []
    for name in names:
        unit = view.edition.unit_of.get(name)
        linked = unit and unit.id in view.parts
        made.append(Name(name, here.to(links.unit(unit.id)) if unit and linked else None))
    return tuple(made)


def deadlines(matter: Matter) -> tuple[When, ...]:
    """The deadline of the plan, and the one in force with every change on the way to it."""
    given = matter.record.deadline
    moves = [event for event in matter.record.events if _moves(event)]
    whys = tuple(_why(event) for event in moves)
    first = When("原定时限" if moves else "时限", given.date, _said(given, matter), _dates(given))
    return (first, When("现定时限", matter.deadline, "", whys)) if moves else (first,)


def _moves(event: Event) -> bool:
    if event.kind is EventKind.DEADLINE_CHANGED:
        return as_day(event.to) is not None
    return event.kind in {EventKind.REWORK, EventKind.RETURNED} and event.deadline is not None


def _why(event: Event) -> str:
    """One change in a sentence: when, to which day, why, by whose decision, under which number."""
    if event.kind is not EventKind.DEADLINE_CHANGED:
        return f"{event.on.isoformat()} 重新整改，时限定为{event.deadline and event.deadline.isoformat()}"
    body = f"{event.body}批准，" if event.body else ""
    reason = f"，原因：{public_text(event.reason)}" if event.reason else ""
    paper = f"（{event.document}）" if event.document else ""
    return f"{event.on.isoformat()} {body}调整为{event.to}{paper}{reason}"


def _said(deadline: Deadline, matter: Matter) -> str:
    return "" if deadline.date and not deadline.text else deadline_words(deadline, matter.plan)


def _dates(deadline: Deadline) -> tuple[str, ...]:
    return tuple(day.isoformat() for day in deadline.dates)
