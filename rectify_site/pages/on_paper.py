"""Plans, matters and reports as they are read on paper: what their pages say, in the same order, as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rectify_site.model.due import DueRule
from rectify_site.model.edition import Edition
from rectify_site.model.writings import Writing
from rectify_site.pages.paper_plan import plan
from rectify_site.pages.paper_record import record
from rectify_site.pages.paper_report import report
from rectify_site.pages.view import View
from rectify_site.render.templates import environment
from rectify_site.settings import Settings
from rectify_site.tables.matters import matters

Wanted = Callable[[str, str], bool]
"""Whether a document is wanted, by kind and id."""


def writings(edition: Edition, settings: Settings, rule: DueRule, wanted: Wanted) -> Iterator[Writing]:
    """The documents that are wanted: plans first, then matters, then reports, each in the order of the edition."""
    view = View(edition, settings, rule, environment({}), matters(edition, rule))
    yield from (plan(view, one) for one in edition.plans if wanted("plan", one.id))
    yield from (record(view, one) for one in view.matters if wanted("record", one.record.id))
    yield from (report(view, one) for one in edition.reports if wanted("report", one.id))
