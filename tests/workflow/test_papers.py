"""The page to sign and the list of differences speak as an office does: no word of the program stands in them."""

from __future__ import annotations

import pytest

from rectify_site.ledger.sheets import Difference, Item
from rectify_site.workflow import papers


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("units.3.kind", "department", "部门"),
        ("scope", "public", "向社会公开"),
        ("deadline.kind", "by_date_then_ongoing", "按期完成，长期坚持"),
        ("deadline.approximate", "True", "是"),
        ("problem", "public", "public"),
    ],
)
def test_a_closed_word_that_changed_is_shown_in_chinese(field: str, value: str, words: str) -> None:
    item = Item("units", "units", {}, None, (Difference(field, None, value),))
    assert [row["after"] for row in papers.changed(item)] == [words]
