"""The form of a collection round as it comes back: which round and unit it answers, where its columns stand.

The layout is known by the header; where that was deleted, the cells the office filled in prove it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rectify_site.intake.grids import Cell, Grid, place_of
from rectify_site.model import rounds
from rectify_site.text import fold

Cells = Sequence[Cell]

HEADER_ROWS, FEWEST_TITLES = 30, 4  # how far down a header is looked for, and what makes a row one
PROOF = (rounds.NUMBER, rounds.ITEM, rounds.MEASURES, rounds.DEADLINE)
PROVED = 3  # of these cells as they were issued, in most rows
STEADY = frozenset({rounds.ID, *PROOF})
"""Issued cells that do not change while answers come in; the others are only compared with the workbook's memory."""

FORMULA = "="
"""What stands in a cell for a formula whose result was not stored."""

LABELLED = re.compile(rf"({rounds.UNIT_LINE}|{rounds.PERIOD_LINE}|{rounds.PLAN_LINE}):\s*(.+?)\s*(?=\s\s|$)")
PERIOD_CODE = re.compile(rf"\(({rounds.PERIOD.pattern})\)", re.ASCII)


class Claim(NamedTuple):
    """What a workbook says it answers; parts it does not say are empty."""

    plan: str = ""
    period: str = ""
    unit: str = ""


class Memory(NamedTuple):
    """The hidden sheet: what the workbook was issued with."""

    claim: Claim
    columns: tuple[str, ...]
    rows: dict[str, tuple[str, ...]]


class Form(NamedTuple):
    """What the office knows: the unit's own ids, and the issued cells of every matter of the plan as they are today.

    ``formulas`` are the places of formulas without a stored result: their cells look blank and are not.
    """

    own: tuple[str, ...]
    issued: Mapping[str, tuple[str, ...]]
    memory: Memory | None = None
    formulas: frozenset[str] = frozenset()

    def expected(self, name: str, title: str) -> str | None:
        """What a cell was issued with; None where nobody can know any more."""
        if self.memory and name in self.memory.rows:
            remembered = dict(zip(self.memory.columns, self.memory.rows[name], strict=False))
            return remembered.get(title)
        known = dict(zip(rounds.ISSUED, self.issued.get(name, ()), strict=False))
        return known.get(title) if title in STEADY else None


class Layout(NamedTuple):
    """Where each column stands, and the first row below the header."""

    columns: Mapping[str, int]
    first: int
    header: bool

    def cell(self, row: Cells, title: str) -> Cell:
        """A cell of a row; an empty one where the sheet ends before it."""
        at = self.columns.get(title, -1)
        return row[at] if 0 <= at < len(row) else Cell()

    def filled(self, grid: Grid, index: int, formulas: frozenset[str]) -> dict[str, Cell]:
        """The cells of a row that the unit fills in, by their titles."""
        found = {title: self.cell(grid.rows[index], title) for title in rounds.FILLED}
        for title in (title for title in found if not found[title].text and title in self.columns):
            place = place_of(grid.name, index, self.columns[title])
            if place in formulas:
                found[title] = Cell(FORMULA, place)
        return found


def memory(own: Iterable[Grid]) -> Memory | None:
    """What a hidden sheet of ours remembers; None where there is none or it is another verb's."""
    for grid in own:
        rows = [[cell.text for cell in row] for row in grid.rows]
        if not rows or tuple(rows[0][:2]) != rounds.MARK[:2]:
            continue
        said = {row[0]: row[1:] for row in rows if row[0] != rounds.OF_ROW}
        one = {
            name: (said.get(name) or [""])[0] for name in (rounds.OF_PLAN, rounds.OF_PERIOD, rounds.OF_UNIT)
        }
        columns = tuple(title for title in said.get(rounds.OF_COLUMNS, ()) if title)
        held = {row[1]: tuple(row[1:]) for row in rows if row[0] == rounds.OF_ROW and len(row) > 1}
        return Memory(Claim(*one.values()), columns, held)
    return None


def visible(grids: Iterable[Grid]) -> Claim:
    """What the lines above the table say."""
    said: dict[str, str] = {}
    for grid in grids:
        for row in grid.rows[:HEADER_ROWS]:
            for cell in row:
                if cell.repeated:
                    continue
                plain = fold(cell.text).text
                said = {**dict(LABELLED.findall(plain)), **said}
                code = PERIOD_CODE.search(plain)
                if code and rounds.PERIOD_LINE in plain:
                    said[rounds.PERIOD_LINE] = code[1]
    period = said.get(rounds.PERIOD_LINE, "")
    return Claim(
        said.get(rounds.PLAN_LINE, ""),
        period if rounds.PERIOD.fullmatch(period) else "",
        said.get(rounds.UNIT_LINE, ""),
    )


def is_return(grids: Iterable[Grid], own: Iterable[Grid]) -> bool:
    """Whether a workbook is the answer of a unit, and therefore nothing to import as a plan or a ledger."""
    seen = visible(grids)
    return memory(own) is not None or bool(seen.unit and seen.period)


def ids(grids: Iterable[Grid], known: frozenset[str]) -> tuple[str, ...]:
    """The ids of records that stand in any cell, in their order."""
    found = (key(cell) for grid in grids for row in grid.rows for cell in row)
    return tuple(dict.fromkeys(name for name in found if name in known))


def layout(grid: Grid, form: Form) -> Layout | None:
    """Where the columns of the form stand on a sheet; None for a sheet that is not the form."""
    for index, row in enumerate(grid.rows[:HEADER_ROWS]):
        titles = {plain(cell.text): at for at, cell in reversed(list(enumerate(row))) if not cell.repeated}
        known = {title: titles[title] for title in (*rounds.ISSUED, *rounds.FILLED) if title in titles}
        if len(known) >= FEWEST_TITLES and (rounds.ID in known or rounds.ITEM in known):
            return Layout(known, index + 1, header=True)
    return _proved(grid, form)


def _proved(grid: Grid, form: Form) -> Layout | None:
    """The layout of a sheet without a header: ids in one column, and beside them the cells as they were issued."""
    columns = form.memory.columns if form.memory and form.memory.columns else (*rounds.ISSUED, *rounds.FILLED)
    found = [
        (index, at)
        for index, row in enumerate(grid.rows)
        for at, cell in enumerate(row)
        if key(cell) in form.issued
    ]
    if not found:
        return None
    at, _ = Counter(at for _, at in found).most_common(1)[0]
    start = at - columns.index(rounds.ID) if rounds.ID in columns else -1
    layout = Layout({title: start + place for place, title in enumerate(columns)}, 0, header=False)
    rows = [grid.rows[index] for index, column in found if column == at]
    proved = sum(_as_issued(layout, row, form) for row in rows)
    return layout if start >= 0 and proved * 2 > len(rows) else None


def _as_issued(layout: Layout, row: Cells, form: Form) -> bool:
    name = key(layout.cell(row, rounds.ID))
    same = [plain(layout.cell(row, title).text) == plain(form.expected(name, title) or "") for title in PROOF]
    return sum(same) >= PROVED


def plain(text: str) -> str:
    """What is compared: folded, without blanks, for a desk program may wrap and widen as it likes."""
    return "".join(fold(text).text.split())


def key(cell: Cell) -> str:
    """The id in a cell."""
    return plain(cell.text).lower()


def is_header(row: Cells) -> bool:
    """Whether a row holds titles: the header, or the header again after a page break."""
    return sum(plain(cell.text) in (*rounds.ISSUED, *rounds.FILLED) for cell in row) >= FEWEST_TITLES
