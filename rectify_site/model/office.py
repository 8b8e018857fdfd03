"""All documents an office works on, as drafts: the input of checks and of a preview, never of a public page."""

from __future__ import annotations

from functools import cached_property

from rectify_site.model.fields import Noun
from rectify_site.model.records import Plan, Record
from rectify_site.model.reports import Notice, Report
from rectify_site.model.units import HandPage, Units

Document = Plan | Record | Report | Notice | Units | HandPage
"""The kinds that are signed."""

KINDS: dict[str, type[Document]] = {
    "plan": Plan,
    "record": Record,
    "report": Report,
    "notice": Notice,
    "units": Units,
    "page": HandPage,
}


def kind_of(document: Document) -> str:
    """The name of a document's kind in the ledger."""
    return next(name for name, kind in KINDS.items() if type(document) is kind)


class Office(Noun):
    """What stands in ``content/``."""

    plans: tuple[Plan, ...] = ()
    records: tuple[Record, ...] = ()
    reports: tuple[Report, ...] = ()
    notices: tuple[Notice, ...] = ()
    units: Units = Units()
    pages: tuple[HandPage, ...] = ()

    @cached_property
    def plan_of(self) -> dict[str, Plan]:
        """Plans by id."""
        return {plan.id: plan for plan in self.plans}

    @cached_property
    def unit_names(self) -> frozenset[str]:
        """Every name the list of units knows."""
        return frozenset(name for unit in self.units.units for name in (unit.name, *unit.aliases))

    @property
    def documents(self) -> tuple[Document, ...]:
        """All of them, in the order in which they are signed: units and plans before what refers to them."""
        units = (self.units,) if self.units.units else ()
        return (*units, *self.plans, *self.records, *self.reports, *self.notices, *self.pages)
