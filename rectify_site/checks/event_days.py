"""Days of what happened, held against the plan and against each other. Warnings: a paper may explain them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from rectify_site.errors import N_
from rectify_site.model.events import Event
from rectify_site.model.fields import public_text
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.office import Office
from rectify_site.model.records import Record
from rectify_site.model.reports import DayKind, Notice
from rectify_site.registry import check

_DONE_ON = re.compile(
    r"(?:已于|已在|(?<![划拟将定应须])于)\s?(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?!之?前|以前)"
    r"[^，。；]{0,12}?(?:完成|报告|召开|印发|通过|启用|竣工|办结|送达|公布|整改到位)"
)
_COMPARE = N_("compare with the paper and correct the day in the source document")


@check("R105", level=Level.WARNING, on="record", title=N_("event before the meeting"))
def after_the_meeting(record: Record, office: Office) -> Iterator[Complaint]:
    """What was put right before the meeting is no event of this plan; often the year is that of the plan before."""
    plan = office.plan_of.get(record.plan)
    if plan is None or plan.held_on is None:
        return
    for index, event in enumerate(record.events):
        if event.on < plan.held_on:
            message = N_("an event of {day}, before the meeting of {held}")
            yield Complaint(f"events.{index}.on", message, {"day": event.on, "held": plan.held_on}, _COMPARE)
            return


@check("R106", level=Level.WARNING, on="record", title=N_("due before the plan was adopted"))
def due_after_adoption(record: Record, office: Office) -> Iterator[Complaint]:
    """Between the meeting and the adoption lie weeks; a deadline in them was over when the plan came out."""
    plan = office.plan_of.get(record.plan)
    day = record.deadline.date
    if plan is None or plan.adopted_on is None or plan.held_on is None or day is None:
        return
    if plan.held_on <= day < plan.adopted_on:
        message = N_("due on {due}, before the plan was adopted on {adopted}")
        yield Complaint("deadline.date", message, {"due": day, "adopted": plan.adopted_on}, _COMPARE)


@check("R107", level=Level.WARNING, on="record", title=N_("done on a day that had not come yet"))
def told_afterwards(record: Record, _office: Office) -> Iterator[Complaint]:
    """An event of 20 June that says 已于7月1日完成, and evidence that is younger than what it is evidence for."""
    for index, event in enumerate(record.events):
        later = [(f"events.{index}.text", day) for day in _days(event)]
        later += [
            (f"events.{index}.evidence.{number}.on", evidence.on)
            for number, evidence in enumerate(event.evidence)
            if evidence.on is not None
        ]
        for path, day in later:
            if day > event.on:
                message = N_("the event is of {on} and speaks of {day} as past")
                yield Complaint(path, message, {"on": event.on, "day": day}, _COMPARE)


def _days(event: Event) -> Iterator[date]:
    text = public_text(event.text)
    for match in _DONE_ON.finditer(text) if "日" in text else ():
        try:
            yield date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue  # T911 says so


@check("R111", level=Level.ERROR, on="notice", title=N_("number of days of a notice is wrong"))
def counted_days(notice: Notice, _office: Office) -> Iterator[Complaint]:
    """Both end days count. Only calendar days: which days are worked, the office may know better than the calendar."""
    days = (notice.to - notice.from_).days + 1
    if notice.day_kind is DayKind.CALENDAR and notice.days != days:
        hint = N_("write {days} under days, or correct the first or the last day")
        message = N_("from {start} to {end} are {days} days, not {said}")
        values = {"start": notice.from_, "end": notice.to, "days": days, "said": notice.days}
        yield Complaint("days", message, values, hint)
