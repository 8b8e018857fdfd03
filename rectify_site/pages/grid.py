"""A table of the model, ready for its template: links made relative, long row names shortened."""

from __future__ import annotations

from typing import NamedTuple

from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.model.outputs import Cell, Table
from rectify_site.pages.view import Here
from rectify_site.render.escape import Safe
from rectify_site.tables.wording import short

NAME = 40


class Figure(NamedTuple):
    """A cell: its head, what it says, where it leads, whether it says anything, and whether it counts what is late."""

    head: str
    value: str | int
    href: Safe | None
    empty: bool
    late: bool = False


class Row(NamedTuple):
    """A row: its name, and its figures."""

    name: str
    href: Safe | None
    figures: tuple[Figure, ...]


class Grid(NamedTuple):
    """A table with a row of totals at its foot."""

    id: str
    caption: str
    base: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: Row | None


def grid(table: Table, here: Here, caption: str = "") -> Grid:
    """Make a table ready."""
    return Grid(
        id=table.id,
        caption=caption or table.caption,
        base=table.base,
        heads=table.heads,
        rows=tuple(_row(table, row, here) for row in table.rows),
        totals=_row(table, table.totals, here) if table.totals else None,
    )


def _row(table: Table, cells: tuple[Cell, ...], here: Here) -> Row:
    name, *figures = cells
    said = str(name.value)
    return Row(
        name=short(said, NAME),
        href=here.to(name.href) if name.href else None,
        figures=tuple(
            _figure(head, cell, here, late=said == words.DUE[Due.LATE])
            for head, cell in zip(table.heads[1:], figures, strict=True)
        ),
    )


def _figure(head: str, cell: Cell, here: Here, *, late: bool) -> Figure:
    behind = (late or head == words.LATE_OF) and bool(cell.value)
    return Figure(head, cell.value, here.to(cell.href) if cell.href else None, not cell.value, behind)
