"""A workbook as paragraphs: every cell with its place, beside the tables they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rectify_site.errors import N_, SourceError
from rectify_site.intake.grids import Grid
from rectify_site.intake.ledger_plans import NO_LEDGER
from rectify_site.intake.package import SAVE_WORKBOOK
from rectify_site.intake.paragraphs import Extract, Paragraph
from rectify_site.intake.workbooks import Book


def extract(book: Book) -> Extract:
    """The tables of a book, and its cells as paragraphs that are no plan until a ledger is found in them."""
    paragraphs = (*cells(book.grids), *book.asides)
    if not paragraphs and book.own:
        message = N_("the workbook holds nothing but this tool's own memory")
        raise SourceError("S280", message, SAVE_WORKBOOK)
    return Extract(paragraphs, book.remarks, book.grids)


def cells(grids: Iterable[Grid]) -> Iterator[Paragraph]:
    """Each cell that is not blank and not the rest of a merged area."""
    for grid in grids:
        for row in grid.rows:
            for cell in row:
                if cell.text and not cell.repeated:
                    text = cell.text if "\n" not in cell.text else " ".join(cell.text.split("\n"))
                    yield Paragraph(grid.line, text, place=cell.place, aside=NO_LEDGER)
