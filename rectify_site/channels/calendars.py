"""Deadlines and notices for calendars (RFC 5545), of the whole site and of each unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from rectify_site import links
from rectify_site.channels.outlet import Outlet
from rectify_site.model.outputs import Artifact
from rectify_site.registry import channel
from rectify_site.tables.agenda import Date, agenda

OCTETS = 75  # of a line, its break not counted
SIGNS = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
NEVER = "19700101T000000Z"
DAY = "%Y%m%d"


@channel("calendars")
def calendars(outlet: Outlet) -> Iterator[Artifact]:
    """None for a unit without dates, and none in a sealed year: its dates are past."""
    if outlet.edition.snapshot:
        return
    dates = [(date, _written(_event(outlet, date))) for date in agenda(outlet.edition, outlet.matters)]
    if dates:
        title = f"{outlet.settings.site_name}：时限和公示"
        yield Artifact(links.CALENDAR, calendar(outlet, title, (event for _, event in dates)))
    for part in outlet.parts.values():
        records = {matter.record.id for matter in part.all}
        own = [event for date, event in dates if records.intersection(date.records)]
        if own:
            title = f"{part.unit.name}：时限和公示"
            yield Artifact(links.unit_calendar(part.unit.id), calendar(outlet, title, own))


def calendar(outlet: Outlet, name: str, events: Iterable[str]) -> bytes:
    """A calendar file. Its times are times of publication, so that the same edition gives the same bytes."""
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{outlet.settings.origin}//rectify-site//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{text(name)}",
    )
    return "".join((_written(head), *events, _written(("END:VCALENDAR",)))).encode()


def _written(lines: Iterable[str]) -> str:
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(outlet: Outlet, date: Date) -> Iterator[str]:
    address = outlet.web(date.page)
    yield "BEGIN:VEVENT"
    yield f"UID:{date.kind}-{date.id}@{outlet.settings.origin}"
    yield f"DTSTAMP:{_stamp(outlet.edition.published.get(date.id, ('', ''))[1])}"
    yield f"DTSTART;VALUE=DATE:{date.first.strftime(DAY)}"
    yield f"DTEND;VALUE=DATE:{(date.final + timedelta(days=1)).strftime(DAY)}"
    yield f"SUMMARY:{text(date.name)}"
    yield f"DESCRIPTION:{text(date.said)}"
    if address:
        yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _stamp(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") if at else NEVER


def text(value: str) -> str:
    """A value of the kind TEXT."""
    return value.translate(SIGNS)


def folded(line: str) -> str:
    """A line cut so that no piece is longer than allowed and no character is cut in two."""
    if len(line.encode()) <= OCTETS:
        return line
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + width
    return "\r\n".join([*pieces, piece])
