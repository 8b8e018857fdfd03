"""P2 and P3: in every output, every string is text, the whole text, and nothing but text.

The default run takes a few of our own strings, the slow one more of them and a sample of the corpora, the deep one all.
"""

import random
import re
import unicodedata
from collections.abc import Iterable, Iterator

import pytest

from rectify_site.errors import SourceError
from rectify_site.model.edition import Edition
from tests.escape.office import Names, full_office, offices
from tests.escape.oracle import compared
from tests.escape.outputs import ANOTHER_ENGINE, OUTPUTS, Output, pdfs, read_pdf
from tests.render.corpora import OWN, strings

BATCH = 150
HANDFUL = 8
BUT_PAPER = [output for output in OUTPUTS if output.read is not read_pdf]
"""A PDF refuses a text that no font can show; all others are set in a test of their own."""


def distinct(found: Iterable[str]) -> list[str]:
    """Names of units have to differ in more than blanks."""
    return list({" ".join(text.split()): text.strip() for text in found}.values())


def batches(found: list[str]) -> Iterator[list[str]]:
    """Offices of a size that a desk program opens."""
    return (found[at : at + BATCH] for at in range(0, len(found), BATCH))


def handfuls(found: list[str]) -> list[str]:
    """Eight of them in one text, each time with others than their neighbours in the list."""
    mixed = random.Random(8).sample(found, len(found))  # noqa: S311 - the same order each time
    return ["、".join(mixed[at : at + HANDFUL]) for at in range(0, len(mixed), HANDFUL)]


def kept(output: Output, given: tuple[Edition, Edition, Names]) -> list[str]:
    """What an output makes of an office other than of its twin."""
    hostile, twin, known = given
    found = compared(output.read, output.write(hostile), output.write(twin), known)
    return [f"{output.name}: {line}" for line in found]


FEW = distinct(OWN)[1::12]


@pytest.fixture(scope="module")
def few() -> tuple[Edition, Edition, Names]:
    return offices(FEW)


@pytest.fixture(scope="module")
def sampled() -> tuple[Edition, Edition, Names]:
    found = random.Random(4).sample(strings(), 20)  # noqa: S311 - a sample, the same each time
    return offices(distinct([*OWN[::3], *found]))


@pytest.mark.parametrize("output", [*OUTPUTS, ANOTHER_ENGINE], ids=lambda output: output.name)
def test_hostile_strings_are_text_in_every_output(
    output: Output, few: tuple[Edition, Edition, Names]
) -> None:
    assert kept(output, few) == []


@pytest.mark.slow
@pytest.mark.parametrize("output", [*OUTPUTS, ANOTHER_ENGINE], ids=lambda output: output.name)
def test_our_own_strings_and_a_sample_are_text_in_every_output(
    output: Output, sampled: tuple[Edition, Edition, Names]
) -> None:
    assert kept(output, sampled) == []


@pytest.fixture(scope="module")
def every() -> tuple[Edition, Edition, Names]:
    """Each string of the corpora in one field: a hundred plans hold them all."""
    return offices(distinct(strings()), full_office)


@pytest.mark.deep
@pytest.mark.parametrize("output", BUT_PAPER, ids=lambda output: output.name)
def test_each_of_the_corpora_is_text_in_every_output(
    output: Output, every: tuple[Edition, Edition, Names]
) -> None:
    assert kept(output, every) == []


@pytest.mark.deep
def test_each_of_the_corpora_is_text_on_paper() -> None:
    """All but what stands elsewhere on paper than in the text: scripts from right to left, heaps of marks."""
    found = printable([text for text in distinct(strings()) if not any(map(strays, text))])
    assert len(found) > len(strings()) * 0.95
    hostile, twin, known = offices(found, full_office)
    assert compared(read_pdf, pdfs(hostile), pdfs(twin), known) == []


def strays(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M" or unicodedata.bidirectional(sign) in {"R", "AL", "AN"}


def printable(found: list[str]) -> list[str]:
    """Those whose every character some font of this computer has; the others are refused by name."""
    while True:
        try:
            pdfs(full_office(found))
        except SourceError as error:
            lacking = {chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]+)", error.values["text"])}
            if not any(lacking.intersection(text) for text in found):
                raise
            found = [text for text in found if not lacking.intersection(text)]
        else:
            return found


@pytest.mark.deep
def test_all_of_the_corpora_are_text_in_every_output() -> None:
    """An office is made once for all outputs: there are some nine thousand strings."""
    given = map(offices, batches(distinct([*OWN, *strings()])))
    assert [line for each in given for output in BUT_PAPER for line in kept(output, each)] == []


@pytest.mark.deep
def test_handfuls_of_the_corpora_are_text_in_every_output() -> None:
    """The same in an eighth of the time. What acts only where a field begins or ends is not asked here."""
    given = map(offices, batches(handfuls(distinct(strings()))))
    assert [line for each in given for output in BUT_PAPER for line in kept(output, each)] == []
