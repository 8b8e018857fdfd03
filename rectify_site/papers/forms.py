"""A form on exactly one A4 page: boxes of single lines, boxes to sign in, all of fixed height."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

from docx.document import Document as Letter
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from rectify_site.official.measures import BODY_FONT, HEAD_FONT, PAPER, TITLE_FONT
from rectify_site.papers.letters import word

MARGINS = TOP, BOTTOM, LEFT, RIGHT = Mm(22), Mm(16), Mm(22), Mm(20)
WIDTHS = LABEL, FIELD = Mm(28), Mm(140)
SIGN_WIDTHS = Mm(28), Mm(68), Mm(40), Mm(32)
SIGN_HEAD = ("环节", "意见", "签名", "日期")
SIZE, PITCH, PAD = 10.5, 16, 4  # points: a character, a line, what a row adds to its lines
TITLE_PITCH, GAP, FOOT_SIZE, FOOT_PITCH = 34, 6, 9, 13
TALL, FLAT, HEAD_ROW = 40, 17, 20  # points: a box to sign in, at most and at least; the row above them
ROOM = (297 - 22 - 16) / 25.4 * 72 - 12  # points between the margins, with a little to spare
COLUMNS = int(140 / 25.4 * 72 / SIZE) - 2  # characters of a line, less the margins of the cell
ROLE_COLUMNS = 6
NARROW = 0.62  # width of a Latin character, against a Chinese one, in a wide font
CUT = "…"


class Box(NamedTuple):
    """A field of the form: its title, an entry for each thing it says, and where those without room stand.

    An entry is a line, or some lines; each is cut to what fits.
    """

    title: str
    lines: tuple[str, ...]
    rest: str = ""

    @property
    def each(self) -> int:
        """The lines of an entry."""
        return max(entry.count("\n") + 1 for entry in self.lines)


class Form(NamedTuple):
    """A page: title, boxes, the roles that sign in their order, remarks at its foot."""

    title: str
    boxes: tuple[Box, ...]
    roles: tuple[str, ...]
    foot: tuple[str, ...]


def put(letter: Letter, form: Form) -> None:
    """Lay the form out on the page of a new document."""
    section = letter.sections[0]
    section.page_width, section.page_height = PAPER
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = MARGINS
    section.header_distance = Mm(10)
    _line(letter.add_paragraph(), form.title, (TITLE_FONT, Pt(22)), TITLE_PITCH, centred=True)
    height = tall(form)
    table = _table(letter, WIDTHS)
    for box, lines in zip(form.boxes, fitted(form, height), strict=True):
        label, field = _row(table, len(lines) * PITCH + PAD)
        _fill(label, (box.title,), HEAD_FONT)
        _fill(field, lines, BODY_FONT)
    _line(letter.add_paragraph(), "", (BODY_FONT, Pt(4)), GAP)
    _signing(letter, form.roles, height)
    for said in form.foot:
        _line(letter.add_paragraph(), said, (BODY_FONT, Pt(FOOT_SIZE)), FOOT_PITCH)


def tall(form: Form) -> int:
    """How tall a box to sign in may be, so that there is room for many roles and still for every field."""
    least = sum(min(len(box.lines) * box.each, 4) * PITCH + PAD for box in form.boxes)
    left = ROOM - TITLE_PITCH - GAP - HEAD_ROW - len(form.foot) * FOOT_PITCH - least
    return max(FLAT, min(TALL, int(left / max(1, len(form.roles)))))


def fitted(form: Form, height: int) -> tuple[tuple[str, ...], ...]:
    """The lines of each box that have room, each cut to one line; the last one counts those that have none."""
    fixed = TITLE_PITCH + GAP + HEAD_ROW + height * len(form.roles) + len(form.foot) * FOOT_PITCH
    room = int((ROOM - fixed - PAD * len(form.boxes)) / PITCH)
    return tuple(_kept(box, share) for box, share in zip(form.boxes, _shared(room, form.boxes), strict=True))


def _shared(room: int, boxes: Sequence[Box]) -> list[int]:
    """How many entries of each box have room: the short ones have it, the lists share the rest, one in turn."""
    shares = [1 if box.rest else len(box.lines) for box in boxes]
    left = room - sum(share * box.each for share, box in zip(shares, boxes, strict=True))
    while True:
        more = [
            place for place, box in enumerate(boxes) if shares[place] < len(box.lines) and box.each <= left
        ]
        if not more:
            return shares
        next_one = min(more, key=lambda place: shares[place])
        shares[next_one] += 1
        left -= boxes[next_one].each


def _kept(box: Box, share: int) -> tuple[str, ...]:
    whole = len(box.lines) <= share
    kept = box.lines if whole else box.lines[: share - 1]
    lines = [cut(line) for entry in kept for line in entry.split("\n")]
    if not whole:
        lines.append(cut(f"{'另有' if kept else '共'}{len(box.lines) - len(kept)}项，见{box.rest}"))
    return tuple(lines)


def cut(line: str, columns: float = COLUMNS) -> str:
    """A line as far as it fits into one line of its cell."""
    plain = " ".join(line.split())
    if width(plain) <= columns:
        return plain
    used = width(CUT)
    for place, sign in enumerate(plain):
        used += width(sign)
        if used > columns:
            return plain[:place] + CUT
    return plain


def width(text: str) -> float:
    """How many Chinese characters a text is wide."""
    return sum(1 if unicodedata.east_asian_width(sign) in "WFA" else NARROW for sign in text)


def _signing(letter: Letter, roles: Sequence[str], height: int) -> None:
    table = _table(letter, SIGN_WIDTHS)
    for cell, title in zip(_row(table, HEAD_ROW), SIGN_HEAD, strict=True):
        _fill(cell, (title,), HEAD_FONT)
    for role in roles:
        _fill(_row(table, height)[0], (cut(role, ROLE_COLUMNS),), HEAD_FONT)


def _table(letter: Letter, widths: Sequence[Length]) -> Any:  # noqa: ANN401 - the library has no types for tables
    """An empty table; Word takes the widths from the cells, WPS and LibreOffice from the grid."""
    table = letter.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    return table


def _row(table: Any, points: int) -> Sequence[_Cell]:  # noqa: ANN401
    row = table.add_row()
    row.height, row.height_rule = Pt(points), WD_ROW_HEIGHT_RULE.EXACTLY
    cells: tuple[_Cell, ...] = row.cells
    return cells


def _fill(cell: _Cell, lines: Sequence[str], font: str) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for index, line in enumerate(lines):
        paragraph = cell.add_paragraph() if index else cell.paragraphs[0]
        _line(paragraph, line, (font, Pt(SIZE)), PITCH, centred=font == HEAD_FONT)


def _line(
    paragraph: Paragraph, text: str, look: tuple[str, Pt], pitch: int, *, centred: bool = False
) -> None:
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    form.space_before = form.space_after = Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word(paragraph, text, *look)
