"""How a matter stands, in public words: its state, what is to be said of its deadline, why it is late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.model.events import Event, EventKind, Pace
from rectify_site.model.fields import public_text
from rectify_site.model.reports import Notice
from rectify_site.model.states import State
from rectify_site.tables.matters import Matter
from rectify_site.tables.notice_days import span

TOLD = frozenset({Due.LATE, Due.REACHED, Due.NEAR})
"""The conditions of a deadline that are said beside the state."""


class Delay(NamedTuple):
    """Why a matter is not done in time: the reason, the next step, and by when it is expected now."""

    reason: str
    next_step: str
    expected: date | None


def last(matter: Matter, kind: EventKind) -> Event | None:
    """The newest event of a kind."""
    return next((event for event in reversed(matter.record.events) if event.kind is kind), None)


def state_words(matter: Matter, notices: Mapping[str, Notice], as_of: date) -> str:
    """The state in public words, with the days of a notice while it runs."""
    word = words.state(matter.state, matter.plan)
    if matter.state is State.ON_NOTICE:
        return _on_notice(matter, notices, as_of)
    if matter.state is State.IN_PROGRESS:
        progress = last(matter, EventKind.PROGRESS)
        pace = words.PACE[progress.pace or Pace.NONE] if progress else ""
        word = f"{word}，{pace}" if pace else word
    return word


def _on_notice(matter: Matter, notices: Mapping[str, Notice], as_of: date) -> str:
    event = last(matter, EventKind.NOTICE)
    hung = span(event, notices) if event else None
    if not hung:
        return words.STATE[State.ON_NOTICE]
    if as_of > hung.final:
        return "公示已结束，结果待公布"
    first, final = hung.first, hung.final
    return f"正在公示（{first.month}月{first.day}日至{final.month}月{final.day}日，{hung.words}）"


def due_words(matter: Matter) -> str:
    """What is to be said of the deadline; empty where nothing is."""
    return words.DUE[matter.due] if matter.due in TOLD else ""


def delay(matter: Matter) -> Delay:
    """The newest explanation of a delay; empty where nobody has given one."""
    told = last(matter, EventKind.DELAY_EXPLAINED)
    if told is None:
        return Delay("", "", None)
    return Delay(public_text(told.reason), public_text(told.next_step), told.expected)
