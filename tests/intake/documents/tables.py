"""Tables as files: .xlsx, the old .xls, .csv, and a table in a Word document."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple

import openpyxl
import xlwt
from docx import Document

from tests.intake.documents.truth import Cell, Paper, Sheet

DATES = ("yyyy年m月d日", "yyyy-mm-dd", "yyyy/m/d", 'yyyy"年"m"月"d"日"')
DELIMITERS = (",", ",", ",", "\t", ";")
ENCODINGS = ("utf-8-sig", "gb18030", "utf-8", "gb18030")


class Placed(NamedTuple):
    """A cell and its place, from 1."""

    row: int
    column: int
    cell: Cell


def placed(sheet: Sheet) -> Iterator[Placed]:
    for row, cells in enumerate(sheet.rows, 1):
        for column, cell in enumerate(cells, 1):
            if cell is not None:
                yield Placed(row, column, cell)


def xlsx(rng: Random, paper: Paper) -> bytes:
    book, form = openpyxl.Workbook(), rng.choice(DATES)
    book.remove(book.active)
    for sheet in paper.sheets:
        page = book.create_sheet(sheet.name)
        for row, column, cell in placed(sheet):
            written = page.cell(row, column, cell.value if cell.value != "" else None)
            if isinstance(cell.value, date):
                written.number_format = form
            if cell.rows > 1 or cell.columns > 1:
                page.merge_cells(
                    start_row=row,
                    start_column=column,
                    end_row=row + cell.rows - 1,
                    end_column=column + cell.columns - 1,
                )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls(rng: Random, paper: Paper) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    dated = xlwt.easyxf(num_format_str=rng.choice(("yyyy-mm-dd", "yyyy/m/d")))
    for sheet in paper.sheets:
        page = book.add_sheet(sheet.name)
        for row, column, cell in placed(sheet):
            style = dated if isinstance(cell.value, date) else xlwt.easyxf("")
            if cell.rows > 1 or cell.columns > 1:
                last = (row + cell.rows - 2, column + cell.columns - 2)
                page.write_merge(row - 1, last[0], column - 1, last[1], cell.value, style)
            elif cell.value != "":
                page.write(row - 1, column - 1, cell.value, style)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def delimited(rng: Random, paper: Paper) -> bytes:
    """Saved as .csv, a merged area is its first cell and blanks."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=rng.choice(DELIMITERS), lineterminator=rng.choice(("\r\n", "\n")))
    for row in paper.sheets[0].rows:
        writer.writerow([shown(cell) for cell in row])
    return stream.getvalue().encode(rng.choice(ENCODINGS))


def shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return (
        f"{cell.value.year}/{cell.value.month}/{cell.value.day}"
        if isinstance(cell.value, date)
        else str(cell.value)
    )


def word(rng: Random, paper: Paper) -> bytes:
    """The rows above the header are paragraphs there, the rest is one table."""
    document = Document()
    (sheet,) = paper.sheets
    top = sheet.header
    for row in sheet.rows[:top]:
        document.add_paragraph("".join(map(shown, row)))
    for line in paper.lines:
        document.add_paragraph(line.number + line.text)
    table = document.add_table(len(sheet.rows) - top, max(len(row) for row in sheet.rows))
    grid = [row.cells for row in table.rows]
    for row, column, cell in placed(sheet._replace(rows=sheet.rows[top:])):
        here = grid[row - 1][column - 1]
        if cell.rows > 1 or cell.columns > 1:
            here = here.merge(grid[row + cell.rows - 2][column + cell.columns - 2])
        here.text = shown(cell)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
