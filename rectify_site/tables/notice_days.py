"""How long a notice (公示) hangs, in words, and what ended it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rectify_site.model import words
from rectify_site.model.events import Event, EventKind
from rectify_site.model.reports import Notice


class Span(NamedTuple):
    """From when to when, and how the days are counted."""

    first: date
    final: date
    words: str


def as_day(text: str | None) -> date | None:
    """The day a text names; None where it names none (a unit, a record)."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def span(event: Event, notices: Mapping[str, Notice]) -> Span | None:
    """The days of a notice: as its document counts them, else from its event with both ends."""
    notice = notices.get(event.notice or "")
    if notice:
        return Span(notice.from_, notice.to, f"共{notice.days}个{words.DAY_KIND[notice.day_kind]}")
    first, final = as_day(event.from_), as_day(event.to)
    return Span(first, final, f"共{(final - first).days + 1}天") if first and final else None


def result(events: Sequence[Event], notice: Notice) -> Event | None:
    """The event that ended a notice for a matter, where it has ended."""
    put_up = [place for place, event in enumerate(events) if event.notice == notice.id]
    after = events[put_up[-1] + 1 :] if put_up else ()
    return next((event for event in after if event.kind is EventKind.NOTICE_RESULT), None)
