"""How far the matters had come on each cut-off date that was signed, told from the records that are public today."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from rectify_site.model.edition import Edition
from rectify_site.model.records import Plan, Record
from rectify_site.model.states import Group, State, group, history, status
from rectify_site.tables.matters import Matter

MOST = 24
"""Cut-off dates shown: the last of each month, and of those the latest."""


class Stand(NamedTuple):
    """A cut-off date: how many matters there were, how many of them were done."""

    on: date
    whole: int
    done: int


def over_time(edition: Edition, found: Sequence[Matter]) -> tuple[Stand, ...]:
    """The signed cut-off dates, oldest first; those before the first matter are left out."""
    signed = {act.as_of for act in edition.publications if act.as_of and act.as_of < edition.as_of}
    by_month = {(day.year, day.month): day for day in sorted({*signed, edition.as_of})}
    days = list(by_month.values())[-MOST:]
    wholes, dones = [0] * len(days), [0] * len(days)
    for matter in found:
        plan = matter.plan
        first = bisect_left(days, plan.adopted_on) if plan.adopted_on else 0
        for index, part in enumerate(_parts(matter.record, plan, days[first:]), first):
            wholes[index] += part is not None
            dones[index] += part is Group.DONE
    stands = (Stand(*stand) for stand in zip(days, wholes, dones, strict=True))
    return tuple(stand for stand in stands if stand.whole)


def _parts(record: Record, plan: Plan, days: Sequence[date]) -> Iterable[Group | None]:
    """The part on each day: one fold where the events stand in the order of time, as nearly all do."""
    events = record.events
    if any(before.on > after.on for before, after in pairwise(events)):
        return [group(status(events, day), plan) for day in days]
    reached = history(events).reached
    at = [events[index].on for index, _ in reached]
    parts = [group(state, plan) for state in (State.LISTED, *(state for _, state in reached))]
    return [parts[bisect_right(at, day)] for day in days]
