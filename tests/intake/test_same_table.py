"""Our reader of .xlsx and two libraries see the same table in the same file."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from rectify_site.intake.workbooks import sheets

TEXTS = st.text(st.sampled_from("甲乙丙问题，。（）abcXY019 -+=\"'<&>"), max_size=12).map(str.strip)
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
VALUES = st.one_of(TEXTS, st.integers(-10_000, 10**9), DAYS)


def written(rows: list[list[object]]) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = page.cell(number, column)
            cell.value = value if value != "" else None
            if isinstance(value, str) and value:
                cell.data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def seen(value: object) -> str:
    """A value of a library as our cells show it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value.isoformat()[:10] if isinstance(value, date) else str(value).strip()


@pytest.mark.slow
@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=5))
def test_three_readers_see_the_same_table(rows: list[list[object]]) -> None:
    data = written([["头", "头", "头"], *rows, ["尾", "尾", "尾"]])
    ours = [
        [cell.day.isoformat() if cell.day else cell.text for cell in row]
        for row in sheets(data, ".xlsx").grids[0].rows
    ]
    theirs = [[seen(value) for value in row] for row in load_workbook(io.BytesIO(data)).worksheets[0].values]
    others = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    assert ours == theirs
    assert ours == [[seen(value) for value in row] for row in others.to_python(skip_empty_area=False)]
