"""Documents nobody has seen: made at random with their truth, read, and scored field by field."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from tests.intake.documents import making
from tests.intake.documents.making import Result
from tests.intake.documents.score import fields, lost

OVERALL, EACH = 0.99, 0.97
ENOUGH = 200  # fields, before a share of them means anything
FEW, MANY, ALL = 14, 500, 5000
COUNTS = [
    FEW,
    pytest.param(MANY, marks=pytest.mark.slow),
    pytest.param(ALL, marks=pytest.mark.deep),
]


@cache
def results(count: int) -> tuple[Result, ...]:
    """The first documents, read. Whatever is raised but a refusal goes through: it is a failure."""
    return tuple(making.attempt(making.make(seed)) for seed in range(count))


def shares(count: int) -> dict[str, tuple[int, int]]:
    """Right fields and all fields: of everything, of each shape, and of each format."""
    right: Counter[str] = Counter()
    all_of: Counter[str] = Counter()
    for result in results(count):
        of = ("everything", result.made.paper.shape.partition(",")[0], f"as {result.made.form}")
        for name in of:
            right[name] += sum(field.right for field in result.fields)
            all_of[name] += len(result.fields)
    return {name: (right[name], all_of[name]) for name in all_of}


def worst(count: int, shown: int = 8) -> str:
    """What was misread in the documents with most faults, for the person who mends it."""
    by_faults = sorted(
        results(count), key=lambda one: sum(not field.right for field in one.fields), reverse=True
    )
    lines = []
    for result in by_faults[:shown]:
        faults = [field for field in result.fields if not field.right]
        lines.append(
            f"seed {result.made.seed}: {result.made.paper.shape}, {result.made.form}: {len(faults)} faults"
        )
        lines += [f"    {one.name}: wanted {one.wanted!r}, got {one.got!r}" for one in faults[:3]]
    return "\n".join(lines)


@pytest.mark.parametrize("count", COUNTS)
def test_no_document_an_office_could_have_is_refused(count: int) -> None:
    assert [(one.made.seed, one.made.form, one.refused) for one in results(count) if one.refused] == []


@pytest.mark.parametrize("count", COUNTS)
def test_99_fields_in_100_are_read_as_a_careful_person_reads_them(count: int) -> None:
    right, asked = shares(count)["everything"]
    assert right >= OVERALL * asked, f"{right} of {asked}\n{worst(count)}"


@pytest.mark.parametrize("count", COUNTS)
def test_no_shape_and_no_format_falls_behind(count: int) -> None:
    behind = {
        name: f"{right} of {asked}"
        for name, (right, asked) in shares(count).items()
        if asked >= ENOUGH and right < EACH * asked
    }
    assert behind == {}, worst(count)


@pytest.mark.parametrize("count", COUNTS)
def test_nothing_of_a_document_is_lost_in_silence(count: int) -> None:
    assert [(one.made.seed, one.made.form, one.lost) for one in results(count) if one.lost] == []


def test_a_document_is_the_same_in_every_run() -> None:
    one, other = making.make(7), making.make(7)
    assert one.paper == other.paper
    assert making.make(8).paper != one.paper


@pytest.mark.slow
def test_the_documents_differ() -> None:
    made = [result.made for result in results(MANY)]
    assert len({one.paper.shape for one in made}) > 50
    assert {one.form for one in made} == making.FORMS
    sentences = {text for one in made for each in one.paper.truth.matters or () for text in each.problem}
    assert len(sentences) > MANY


def test_the_score_sees_a_wrong_field_and_a_lost_paragraph() -> None:
    made = making.make(0)
    reading = making.read(made)
    truth = made.paper.truth
    wrong = truth._replace(matters=tuple(each._replace(problem=("别的",)) for each in truth.matters or ()))
    faults = [one.name for one in fields(wrong, reading) if not one.right]
    assert faults.count("problem") == len(truth.matters or ())
    assert lost(made.paper, reading) == []
    assert lost(made.paper, reading._replace(used=reading.used[:-1])) != []
