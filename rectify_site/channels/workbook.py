"""All data sets in one workbook: a sheet each with Chinese titles, and a sheet that says what the columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rectify_site import links
from rectify_site.channels import spreadsheet
from rectify_site.channels.forms import BETWEEN, NO, YES
from rectify_site.channels.outlet import Outlet
from rectify_site.channels.spreadsheet import Sheet
from rectify_site.model.outputs import Artifact
from rectify_site.registry import channel
from rectify_site.tables.datasets import KIND_WORDS, Column, Dataset, Kind, Value

DICTIONARY, HEADS = "字段说明", (("表", 24), ("列", 24), ("程序中的列名", 24), ("种类", 24), ("说明", 60))
WIDTHS = {Kind.TEXT: 24, Kind.NAMES: 24, Kind.NUMBER: 10, Kind.FLAG: 10, Kind.DAY: 13, Kind.TIME: 27}
WIDE, LONG = 60, frozenset({"text", "title", "problem", "task", "target", "means"})


@channel("workbook")
def workbook(outlet: Outlet) -> Iterator[Artifact]:
    """One file for people."""
    datasets = outlet.datasets
    words = Sheet(DICTIONARY, HEADS, dictionary(datasets))
    yield Artifact(links.WORKBOOK, spreadsheet.book([*map(_sheet, datasets), words]))


def dictionary(datasets: Iterable[Dataset]) -> Iterator[tuple[str, ...]]:
    """What every column is, one a row."""
    for dataset in datasets:
        for column in dataset.columns:
            yield dataset.title, column.title, column.name, KIND_WORDS[column.kind], column.means


def _sheet(dataset: Dataset) -> Sheet:
    heads = tuple((column.title, _width(column)) for column in dataset.columns)
    return Sheet(dataset.title, heads, (map(_value, row) for row in dataset.rows))


def _width(column: Column) -> int:
    return WIDE if column.name in LONG else WIDTHS[column.kind]


def _value(value: Value) -> spreadsheet.Value:
    """A value as a cell holds it: days and numbers as such, everything else as words."""
    if isinstance(value, bool):
        return YES if value else NO
    return BETWEEN.join(value) if isinstance(value, tuple) else value
