"""Which waiver is meant for which finding, and whether it holds (豁免).

A waiver is bound to the words a finding quotes: when the text changes there, the finding is back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rectify_site.model.waivers import Waiver
from rectify_site.text import fold

NEVER = ("T1", "T3", "T6", "R2", "R4", "R6", "W")
"""Families nobody can waive: placeholders, secrecy, personal data; and what the ledger could not take."""


class Quoted(NamedTuple):
    """What decides whether a waiver is meant for a finding. ``core`` are the words found, ``around`` those quoted."""

    code: str
    document: str
    field: str
    core: str
    around: str


def meant(waiver: Waiver, finding: Quoted) -> bool:
    """Whether the waiver speaks of this finding. Widths and blanks make no difference."""
    if (waiver.code, waiver.document) != (finding.code, finding.document):
        return False
    if waiver.field not in {None, finding.field}:
        return False
    words, core = _bare(waiver.words or ""), _bare(finding.core)
    return core in words and words in _bare(finding.around)


def waived(waivers: Sequence[Waiver], finding: Quoted, today: date | None) -> tuple[str, list[int]]:
    """The reason why this finding may stay ("" where it may not), and the waivers that speak of it."""
    speaking = [number for number, waiver in enumerate(waivers) if meant(waiver, finding)]
    reasons = [waivers[number].reason or "" for number in speaking if holds(waivers[number], today)]
    return next(iter(reasons), ""), speaking


def holds(waiver: Waiver, today: date | None) -> bool:
    """Whether it is complete, allowed and not past its day. Without a day nothing is past."""
    complete = waiver.reason and waiver.by and waiver.until
    return bool(complete) and not waiver.code.startswith(NEVER) and not past(waiver, today)


def past(waiver: Waiver, today: date | None) -> bool:
    """Whether its last day is over."""
    return waiver.until is not None and today is not None and waiver.until < today


def _bare(words: str) -> str:
    return "".join(fold(words).text.replace("…", "").replace("...", "").split())
