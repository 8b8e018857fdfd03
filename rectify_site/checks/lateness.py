"""What the public will ask about: a matter that is late without a reason, and one nobody has looked at again.

Lateness is told from the signed cut-off date and how the office counts; without one the rule is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site.checks.given import Given
from rectify_site.errors import N_
from rectify_site.model.due import Due, deadline_in_force, due
from rectify_site.model.events import EventKind
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.office import Office
from rectify_site.model.records import Record
from rectify_site.model.states import State, status, until
from rectify_site.registry import check

HALF_A_YEAR = 183
"""Days. 长期坚持 is looked at again every half year; that is what the page promises."""


@check("R901", level=Level.WARNING, on="dated", title=N_("late without a reason"))
def late_explained(record: Record, given: Given) -> Iterator[Complaint]:
    """超过时限，尚未完成 is shown with reason, next step and expected day: the event 未按期说明 after the deadline."""
    if not given.as_of or not given.due or due(record, given.as_of, given.due) is not Due.LATE:
        return
    day = deadline_in_force(record.deadline, record.events, given.as_of)
    explained = (
        event.kind is EventKind.DELAY_EXPLAINED and day is not None and event.on >= day
        for event in until(record.events, given.as_of)
    )
    if not any(explained):
        hint = N_("ask the lead unit for the reason, the next step and the expected day (未按期说明)")
        message = N_(
            "matter {number} was due on {day} and will be shown as late on {as_of}, without a reason"
        )
        yield Complaint("events", message, {"number": record.number, "day": day, "as_of": given.as_of}, hint)


@check("R902", level=Level.WARNING, on="office", title=N_("ongoing and not looked at again"))
def looked_at_again(office: Office) -> Iterator[tuple[str, Complaint]]:
    """Half a year between the last look and the newest event of the office: no clock is needed to see that."""
    newest = max((event.on for record in office.records for event in record.events), default=None)
    looks = {EventKind.STAGE_DONE, EventKind.LOOK_BACK}
    for record in office.records:
        last = max((event.on for event in record.events if event.kind in looks), default=None)
        if last is None or newest is None or status(record.events) is not State.STAGE_DONE:
            continue
        if (newest - last).days > HALF_A_YEAR:
            message = N_(
                "matter {number} goes on for good and was last looked at on {last}; the newest event is of {newest}"
            )
            values = {"number": record.number, "last": last, "newest": newest}
            hint = N_("have it looked at (回头看) and add the event with its result")
            yield record.id, Complaint("events", message, values, hint)
