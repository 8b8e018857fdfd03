"""Whether a matter is late. Computed from the signed cut-off date and never from a clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from rectify_site.model.deadlines import Deadline
from rectify_site.model.events import Event, EventKind
from rectify_site.model.fields import Noun
from rectify_site.model.records import Record
from rectify_site.model.states import OPEN, State, status, until


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
    """The day that counts: the plan's own, moved by every approved change and by rework."""
    day = deadline.date
    for event in until(events, as_of):
        if event.kind is EventKind.DEADLINE_CHANGED:
            day = _as_day(event.to) or day
        elif event.kind in {EventKind.REWORK, EventKind.RETURNED} and event.deadline:
            day = event.deadline
    return day


def _reported_unfinished(events: Sequence[Event], day: date) -> bool:
    """Whether somebody has said, on or after the day, that it is not done."""
    telling = {EventKind.DELAY_EXPLAINED, EventKind.PROGRESS, EventKind.RETURNED}
    return any(event.kind in telling and event.on > day for event in events) or any(
        event.kind is EventKind.DELAY_EXPLAINED for event in events
    )


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


def on_time(record: Record, as_of: date) -> bool | None:
    """Whether the submission that was accepted came by the deadline in force then; None where none was."""
    events = until(record.events, as_of)
    accepted = [index for index, event in enumerate(events) if event.kind is EventKind.ACCEPTED]
    if not accepted:
        return None
    submitted = [event for event in events[: accepted[-1]] if event.kind is EventKind.SUBMITTED]
    if not submitted:
        return None
    day = deadline_in_force(record.deadline, events, submitted[-1].on)
    return None if day is None else submitted[-1].on <= day


def last_news(record: Record, as_of: date) -> date | None:
    """The day of the newest event."""
    return max((event.on for event in until(record.events, as_of)), default=None)


def stale(record: Record, as_of: date, rule: DueRule) -> bool:
    """Whether a matter still being worked on has had no news for longer than the office allows."""
    newest = last_news(record, as_of)
    watched = status(record.events, as_of) in OPEN | {State.STAGE_DONE}
    return watched and newest is not None and (as_of - newest).days > rule.stale_days
