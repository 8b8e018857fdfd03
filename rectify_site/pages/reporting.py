"""What a report counts: the site as of an earlier day, from the records that are public now. And their list."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rectify_site import links, tables
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Table
from rectify_site.model.reports import Report
from rectify_site.pages.summary import Summary, summary
from rectify_site.pages.view import Here, View
from rectify_site.render.escape import Safe
from rectify_site.tables.matters import matters
from rectify_site.tables.places import Places
from rectify_site.tables.reporting import counts, earlier, newest, reach

LONG = 300
"""Matters beyond which a report gives their number only."""


class Told(NamedTuple):
    """A report in a list."""

    href: Safe
    title: str
    on: date | None
    told: Summary | None


def reported(view: View, report: Report) -> View | None:
    """All as it stood on the day a report's data reach to, for its plan or for all; None where it names no day."""
    if report.as_of is None or not counts(view.edition, report):
        return None
    key = ("earlier", report.as_of.isoformat(), report.plan or "")
    if key not in view.memory:
        view.memory[key] = _earlier(view, report.as_of, report.plan)
    found: View = view.memory[key]
    return found


def _earlier(view: View, day: date, plan: str | None) -> View:
    edition = earlier(view.edition, day, plan)
    return View(edition, view.settings, view.rule, view.templates, matters(edition, view.rule))


def listed(view: View, here: Here) -> tuple[Told, ...]:
    """All reports, the newest first."""
    return tuple(_told(view, report, here) for report in newest(view.edition))


def _told(view: View, report: Report, here: Here) -> Told:
    then = reported(view, report)
    return Told(
        href=here.to(links.report(report.id)),
        title=public_text(report.title),
        on=reach(report),
        told=summary(then.matters, here) if then and then.matters else None,
    )


def breakdown(then: View, places: Places | None = None) -> Table:
    """What a report counts, by direction where there is one plan with directions, else by unit in the lead."""
    by = (
        "by-direction"
        if len(then.by_plan) == 1 and any(kept.headings for kept in then.matters)
        else "by-unit"
    )
    return tables.one(by, then.edition, then.matters, places)
