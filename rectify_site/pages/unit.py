"""A unit: what it leads, what it is named for, what it shares with all, and its own progress in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import NamedTuple

from rectify_site import links
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Page
from rectify_site.model.units import Unit, UnitKind
from rectify_site.pages.contact import of_unit
from rectify_site.pages.lines import Line, heaps, late, line
from rectify_site.pages.on_the_web import code
from rectify_site.pages.paging import Leaf, leaves
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.render.escape import Safe
from rectify_site.tables.matters import Matter
from rectify_site.tables.roles import Part, own_news
from rectify_site.tables.wording import listed


class Task(NamedTuple):
    """A matter with this unit's own newest progress, or who pushes it where there is none."""

    line: Line
    on: date | None
    text: str
    leading: str


class Block(NamedTuple):
    """Matters in which a unit has the same part: how many in all, and those that stand on this page."""

    words: str
    number: int
    tasks: tuple[Task, ...]


class Role(NamedTuple):
    """A part that a unit has in a matter, in words."""

    words: str
    matter: Matter


@page("unit")
def units(view: View) -> Iterator[Page]:
    """Every unit that has to do with a public matter; what it is not in the lead of goes on on other pages."""
    for key, part in view.parts.items():
        path, roles = links.unit(key), _roles(view, part)
        for leaf in tuple(leaves(path, roles)) or (Leaf(path, 1, 1, ()),):
            yield _page(view, part, leaf, Counter(role.words for role in roles))


def _page(view: View, part: Part, leaf: Leaf[Role], numbers: Mapping[str, int]) -> Page:
    here, crumbs = Here(leaf.path), view.crumbs(("按单位", links.UNITS))
    return view.page(
        Head(leaf.path, "unit", f"{part.unit.name}{leaf.title}", crumbs, view.edition.published_at),
        code=code(here.path, view.settings, view.edition) if leaf.number == 1 else None,
        unit=part.unit,
        part=part,
        as_of=view.edition.as_of,
        blocks=_blocks(view, part.unit, leaf, numbers),
        reach=of_unit(part.unit, view.settings),
        leaf=leaf,
        pager=leaf.pager(links.unit(part.unit.id)),
        **(_on_the_first(view, part, here) if leaf.number == 1 else {}),
    )


def _on_the_first(view: View, part: Part, here: Here) -> dict[str, object]:
    """What the first page of a unit says and those behind it do not: what it leads, and the figures over all."""
    return {
        "newest": _newest(part),
        "reported": sum(own_news(part.unit, matter) is not None for matter in part.joint),
        "shared": _shared(view, part),
        "behind": sum(matter.late for matter in part.named),
        "late": late(view, part.lead, here),
        "heaps": heaps(view, part.lead, here),
        "members": _members(view, part.unit, view.parts, here),
        "successor": _successor(view, part.unit, view.parts, here),
    }


def _newest(part: Part) -> date | None:
    news = [event.on for matter in part.all if (event := own_news(part.unit, matter))]
    return max(news, default=None)


def _roles(view: View, part: Part) -> tuple[Role, ...]:
    """What the unit is not in the lead of, block by block; in each, what is late stands first."""
    collective = part.unit.kind is UnitKind.COLLECTIVE
    given = (
        ("由全体成员共同负责" if collective else "点名由本单位负责", part.named),
        (_shared(view, part), part.joint),
        ("由本单位配合、督导或核查", part.helping),
    )
    late_first = ((words, sorted(kept, key=lambda matter: not matter.late)) for words, kept in given)
    return tuple(Role(words, matter) for words, kept in late_first for matter in kept)


def _blocks(view: View, unit: Unit, leaf: Leaf[Role], numbers: Mapping[str, int]) -> list[Block]:
    here = Here(leaf.path)
    return [
        Block(words, numbers[words], _tasks(view, unit, (role.matter for role in kept), here))
        for words, kept in groupby(leaf.kept, key=lambda role: role.words)
    ]


def _shared(view: View, part: Part) -> str:
    """面向各镇街的共同任务: by the names under which the unit is meant."""
    meant = {
        name
        for matter in part.joint
        for name in (*matter.record.lead_units, *matter.record.responsible_units)
    }
    groups = [
        unit.name
        for unit in view.edition.units
        if part.unit.id in unit.members and meant & {unit.name, *unit.aliases}
    ]
    return f"面向{listed(groups)}的共同任务"


def _tasks(view: View, unit: Unit, found: Iterable[Matter], here: Here) -> tuple[Task, ...]:
    tasks = []
    for matter in found:
        news = own_news(unit, matter)
        text = public_text(news.text) if news else ""
        leading = listed(matter.record.lead_units)
        tasks.append(Task(line(view, matter, here), news.on if news else None, text, leading))
    return tuple(tasks)


def _members(view: View, unit: Unit, active: dict[str, Part], here: Here) -> list[tuple[str, Safe | None]]:
    names = {other.id: other.name for other in view.edition.units}
    return [
        (names[key], here.to(links.unit(key)) if key in active else None)
        for key in unit.members
        if key in names
    ]


def _successor(view: View, unit: Unit, active: dict[str, Part], here: Here) -> tuple[str, Safe | None] | None:
    after = next((other for other in view.edition.units if other.id == unit.succeeded_by), None)
    if not after:
        return None
    return after.name, here.to(links.unit(after.id)) if after.id in active else None
