"""Cards (一事一表): a table for each matter, its labels on the left and the values beside or below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rectify_site.errors import N_
from rectify_site.intake import columns, ledgers, row_kinds
from rectify_site.intake.columns import CORE, NAMING, Column, Head
from rectify_site.intake.grids import Cell, Grid
from rectify_site.intake.ledgers import Entry, Filled, Row, Table
from rectify_site.model.fields import TEXT_LIMIT

FEWEST = 3  # labels of a card
WIDEST = 16  # columns of a card

UNDER_NOTHING = N_("it stands on a card under no label that is known")
NO_NAME = N_("a card without a problem or a task")


class Run(NamedTuple):
    """The cells of a row that are one on the screen; ``own`` is whether it begins in this row."""

    cell: Cell
    own: bool


class Pair(NamedTuple):
    """A label and its value; of a value that is blank the cell has no text."""

    label: Cell
    value: Cell


class Card(NamedTuple):
    """The single line above a card, and its labels with their values."""

    above: Cell | None
    pairs: tuple[Pair, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its labels and values that are not blank."""
        return tuple(cell for pair in self.pairs for cell in pair if cell.text)


class _Walk(NamedTuple):
    """The cards so far, lines that may stand above the next one, and cells under no label; the lists fill."""

    cards: list[tuple[Cell | None, list[Pair]]]
    lines: list[Cell]
    rest: list[Cell]
    waiting: list[Cell]


def read(grid: Grid, before: int) -> Table | None:
    """The matters on the cards of a table; ``before`` of them stand in tables above it. None where it is no card."""
    if grid.rows and len(grid.rows[0]) > WIDEST:
        return None
    walk = _Walk([], [], [], [])
    above = 0
    for row in grid.rows:
        _step(walk, [Run(cells[0], not all(cell.repeated for cell in cells)) for cells in _runs(row)])
        above += not walk.cards
    _flush(walk)
    whole = [Card(line, tuple(pairs)) for line, pairs in walk.cards]
    cards = [card for card in whole if _is_card(card)]
    if not cards or len(walk.rest) > sum(len(card.pairs) for card in whole):
        return None
    left = {cell.place: UNDER_NOTHING for cell in (*walk.rest, *walk.lines)}
    left |= {cell.place: NO_NAME for card in whole if card not in cards for cell in card.cells}
    counted, undivided = list[str](), list[str]()
    rows = tuple(_row(card, at, counted, left, undivided) for at, card in enumerate(cards, before + 1))
    filled = Filled(counted=tuple(counted), whole=tuple(undivided))
    return Table(Head(above, above, ()), rows, left, filled)


def _runs(row: Sequence[Cell]) -> Iterator[list[Cell]]:
    """The cells of a row, those of one merged area together; blank ones alone."""
    for _, cells in groupby(enumerate(row), key=lambda pair: pair[1].place or pair[0]):
        yield [cell for _, cell in cells]


def _step(walk: _Walk, runs: Sequence[Run]) -> None:
    filled = [run for run in runs if run.cell.text]
    if len(filled) == 1 and filled[0].own:
        _alone(walk, filled[0].cell)
        return
    _flush(walk)
    place = 0
    while place < len(runs):
        run = runs[place]
        beside = runs[place + 1] if place + 1 < len(runs) else Run(Cell(), own=True)
        place += 1
        if not run.cell.text:
            continue
        if not _role(run.cell):
            walk.rest.extend([run.cell] if run.own else [])
        elif not (
            beside.cell.text and _role(beside.cell)
        ):  # else a group over other labels: 责任 | 牵头单位 | …
            if beside.own:
                _put(walk, run, beside.cell)
            place += 1


def _alone(walk: _Walk, cell: Cell) -> None:
    """A row of one cell: a label over its value, the value below it, or a line between two cards."""
    if _role(cell):
        _flush(walk)
        walk.waiting.append(cell)
    elif walk.waiting:
        _put(walk, Run(walk.waiting.pop(), own=True), cell)
    else:
        walk.lines.append(cell)


def _flush(walk: _Walk) -> None:
    """A label that still waits for its value has none."""
    if walk.waiting:
        _put(walk, Run(walk.waiting.pop(), own=True), Cell())


def _put(walk: _Walk, label: Run, value: Cell) -> None:
    """A value on the card it belongs to; the first label once more begins the next one."""
    name = columns.bare(label.cell.text)
    again = walk.cards and label.own and columns.bare(walk.cards[-1][1][0].label.text) == name
    if not walk.cards or again:
        above = walk.lines[-1] if walk.lines and row_kinds.is_numbered(walk.lines[-1].text) else None
        if above:
            walk.lines.pop()
        if not walk.cards:
            walk.lines.clear()
        walk.cards.append((above, []))
    walk.cards[-1][1].append(Pair(label.cell, value))


def _role(cell: Cell) -> str:
    return columns.known(cell.text)


def _is_card(card: Card) -> bool:
    roles = {_role(pair.label) for pair in card.pairs}
    told = {_role(pair.label) for pair in card.pairs if pair.value.text}
    return len(roles) >= FEWEST and bool(told & CORE)


def _row(card: Card, at: int, counted: list[str], left: dict[str, str], undivided: list[str]) -> Row:
    """The matter of a card; the lists and the dict fill."""
    filled = [pair for pair in card.pairs if pair.value.text]
    naming = [pair.value for pair in filled if _role(pair.label) in NAMING]
    first = next(iter(naming), filled[0].value)
    printed = next((pair.value.text for pair in filled if _role(pair.label) == "number"), "")
    printed = row_kinds.printed(printed or (card.above.text if card.above else ""))
    if not printed:
        counted.append(first.place)
    entries: list[Entry] = []
    path = []
    for pair in filled:
        role, label = _role(pair.label), pair.label.text
        if len(pair.value.text) > TEXT_LIMIT:
            left[pair.value.place] = ledgers.TOO_LONG
        elif role == "direction" and not columns.is_kind(pair.value.text):
            path.append(pair.value)
        elif role != "number":
            column = Column("work_kind" if role == "direction" else role, label, shared=columns.shared(label))
            entries += ledgers.divided(
                Entry(column, pair.value, row_kinds.chosen(pair.value.text)), undivided
            )
    return Row(printed or str(at), first, tuple(path[-3:]), tuple(entries))
