"""The drawings of pages, each with the table of its figures: progress over time, and deadlines by month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from rectify_site.charts.columns import Column, Span, columns
from rectify_site.charts.ink import Part
from rectify_site.model import words
from rectify_site.model.edition import SealedYear
from rectify_site.model.outputs import Table
from rectify_site.model.records import Phase
from rectify_site.model.states import Group
from rectify_site.pages.grid import Figure, Grid, Row
from rectify_site.pages.view import View
from rectify_site.render.escape import Safe, drawing
from rectify_site.tables.matters import Matter, counted
from rectify_site.tables.over_time import over_time

LEAST = 3
"""Columns below which a drawing says less than a sentence."""

FEWEST = 6
"""Matters below which a list is read as quickly as a drawing."""

MONTHS = 36
"""Months beyond which the columns are years."""

Numbers = tuple[str, tuple[int, ...]]
"""A row of a table: its name and its figures."""

DONE, LATE, REST = "已完成", "超过时限", "其余"


class Drawing(NamedTuple):
    """A drawing, how its figures were counted, and the figures."""

    svg: Safe
    said: str
    grid: Grid


def course(view: View) -> Drawing | None:
    """How many were done on each cut-off date; None before there are three."""
    stands = over_time(view.edition, view.matters)
    if len(stands) < LEAST:
        return None
    given = [
        Column(
            f"{stand.on.month}-{stand.on.day}",
            f"{stand.on.year}年",
            (Part("done", DONE, stand.done), Part("rest", "尚未完成", stand.whole - stand.done)),
        )
        for stand in stands
    ]
    first, last = stands[0], stands[-1]
    desc = (
        f"截至{first.on.isoformat()}，{first.whole}项中完成{first.done}项；"
        f"截至{last.on.isoformat()}，{last.whole}项中完成{last.done}项。各次数字见图下的表。"
    )
    rows: list[Numbers] = [(stand.on.isoformat(), (stand.whole, stand.done)) for stand in stands]
    said = "各次数字都由目前公开的记录按当时的日期推算，可能与当时公布的不同。"
    told = ("完成情况的变化", "已并入、移交或者调出清单的，从那时起不计。")
    grid = _grid("over-time", told, ("数据截至", view.item, DONE), rows)
    return Drawing(drawing(columns("over-time", (told[0], desc), given)), said, grid)


def years(view: View, table: Table, sealed: Sequence[SealedYear]) -> Safe:
    """The years side by side, as each stood at its end, and today: what was done, what was late, and the rest."""
    names = [(str(year.year), "") for year in sealed]
    today = (f"{view.edition.as_of.month}-{view.edition.as_of.day}", str(view.edition.as_of.year))
    given = []
    for (label, group), row in zip((*names, today), table.rows, strict=True):
        whole, done, _, late = (int(cell.value) for cell in row[1:])
        parts = Part("done", DONE, done), Part("rest", REST, whole - done - late), Part("late", LATE, late)
        given.append(Column(label, group, parts))
    told = "；".join(f"{row[0].value}{row[1].value}项，完成{row[2].value}项" for row in table.rows)
    return drawing(columns("years", ("各年度完成情况", f"{told}。数字见图下的表。"), given))


def due_dates(view: View, found: Iterable[Matter], phases: Sequence[Phase] = ()) -> Drawing | None:
    """How many fall due in each month, and what of it is done or late; None for fewer than three months.

    Over more than three years the columns are years. Phases without a first and a last day are not drawn; with phases
    even a few matters are, for they show where in the whole those stand.
    """
    held = [phase for phase in phases if phase.starts and phase.ends]
    dated = [(matter.deadline, matter) for matter in counted(found) if matter.deadline]
    if len({_month(day) for day, _ in dated}) < LEAST or (len(dated) < FEWEST and not held):
        return None
    days = [day for phase in held for day in (phase.starts, phase.ends) if day] + [day for day, _ in dated]
    yearly = _month(max(days)) - _month(min(days)) >= MONTHS
    place: Callable[[date], int] = _year if yearly else _month
    first, last = place(min(days)), place(max(days))
    given = []
    for one in range(first, last + 1):
        parts = _parts([matter for day, matter in dated if place(day) == one])
        label, group = (str(one), "") if yearly else (f"{one % 12 + 1}月", f"{one // 12}年")
        given.append(Column(label, group, parts))
    spans = [span for span in _spans(view, held, first, yearly=yearly) if 0 <= span.start <= len(given)]
    whole = _parts([matter for _, matter in dated])
    told = "，".join(f"{part.word}{part.number}项" for part in whole)
    title = f"各{'年' if yearly else '月'}到期的{words.item(matter.plan for _, matter in dated)}"
    desc = f"有完成日期的共{len(dated)}项：{told}。各{'年' if yearly else '月'}数字见图下的表。"
    said = f"按有完成日期的{len(dated)}项计，有调整的按现定时限。"
    return Drawing(
        drawing(columns("due", (title, desc), given, spans)), said, _due_grid(title, given, view.item)
    )


def _year(day: date) -> int:
    return day.year


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _parts(found: Sequence[Matter]) -> tuple[Part, ...]:
    done = sum(matter.group is Group.DONE for matter in found)
    late = sum(matter.late for matter in found)
    return Part("done", DONE, done), Part("rest", REST, len(found) - done - late), Part("late", LATE, late)


def _spans(view: View, phases: Sequence[Phase], first: int, *, yearly: bool) -> list[Span]:
    """The phases and the cut-off date, in columns from the first; where the latter lies outside it is not drawn."""

    def at(day: date, more: int = 0) -> float:
        share = (day.day - 1 + more) / monthrange(day.year, day.month)[1]
        return (day.year + (day.month - 1 + share) / 12 if yearly else _month(day) + share) - first

    made = [
        Span(phase.name, at(phase.starts), at(phase.ends, 1))
        for phase in phases
        if phase.starts and phase.ends and phase.starts <= phase.ends
    ]
    return [
        *made,
        Span(f"截至{view.edition.as_of.isoformat()}", at(view.edition.as_of), at(view.edition.as_of)),
    ]


def _due_grid(title: str, given: Sequence[Column], item: str) -> Grid:
    rows: list[Numbers] = [
        (
            f"{column.group}{column.label}" if column.group else f"{column.label}年",
            (column.whole, *(part.number for part in column.parts)),
        )
        for column in given
        if column.whole
    ]
    told = (title, f"“{item}”一列是后面几列之和。")
    return _grid("due", told, ("时限", item, *(part.word for part in given[0].parts)), rows)


def _grid(key: str, told: tuple[str, str], heads: tuple[str, ...], given: Iterable[Numbers]) -> Grid:
    caption, base = told
    rows = tuple(
        Row(
            name,
            None,
            tuple(Figure(head, n, None, not n) for head, n in zip(heads[1:], numbers, strict=True)),
        )
        for name, numbers in given
    )
    return Grid(f"chart-{key}-table", caption, base, heads, rows, None)
