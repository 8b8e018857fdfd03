"""Plain text: one paragraph a line. A table copied into it, with tabs between its cells, is a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rectify_site.errors import N_, SourceError
from rectify_site.intake import books, charset, columns, grids
from rectify_site.intake.grids import Cell, Grid
from rectify_site.intake.paragraphs import Extract, Paragraph, clean, settle
from rectify_site.intake.signatures import refuse_disguise
from rectify_site.intake.worksheets import AREA_LIMIT, tidy
from rectify_site.registry import importer

SIZE_LIMIT = 10_000_000  # bytes; the longest plan seen has 60,000
TAB = "\t"
FEWEST_TABS = 3  # in the header of a table


@importer(".txt")
def read_text(data: bytes, encoding: str | None) -> Extract:
    """The lines of a text file, and its tables.

    Line numbers are those of an editor: only line feeds and returns count.
    """
    if len(data) > SIZE_LIMIT:
        message = N_("a text of {size} bytes is too long for one plan; {limit} are read")
        hint = N_("divide it, one plan a file")
        raise SourceError("S205", message, hint, size=len(data), limit=SIZE_LIMIT)
    refuse_disguise(".txt", data)
    text = charset.decode(data, encoding).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    tables = dict(_tables(lines))
    return settle(_paragraphs(lines, tables))._replace(grids=tuple(tables.values()))


def _paragraphs(lines: Sequence[str], tables: dict[range, Grid]) -> Iterator[Paragraph]:
    starts = {its.start: (its.stop, grid) for its, grid in tables.items()}
    at = 0
    while at < len(lines):
        if at in starts:
            end, grid = starts[at]
            yield from books.cells([grid])
            at = end
        else:
            yield Paragraph(at + 1, lines[at])
            at += 1


def _tables(lines: Sequence[str]) -> Iterator[tuple[range, Grid]]:
    """Lines with tabs that follow each other, where the first of them are the header of a ledger."""
    at = count = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].strip().count(TAB) >= (1 if end > at else FEWEST_TABS):
            end += 1
        grid = _grid(lines[at:end], at, f"表{count + 1}") if end > at + 1 else None
        if grid and columns.head(grid):
            count += 1
            yield range(at, end), grid
        at = max(end, at + 1)


def _grid(lines: Sequence[str], first: int, name: str) -> Grid | None:
    """The cells between the tabs; None where there are more than a table may have."""
    width = max(line.count(TAB) for line in lines) + 1
    if width > columns.WIDEST or len(lines) * width > AREA_LIMIT:
        return None
    found: dict[tuple[int, int], Cell] = {}
    for row, line in enumerate(lines):
        for column, text in enumerate(line.split(TAB)):
            place = f"{name} 第{row + 1}行第{column + 1}列"
            words = clean(Paragraph(first + row + 1, tidy(text), place=place))[0].text.strip()
            if words:
                found[row, column] = Cell(words, place)
    return grids.grid(name, found, (), first)
