"""A workbook for people, written as text: sheets with a frozen head, and rows of words, numbers and days.

A library makes a book cell by cell, which takes longer than the rest of a build; what is needed here is five short
parts (ECMA-376). There is no formula, no link and no name in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import count, product
from string import ascii_uppercase
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from rectify_site.packing import EMPTY_PROPERTIES, fitting, like_a_formula, zipped

Value = str | int | date | datetime | None

LETTERS = tuple("".join(letters) for size in (1, 2) for letters in product(ascii_uppercase, repeat=size))
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - what day 0 is to a program for tables, in no zone
DAY = 86_400  # seconds
PLAIN, HEAD, TEXT, GUARDED, NUMBER, ON, AT = range(7)
"""The looks in the order of ``STYLES``."""

TO_ESCAPE = re.compile("[&<>\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
SHORT = 10_000  # characters that fit into a cell in any case

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PROPERTIES = "application/vnd.openxmlformats-"
TOP = '<alignment vertical="top" wrapText="1"/>'
STYLES = f"""{XML}<styleSheet xmlns="{MAIN}">\
<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>\
<numFmt numFmtId="165" formatCode="yyyy-mm-dd hh:mm"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>\
<fills count="3"><fill><patternFill/></fill><fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FFE3E8EF"/></patternFill></fill></fills>\
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf xfId="0"/>\
<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1" xfId="0">\
<alignment vertical="center" wrapText="1"/></xf>\
<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1" xfId="0">{TOP}</xf>\
<xf numFmtId="49" applyNumberFormat="1" quotePrefix="1" applyAlignment="1" xfId="0">{TOP}</xf>\
<xf numFmtId="1" applyNumberFormat="1" applyAlignment="1" xfId="0">{TOP}</xf>\
<xf numFmtId="164" applyNumberFormat="1" applyAlignment="1" xfId="0">{TOP}</xf>\
<xf numFmtId="165" applyNumberFormat="1" applyAlignment="1" xfId="0">{TOP}</xf></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
VIEW = """<sheetViews><sheetView workbookViewId="0">\
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>\
<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>"""


class Sheet(NamedTuple):
    """A sheet: its name, the titles of its columns with their widths in characters, its rows."""

    title: str
    heads: tuple[tuple[str, int], ...]
    rows: Iterable[Iterable[Value]]


def book(sheets: Iterable[Sheet]) -> bytes:
    """The bytes of a workbook: the same for the same sheets. A text stays a text whatever it begins with."""
    sheets = tuple(sheets)
    numbers = range(1, len(sheets) + 1)
    parts = {
        f"xl/worksheets/sheet{number}.xml": _sheet(sheet)
        for number, sheet in zip(numbers, sheets, strict=True)
    }
    kinds = [("xl/workbook.xml", f"{KIND}.sheet.main+xml"), ("xl/styles.xml", f"{KIND}.styles+xml")]
    kinds += [(name, f"{KIND}.worksheet+xml") for name in parts]
    kinds += [
        ("docProps/core.xml", f"{PROPERTIES}package.core-properties+xml"),
        ("docProps/app.xml", f"{PROPERTIES}officedocument.extended-properties+xml"),
    ]
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds)
    listed = "".join(
        f'<sheet name={quoteattr(sheet.title)} sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in zip(numbers, sheets, strict=True)
    )
    related = [(f"{OFFICE}/worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    return zipped(
        {
            "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="{PROPERTIES}package.relationships+xml"/>{overrides}</Types>',
            "_rels/.rels": _relations(
                (f"{OFFICE}/officeDocument", "xl/workbook.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                (f"{OFFICE}/extended-properties", "docProps/app.xml"),
            ),
            "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
            f"<bookViews><workbookView/></bookViews><sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": _relations(*related, (f"{OFFICE}/styles", "styles.xml")),
            "xl/styles.xml": STYLES,
        }
        | parts
        | EMPTY_PROPERTIES
    )


def _relations(*given: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in zip(count(1), given, strict=False)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _sheet(sheet: Sheet) -> str:
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, (_, width) in enumerate(sheet.heads, start=1)
    )
    head = "".join(
        f'<c r="{letter}1"{_text(title, HEAD)}'
        for letter, (title, _) in zip(LETTERS, sheet.heads, strict=False)
    )
    return (
        f'{XML}<worksheet xmlns="{MAIN}">{VIEW}<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols>'
        f'<sheetData><row r="1">{head}</row>{"".join(_rows(sheet.rows))}</sheetData></worksheet>'
    )


def _rows(rows: Iterable[Iterable[Value]]) -> Iterator[str]:
    for place, row in enumerate(rows, start=2):
        cells = [
            f'<c r="{letter}{place}"{_cell(value)}'
            for letter, value in zip(LETTERS, row, strict=False)
            if value is not None and value != ""
        ]
        yield f'<row r="{place}">{"".join(cells)}</row>'


@lru_cache(maxsize=8192)
def _cell(value: Value) -> str:
    """What stands in a cell behind its place; of most columns the same words come again and again."""
    if isinstance(value, str):
        return _text(value, GUARDED if like_a_formula(value) else TEXT)
    if isinstance(value, datetime):
        return f' s="{AT}"><v>{(value - FIRST_DAY).total_seconds() / DAY}</v></c>'
    if isinstance(value, date):
        return f' s="{ON}"><v>{(value - FIRST_DAY.date()).days}</v></c>'
    return f' s="{NUMBER}"><v>{value}</v></c>'


def _text(text: str, look: int) -> str:
    if len(text) > SHORT or TO_ESCAPE.search(text):
        text = escape(fitting(text))
    return f' s="{look}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
