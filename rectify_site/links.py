"""Addresses of pages, made from ids and never from text, so that they last."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from datetime import date

from rectify_site.model.records import Direction, Plan
from rectify_site.model.states import State

HOME = "index.html"
ALL = "records/index.html"
UNITS = "units/index.html"
STATUS = "status/index.html"
DEADLINES = "deadlines/index.html"
ABOUT = "about.html"
METHOD = "method.html"
MISSING = "404.html"
ARCHIVE = "archive/index.html"
NOTICES = "notices/index.html"
REPORTS = "reports/index.html"
UPDATES = "updates/index.html"
CORRECTIONS = "updates/corrections.html"
SEARCH = "search/index.html"


def record(record_id: str) -> str:
    """The page of a matter; the page of its withdrawal stands at the same address."""
    return f"records/{record_id}.html"


def plan(plan_id: str) -> str:
    """The page of a plan."""
    return f"plans/{plan_id}/index.html"


def direction(owner: Plan, heading: Direction) -> str:
    """The page of a direction: its place in the plan, because its number is text."""
    return f"plans/{owner.id}/{owner.directions.index(heading) + 1}.html"


def unit(unit_id: str) -> str:
    """The page of a unit."""
    return f"units/{unit_id}.html"


def state(value: State) -> str:
    """The page of all matters in one state."""
    return f"status/{value}.html"


def notice(notice_id: str) -> str:
    """The page of a public notice (公示)."""
    return f"notices/{notice_id}.html"


def certificate(notice_id: str) -> str:
    """The sheet that says how a notice went (公示情况证明), to be printed."""
    return f"notices/{notice_id}/certificate.html"


def report(report_id: str) -> str:
    """The page of a report."""
    return f"reports/{report_id}.html"


def hand_page(page_id: str) -> str:
    """A page written by hand."""
    return f"pages/{page_id}.html"


def archive(year: int) -> str:
    """The cover of a sealed year."""
    return f"archive/{year}/index.html"


def month(day: date) -> str:
    """The page of all matters that fall due in one month."""
    return f"deadlines/{day.year}-{day.month:02}.html"


def leaf(first: str, number: int) -> str:
    """A page of a long list: the first has the address of the list."""
    return first if number == 1 else f"{first.removesuffix('.html')}/{number}.html"


def relative(target: str, page: str) -> str:
    """The link from one page to another: relative, so that the site works in any folder and from a disc."""
    address, hash_, anchor = target.partition("#")
    return posixpath.relpath(address, posixpath.dirname(page) or ".") + hash_ + anchor


DOCUMENTS: dict[str, Callable[[str], str]] = {
    "record": record,
    "plan": plan,
    "report": report,
    "notice": notice,
    "page": hand_page,
}
"""The page of each kind of document that has one of its own, by its id; a withdrawn one says so there."""
