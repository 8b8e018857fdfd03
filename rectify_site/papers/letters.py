"""Letters of an office as .docx, in the form of GB/T 9704-2012: type area, fonts by name, fixed line pitch.

The fonts are named and not shipped; where they are missing, Word and WPS take the nearest.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from io import BytesIO
from typing import Literal, NamedTuple

from docx import Document
from docx.document import Document as Letter
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from rectify_site.official.measures import (
    BODY_FONT,
    BODY_SIZE,
    BOTTOM,
    HEAD_FONT,
    LEFT,
    PAGE_FONT,
    PAGE_SIZE,
    PAPER,
    RIGHT,
    TABLE_SIZE,
    TITLE_FONT,
    TITLE_SIZE,
    TOP,
)
from rectify_site.packing import NOT_IN_XML, packed

HEAD_SIZE = Pt(10.5)
LINE_PITCH, INDENT = Pt(28), Pt(32)  # two characters of 16 pt

NUMBERED_SIZE, NUMBERED_PITCH, HANG = (
    Pt(14),
    Pt(24),
    Pt(42),
)  # the number stands in a margin of three characters

Look = Literal["title", "heading", "body", "plain", "right", "numbered"]


class Line(NamedTuple):
    """One paragraph. ``heading`` is the first level (一、), ``plain`` has no indent, ``right`` is for the signature.

    A ``numbered`` one begins with its number and a tab; the number hangs in the margin.
    """

    text: str
    look: Look = "body"


class Grid(NamedTuple):
    """A table with one header row that is repeated on every page; widths in millimetres."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


def written(parts: Iterable[Line | Grid], above: str = "") -> bytes:
    """The bytes of the letter; the same parts give the same bytes. ``above`` stands at the head of every page."""
    letter = Document()
    _page(letter)
    head(letter, above)
    looks: dict[Look, Paragraph] = {}
    for part in parts:
        _table(letter, part) if isinstance(part, Grid) else _put(letter, part, looks)
    return finished(letter)


def finished(letter: Letter) -> bytes:
    """The bytes of a document as it leaves this room."""
    out = BytesIO()
    letter.save(out)
    return packed(out.getvalue())


def head(letter: Letter, above: str) -> None:
    """A line at the head of every page."""
    if above:
        paragraph = letter.sections[0].header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        word(paragraph, above, PAGE_FONT, HEAD_SIZE)


def _page(letter: Letter) -> None:
    section = letter.sections[0]
    section.page_width, section.page_height = PAPER
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    normal = letter.styles["Normal"]
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY_FONT)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word(foot, "— ", PAGE_FONT, PAGE_SIZE)
    _number(word(foot, "", PAGE_FONT, PAGE_SIZE))
    word(foot, " —", PAGE_FONT, PAGE_SIZE)


def _number(run: Run) -> None:
    """The field that shows the number of the page."""
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        run.element.append(part)


def _put(letter: Letter, line: Line, looks: dict[Look, Paragraph]) -> None:
    """A paragraph at the end. One that looks like an earlier one is a copy of it: setting a look is slow."""
    if line.look not in looks:
        looks[line.look] = letter.add_paragraph()
        _line(looks[line.look], line)
        return
    copied = deepcopy(looks[line.look]._p)  # noqa: SLF001 - no public way to it
    letter.element.body[-1].addprevious(copied)  # before the last element, which describes the page
    Paragraph(copied, letter).runs[0].text = NOT_IN_XML.sub("", line.text)


def _line(paragraph: Paragraph, line: Line) -> None:
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE_PITCH
    form.space_before = form.space_after = Pt(0)
    font, size = BODY_FONT, BODY_SIZE
    if line.look == "title":
        font, size = TITLE_FONT, TITLE_SIZE
        paragraph.alignment, form.space_after = WD_ALIGN_PARAGRAPH.CENTER, LINE_PITCH
        form.line_spacing = Pt(32)
    elif line.look == "right":
        paragraph.alignment, form.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, INDENT * 2
    elif line.look == "numbered":
        size, form.line_spacing = NUMBERED_SIZE, NUMBERED_PITCH
        form.left_indent, form.first_line_indent = HANG, -HANG
        form.tab_stops.add_tab_stop(HANG)
    elif line.look != "plain":
        form.first_line_indent = INDENT
        font = HEAD_FONT if line.look == "heading" else BODY_FONT
    word(paragraph, line.text, font, size)


def word(paragraph: Paragraph, text: str, font: str, size: Pt) -> Run:
    """A run of text in a font that is named for Chinese and for Latin letters alike."""
    run = paragraph.add_run(NOT_IN_XML.sub("", text))
    run.font.name, run.font.size = font, size
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def _table(letter: Letter, grid: Grid) -> None:
    table = letter.add_table(rows=0, cols=len(grid.head), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Mm(width)
    for index, values in enumerate((grid.head, *grid.rows)):
        row = table.add_row()
        for cell, value, width in zip(row.cells, values, grid.widths, strict=True):
            cell.width = Mm(width)
            word(cell.paragraphs[0], value, BODY_FONT if index else HEAD_FONT, TABLE_SIZE)
        if not index:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no public way to it
