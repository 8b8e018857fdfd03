"""A data set as the text of a file: CSV for any program, JSON without loss."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import date
from io import StringIO

from rectify_site.packing import like_a_formula
from rectify_site.tables.datasets import Dataset, Kind, Value

MARK = "\ufeff"  # without it Excel takes UTF-8 for the code page of the machine
YES, NO = "是", "否"
BETWEEN = "、"
GUARD = "'"
ENCODER = json.JSONEncoder(ensure_ascii=False, default=date.isoformat)


def as_csv(dataset: Dataset) -> bytes:
    """UTF-8 with its mark, lines ended as RFC 4180 says. A text that a program might calculate has a ' before it."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in dataset.columns])
    texts = [column.kind in {Kind.TEXT, Kind.NAMES} for column in dataset.columns]
    for row in dataset.rows:
        cells = zip(texts, map(plain, row), strict=True)
        writer.writerow([guarded(cell) if text and cell else cell for text, cell in cells])
    return (MARK + out.getvalue()).encode()


def plain(value: Value) -> str:
    """A value as the text of a cell; empty where there is none."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return value.isoformat()
    return BETWEEN.join(value) if isinstance(value, tuple) else str(value)


def guarded(text: str) -> str:
    """The text with a ' before it where a program for tables might take it for a formula.

    A text that begins with a ' gets one too, so that whoever takes the first ' off has every text as it was.
    """
    return GUARD + text if like_a_formula(text) else text


def in_lines(rows: Iterable[str]) -> str:
    """A JSON list of what is JSON already, each row on a line of its own, the commas too."""
    return "[\n" + "\n,\n".join(rows) + "\n]"


def one_line(value: object) -> str:
    """JSON on one line; days as YYYY-MM-DD."""
    return ENCODER.encode(value)
