"""What each unit has to do with which matter: in the lead, named, one of all, or helping and checking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rectify_site.model.edition import Edition
from rectify_site.model.events import Event, EventKind
from rectify_site.model.units import Unit
from rectify_site.tables.matters import Matter, counted

REPORTED = frozenset({EventKind.STARTED, EventKind.PROGRESS, EventKind.STAGE_DONE, EventKind.SUBMITTED})
"""What the unit in the lead reports of itself."""


class Part(NamedTuple):
    """The matters of one unit, each matter in the first of these lists that fits."""

    unit: Unit
    lead: tuple[Matter, ...]
    named: tuple[Matter, ...]
    joint: tuple[Matter, ...]
    helping: tuple[Matter, ...]

    @property
    def all(self) -> tuple[Matter, ...]:
        """All its matters."""
        return (*self.lead, *self.named, *self.joint, *self.helping)


def parts(edition: Edition, found: Iterable[Matter]) -> dict[str, Part]:
    """The part of every unit that has one, by id, in the order of the office's own list."""
    lists: dict[str, tuple[list[Matter], ...]] = {unit.id: ([], [], [], []) for unit in edition.units}
    for matter in counted(found):
        for unit, place in _places(edition, matter).items():
            if unit in lists:
                lists[unit][place].append(matter)
    made = (Part(unit, *(tuple(kept) for kept in lists[unit.id])) for unit in edition.units)
    return {part.unit.id: part for part in made if part.all}


def _places(edition: Edition, matter: Matter) -> dict[str, int]:
    """The place of each unit in a matter; the first one wins: who leads is not listed as helping too."""
    record = matter.record
    checking = [name for name in (record.supervising_unit, record.verifying_unit) if name]
    ways = (
        (0, _units(edition, record.lead_units)),
        (1, _units(edition, record.responsible_units)),
        (2, _members(edition, (*record.lead_units, *record.responsible_units))),
        (3, _units(edition, (*record.cooperating_units, *checking))),
        (3, _members(edition, record.cooperating_units)),
    )
    places: dict[str, int] = {}
    for place, units in ways:
        for unit in units:
            places.setdefault(unit, place)
    return places


def _units(edition: Edition, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        unit = edition.unit_of.get(name)
        if unit:
            yield unit.id


def _members(edition: Edition, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        unit = edition.unit_of.get(name)
        yield from unit.members if unit else ()


def own_news(unit: Unit, matter: Matter) -> Event | None:
    """The newest event of a matter that is this unit's own: it names it, or the unit leads alone."""
    names = {unit.name, *unit.aliases}
    own = [event for event in matter.record.events if not names.isdisjoint(event.units)]
    if not own and names >= set(matter.record.lead_units):
        own = [event for event in matter.record.events if event.kind in REPORTED and not event.units]
    return max(own, key=lambda event: event.on, default=None)
