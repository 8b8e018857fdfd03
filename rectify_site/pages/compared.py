"""The figures of a report beside those of the report before it on the same plan."""

from __future__ import annotations

from typing import NamedTuple

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.reports import Report
from rectify_site.model.states import Group
from rectify_site.pages.grid import Figure, Grid, Row
from rectify_site.pages.reporting import LONG, reported
from rectify_site.pages.summary import Summary, summary
from rectify_site.pages.view import Here, View
from rectify_site.render.escape import Safe
from rectify_site.tables.places import COUNTED, LATE, on_page

BASE = "两次都按目前公开的事项统计；“超过时限”是上面各项中的一部分。"


class Pair(NamedTuple):
    """A row: the part it counts, its words, the number of the report before and of this one."""

    key: str
    words: str
    before: int
    now: int


def compared(view: View, report: Report, told: Summary, here: Here) -> Grid | None:
    """The table; None for the first report."""
    older = _before(view, report)
    then = reported(view, older) if older else None
    if older is None or then is None or not then.matters or report.as_of is None:
        return None
    before = summary(then.matters, here)
    lists = _lists(older, then, here), _lists(report, reported(view, report), here)
    days = (f"截至{then.edition.as_of.isoformat()}", f"截至{report.as_of.isoformat()}")
    names = {part.key: part.words + part.note for part in (*before.parts, *told.parts)}
    rows = [
        Pair(key, names[key], _number(before, key), _number(told, key))
        for key in map(str, Group)
        if key in names
    ]
    late = Pair(LATE, words.LATE_OF, before.late, told.late)
    total = Pair(COUNTED, "合计", before.total, told.total)
    return Grid(
        id="compared",
        caption="与上一次通报相比",
        base=BASE,
        heads=("进展", *days),
        rows=tuple(_row(row, days, lists) for row in (*rows, late)),
        totals=_row(total, days, lists),
    )


def _lists(report: Report, then: View | None, here: Here) -> dict[str, Safe]:
    """Where a report lists what it counts, by part; a long one lists nothing."""
    if then is None or len(then.matters) > LONG:
        return {}
    return {key: here.to(place) for key, place in on_page(links.report(report.id)).items()}


def _before(view: View, report: Report) -> Report | None:
    older = [one for one in view.edition.reports if one.plan == report.plan and _is_before(one, report)]
    return max(older, key=lambda one: str(one.as_of), default=None)


def _is_before(one: Report, report: Report) -> bool:
    return bool(one.as_of and report.as_of and one.as_of < report.as_of)


def _number(told: Summary, key: str) -> int:
    return sum(part.number for part in told.parts if part.key == key)


def _row(row: Pair, days: tuple[str, str], lists: tuple[dict[str, Safe], dict[str, Safe]]) -> Row:
    given = zip(days, (row.before, row.now), lists, strict=True)
    figures = (
        Figure(day, value, at.get(row.key) if value else None, not value, row.key == LATE and bool(value))
        for day, value, at in given
    )
    return Row(row.words, None, tuple(figures))
