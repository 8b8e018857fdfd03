"""What a unit does to a workbook on its own machine: fill cells, save it otherwise, break it, pack it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import xlwt
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

TABLE, MEMORY = "进展报送", "_rectify"
Filled = Mapping[tuple[str, str], object]
"""Values by the id of the row and the title of the column."""


def edited(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    """A workbook opened, changed and saved by another program."""
    book = openpyxl.load_workbook(BytesIO(data))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def filled(data: bytes, values: Filled) -> bytes:
    """Cells written in the table."""

    def write(book: Workbook) -> None:
        sheet = book[TABLE]
        columns, rows = places(sheet)
        for (name, title), value in values.items():
            sheet.cell(rows[name], columns[title]).value = value  # type: ignore[assignment]

    return edited(data, write)


def places(sheet: Worksheet) -> tuple[dict[str, int], dict[str, int]]:
    """The column of each title and the row of each id."""
    header = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "编号")
    columns = {str(cell.value): cell.column for cell in sheet[header] if cell.value}
    rows = {str(sheet.cell(row, 1).value): row for row in range(header + 1, sheet.max_row + 1)}
    return columns, rows


def table(data: bytes) -> list[list[object]]:
    """What stands in the table."""
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(data))[TABLE].iter_rows()]


def beheaded(data: bytes, upto: int = 6) -> bytes:
    """The first rows deleted: the header, and what stands above it."""
    return edited(data, lambda book: book[TABLE].delete_rows(1, upto))


def forgetful(data: bytes) -> bytes:
    """Without the hidden sheet, as after copying the table into a new workbook."""
    return edited(data, lambda book: book.remove(book[MEMORY]))


def as_xls(data: bytes) -> bytes:
    """Saved as an old workbook."""
    target = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for sheet in openpyxl.load_workbook(BytesIO(data)):
        made = target.add_sheet(sheet.title)
        made.visibility = int(sheet.sheet_state != "visible")
        for cell in cells(sheet):
            value = cell.value
            place = (cell.row - 1, cell.column - 1)
            made.write(*place, value, day) if isinstance(value, date) else made.write(*place, value)
    out = BytesIO()
    target.save(out)
    return out.getvalue()


def cells(sheet: Worksheet) -> Iterator[Any]:
    """The cells that hold something."""
    return (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def as_csv(data: bytes, encoding: str = "gb18030") -> bytes:
    """The table alone, as a list of values."""
    rows = [
        ["" if value is None else str(value).removesuffix(" 00:00:00") for value in row]
        for row in table(data)
    ]
    quoted = ('"' + value.replace('"', '""') + '"' for row in rows for value in row)
    width = len(rows[0])
    flat = list(quoted)
    return "\r\n".join(",".join(flat[at : at + width]) for at in range(0, len(flat), width)).encode(encoding)


def zipped(files: Mapping[str, bytes], encoding: str = "gb18030") -> bytes:
    """An archive as Chinese Windows packs it: names in GBK, and no mark that says so."""
    out = BytesIO()
    raw = {f"name{place}": name.encode(encoding) for place, name in enumerate(files)}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, data in enumerate(files.values()):
            info = zipfile.ZipInfo(
                f"name{place}".ljust(len(raw[f"name{place}"]), "_")[: len(raw[f"name{place}"])]
            )
            archive.writestr(info, data)
    whole = out.getvalue()
    for plain, name in raw.items():
        whole = whole.replace(plain.ljust(len(name), "_")[: len(name)].encode(), name)
    return whole


def issued(folder: Path, unit: str) -> bytes:
    """The workbook that was written for a unit."""
    [path] = [path for path in folder.glob("*.xlsx") if path.name.startswith(f"{unit}-")]
    return path.read_bytes()
