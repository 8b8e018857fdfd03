"""A matter as one line of a list, and its state as a word with a shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.states import Group, State
from rectify_site.pages.view import Here, View
from rectify_site.render.escape import Safe
from rectify_site.render.templates import piece
from rectify_site.tables.matters import Matter
from rectify_site.tables.standing import delay, due_words, state_words
from rectify_site.tables.wording import deadline_words, heading, listed, short

MOVED = "moved"


class Badge(NamedTuple):
    """A word and the shape that goes with it: never colour alone."""

    shape: str
    word: str


class Line(NamedTuple):
    """What a list says of a matter."""

    href: Safe
    number: str
    heading: str
    units: str
    when: str
    badge: Badge
    flag: Badge | None


class Late(NamedTuple):
    """A matter past its deadline: why, what next, and by when now."""

    line: Line
    due: date | None
    reason: str
    next_step: str
    expected: date | None


class Said(NamedTuple):
    """A heading: its words, the anchor it gives, and the page it leads to."""

    words: str
    key: str = ""
    href: Safe | None = None


class Heap(NamedTuple):
    """Lines under one heading: how many there are in all, and those that stand here."""

    key: str
    words: str
    number: int
    lines: tuple[Safe, ...]
    href: Safe | None = None


def shape(matter: Matter) -> str:
    """The shape of a state: that of its part of the whole."""
    return str(matter.group or MOVED)


def badge(view: View, matter: Matter) -> Badge:
    """The state in public words, with the days of a notice while it runs."""
    return Badge(shape(matter), state_words(matter, view.notice_of, view.edition.as_of))


def flag(matter: Matter) -> Badge | None:
    """What is to be said of the deadline, where something is."""
    said = due_words(matter)
    return Badge(str(matter.due), said) if said else None


def line(view: View, matter: Matter, here: Here) -> Line:
    """What a list on this page says of a matter."""
    href = here.to(links.record(matter.record.id))
    key = ("line", matter.record.id, href)
    if key not in view.memory:
        view.memory[key] = _line(view, matter, href)
    found: Line = view.memory[key]
    return found


def _line(view: View, matter: Matter, href: Safe) -> Line:
    record = matter.record
    day = f"时限 {matter.deadline.isoformat()}" if matter.deadline else ""
    return Line(
        href=href,
        number=record.number,
        heading=short(heading(record), 46),
        units=listed(record.lead_units),
        when=day or short(deadline_words(record.deadline, matter.plan), 20),
        badge=badge(view, matter),
        flag=flag(matter),
    )


def items(view: View, found: Iterable[Matter], here: Here, under: str = "") -> tuple[Safe, ...]:
    """A line for each as it stands in a list, in the order given; a state that the heading names is left out."""
    return tuple(_item(view, matter, here, under) for matter in found)


def _item(view: View, matter: Matter, here: Here, under: str) -> Safe:
    """The same line stands in lists by plan, direction, unit, state and month: it is written once."""
    told = bool(under) and badge(view, matter).word == under
    key = ("item, told" if told else "item", matter.record.id, here.to(links.record(matter.record.id)))
    if key not in view.memory:
        view.memory[key] = piece(view.templates, "item", line(view, matter, here), told)
    found: Safe = view.memory[key]
    return found


def late(view: View, found: Iterable[Matter], here: Here) -> tuple[Late, ...]:
    """The late ones with their reasons, in the order given."""
    return tuple(_late(view, matter, here) for matter in found if matter.late)


def _late(view: View, matter: Matter, here: Here) -> Late:
    return Late(line(view, matter, here), matter.deadline, *delay(matter))


def heap(view: View, said: Said, found: Sequence[Matter], here: Here) -> Heap:
    """Matters under a heading."""
    return Heap(said.key, said.words, len(found), items(view, found, here, said.words), said.href)


def heaps(view: View, found: Iterable[Matter], here: Here) -> tuple[Heap, ...]:
    """The lines by part of the whole, each under an anchor that tables link to."""
    found = tuple(found)
    plans = [matter.plan for matter in found]
    by_part = [(part, [matter for matter in found if matter.group is part]) for part in Group]
    made = [
        heap(view, Said(words.group(part, plans), str(part)), kept, here) for part, kept in by_part if kept
    ]
    gone = [matter for matter in found if not matter.group]
    moved = [heap(view, Said(words.STATE[State.MOVED], MOVED), gone, here)] if gone else []
    return (*made, *moved)
