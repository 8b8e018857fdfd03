"""Whether a matter is late. Computed from the signed cut-off date and never from a clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from rectify_site.model.deadlines import Deadline
from rectify_site.model.events import Event, EventKind
from rectify_site.model.fields import Noun
from rectify_site.model.records import Record
from rectify_site.model.states import OPEN, State, history, status, until


class Due(StrEnum):
    """未到期 · 临近时限 · 已到时限，情况待核 · 超过时限，尚未完成."""

    NOT_DUE = "not_due"
    NEAR = "near"
    REACHED = "reached"
    LATE = "late"


class DueRule(Noun):
    """How an office counts: days that are near, and the last day on which reports are still coming in.

    ``collected_by`` gives that last day for a deadline (``collection_days`` working days after it).
    """

    near_days: int
    stale_days: int
    collected_by: Callable[[date], date]


def _as_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def deadline_in_force(deadline: Deadline, events: Sequence[Event], as_of: date | None) -> date | None:
    """The day that counts: the plan's own, moved by every approved change and by whatever sends the matter back."""
    day = deadline.date
    happened = until(events, as_of)
    refused = {item.index for item in history(happened).refused}
    for index, event in enumerate(happened):
        if index in refused:
            continue
        if event.kind is EventKind.DEADLINE_CHANGED:
            day = _as_day(event.to) or day
        elif event.deadline:
            day = event.deadline
    return day


def _reported_unfinished(events: Sequence[Event], day: date) -> bool:
    """Whether somebody has said, on or after the day, that it is not done."""
    telling = {EventKind.DELAY_EXPLAINED, EventKind.PROGRESS, EventKind.RETURNED}
    return any(event.kind in telling and event.on > day for event in events)


def due(record: Record, as_of: date, rule: DueRule) -> Due | None:
    """The due condition on a day; None where nothing is owed by a date."""
    day = deadline_in_force(record.deadline, record.events, as_of)
    if day is None or status(record.events, as_of) not in OPEN:
        return None
    if as_of < day:
        return Due.NEAR if day - as_of <= timedelta(days=rule.near_days) else Due.NOT_DUE
    if as_of > day and (
        as_of > rule.collected_by(day) or _reported_unfinished(until(record.events, as_of), day)
    ):
        return Due.LATE
    return Due.REACHED


def last_news(record: Record, as_of: date) -> date | None:
    """The day of the newest event."""
    return max((event.on for event in until(record.events, as_of)), default=None)


def stale(record: Record, as_of: date, rule: DueRule) -> bool:
    """Whether a matter still being worked on has had no news for longer than the office allows."""
    newest = last_news(record, as_of)
    watched = status(record.events, as_of) in OPEN | {State.STAGE_DONE}
    return watched and newest is not None and (as_of - newest).days > rule.stale_days
