"""Contrast as WCAG counts it, and a readable colour near one that is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site import colour

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_what_the_norm_says(one: str, other: str, ratio: float) -> None:
    assert colour.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert colour.contrast(other, one) == colour.contrast(one, other)


@given(COLOURS)
def test_a_colour_of_every_tone_is_found_that_can_be_read(given: str) -> None:
    by_day = colour.readable(given, "#f6f5f2", colour.BLACK)
    assert colour.contrast(by_day, "#f6f5f2") >= colour.READABLE
    by_night = colour.readable(given, "#2b2f34", colour.WHITE)
    assert colour.contrast(by_night, "#2b2f34") >= colour.READABLE
    assert by_day == given or colour.contrast(given, "#f6f5f2") < colour.READABLE


@pytest.mark.parametrize("written", ["1F4E79", "#1f4e79", " 1f4e79 "])
def test_a_colour_is_read_with_and_without_its_sign(written: str) -> None:
    assert colour.read(written) == "#1f4e79"


@pytest.mark.parametrize("written", ["", "red", "#12345", "1f4e79; } body { display: none"])
def test_nothing_else_is_a_colour(written: str) -> None:
    assert colour.read(written) is None
