"""P2 and P3: in every output, every string is text, the whole text, and nothing but text.

The default run takes a few of our own strings, the slow one all of them and a sample of the corpora, the deep one all.
"""

import random
from collections.abc import Iterable, Iterator

import pytest

from rectify_site.model.edition import Edition
from tests.escape.office import Names, offices
from tests.escape.oracle import compared
from tests.escape.outputs import OUTPUTS, Output
from tests.render.corpora import OWN, strings

BATCH = 150


def distinct(found: Iterable[str]) -> list[str]:
    """Names of units have to differ in more than blanks."""
    return list({" ".join(text.split()): text.strip() for text in found}.values())


def batches(found: list[str]) -> Iterator[list[str]]:
    """Offices of a size that a desk program opens."""
    return (found[at : at + BATCH] for at in range(0, len(found), BATCH))


def holds(output: Output, found: list[str]) -> None:
    """The oracle for one output and some strings."""
    hostile, twin, known = offices(found)
    assert compared(output.read, output.write(hostile), output.write(twin), known) == []


FEW = distinct(OWN)[1::12]


@pytest.fixture(scope="module")
def few() -> tuple[Edition, Edition, Names]:
    return offices(FEW)


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
def test_hostile_strings_are_text_in_every_output(
    output: Output, few: tuple[Edition, Edition, Names]
) -> None:
    hostile, twin, known = few
    assert compared(output.read, output.write(hostile), output.write(twin), known) == []


@pytest.mark.slow
@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
def test_our_own_strings_and_a_sample_are_text_in_every_output(output: Output) -> None:
    holds(output, distinct(OWN))
    holds(output, distinct(random.Random(4).sample(strings(), 60)))  # noqa: S311 - a sample, the same each time


@pytest.mark.deep
@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
def test_all_of_the_corpora_are_text_in_every_output(output: Output) -> None:
    for some in batches(distinct(strings())):
        holds(output, some)
