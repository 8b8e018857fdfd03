"""What is submitted to a leader: a sheet of documents, and what he has to know beside their words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from rectify_site.ledger.sheets import Sheet
from rectify_site.model.due import deadline_in_force
from rectify_site.model.events import EventKind
from rectify_site.model.fields import public_text
from rectify_site.model.records import Record, Scope
from rectify_site.model.states import until
from rectify_site.papers.findings import Row as Found
from rectify_site.settings import Settings

UNEXPLAINED = "尚未说明原因"


class Late(NamedTuple):
    """A matter that will be shown as late: the day it was due, and what is said of the delay."""

    id: str
    number: str
    heading: str
    due: date | None
    reason: str
    next_step: str
    expected: date | None


class Submission(NamedTuple):
    """A sheet, and what stands beside it. ``later`` is progress behind the cut-off date, by document and day."""

    sheet: Sheet
    settings: Settings
    late: tuple[Late, ...] = ()
    found: tuple[Found, ...] = ()
    later: tuple[tuple[str, date], ...] = ()
    scope: Scope = Scope.PUBLIC

    @property
    def above(self) -> str:
        """What stands at the head of every page: the code that binds the paper to what will be registered."""
        warning = "" if self.scope is Scope.PUBLIC else "一定范围通报，不得上网　"
        return f"{warning}校验码 {self.sheet.code}"


def lateness(records: Iterable[Record], as_of: date) -> tuple[Late, ...]:
    """How late matters will read, in their order."""
    return tuple(_late(record, as_of) for record in records)


def _late(record: Record, as_of: date) -> Late:
    happened = until(record.events, as_of)
    due = deadline_in_force(record.deadline, record.events, as_of)
    told = [
        event
        for event in happened
        if event.kind is EventKind.DELAY_EXPLAINED and (not due or event.on >= due)
    ]
    last = told[-1] if told else None
    return Late(
        record.id,
        record.number,
        public_text(record.heading),
        due,
        public_text(last.reason or last.text) if last else UNEXPLAINED,
        public_text(last.next_step) if last else "",
        last.expected if last else None,
    )
