"""A report: its figures counted from the records on its cut-off date, and around them the words that were signed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rectify_site import links
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Cell, Page, Table
from rectify_site.model.reports import Report
from rectify_site.pages.compared import compared
from rectify_site.pages.grid import Grid, grid
from rectify_site.pages.lines import Heap, Late, heaps, late
from rectify_site.pages.reporting import LONG, breakdown, reported
from rectify_site.pages.summary import Summary, chart, summary
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.render.escape import Safe
from rectify_site.tables.places import COUNTED, on_page
from rectify_site.tables.reporting import Chapter, aspects, behind, reach, said
from rectify_site.tables.wording import HEADING, short


class Counted(NamedTuple):
    """What is counted for a report: the sentence, the picture, the table, what is late, and all matters."""

    told: Summary
    compared: Grid | None
    chart: Safe | None
    grid: Grid | None
    late: tuple[Late, ...]
    heaps: tuple[Heap, ...]


@page("report")
def reports(view: View) -> Iterator[Page]:
    """Every report that is signed."""
    for report in view.edition.reports:
        yield _page(view, report)


def _page(view: View, report: Report) -> Page:
    here = Here(links.report(report.id))
    plan = view.edition.plan_of.get(report.plan or "")
    crumbs = view.crumbs(("情况通报", links.REPORTS))
    return view.page(
        Head(
            here.path,
            "report",
            short(public_text(report.title), HEADING),
            crumbs,
            view.published("report", report.id),
        ),
        report=report,
        on=reach(report),
        preamble=said(report.preamble),
        chapters=_chapters(report),
        counted=_counted(view, report, here),
        plan=(public_text(plan.title), here.to(links.plan(plan.id))) if plan else None,
    )


def _chapters(report: Report) -> list[tuple[str, Chapter]]:
    """Each with its heading."""
    return [(chapter.number + chapter.title, chapter) for chapter in (*aspects(report), *behind(report))]


def _counted(view: View, report: Report, here: Here) -> Counted | None:
    then = reported(view, report)
    if then is None or not then.matters:
        return None
    told = _linked(summary(then.matters, here), here, len(then.matters))
    return Counted(
        told=told,
        compared=compared(view, report, told, here),
        chart=chart(told),
        grid=_grid(view, then, here),
        late=late(then, then.counted, here),
        heaps=heaps(then, then.matters, here) if len(then.matters) <= LONG else (),
    )


def _linked(told: Summary, here: Here, number: int) -> Summary:
    """The numbers of a report lead to its own lists: the site's lists are of a later day.

    Its late ones stand in one list: where two parts have such, the figure of neither is that list's.
    """
    if number > LONG:
        return told
    at, behind = here.path, told.late
    parts = tuple(
        part._replace(
            href=here.to(f"{at}#{part.key}") if part.number else None,
            late_href=here.to(f"{at}#late") if part.late and part.late == behind else None,
        )
        for part in told.parts
    )
    whole = here.to(f"{at}#{COUNTED}") if told.total else None
    return told._replace(href=whole, parts=parts, moved_href=here.to(f"{at}#moved") if told.moved else None)


def _grid(view: View, then: View, here: Here) -> Grid | None:
    """The totals lead to the lists of the report, the rows to those of the site where these tell of the same day."""
    short_enough = len(then.matters) <= LONG
    made = breakdown(then, on_page(here.path) if short_enough else None)
    whole = made.id == "by-direction" or len(then.matters) == len(view.matters)
    if then.edition.as_of != view.edition.as_of or not whole:
        pages = {links.unit(key) for key in view.parts} if made.id == "by-unit" else None
        made = _alone(made, pages)
    if not short_enough:
        made = made.model_copy(update={"totals": _bare(made.totals)})
    return grid(made, here) if made.rows else None


def _alone(table: Table, pages: set[str] | None) -> Table:
    """The table with no links in its rows but their names, which lead to pages that there are.

    What a cell of a row counts on an earlier day is listed nowhere: the lists of the site are of today.
    """
    rows = tuple(
        (row[0] if pages is None or row[0].href in pages else _bare(row[:1])[0], *_bare(row[1:]))
        for row in table.rows
    )
    return table.model_copy(update={"rows": rows})


def _bare(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(cell.model_copy(update={"href": None}) for cell in cells)
