"""All data sets in one workbook: a sheet each with Chinese titles, and a sheet that says what the columns mean.

openpyxl makes the book with its looks and heads; the rows are written into it as text, because cell by cell they would
take longer than the rest of the build. There is no formula, no link and no name in it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rectify_site import links
from rectify_site.channels.forms import BETWEEN, NO, YES, like_a_formula
from rectify_site.channels.outlet import Outlet
from rectify_site.model.outputs import Artifact
from rectify_site.packing import fitting, packed
from rectify_site.registry import channel
from rectify_site.tables.datasets import KIND_WORDS, Dataset, Kind, Value

DICTIONARY, HEADS = "字段说明", ("表", "列", "程序中的列名", "种类", "说明")
FIRST_DAY = date(1899, 12, 30)  # what day 0 is to a program for tables
WIDTHS = {Kind.TEXT: 24, Kind.NAMES: 24, Kind.NUMBER: 10, Kind.FLAG: 10, Kind.DAY: 13, Kind.TIME: 27}
WIDE, LONG = 60, frozenset({"text", "title", "problem", "task", "target", "means"})
LOOKS = {"text": "@", "guarded": "@", "number": "0", "day": "yyyy-mm-dd"}
ROWS = re.compile(rb'<row r="2".*?</row>(?=</sheetData>)', re.DOTALL)
SIZE = re.compile(rb'<dimension ref="[^"]*"')

Row = tuple[Value, ...]


@channel("workbook")
def workbook(outlet: Outlet) -> Iterator[Artifact]:
    """One file for people."""
    yield Artifact(links.WORKBOOK, saved(outlet.datasets))


def saved(datasets: Iterable[Dataset]) -> bytes:
    """The bytes of the workbook: the same for the same data."""
    datasets = tuple(datasets)
    book, looks, contents = Workbook(), {}, []
    book.remove(book.worksheets[0])
    for dataset in datasets:
        heads = [
            (column.title, WIDE if column.name in LONG else WIDTHS[column.kind]) for column in dataset.columns
        ]
        looks = _headed(book.create_sheet(dataset.title), heads)
        contents.append(dataset.rows)
    looks = _headed(book.create_sheet(DICTIONARY), [(head, 24) for head in HEADS[:-1]] + [(HEADS[-1], WIDE)])
    contents.append(tuple(dictionary(datasets)))
    out = BytesIO()
    book.save(out)
    return packed(out.getvalue(), _filled(out.getvalue(), contents, looks))


def dictionary(datasets: Iterable[Dataset]) -> Iterator[Row]:
    """What every column is, one a row."""
    for dataset in datasets:
        for column in dataset.columns:
            yield dataset.title, column.title, column.name, KIND_WORDS[column.kind], column.means or None


def _headed(sheet: Worksheet, heads: Iterable[tuple[str, int]]) -> dict[str, int]:
    """A sheet with its frozen head and one row that shows the looks, and the numbers of the looks."""
    for index, (title, width) in enumerate(heads, 1):
        cell = sheet.cell(1, index, title)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E3E8EF")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    numbers = {}
    for index, (name, form) in enumerate(LOOKS.items(), 1):
        cell = sheet.cell(2, index, 0)
        cell.number_format, cell.alignment = form, Alignment(wrap_text=True, vertical="top")
        cell.quotePrefix = name == "guarded"
        numbers[name] = cell.style_id
    return numbers


def _filled(book: bytes, contents: Iterable[tuple[Row, ...]], looks: dict[str, int]) -> dict[str, bytes]:
    """The parts of the book that are sheets, each with its rows in the place of the row of looks."""
    parts = {}
    with zipfile.ZipFile(BytesIO(book)) as archive:
        for number, rows in enumerate(contents, 1):
            name = f"xl/worksheets/sheet{number}.xml"
            last = f"{get_column_letter(max(map(len, rows), default=1))}{len(rows) + 1}"
            written = "".join(_row(place, row, looks) for place, row in enumerate(rows, 2)).encode()
            data = SIZE.sub(f'<dimension ref="A1:{last}"'.encode(), archive.read(name), count=1)
            before, _, after = _around(data)
            parts[name] = before + written + after
    return parts


def _around(data: bytes) -> tuple[bytes, bytes, bytes]:
    found = ROWS.search(data)
    if found is None:
        message = "the library writes rows in another way than it did"
        raise ValueError(message)
    return data[: found.start()], found.group(), data[found.end() :]


def _row(place: int, row: Row, looks: dict[str, int]) -> str:
    cells = "".join(
        _cell(f"{_letter(index)}{place}", value, looks)
        for index, value in enumerate(row)
        if value is not None
    )
    return f'<row r="{place}">{cells}</row>'


LETTERS = tuple(get_column_letter(number) for number in range(1, 101))


def _letter(index: int) -> str:
    return LETTERS[index]


def _cell(place: str, value: Value, looks: dict[str, int]) -> str:
    """One cell: days and numbers as such, everything else as text whatever it begins with."""
    if isinstance(value, bool):
        value = YES if value else NO
    if isinstance(value, int):
        return f'<c r="{place}" s="{looks["number"]}"><v>{value}</v></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{looks["day"]}"><v>{(value - FIRST_DAY).days}</v></c>'
    text = BETWEEN.join(value) if isinstance(value, tuple) else str(value)
    look = looks["guarded" if like_a_formula(text) else "text"]
    inside = escape(fitting(text))
    return f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{inside}</t></is></c>'
