"""Rows against the parts of the home sentence: the shape most tables share, and the one place that counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from rectify_site.model import words
from rectify_site.model.outputs import Cell, Table
from rectify_site.model.states import Group
from rectify_site.tables.matters import Base, Matter, counted
from rectify_site.tables.places import COUNTED, LATE, Places

TOTAL = "合计"


class Row(NamedTuple):
    """A row: its key, its words, the places that list what its figures count, and the page its words lead to."""

    key: str
    words: str
    places: Places
    page: str | None = None


class Sheet(NamedTuple):
    """What a table says beside its figures."""

    id: str
    caption: str
    base: str
    head: str


def parts(found: Sequence[Matter]) -> tuple[Group, ...]:
    """The columns: every part, but 暂无进展报送 only where there is such a matter, so that parts sum to the total."""
    waiting = any(matter.group is Group.WAITING for matter in found)
    return tuple(part for part in Group if waiting or part is not Group.WAITING)


def grid(pairs: Iterable[tuple[str, Matter]], order: Sequence[str], columns: Sequence[Group]) -> pd.DataFrame:
    """Count matters by row and part; every row of ``order`` and every column is there, with 0 where nothing is.

    Keys are filled in before they come here: pandas 3 drops what is None, and a cross table drops what is empty.
    """
    told = [(key, str(matter.group), matter.late) for key, matter in pairs if matter.group]
    frame = pd.DataFrame(told, columns=["row", "part", LATE])
    counts = frame.pivot_table(index="row", columns="part", values=LATE, aggfunc="size", fill_value=0)
    counts = counts.reindex(index=list(order), columns=[str(part) for part in columns], fill_value=0)
    late = frame[frame[LATE].astype(bool)].groupby("row").size().reindex(list(order), fill_value=0)
    return counts.assign(**{LATE: late}).astype(int)


def table(sheet: Sheet, base: Base, rows: Sequence[Row], pairs: Iterable[tuple[str, Matter]]) -> Table:
    """Build the table. Totals count each matter once, also where it stands in several rows."""
    found = counted(base.matters)
    columns = parts(found)
    counts = grid(pairs, [row.key for row in rows], columns)
    plans = [matter.plan for matter in found]
    label = words.item(plans)
    return Table(
        id=sheet.id,
        caption=sheet.caption,
        base=sheet.base,
        heads=(sheet.head, label, *(words.group(part, plans) for part in columns), words.LATE_OF),
        rows=tuple(
            _row(row, [int(value) for value in counts.loc[row.key].to_numpy()], columns) for row in rows
        ),
        totals=_totals(base, found, columns),
    )


def figure(value: int, place: str | None) -> Cell:
    """A figure, and where it leads; nothing is listed of what is not there."""
    return Cell(value=value, href=place if value else None)


def _row(row: Row, values: list[int], columns: Sequence[Group]) -> tuple[Cell, ...]:
    *figures, late = values
    given = zip((COUNTED, *columns, LATE), (sum(figures), *figures, late), strict=True)
    return Cell(value=row.words, href=row.page), *(figure(value, row.places[key]) for key, value in given)


def _totals(base: Base, found: Sequence[Matter], columns: Sequence[Group]) -> tuple[Cell, ...]:
    parts = [sum(matter.group is part for matter in found) for part in columns]
    row = Row(TOTAL, TOTAL, base.places)
    return _row(row, [*parts, sum(matter.late for matter in found)], columns)


def plain(
    sheet: Sheet, heads: tuple[str, ...], rows: Iterable[tuple[str, str, Sequence[Matter]]], total: Cell
) -> Table:
    """A table of one figure a row: the place, the words, what is counted. The rows sum to the total."""
    made = ((Cell(value=name), figure(len(inside), place)) for place, name, inside in rows)
    totals = (Cell(value=TOTAL), total)
    return Table(
        id=sheet.id, caption=sheet.caption, base=sheet.base, heads=heads, rows=tuple(made), totals=totals
    )
