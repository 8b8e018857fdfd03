"""Tables of a Word file as grids. Real cells are walked: python-docx's ``Row.cells`` repeats merged text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from rectify_site.intake import grids, numbering
from rectify_site.intake.grids import Cell, Grid
from rectify_site.intake.paragraphs import Paragraph, clean
from rectify_site.intake.worksheets import AREA_LIMIT, tidy, too_large

TABLE, ROW, CELL, P = (qn(f"w:{name}") for name in ("tbl", "tr", "tc", "p"))
WIDEST = 256  # columns; Word itself has 63

Said = Callable[[BaseOxmlElement], str]
"""The words of a paragraph with its automatic number."""


def read(table: BaseOxmlElement, name: str, line: int, said: Said) -> Grid:
    """The grid of a table; ``name`` is its place (表1), ``line`` the body paragraph before it.

    The words of a table inside a cell are not among those of the cell.
    """
    found: dict[tuple[int, int], Cell] = {}
    for row, element in enumerate(rows(table)):
        column = _before(element)
        for cell in cells(element):
            its = _cell(cell, place(name, row, column), line, said)
            if _goes_on(cell):
                above = found.get((row - 1, column), Cell())
                its = above._replace(repeated=True) if not its.text else its
            for at in range(column, min(column + _span(cell), WIDEST)):
                found[row, at] = its if at == column else its._replace(repeated=True)
            column += _span(cell)
        if len(found) > AREA_LIMIT:
            raise too_large(name)
    return grids.grid(name, found, (), line)


def place(name: str, row: int, column: int) -> str:
    """Where a cell stands in the words of a Word file."""
    return f"{name} 第{row + 1}行第{column + 1}列"


def rows(table: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The rows of a table, without those of tables inside it, through the wrappers around them."""
    return (row for row in table.iter(ROW) if next(row.iterancestors(TABLE)) is table)


def cells(row: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The cells of a row."""
    return (cell for cell in row.iter(CELL) if next(cell.iterancestors(ROW)) is row)


def paragraphs(cell: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The paragraphs of a cell."""
    return (each for each in cell.iter(P) if next(each.iterancestors(CELL)) is cell)


def inner(table: BaseOxmlElement, name: str) -> Iterator[tuple[str, BaseOxmlElement]]:
    """The tables inside the cells of a table, with their places."""
    for row, element in enumerate(rows(table)):
        column = _before(element)
        for cell in cells(element):
            its = (each for each in cell.iter(TABLE) if next(each.iterancestors(CELL)) is cell)
            for count, each in enumerate(its, 1):
                yield f"{place(name, row, column)} 内表{count}", each
            column += _span(cell)


def one_column(table: BaseOxmlElement) -> bool:
    """Whether a table is a frame around text: no row has two cells."""
    return all(sum(1 for _ in cells(row)) < 2 for row in rows(table))  # noqa: PLR2004 - two cells


def _cell(cell: BaseOxmlElement, its_place: str, line: int, said: Said) -> Cell:
    text = tidy("\n".join(said(each) for each in paragraphs(cell)))
    return Cell(clean(Paragraph(line, text, place=its_place))[0].text.strip(), its_place)


def _before(row: BaseOxmlElement) -> int:
    return min(_number(row.find(qn("w:trPr")), "w:gridBefore", 0), WIDEST)


def _span(cell: BaseOxmlElement) -> int:
    return max(1, min(_number(cell.find(qn("w:tcPr")), "w:gridSpan", 1), WIDEST))


def _number(properties: BaseOxmlElement | None, name: str, otherwise: int) -> int:
    return numbering.whole(numbering.value(properties, name), otherwise)


def _goes_on(cell: BaseOxmlElement) -> bool:
    """Whether a cell is the rest of one merged downwards."""
    properties = cell.find(qn("w:tcPr"))
    mark = properties.find(qn("w:vMerge")) if properties is not None else None
    return mark is not None and mark.get(qn("w:val"), "continue") != "restart"
