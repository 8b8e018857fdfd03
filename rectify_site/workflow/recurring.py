"""``status --recurring``: problems that come back in another plan. A hint for the office, never published."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from rectify_site.model.fields import public_text
from rectify_site.model.office import Office
from rectify_site.model.records import Record
from rectify_site.text import fold
from rectify_site.workflow.opening import open_office

ALIKE = 0.5
"""The share of pairs of characters two problems have in common (Dice) from which on they may be the same."""

COMMON = 40
"""A pair of characters in more problems than this tells nothing: it is a word of the trade."""


class Again(NamedTuple):
    """Two matters of different plans that read alike, the more alike first."""

    first: str
    second: str
    likeness: int  # per cent
    words: tuple[str, str]


def recurring(root: Path) -> tuple[Again, ...]:
    """Compare what each matter names as its problem with those of all other plans."""
    return _again(open_office(root).office)


def _again(office: Office) -> tuple[Again, ...]:
    pairs = {record.id: _pairs(record) for record in office.records}
    words = {record.id: public_text(record.heading) for record in office.records}
    plans = {record.id: record.plan for record in office.records}
    where: dict[str, list[str]] = defaultdict(list)
    for name, own in pairs.items():
        for pair in own:
            where[pair].append(name)
    candidates = {
        couple
        for names in where.values()
        if len(names) <= COMMON
        for couple in combinations(names, 2)
        if plans[couple[0]] != plans[couple[1]]
    }
    found = [
        Again(one, other, round(100 * likeness), (words[one], words[other]))
        for one, other in sorted(candidates)
        if (likeness := _likeness(pairs[one], pairs[other])) >= ALIKE
    ]
    return tuple(sorted(found, key=lambda again: -again.likeness))


def _pairs(record: Record) -> frozenset[str]:
    text = "".join(letter for letter in fold(public_text(record.heading)).text if letter.isalnum())
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other) or 1)
