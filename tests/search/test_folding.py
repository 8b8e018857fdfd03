"""What counts as the same when somebody searches."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.search.folding import RANGES, TABLE, fold, table_for_scripts
from rectify_site.search.writing import artifacts
from tests.search.offices import an_office, found_in
from tests.search.reading import Reading


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("〔2022〕9号", "〔２０２２〕９号"),
        ("(2022)9号", "〔2022〕9号"),
        ("[2022]9号", "〔2022〕9号"),
        ("【2022】9号", "（2022）9号"),
        ("abc", "ＡＢＣ"),
        ("App", "aPP"),
        ("30 m2", "30㎡"),
        ("1", "①"),
        ("III", "Ⅲ"),
        ("文", "⽂"),
        ("一网通办", "一 网\u3000通\n办"),
        ('"一网通办"', "“一网通办”"),
        ("1-2", "1—2"),
        ("整改", "整\u200b改"),
        ("整改", "整\u0336改\ufe0f"),
        ("A·B", "a•b"),
    ],
)
def test_the_same_to_whoever_searches(typed: str, written: str) -> None:
    assert fold(typed) == fold(written)


@pytest.mark.parametrize(
    ("one", "other"), [("三", "3"), ("〇", "0"), ("二", "两"), ("。", "."), ("台", "臺")]
)
def test_not_the_same(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_a_part_of_a_text_is_a_part_of_the_folded_text(before: str, after: str) -> None:
    assert fold(before + after) == fold(before) + fold(after)


def test_in_the_ranges_the_table_knows_every_compatible_form() -> None:
    inside = [chr(code) for start, end in RANGES for code in range(start, end)]
    for sign in inside:
        plain = unicodedata.normalize("NFKC", sign)
        if plain != sign and not unicodedata.combining(sign):
            assert fold(sign) == fold(plain), hex(ord(sign))


def test_the_table_for_the_scripts_is_the_table() -> None:
    assert Reading(artifacts(found_in(an_office(1)))).folded == TABLE
    assert len(table_for_scripts()["from"]) == len(table_for_scripts()["to"])
