"""What belongs into a calendar: the day by which a matter is to be done, and the days on which a notice hangs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.edition import Edition
from rectify_site.model.fields import public_text
from rectify_site.tables.matters import Matter, counted
from rectify_site.tables.wording import HEADING, heading, listed, short


class Date(NamedTuple):
    """An entry of a calendar: first and last day, its name, what is said of it, its page, what it is about."""

    kind: str  # deadline, notice
    id: str
    first: date
    final: date
    name: str
    said: str
    page: str
    records: tuple[str, ...]


def agenda(edition: Edition, found: Iterable[Matter]) -> tuple[Date, ...]:
    """All dates of an edition: deadlines in the order of its matters, then its notices."""
    dated = [(matter, matter.deadline) for matter in counted(found) if matter.deadline]
    deadlines = (_deadline(matter, day) for matter, day in dated)
    notices = (
        Date(
            kind="notice",
            id=notice.id,
            first=notice.from_,
            final=notice.to,
            name=f"公示：{short(public_text(notice.title), HEADING)}",
            said=f"共{notice.days}个{words.DAY_KIND[notice.day_kind]}。{notice.how_to_object}",
            page=links.notice(notice.id),
            records=notice.records,
        )
        for notice in edition.notices
    )
    return (*deadlines, *notices)


def _deadline(matter: Matter, day: date) -> Date:
    record = matter.record
    leading = listed(record.lead_units)
    told = (f"牵头单位：{leading}" if leading else "", f"状态：{words.state(matter.state, matter.plan)}")
    return Date(
        kind="deadline",
        id=record.id,
        first=day,
        final=day,
        name=f"整改时限：第{record.number}项 {short(heading(record), HEADING)}",
        said="。".join(part for part in told if part),
        page=links.record(record.id),
        records=(record.id,),
    )
