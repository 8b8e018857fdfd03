"""What a report counts: the site as of an earlier day, from the records that are public now. And their list."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rectify_site import links
from rectify_site.model.fields import public_text
from rectify_site.model.reports import Report
from rectify_site.pages.summary import Summary, summary
from rectify_site.pages.view import Here, View
from rectify_site.render.escape import Safe
from rectify_site.tables.matters import matters


class Told(NamedTuple):
    """A report in a list."""

    href: Safe
    title: str
    on: date | None
    told: Summary | None


def reported(view: View, report: Report) -> View | None:
    """All as it stood on the day a report's data reach to, for its plan or for all; None where it names no day."""
    if report.as_of is None or report.as_of > view.edition.as_of:
        return None
    key = ("earlier", report.as_of.isoformat(), report.plan or "")
    if key not in view.memory:
        view.memory[key] = _earlier(view, report.as_of, report.plan)
    found: View = view.memory[key]
    return found


def _earlier(view: View, day: date, plan: str | None) -> View:
    plans = tuple(one for one in view.edition.plans if plan in {None, one.id} and _there(one.adopted_on, day))
    names = {one.id for one in plans}
    records = tuple(record for record in view.edition.records if record.plan in names)
    edition = view.edition.model_copy(update={"as_of": day, "plans": plans, "records": records})
    return View(edition, view.settings, view.rule, view.templates, matters(edition, view.rule))


def _there(adopted: date | None, day: date) -> bool:
    return adopted is None or adopted <= day


def listed(view: View, here: Here) -> tuple[Told, ...]:
    """All reports, the newest first."""
    return tuple(_told(view, report, here) for report in newest(view))


def newest(view: View) -> list[Report]:
    """Reports in the order of their data, the newest first."""
    return sorted(
        view.edition.reports, key=lambda report: (str(reach(report) or ""), report.id), reverse=True
    )


def reach(report: Report) -> date | None:
    """The day its data reach to, else the day it was issued."""
    return report.as_of or report.issued_on


def _told(view: View, report: Report, here: Here) -> Told:
    then = reported(view, report)
    return Told(
        href=here.to(links.report(report.id)),
        title=public_text(report.title),
        on=reach(report),
        told=summary(then.matters, here) if then and then.matters else None,
    )
