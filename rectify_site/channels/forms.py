"""A data set as the text of a file: CSV for any program, JSON without loss."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import date
from io import StringIO
from string import whitespace

from rectify_site.tables.datasets import Dataset, Kind, Value

MARK = "\ufeff"  # without it Excel takes UTF-8 for the code page of the machine
YES, NO = "是", "否"
BETWEEN = "、"
GUARD = "'"
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "{=", "|", "%", GUARD)
BLANKS, WIDE_BLANK = ("\t", "\r", "\n"), "\u3000"


def as_csv(dataset: Dataset) -> bytes:
    """UTF-8 with its mark, lines ended as RFC 4180 says. A text that a program might calculate has a ' before it."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in dataset.columns])
    texts = [column.kind in {Kind.TEXT, Kind.NAMES} for column in dataset.columns]
    for row in dataset.rows:
        written = zip(texts, map(plain, row), strict=True)
        writer.writerow([guarded(value) if text else value for text, value in written])
    return (MARK + out.getvalue()).encode()


def plain(value: Value) -> str:
    """A value as the text of a cell; empty where there is none."""
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


def like_a_formula(text: str) -> bool:
    """Whether a program for tables might calculate it: what matters is the first sign that is no blank."""
    return text.startswith(BLANKS) or text.lstrip(MARK + whitespace + WIDE_BLANK).startswith(SIGNS)


def in_lines(rows: Iterable[str]) -> str:
    """A JSON list of what is JSON already, each row on a line of its own, the commas too."""
    return "[\n" + "\n,\n".join(rows) + "\n]"


def one_line(value: object) -> str:
    """JSON on one line; days as YYYY-MM-DD."""
    return json.dumps(value, ensure_ascii=False, default=date.isoformat)
