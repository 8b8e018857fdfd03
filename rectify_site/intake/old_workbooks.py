"""Old workbooks (.xls) by calamine, once the records of the file were looked at: password, macros, extent."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from rectify_site.errors import N_, SourceError
from rectify_site.intake import biff, cells, grids
from rectify_site.intake.biff import Facts
from rectify_site.intake.cells import Shown
from rectify_site.intake.grids import Area, Cell, Grid, place_of
from rectify_site.intake.package import SAVE_WORKBOOK
from rectify_site.intake.signatures import OLE, refuse_disguise
from rectify_site.intake.worksheets import AREA_LIMIT, ROW_LIMIT, tidy, too_large

SIZE_LIMIT = 30_000_000  # bytes
Value = int | float | str | bool | time | date | datetime | timedelta


class Sheets(NamedTuple):
    """The sheets a clerk sees, the hidden ones, the cells of hidden rows and columns, and places with a comment."""

    shown: tuple[Grid, ...]
    unseen: tuple[Grid, ...]
    hidden: tuple[Cell, ...]
    noted: tuple[str, ...]


def sheets(data: bytes) -> Sheets:
    """Read an .xls. Raises ``SourceError`` S2xx for one that is not taken as it is."""
    if not data.startswith(OLE):
        refuse_disguise(".xls", data)
        message = N_("the file is called {suffix} but is no Office file of this kind")
        raise SourceError("S204", message, SAVE_WORKBOOK, suffix=".xls")
    if len(data) > SIZE_LIMIT:
        message = N_("the file has {size} bytes, more than {limit}")
        raise SourceError("S205", message, SAVE_WORKBOOK, size=len(data), limit=SIZE_LIMIT)
    facts = biff.look(data)
    for name, its in facts.items():
        if its.height > ROW_LIMIT or its.height * its.width > AREA_LIMIT:
            raise too_large(name)
    shown, unseen, hidden = list[Grid](), list[Grid](), list[Cell]()
    for sheet, visible in _opened(data):
        grid, its_hidden = _grid(sheet, facts.get(sheet.name, Facts()))
        (shown if visible else unseen).append(grid)
        hidden += its_hidden if visible else ()
    noted = (place_of(name, *note) for name, its in facts.items() for note in its.notes)
    return Sheets(tuple(shown), tuple(unseen), tuple(hidden), tuple(noted))


def _opened(data: bytes) -> list[tuple[CalamineSheet, bool]]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return [
            (book.get_sheet_by_name(its.name), its.visible == SheetVisibleEnum.Visible)
            for its in book.sheets_metadata
        ]
    except PasswordError as error:
        raise biff.protected() from error
    except (CalamineError, ValueError, OSError) as error:
        raise biff.damaged(str(error)) from error
    except BaseException as error:  # its Rust code ends in an exception of no public class
        if type(error).__name__ != "PanicException":
            raise
        raise biff.damaged(type(error).__name__) from error


def _grid(sheet: CalamineSheet, facts: Facts) -> tuple[Grid, tuple[Cell, ...]]:
    """The grid of a sheet, without its hidden rows and columns, and the cells in those."""
    found: dict[tuple[int, int], Cell] = {}
    hidden = []
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            if value == "":
                continue
            shown = _shown(value, facts.formats.get((row, column), ""))
            cell = Cell(tidy(shown.text), place_of(sheet.name, row, column), shown.day)
            if row in facts.rows or column in facts.columns:
                hidden.append(cell)
            else:
                found[row, column] = cell
    merged = (Area(*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return grids.grid(sheet.name, found, merged), tuple(hidden)


def _shown(value: Value, code: str) -> Shown:
    if isinstance(value, bool):
        return Shown(str(value).upper())
    if isinstance(value, int | float):
        return cells.shown(value, code)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        clock = "" if midnight else f" {value:%H:%M}"
        return _dated(value.date(), code, clock)
    if isinstance(value, date):
        return _dated(value, code, "")
    return Shown(str(value))


def _dated(day: date, code: str, clock: str) -> Shown:
    """A date as far as its format shows it."""
    kind = cells.sections(code)[0].kind if code else "date"
    if kind == "month":
        return Shown(f"{day.year}年{day.month}月")
    if kind == "year":
        return Shown(f"{day.year}年")
    return Shown(cells.in_words(day) + clock, day)
