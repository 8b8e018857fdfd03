"""Stages of a deadline that names several days: 2023年底前取得明显进展，2025年底前完成."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rectify_site.intake import deadlines
from rectify_site.model.deadlines import DATED, Deadline, DeadlineKind, Milestone
from rectify_site.model.fields import TEXT_LIMIT

CLAUSE = re.compile("[^，,；;。]+")
LEAST = 3  # characters that say what is reached, beside the day
DATE_WORDS = re.compile("[年月日底末前旬季度上下半初中之以内0-9]")


class Stages(NamedTuple):
    """The milestones, and what the last clause means."""

    milestones: tuple[Milestone, ...]
    last: deadlines.Read


def read(text: str, year: int | None) -> Stages | None:
    """The stages; None unless each clause but the last names a later day than the one before, and what is reached."""
    clauses = [found.group().strip() for found in CLAUSE.finditer(text)]
    if len(clauses) < 2:  # noqa: PLR2004 - a stage and the end
        return None
    dated = [clause for clause in clauses if any(when.day for when in _days(clause, year))]
    if len(dated) < 2 or dated[0] != clauses[0]:  # noqa: PLR2004 - a stage and the end
        return None
    stages: list[tuple[str, deadlines.Read]] = []
    for clause in dated[:-1]:
        year_of = _year_of(stages, year)
        stages.append((clause, deadlines.read(clause, year_of)))
    last = text[text.rindex(dated[-1]) :]
    end = deadlines.read(last, _year_of(stages, year))
    dates = [each.deadline.date for _, each in stages] + [end.deadline.date]
    told = all(len(DATE_WORDS.sub("", clause)) >= LEAST for clause, _ in stages)
    known = [day for day in dates if day]
    if not told or len(known) < len(dates) or any(one >= two for one, two in pairwise(known)):
        return None
    doubt = next((each.doubt for _, each in stages if each.doubt), "")
    whole = end.deadline.model_copy(update={"text": text.strip()})
    return Stages(
        tuple(
            Milestone(id=f"m{count}", text=_reached(clause, year), deadline=_by_date(each.deadline))
            for count, (clause, each) in enumerate(stages, 1)
        ),
        deadlines.Read(whole, doubt),
    )


def of_measures(values: Sequence[tuple[str, str]], year: int | None) -> Stages | None:
    """The stages where measures have a deadline each: the matter is due with the latest of them.

    ``values`` are roles and texts in their order. None where that is not so, or a deadline is no day.
    """
    pairs: list[tuple[str, str]] = []
    measure = ""
    for role, text in values:
        if role == "measures":
            measure = f"{measure}{text}" if len(measure) + len(text) < TEXT_LIMIT else text
        elif role == "deadline" and text:
            if not measure:
                return None
            pairs.append((measure, text))
            measure = ""
    reads = [deadlines.read(text, year) for _, text in pairs]
    if len(pairs) < 2 or any(each.deadline.kind not in DATED or each.doubt for each in reads):  # noqa: PLR2004
        return None
    last = max(reads, key=lambda each: str(each.deadline.date))
    stages = enumerate(zip(pairs, reads, strict=True), 1)
    return Stages(
        tuple(Milestone(id=f"m{at}", text=told, deadline=each.deadline) for at, ((told, _), each) in stages),
        last,
    )


def _days(clause: str, year: int | None) -> list[deadlines.When]:
    return list(deadlines.days(deadlines.plain_words(clause), year))


def _reached(clause: str, year: int | None) -> str:
    """The words behind the day: 2023年底前取得明显进展 is 取得明显进展."""
    plain = deadlines.plain_words(clause)
    when = next(deadlines.days(plain, year))
    rest = plain[when.end :].lstrip("之以前底内")
    return rest if when.start <= 1 and len(rest) >= LEAST else clause


def _year_of(stages: list[tuple[str, deadlines.Read]], year: int | None) -> int | None:
    """A day without a year takes that of the stage before it."""
    before = stages[-1][1].deadline.date if stages else None
    return before.year if before else year


def _by_date(deadline: Deadline) -> Deadline:
    return deadline if deadline.kind in DATED else deadline.model_copy(update={"kind": DeadlineKind.BY_DATE})
