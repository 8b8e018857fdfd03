"""CSV files as a grid. The delimiter is found by rule: the one that most lines agree on, never by chance."""

from __future__ import annotations

import csv
import io

from rectify_site.errors import N_, SourceError
from rectify_site.intake import charset, grids
from rectify_site.intake.grids import Cell, Grid
from rectify_site.intake.signatures import refuse_disguise
from rectify_site.intake.worksheets import AREA_LIMIT, ROW_LIMIT, tidy

SIZE_LIMIT = 20_000_000  # bytes
DELIMITERS = ",\t;|"
LOOKED_AT = 50  # lines
DIVIDE = N_("divide it, one plan a file")


def grid(data: bytes, encoding: str | None = None) -> Grid:
    """The cells of a CSV file, all of them text, placed as a spreadsheet shows them (F12)."""
    if len(data) > SIZE_LIMIT:
        message = N_("the file has {size} bytes, more than {limit}")
        raise SourceError("S205", message, DIVIDE, size=len(data), limit=SIZE_LIMIT)
    refuse_disguise(".csv", data)
    text = charset.decode(data, encoding).replace("\r\n", "\n").replace("\r", "\n")
    return of_text(text)


def of_text(text: str, name: str = "") -> Grid:
    """The grid in a decoded text."""
    found: dict[tuple[int, int], Cell] = {}
    height = width = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    try:
        for row, values in enumerate(reader):
            height, width = row + 1, max(width, len(values))
            if height > ROW_LIMIT or height * width > AREA_LIMIT:
                message = N_("the file has more than {limit} rows or {cells} cells")
                raise SourceError("S205", message, DIVIDE, limit=ROW_LIMIT, cells=AREA_LIMIT)
            for column, value in enumerate(values):
                if words := tidy(value):
                    found[row, column] = Cell(words, grids.place_of(name, row, column))
    except csv.Error as error:
        message = N_("line {line}: the quotation marks of the CSV file do not fit together ({problem})")
        hint = N_("open it in Excel or WPS, save it as .xlsx and import that")
        raise SourceError("S274", message, hint, line=reader.line_num, problem=error) from error
    return grids.grid(name, found)


def delimiter(text: str) -> str:
    """The character that divides the most lines into the same number of cells; a comma where none does."""
    lines = [line for line in text.split("\n", LOOKED_AT)[:LOOKED_AT] if line.strip()]
    best, most = ",", (0, 0)
    for its in DELIMITERS:
        counts = [line.count(its) for line in lines if its in line]
        usual = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
        if (counts.count(usual), usual) > most:
            best, most = its, (counts.count(usual), usual)
    return best
