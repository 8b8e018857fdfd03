"""Cells that were left for one reason are told by row and by table; none of them gets lost."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.cli.cell_runs import runs
from rectify_site.intake.paragraphs import Paragraph
from rectify_site.intake.report import Unread

PLACES = st.builds("{}!{}{}".format, st.sampled_from("甲乙"), st.sampled_from("ABC"), st.integers(1, 4))
WORD_PLACES = st.builds("表{} 第{}行第{}列".format, st.integers(1, 2), st.integers(1, 3), st.integers(1, 3))
LEFT = st.builds(
    lambda place, why: Unread(Paragraph(0, "字", place=place), why),
    PLACES | WORD_PLACES | st.just(""),
    st.sampled_from(["one", "two"]),
)


def left(*places: str, why: str = "one") -> list[Unread]:
    return [Unread(Paragraph(0, "字", place=place), why) for place in places]


@given(st.lists(LEFT, max_size=12))
def test_every_cell_is_told_once_and_in_its_order(unread: list[Unread]) -> None:
    found = runs(unread)
    assert list(chain.from_iterable(found)) == unread
    assert all(len({one.why for one in its}) == 1 for its in found)


@pytest.mark.parametrize(
    "places",
    [
        ("表1 第1行第1列", "表1 第1行第2列", "表1 第2行第1列", "表1 第2行第2列"),
        ("台账!A5", "台账!B5", "台账!C5"),
    ],
)
def test_a_table_or_a_row_is_one_line(places: tuple[str, ...]) -> None:
    assert len(runs(left(*places))) == 1


def test_edited_cells_of_a_column_stay_apart() -> None:
    assert len(runs(left("台账!P5", "台账!P6", "台账!P7"))) == 3


def test_two_tables_and_two_reasons_stay_apart() -> None:
    assert len(runs(left("表1 第1行第1列", "表1 第1行第2列", "表2 第1行第1列", "表2 第1行第2列"))) == 2
    assert len(runs([*left("台账!A5"), *left("台账!B5", why="two")])) == 2
