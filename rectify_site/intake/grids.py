"""Tables as they stand in a source, whichever file they came from: an Excel sheet, a CSV file, a table in Word."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


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
    """A rectangle of cells; ``rows`` are all as long as the widest, ``line`` is the body paragraph above it in Word."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    line: int = 0
