"""Ledgers as workbooks and CSV files."""

from __future__ import annotations

from rectify_site.intake.books import extract
from rectify_site.intake.paragraphs import Extract
from rectify_site.intake.workbooks import Tick, sheets
from rectify_site.registry import importer


@importer(".xlsx", ticks=True)
def read_xlsx(data: bytes, encoding: str | None, tick: Tick | None = None) -> Extract:  # noqa: ARG001 - it names its own
    """A workbook of today."""
    return extract(sheets(data, ".xlsx", tick))


@importer(".xls", ticks=True)
def read_xls(data: bytes, encoding: str | None, tick: Tick | None = None) -> Extract:  # noqa: ARG001 - it names its own
    """A workbook of Excel 97 to 2003, as units still send them."""
    return extract(sheets(data, ".xls", tick))


@importer(".csv", ticks=True)
def read_csv(data: bytes, encoding: str | None, tick: Tick | None = None) -> Extract:
    """A table as text."""
    return extract(sheets(data, ".csv", tick, encoding))
