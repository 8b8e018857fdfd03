"""The phases of a campaign (动员宣传阶段) and their windows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rectify_site.intake import deadlines
from rectify_site.intake.outline import Block
from rectify_site.model.records import Phase

HEAD = re.compile("(?P<name>[^，。；：:（(）)]{2,20}?阶段)\\s?(?:[（(](?P<window>[^（(）)]{1,60})[）)])?")
TO = re.compile("至|到(?!位)|[—–~～]{1,2}")
WHOLE_MONTH = re.compile("月份?(?:月?初)?$")


class Stage(NamedTuple):
    """A phase, and the heading it has in the document."""

    phase: Phase
    head: Block


def stages(document: Sequence[Block], year: int | None) -> tuple[Stage, ...]:
    """The phases in order. ``year`` is meant where a window names none."""
    return tuple(_stages(document, year))


def _stages(document: Sequence[Block], year: int | None) -> Iterator[Stage]:
    count = 0
    for block in document:
        found = HEAD.match(block.words) if block.level else None
        if found:
            count += 1
            starts, ends = _window(found["window"] or "", year)
            phase = Phase(
                id=f"phase-{count}", name=found["name"], text=found["window"], starts=starts, ends=ends
            )
            yield Stage(phase, block)


def _window(words: str, year: int | None) -> tuple[date | None, date | None]:
    """The days a window begins and ends. A placeholder leaves both open, a day that is not named leaves its own."""
    plain = deadlines.plain_words(words)
    if deadlines.PLACEHOLDER.search(plain):
        return None, None
    first, *rest = TO.split(plain)
    if not rest:
        return None, _end(first, year)
    begun = next(iter(deadlines.days(first, year)), None)
    starts = begun.day if begun else None
    if begun and starts and not first[begun.start : begun.end].endswith(("日", "号")):
        starts = starts.replace(day=1) if WHOLE_MONTH.search(first[begun.start : begun.end]) else None
    named = deadlines.explicit_years(first)
    ends = _end(rest[-1], named[0] if named else year)
    return (starts, ends) if not (starts and ends) or starts <= ends else (None, None)


def _end(words: str, year: int | None) -> date | None:
    days = [when.day for when in deadlines.days(words, year)]
    return days[-1] if days else None
