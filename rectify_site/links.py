"""Addresses of pages, made from ids and never from text, so that they last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from rectify_site.model.due import Due
from rectify_site.model.records import Direction, Plan
from rectify_site.model.states import Group, State

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
DATA = "data/index.html"
WORKBOOK = "data/all.xlsx"
DATA_PACKAGE = "data/datapackage.json"
DATA_CATALOGUE = "data/catalog.json"
API = "data/v1/index.json"
FEED = "feeds/site"
CALENDAR = "feeds/site.ics"
LIST = "lists/all.html"
FINISHED = "lists/finished.html"
ON_TIME = "lists/on-time.html"
DATED, OPEN_UNDATED, SETTLED = (
    f"lists/deadlines/{name}.html" for name in ("dated", "open-undated", "settled")
)

SIZE = 200
"""Matters on one page of a list."""

FEW = 50
"""Matters of one condition that stand on the page of all deadlines; more have a page of their own."""


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


def sealed(year: int, path: str) -> str:
    """A page of a sealed year, seen from the living site."""
    return f"archive/{year}/data/site/{path}"


def month(day: date) -> str:
    """The page of all matters that fall due in one month."""
    return f"deadlines/{day.year}-{day.month:02}.html"


def condition(value: Due, number: int) -> str:
    """Where all matters stand whose deadline is in one condition."""
    name = str(value).replace("_", "-")
    if value is Due.NOT_DUE:
        return f"lists/deadlines/{name}.html"
    return f"{DEADLINES}#{value}" if number <= FEW else f"deadlines/{name}.html"


def list_of_plan(plan_id: str) -> str:
    """The matters of a plan by how far they have come."""
    return f"lists/plans/{plan_id}.html"


def list_of_rest(plan_id: str) -> str:
    """The matters of a plan that stand under no direction."""
    return f"lists/plans/{plan_id}/rest.html"


def list_of_year(year: int | None) -> str:
    """The matters of all plans of a year."""
    return f"lists/years/{year or 'none'}.html"


def list_of_late(part: Group) -> str:
    """The late matters of one part of the whole, where several parts have such."""
    return f"lists/late/{part}.html"


def list_of_lead(place: int) -> str:
    """The matters of somebody in the lead who has no page: 0 for nobody, else the place among those not registered."""
    return f"lists/lead/{place or 'none'}.html"


def place(first: str, before: int, key: str) -> str:
    """A part of a list that is cut into pages: the page on which it begins, and its anchor there."""
    return f"{leaf(first, before // SIZE + 1)}#{key}"


def leaf(first: str, number: int) -> str:
    """A page of a long list: the first has the address of the list."""
    return first if number == 1 else f"{first.removesuffix('.html')}/{number}.html"


def data(key: str, form: str) -> str:
    """A data set as a file to take away."""
    return f"data/{key}.{form}"


def api_record(record_id: str) -> str:
    """All about a matter, for programs."""
    return f"data/v1/records/{record_id}.json"


def api_unit(unit_id: str) -> str:
    """All about a unit, for programs."""
    return f"data/v1/units/{unit_id}.json"


def plan_feed(plan_id: str) -> str:
    """The news of a plan, without the ending: .xml or .json."""
    return f"feeds/plans/{plan_id}"


def unit_feed(unit_id: str) -> str:
    """The news of a unit, without the ending."""
    return f"feeds/units/{unit_id}"


def unit_calendar(unit_id: str) -> str:
    """The dates of a unit."""
    return f"feeds/units/{unit_id}.ics"


def relative(target: str, page: str) -> str:
    """The link from one page to another: relative, so that the site works in any folder and from a disc."""
    there, here = target.rstrip("/").split("/"), page.split("/")
    shared = 0
    while shared < min(len(there), len(here)) - 1 and there[shared] == here[shared]:
        shared += 1
    return "../" * (len(here) - 1 - shared) + "/".join(there[shared:])


DOCUMENTS: dict[str, Callable[[str], str]] = {
    "record": record,
    "plan": plan,
    "report": report,
    "notice": notice,
    "page": hand_page,
}
"""The page of each kind of document that has one of its own, by its id; a withdrawn one says so there."""
