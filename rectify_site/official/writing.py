"""An official document as .docx, from its parts: paragraphs, tables, a turn of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, NamedTuple

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Length, Mm

from rectify_site.official import looks
from rectify_site.official.looks import Look
from rectify_site.official.measures import (
    BODY_SIZE,
    BOTTOM,
    LEFT,
    NUMBER_BELOW,
    PAGE_SIZE,
    PAPER,
    PITCH,
    RIGHT,
    TOP,
)
from rectify_site.packing import packed

WIDE = re.compile(r"[^\x00-\xff]")
TITLE_LIMIT = 20  # characters of 22 pt on a line
BLANKS = re.compile(r"[\t\r\n]+")


class Line(NamedTuple):
    """A paragraph. ``right`` is the space behind it in characters, for what stands at the right (署名, 成文日期)."""

    text: str
    look: Look = "Normal"
    right: float = 0


class Cell(NamedTuple):
    """A text in a table, and under it what must not be overlooked."""

    text: str
    stressed: str = ""


class Row(NamedTuple):
    """A row; with one cell it goes over all columns, as the heading of the rows below."""

    cells: tuple[Cell, ...]


class Grid(NamedTuple):
    """A table whose header is repeated on every page; widths in millimetres."""

    heads: tuple[str, ...]
    rows: Sequence[Row]
    widths: tuple[int, ...]


class Turn(NamedTuple):
    """From here on the paper lies on its side."""


Part = Line | Grid | Turn


def written(parts: Iterable[Part]) -> bytes:
    """The bytes of the document; the same parts give the same bytes."""
    document = Document()
    body = document.element.body
    looks.strip(document)
    looks.put_on(document)
    looks.settle(document)
    section = document.sections[0]
    _upright(section)
    _page_numbers(section)
    for part in parts:
        if isinstance(part, Turn):
            _sideways(document.add_section(WD_SECTION.NEW_PAGE))
        else:
            body[-1].addprevious(_table(part) if isinstance(part, Grid) else _paragraph(part))
    out = BytesIO()
    document.save(out)
    return packed(out.getvalue())


def title(text: str) -> Iterator[Line]:
    """A title; where it has to be broken, before the brackets at its end, so that words stay whole."""
    at = text.rfind("（")
    if len(text) > TITLE_LIMIT and text.endswith("）") and at > 0:
        yield Line(text[:at], "TitleAbove")
        text = text[at:]
    yield Line(text, "Title")


def signed(issuer: str, date: str) -> Iterator[Line]:
    """署名 and 成文日期: the date four characters from the right, the name centred over it, for a seal on both."""
    behind = 4.0
    over = behind + (width(date) - width(issuer)) / 2
    if over < 0:
        behind, over = behind - over, 0.0
    yield Line(issuer, "Signed", over)
    yield Line(date, "Signed", behind)


def width(text: str) -> float:
    """How wide a text is, in characters of full width."""
    wide = len(WIDE.findall(text))
    return wide + (len(text) - wide) / 2


def _upright(section: Section) -> None:
    section.page_width, section.page_height = PAPER
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.footer_distance = Length(BOTTOM - NUMBER_BELOW - PAGE_SIZE)
    _grid_of_lines(section)


def _sideways(section: Section) -> None:
    """The same sheet turned to the left: what was above is at the right now."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_height, section.page_width = PAPER
    section.top_margin, section.bottom_margin = LEFT, RIGHT
    section.left_margin, section.right_margin = BOTTOM, TOP
    section.footer_distance = Length(RIGHT - NUMBER_BELOW - PAGE_SIZE)
    _grid_of_lines(section)


def _grid_of_lines(section: Section) -> None:
    [grid] = section._sectPr.xpath("w:docGrid")  # noqa: SLF001 - no public way to it
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(PITCH.twips))


def _page_numbers(section: Section) -> None:
    """— 1 — at the outer side: odd pages at the right, even ones at the left, a character from the edge."""
    for foot, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        foot.is_linked_to_previous = False
        [old] = foot.paragraphs
        form = f'<w:pPr><w:pStyle w:val="Footer"/><w:ind w:{side}="{PAGE_SIZE.twips}"/><w:jc w:val="{side}"/></w:pPr>'
        old._p.getparent().replace(  # noqa: SLF001
            old._p,  # noqa: SLF001
            parse_xml(f"<w:p {nsdecls('w')}>{form}{_run('— ')}{FIELD}{_run(' —')}</w:p>"),
        )


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    "<w:r><w:t>1</w:t></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
"""The number of the page, whole: WPS shows nothing for a field without its last value."""


def _paragraph(line: Line) -> Any:  # noqa: ANN401
    made = OxmlElement("w:p")
    form = OxmlElement("w:pPr")
    style = OxmlElement("w:pStyle")
    style.set(qn("w:val"), line.look)
    form.append(style)
    if line.right:
        behind = OxmlElement("w:ind")
        behind.set(qn("w:rightChars"), f"{line.right * 100:.0f}")
        behind.set(qn("w:right"), f"{line.right * BODY_SIZE.twips:.0f}")
        form.append(behind)
    made.append(form)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.set(qn("xml:space"), "preserve")
    text.text = BLANKS.sub(" ", line.text)
    run.append(text)
    made.append(run)
    return made


def _table(grid: Grid) -> Any:  # noqa: ANN401
    columns = "".join(f'<w:gridCol w:w="{Mm(wide).twips}"/>' for wide in grid.widths)
    made = parse_xml(f"<w:tbl {nsdecls('w')}>{TABLE}<w:tblGrid>{columns}</w:tblGrid></w:tbl>")
    made.append(
        _row(Row(tuple(map(Cell, grid.heads))), grid.widths, "CellHead", "<w:cantSplit/><w:tblHeader/>")
    )
    for row in grid.rows:
        spans = len(row.cells) == 1
        made.append(_row(row, grid.widths, "CellGroup" if spans else "Cell", "<w:cantSplit/>"))
    return made


BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
TABLE = (
    '<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/>'
    f'<w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
)


def _row(row: Row, widths: tuple[int, ...], look: Look, kept: str) -> Any:  # noqa: ANN401
    made = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr>{kept}</w:trPr></w:tr>")
    spread = widths if len(row.cells) > 1 else (sum(widths),)
    for cell, wide in zip(row.cells, spread, strict=True):
        span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(row.cells) == 1 else ""
        form = f'<w:tcW w:w="{Mm(wide).twips}" w:type="dxa"/>{span}<w:vAlign w:val="center"/>'
        box = parse_xml(f"<w:tc {nsdecls('w')}><w:tcPr>{form}</w:tcPr></w:tc>")
        box.append(_paragraph(Line(cell.text, look)))
        if cell.stressed:
            box.append(_paragraph(Line(cell.stressed, "CellHead")))
        made.append(box)
    return made
