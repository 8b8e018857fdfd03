"""One worksheet of an .xlsx: its cells as they are shown, and apart from them what a clerk does not see.

Read row by row, so that a large sheet takes no more memory than its text. Formulas count by the result that was
stored with them; a formula without one is no empty cell and is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from rectify_site.errors import N_, SourceError
from rectify_site.intake import cells, grids
from rectify_site.intake.cells import Shown
from rectify_site.intake.grids import Area, Cell, Grid
from rectify_site.intake.package import SAVE_WORKBOOK, local, stream
from rectify_site.intake.paragraphs import SOFT_BREAK

TAGS = frozenset({"row", "col", "mergeCell", "headerFooter"})
ROW_LIMIT, AREA_LIMIT = 20_000, 160_000  # down to the last row that holds anything
LAST_ROW = 65_536  # blank rows with a format may go on below
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
TICK = 500  # rows
PRINTED = re.compile('&(?:"[^"]*"|[0-9]+|[A-Za-z])')


class Look(NamedTuple):
    """What all sheets of a workbook share: texts by number, number formats by style, and how its days count."""

    texts: Sequence[str]
    formats: Sequence[str]
    since_1904: bool = False


class Worksheet(NamedTuple):
    """A sheet read: its grid, and the cells a clerk does not see; formulas without a result; cells with an error."""

    grid: Grid
    hidden: tuple[Cell, ...] = ()
    formulas: tuple[Cell, ...] = ()
    errors: tuple[Cell, ...] = ()
    printed: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """A worksheet: what it is called, and the name and content of its part."""

    name: str
    part: str
    content: bytes


class Found(NamedTuple):
    """What was met in a sheet so far. The lists and sets are filled while it is read."""

    shown: dict[tuple[int, int], Cell]
    hidden: list[Cell]
    formulas: list[Cell]
    errors: list[Cell]
    columns: set[int]
    merged: list[Area]
    printed: list[str]


def read(sheet: Sheet, look: Look, tick: Callable[[int], None] | None = None) -> Worksheet:
    """Read a worksheet; ``tick`` is called with the number of rows read, every some hundred rows."""
    found = Found({}, [], [], [], set(), [], [])
    row = -1
    for element in stream(sheet.part, sheet.content, TAGS):
        tag = local(element.tag)
        if tag == "row":
            row = _row_number(element, row, sheet)
            _read_row(element, row, Place(sheet.name, look), found)
            if len(found.shown) > AREA_LIMIT:
                raise too_large(sheet.name)
            if tick and row % TICK == TICK - 1:
                tick(row + 1)
        elif tag == "col" and _hidden(element) and len(found.columns) < grids.LAST_COLUMN:
            found.columns.update(_span(element))
        elif tag == "mergeCell" and (area := grids.area(element.get("ref", ""))):
            found.merged.append(area)
        elif tag == "headerFooter":
            found.printed.extend(PRINTED.sub("", part.text or "").strip() for part in element)
    _refuse_spread(found, sheet)
    grid = grids.grid(sheet.name, found.shown, found.merged)
    printed = tuple(filter(None, found.printed))
    return Worksheet(grid, tuple(found.hidden), tuple(found.formulas), tuple(found.errors), printed)


class Place(NamedTuple):
    """The sheet that is read and what it shares with the others."""

    name: str
    look: Look


def _read_row(element: Element, row: int, where: Place, found: Found) -> None:
    unseen = _hidden(element)
    for column, its in _cells(element):
        place = grids.place_of(where.name, row, column)
        cell, fault = _cell(its, where.look, place)
        if fault == "formula":
            found.formulas.append(cell)
            continue
        if fault:
            found.errors.append(cell)
        if not cell.text:
            continue
        if unseen or column in found.columns:
            found.hidden.append(cell)
        else:
            found.shown[row, column] = cell


def _row_number(row: Element, before: int, sheet: Sheet) -> int:
    number = _whole(row.get("r"), before + 2) - 1
    if not before < number < LAST_ROW:
        if number >= LAST_ROW:
            raise too_large(sheet.name)
        message = N_("the part {part} of the file is damaged: {problem}")
        raise SourceError("S223", message, SAVE_WORKBOOK, part=sheet.part, problem=f"row {number + 1}")
    return number


def too_large(name: str) -> SourceError:
    """The refusal of a sheet whose cells lie too far apart, or are too many."""
    message = N_("the sheet {sheet} holds more than {rows} rows or {cells} cells")
    hint = N_("delete the empty rows and columns beside the table, save the file and import it again")
    return SourceError("S227", message, hint, sheet=name, rows=ROW_LIMIT, cells=AREA_LIMIT)


def _refuse_spread(found: Found, sheet: Sheet) -> None:
    height = max((row for row, _ in found.shown), default=-1) + 1
    width = max((column for _, column in found.shown), default=-1) + 1
    again = sum(
        max(0, min(its.bottom + 1, height) - its.top) * max(0, min(its.right + 1, width) - its.left)
        for its in found.merged
    )
    if height > ROW_LIMIT or height * width > AREA_LIMIT or again > AREA_LIMIT:
        raise too_large(sheet.name)


def _hidden(element: Element) -> bool:
    return element.get("hidden", "0") in {"1", "true"} or element.get("ht") == "0"


def _span(column: Element) -> set[int]:
    first, last = _whole(column.get("min"), 1), _whole(column.get("max"), 1)
    return set(range(max(0, first - 1), min(last, grids.LAST_COLUMN)))


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row with their columns; a file may leave the reference out."""
    column = -1
    for cell in row:
        letters = (cell.get("r") or "").rstrip("0123456789")
        column = grids.column_index(letters) if letters else column + 1
        if len(cell) and 0 <= column < grids.LAST_COLUMN:
            yield column, cell


def _cell(cell: Element, look: Look, place: str) -> tuple[Cell, str]:
    """The cell, and what is wrong with it: "formula" without a result, "error" or ""."""
    value, kind, formula, has_formula = "", cell.get("t") or "n", "", False
    for part in cell:
        tag = part.tag
        if tag.endswith("}v"):
            value = part.text or ""
        elif tag.endswith("}is"):
            value, kind = text_of(part), "inlineStr"
        elif tag.endswith("}f"):
            formula, has_formula = part.text or "", True
    if has_formula and not value and kind != "str":
        return Cell(f"={formula}", place), "formula"
    text, day = _shown(value, kind, cell.get("s"), look)
    return Cell(tidy(text), place, day), "error" if kind == "e" else ""


def _shown(value: str, kind: str, style: str | None, look: Look) -> Shown:
    if kind == "s":
        number = _whole(value, -1)
        return Shown(look.texts[number] if 0 <= number < len(look.texts) else "")
    if kind == "b":
        return Shown("TRUE" if value == "1" else "FALSE")
    if kind != "n":
        return Shown(unescaped(value))
    try:
        number_read = float(value)
    except ValueError:
        return Shown(value)
    if not abs(number_read) < 1e300:  # noqa: PLR2004 - nan and inf are no numbers of a sheet
        return Shown(value)
    at = _whole(style, 0)
    code = look.formats[at] if 0 <= at < len(look.formats) else ""
    return cells.shown(number_read, code, since_1904=look.since_1904)


def text_of(element: Element) -> str:
    """The text of a shared or inline string, in one or several runs; pinyin over the words is left out."""
    if len(element) == 1 and element[0].tag.endswith("}t"):
        return unescaped(element[0].text or "")
    words = []
    for part in element:
        tag = local(part.tag)
        if tag == "t":
            words.append(part.text or "")
        elif tag == "r":
            words.extend(run.text or "" for run in part if local(run.tag) == "t")
    return unescaped("".join(words))


def unescaped(text: str) -> str:
    """Characters that XML cannot hold are written _x000D_."""
    return ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text


def tidy(text: str) -> str:
    """Stripped, with every kind of line break a line feed, and no blank lines."""
    if text.isprintable():
        return text.strip()
    lines = SOFT_BREAK.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(filter(None, (line.strip() for line in lines)))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise  # noqa: PLR2004
