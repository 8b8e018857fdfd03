"""Many cells left for one reason are one line for people: a row, or a whole table, and not each cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rectify_site.intake.report import Unread

CELL = re.compile(r"(?P<table>.*?)(?:第(?P<line>\d+)行第\d+列|[A-Z]{1,3}(?P<row>\d+))$", re.ASCII)
"""A cell as Word files and workbooks name it: 表1 第2行第3列, 表一!E3."""


def runs(unread: Sequence[Unread]) -> list[list[Unread]]:
    """Neighbours left for the same reason, by rows; rows of several cells also by their table."""
    rows = _joined([[one] for one in unread], by_row=True)
    return _joined(rows, by_row=False)


def last_place(its: Sequence[Unread]) -> str:
    """The last cell of a run, without the table that the first one names."""
    place = its[-1].paragraph.place
    cell = CELL.match(place)
    return place[cell.end("table") :] if cell else place


def _joined(runs_before: Sequence[list[Unread]], *, by_row: bool) -> list[list[Unread]]:
    found: list[list[Unread]] = []
    several = False
    for its in runs_before:
        alike = bool(found) and _key(found[-1][0], by_row=by_row) == _key(its[0], by_row=by_row) is not None
        if alike and (by_row or (several and len(its) > 1)):
            found[-1].extend(its)
        else:
            found.append(list(its))
            several = len(its) > 1
    return found


def _key(one: Unread, *, by_row: bool) -> tuple[str, ...] | None:
    """The reason and the row, or the table; None for what is no cell."""
    cell = CELL.match(one.paragraph.place)
    if cell is None:
        return None
    row = cell["line"] or cell["row"]
    return (one.why, cell["table"], row) if by_row else (one.why, cell["table"])
