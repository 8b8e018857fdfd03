"""Days in an impossible order: due before the meeting, events that run backwards, notices that end too soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from rectify_site.errors import N_
from rectify_site.model.events import EventKind
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.office import Office
from rectify_site.model.records import Record
from rectify_site.registry import check

_FIX_DAY = N_("compare with the paper and correct the day in the source document")


@check("R101", level=Level.ERROR, on="record", title=N_("due before the meeting"))
def due_before_meeting(record: Record, office: Office) -> Iterator[Complaint]:
    """A matter cannot fall due before the meeting that found it, or else before the plan was adopted."""
    plan = office.plan_of.get(record.plan)
    held = plan and (plan.held_on or plan.adopted_on)
    if not held:
        return
    days = [("deadline.date", record.deadline.date)]
    days += [(f"deadline.dates.{n}", day) for n, day in enumerate(record.deadline.dates)]
    days += [
        (f"milestones.{n}.deadline.date", stage.deadline.date) for n, stage in enumerate(record.milestones)
    ]
    for path, day in days:
        if day and day < held:
            message = N_("due on {due}, before the meeting or the plan of {held}")
            yield Complaint(path, message, {"due": day, "held": held}, _FIX_DAY)


@check("R102", level=Level.ERROR, on="record", title=N_("events out of order"))
def events_in_order(record: Record, _office: Office) -> Iterator[Complaint]:
    """The state is folded in list order; a list that runs backwards shows another state on each cut-off date."""
    for index, (before, event) in enumerate(pairwise(record.events), 1):
        if event.on < before.on:
            yield Complaint(
                f"events.{index}.on",
                N_("{day} stands behind {before}"),
                {"day": event.on, "before": before.on},
                N_("correct the day, or move the event to where it belongs"),
            )


def as_day(text: str | None) -> date | None:
    """A day written YYYY-MM-DD; anything else is none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


@check("R103", level=Level.ERROR, on="record", title=N_("notice that ends before it begins, or has no days"))
def notice_window(record: Record, _office: Office) -> Iterator[Complaint]:
    """From and to of a 公示 are days, and both end days count."""
    for index, event in enumerate(record.events):
        if event.kind is not EventKind.NOTICE:
            continue
        start, end = as_day(event.from_), as_day(event.to)
        for name, text, day in (("from", event.from_, start), ("to", event.to, end)):
            if text and not day:
                yield _no_day(f"events.{index}.{name}", text)
        if start and end and end < start:
            yield Complaint(
                f"events.{index}.to",
                N_("the notice ends on {end}, before it begins on {start}"),
                {"end": end, "start": start},
                _FIX_DAY,
            )


@check("R104", level=Level.ERROR, on="record", title=N_("deadline changed to something that is no day"))
def changed_to_a_day(record: Record, _office: Office) -> Iterator[Complaint]:
    """Otherwise the old deadline stays in force and the matter is shown as late."""
    for index, event in enumerate(record.events):
        if event.kind is EventKind.DEADLINE_CHANGED and event.to and not as_day(event.to):
            yield _no_day(f"events.{index}.to", event.to)


def _no_day(path: str, text: str) -> Complaint:
    return Complaint(
        path,
        N_("{text} is not a day"),
        {"text": text},
        N_("write the day as YYYY-MM-DD, for example 2022-12-31"),
    )
