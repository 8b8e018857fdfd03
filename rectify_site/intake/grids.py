"""Tables as they stand in a source, whichever file they came from: an Excel sheet, a CSV file, a table in Word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)
LETTERS = 26
LAST_COLUMN = 16_384


class Cell(NamedTuple):
    """One cell as a person sees it on the screen.

    ``text`` is stripped and may hold line feeds; ``day`` is the date where the cell is one; ``repeated`` marks the
    cells of a merged area but its first: they show the text of the first and are not counted again.
    """

    text: str = ""
    place: str = ""
    day: date | None = None
    repeated: bool = False


class Grid(NamedTuple):
    """A rectangle of cells; ``rows`` are all as long as the widest, ``line`` is the body paragraph above it in Word.

    Row 0 and column 0 are those of the source: an empty first row is there. ``name`` is that of the sheet.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    line: int = 0


class Area(NamedTuple):
    """A merged area: its first and last row and column, from 0, both within."""

    top: int
    left: int
    bottom: int
    right: int


BLANK = Cell()


@lru_cache(maxsize=LAST_COLUMN)
def column_name(index: int) -> str:
    """The letters over a column: 0 is A, 26 is AA."""
    name, rest = "", index + 1
    while rest:
        rest, letter = divmod(rest - 1, LETTERS)
        name = chr(ord("A") + letter) + name
    return name


def place_of(sheet: str, row: int, column: int) -> str:
    """Where a cell stands in the words of a spreadsheet: 表一!F12, or F12 where there is only one sheet."""
    at = f"{column_name(column)}{row + 1}"
    return f"{sheet}!{at}" if sheet else at


def reference(text: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a reference like F12; None where it is none."""
    found = REFERENCE.fullmatch(text)
    if not found:
        return None
    column = column_index(found.group(1))
    return (int(found.group(2)) - 1, column) if 0 <= column < LAST_COLUMN else None


@lru_cache(maxsize=LAST_COLUMN)
def column_index(letters: str) -> int:
    """The column of its letters, from 0; -1 where they are no letters of a column."""
    if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) < 4):  # noqa: PLR2004
        return -1
    column = 0
    for letter in letters:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return column - 1


def area(text: str) -> Area | None:
    """The merged area of a reference like B2:C4."""
    first, _, last = text.partition(":")
    start, end = reference(first), reference(last or first)
    if start is None or end is None:
        return None
    return Area(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))


def grid(
    name: str, cells: Mapping[tuple[int, int], Cell], merged: Iterable[Area] = (), line: int = 0
) -> Grid:
    """The rectangle of cells that are not blank; the cells of a merged area show the text of its first.

    A merged area counts only as far as the rows and columns that hold anything.
    """
    filled = {place: cell for place, cell in cells.items() if cell.text}
    height = max((row for row, _ in filled), default=-1) + 1
    width = max((column for _, column in filled), default=-1) + 1
    for its in merged:
        first = filled.get((its.top, its.left))
        if first:
            again = first._replace(repeated=True)
            for row in range(its.top, min(its.bottom + 1, height)):
                for column in range(its.left, min(its.right + 1, width)):
                    filled.setdefault((row, column), again)
    empty = (BLANK,) * width
    rows: list[tuple[Cell, ...]] = [empty] * height
    by_row: dict[int, list[Cell]] = {}
    for (row, column), cell in filled.items():
        if row not in by_row:
            by_row[row] = [BLANK] * width
        by_row[row][column] = cell
    for row, its_cells in by_row.items():
        rows[row] = tuple(its_cells)
    return Grid(name, tuple(rows), line)
