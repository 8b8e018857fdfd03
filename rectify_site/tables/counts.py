"""Rows against the parts of the home sentence: the shape most tables share, and the one place that counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.model.outputs import Cell, Table
from rectify_site.model.states import Group
from rectify_site.tables.matters import Base, Matter, counted, page_of

LATE = "late"
LATE_HEAD = f"其中：{words.DUE[Due.LATE]}"


class Row(NamedTuple):
    """A row: its key, its words, its page, and whether that page lists its matters by part."""

    key: str
    words: str
    page: str | None = None
    parted: bool = False


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
        heads=(sheet.head, label, *(words.group(part, plans) for part in columns), LATE_HEAD),
        rows=tuple(
            _row(row, [int(value) for value in counts.loc[row.key].to_numpy()], columns) for row in rows
        ),
        totals=_totals(base, found, columns),
    )


def _cell(value: int, page: str | None) -> Cell:
    return Cell(value=value, href=page if value else None)


def _row(row: Row, values: list[int], columns: Sequence[Group]) -> tuple[Cell, ...]:
    *figures, late = values
    keys = (*columns, LATE)
    pages = [f"{row.page}#{key}" if row.page and row.parted else None for key in keys]
    return (
        Cell(value=row.words, href=row.page),
        _cell(sum(figures), row.page),
        *(_cell(value, page) for value, page in zip((*figures, late), pages, strict=True)),
    )


def _totals(base: Base, found: Sequence[Matter], columns: Sequence[Group]) -> tuple[Cell, ...]:
    late = sum(matter.late for matter in found)
    figures = [(sum(matter.group is part for matter in found), page_of(part, found)) for part in columns]
    pages = ((len(found), links.ALL), *figures, (late, f"{links.DEADLINES}#{LATE}"))
    return (Cell(value="合计"), *(_cell(value, page if base.whole else None) for value, page in pages))
