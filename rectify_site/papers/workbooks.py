"""Workbooks for people at a desk: what a sheet holds goes in, the bytes of an .xlsx come out.

Text is text whatever it begins with, dates are dates, only the cells to be filled can be written in, and the same
sheets give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rectify_site.packing import fitting, like_a_formula, packed

Value = str | int | date | None

TITLE_LIMIT = 31  # characters the name of a sheet may have
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
DAYS, TEXT = "yyyy-mm-dd", "@"
A4 = 9
LINE_HEIGHT, TALLEST = 14.5, 409  # points: a line of 11 pt, the tallest row there is
FONT, HEAD_FONT = "宋体", "黑体"
LINE = Side(style="thin", color="B0B0B0")
GRID = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD_FILL, FILL_FILL = "E3E8EF", "FFF8DC"


class Column(NamedTuple):
    """A column: its title, its width in characters, what may be chosen, whether it is only to be read.

    ``day`` says that a date belongs there, so that what a person types becomes one.
    """

    title: str
    width: float
    choices: tuple[str, ...] = ()
    locked: bool = True
    day: bool = False


class Sheet(NamedTuple):
    """A sheet: lines above the table (the first one is its title), the table, whether people see it.

    ``frozen`` columns stay in sight when the table is moved sideways. A sheet with cells to fill is protected without
    a password. A sheet whose columns have no titles at all has no header row. ``code`` is printed at the head of
    every page. The rows of a ``printed`` sheet are as tall as their words, whatever program prints it.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    above: tuple[str, ...] = ()
    hidden: bool = False
    frozen: int = 0
    code: str = ""
    printed: bool = False


def saved(sheets: Iterable[Sheet]) -> bytes:
    """The bytes of a workbook. The first sheet has to be a visible one; names of sheets are made legal and unique."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in _styles():
        book.add_named_style(style)
    for sheet in sheets:
        _put(book.create_sheet(sheet_title(sheet.title)), sheet)
    out = BytesIO()
    book.save(out)
    return packed(out.getvalue())


def sheet_title(text: str) -> str:
    """A name Excel takes for a sheet."""
    return NOT_IN_TITLES.sub(" ", text).strip("' ")[:TITLE_LIMIT] or "表"


def _styles() -> Iterable[NamedStyle]:
    """The looks a cell can have; each has one name in the workbook."""
    top, middle = Alignment(wrap_text=True, vertical="top"), Alignment(vertical="center")
    head = Alignment(wrap_text=True, vertical="center", horizontal="center")
    yield _style("标题", Font(name=HEAD_FONT, size=16), middle)
    yield _style("说明", Font(name=FONT, size=11), middle)
    yield _style("表头", Font(name=HEAD_FONT, size=11), head, HEAD_FILL, bordered=True)
    for name, form in (("只读", TEXT), ("只读日期", DAYS), ("只读数字", "0")):
        yield _style(name, Font(name=FONT, size=11), top, form=form, bordered=True)
    for name, form in (("填写", TEXT), ("填写日期", DAYS)):
        style = _style(name, Font(name=FONT, size=11), top, FILL_FILL, form=form, bordered=True)
        style.protection = Protection(locked=False)
        yield style


def _style(
    name: str, font: Font, alignment: Alignment, fill: str = "", *, form: str = TEXT, bordered: bool = False
) -> NamedStyle:
    style = NamedStyle(name=name, font=font, alignment=alignment, number_format=form)
    if fill:
        style.fill = PatternFill("solid", fgColor=fill)
    if bordered:
        style.border = GRID
    return style


def _put(target: Worksheet, sheet: Sheet) -> None:
    for index, line in enumerate(sheet.above, start=1):
        _write(target.cell(index, 1), line, "说明" if index > 1 else "标题")
    header = len(sheet.above)
    if any(column.title for column in sheet.columns):
        header += 1
        for index, column in enumerate(sheet.columns, start=1):
            _write(target.cell(header, index), column.title, "表头")
    for row, values in enumerate(sheet.rows, start=header + 1):
        for index, (column, value) in enumerate(zip(sheet.columns, values, strict=True), start=1):
            _write(target.cell(row, index), value, _look(column, value))
        if sheet.printed:
            target.row_dimensions[row].height = _height(sheet.columns, values)
    for index, column in enumerate(sheet.columns, start=1):
        target.column_dimensions[get_column_letter(index)].width = column.width
    if sheet.hidden:
        target.sheet_state = "hidden"
        return
    _offer(target, sheet, header)
    _protect(target, sheet)
    _lay_out(target, sheet, header)


def _height(columns: Sequence[Column], values: Iterable[Value]) -> float:
    """Points a row needs: a Chinese character is two columns wide; the edges of a cell take one."""
    lines = 1
    for column, value in zip(columns, values, strict=True):
        paragraphs = str("" if value is None else value).split("\n")
        lines = max(lines, sum(-(-2 * len(line) // int(column.width - 1)) or 1 for line in paragraphs))
    return min(TALLEST, lines * LINE_HEIGHT + 3)


def _look(column: Column, value: Value) -> str:
    if not column.locked:
        return "填写日期" if column.day else "填写"
    if isinstance(value, date):
        return "只读日期"
    return "只读数字" if isinstance(value, int) else "只读"


def _write(cell: Cell | Any, value: Value, look: str) -> None:  # noqa: ANN401 - openpyxl also has merged cells
    """One cell. A text stays a text: without its type set again ``=1+1`` would be a formula."""
    if isinstance(value, str):
        text = fitting(value)
        cell.value = text or None
        if text:
            cell.data_type = "s"
    else:
        cell.value = value
    cell.style = look
    if isinstance(value, str) and like_a_formula(value):
        cell.quotePrefix = True


def _offer(target: Worksheet, sheet: Sheet, header: int) -> None:
    """Lists to choose from, in the cells that may be filled."""
    for index, column in enumerate(sheet.columns, start=1):
        if not column.choices or not sheet.rows:
            continue
        offered = DataValidation("list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        left = "；没有决定的选 —。" if "—" in column.choices else "；没有进展就空着。"
        offered.errorTitle, offered.error = column.title, f"请从下拉框里选一项{left}"
        offered.showErrorMessage = True
        letter = get_column_letter(index)
        offered.add(f"{letter}{header + 1}:{letter}{header + len(sheet.rows)}")
        target.add_data_validation(offered)


def _protect(target: Worksheet, sheet: Sheet) -> None:
    """Without a password: it keeps a hand from slipping, nothing more. Widths may still be changed."""
    if all(column.locked for column in sheet.columns):
        return
    target.protection.sheet = True
    target.protection.formatColumns = target.protection.formatRows = False
    target.protection.autoFilter = target.protection.sort = False


def _lay_out(target: Worksheet, sheet: Sheet, header: int) -> None:
    """A4 across, as wide as the page, the header on every page, page numbers below."""
    target.page_setup.orientation, target.page_setup.paperSize = "landscape", A4
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.page_margins.left = target.page_margins.right = 0.5
    if target.oddFooter is not None:
        target.oddFooter.center.text = "第 &P 页，共 &N 页"
    if target.oddHeader is not None and sheet.code:
        target.oddHeader.right.text = sheet.code.replace("&", "&&")
    if header > len(sheet.above):
        target.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}{header + 1}"
        target.print_title_rows = f"{header}:{header}"
