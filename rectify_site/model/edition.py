"""The waist of the house: all that may leave it, frozen. Every output takes this and nothing else."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cached_property

from pydantic import ConfigDict

from rectify_site.model.fields import Noun
from rectify_site.model.records import Plan, Record
from rectify_site.model.reports import Notice, Report
from rectify_site.model.units import HandPage, Unit


class Part(StrEnum):
    """The parts of a matter of which the public history tells old and new."""

    STATUS = "status"
    DEADLINE = "deadline"
    LEAD_UNITS = "lead_units"
    RESPONSIBLE_UNITS = "responsible_units"
    COOPERATING_UNITS = "cooperating_units"
    SUPERVISING_UNIT = "supervising_unit"
    VERIFYING_UNIT = "verifying_unit"
    DAY = "day"
    EXPECTED = "expected"
    FIGURE = "figure"


class Changed(Noun):
    """One difference the public may read: a state, a day, a figure or units, before and after.

    ``name`` is the label of a figure, or the kind of the event whose day it is. Empty: there was or is none.
    """

    part: Part
    name: str = ""
    before: str
    after: str


class Publication(Noun):
    """One public act from the ledger: which document, what changed, when, under which number.

    ``fault`` says what a correction corrects (``fact`` or ``wording``), ``reason`` why a document was withdrawn: both
    from closed lists, never what a clerk typed.
    """

    kind: str
    id: str
    op: str
    change: str | None = None
    at: str  # ISO 8601 with offset, to the second
    as_of: date | None = None  # the cut-off date of the data; a withdrawal has none
    document: str | None = None
    reason: str | None = None
    fault: str | None = None
    changed: tuple[Changed, ...] = ()


class Withdrawn(Noun):
    """A document that was public and no longer is: what its page may still say (撤下说明)."""

    kind: str
    id: str
    at: str
    reason: str


class Resealing(Noun):
    """A numbered correction of a sealed year (补封): which one, on which day, and a reason the public may read."""

    number: int
    on: date
    reason: str


class Retirement(Noun):
    """A year that was taken offline: since which day, and under which decision."""

    on: date
    document: str


class YearFigure(Noun):
    """A figure of a year as its own pages tell it, and the list there of exactly what it counts."""

    key: str  # counted, done, on_time, late
    value: int
    href: str | None = None  # from the root of the site whose year it is


class SealedYear(Noun):
    """A year in the archive: the day of its first seal, what it tells of itself, what was done to it since.

    ``figures`` are empty for a year that was sealed before years told theirs.
    """

    year: int
    on: date
    corrections: tuple[Resealing, ...] = ()
    retired: Retirement | None = None
    item: str = ""  # what its matters are called
    figures: tuple[YearFigure, ...] = ()
    searched: bool = False  # whether it brings a search of its own


class Snapshot(Noun):
    """What a bag says of itself: its year, and for a correction its number, its reason, the digest it replaces.

    No day: sealed on another day, the bag is the same.
    """

    year: int
    number: int = 0
    reason: str = ""
    replaces: str = ""
    previous_year: int = 0
    previous: str = ""  # the digest of the year before, as it was sealed last
    paper: bool = False  # whether its year-end reports stand in it as PDF too


class Edition(Noun):
    """The signed public documents, the head of the ledger they come from, and the cut-off date.

    ``draft`` marks a preview: it is shown with a watermark and never into the public site.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    as_of: date
    head: str
    size: int
    draft: bool = False
    plans: tuple[Plan, ...] = ()
    records: tuple[Record, ...] = ()
    reports: tuple[Report, ...] = ()
    notices: tuple[Notice, ...] = ()
    units: tuple[Unit, ...] = ()
    pages: tuple[HandPage, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    publications: tuple[Publication, ...] = ()
    sealed: tuple[SealedYear, ...] = ()  # the years of the archive, those taken offline too
    snapshot: Snapshot | None = None  # the year this edition is sealed as

    @cached_property
    def plan_of(self) -> dict[str, Plan]:
        """Plans by id."""
        return {plan.id: plan for plan in self.plans}

    @cached_property
    def unit_of(self) -> dict[str, Unit]:
        """Units by every name they go by."""
        return {name: unit for unit in reversed(self.units) for name in (*unit.aliases, unit.name)}

    @cached_property
    def published(self) -> dict[str, tuple[str, str]]:
        """First and last time of publication of each document, by id."""
        times: dict[str, tuple[str, str]] = {}
        for act in self.publications:
            first = times.get(act.id, (act.at, act.at))[0]
            times[act.id] = (first, act.at)
        return times

    @cached_property
    def published_at(self) -> str:
        """When the newest of it was signed into the ledger."""
        return max((act.at for act in self.publications), default="")

    def records_of(self, plan: str) -> tuple[Record, ...]:
        """The matters of one plan in their order."""
        return tuple(record for record in self.records if record.plan == plan)
