"""How the public reaches whoever answers for a matter."""

from __future__ import annotations

from typing import NamedTuple

from rectify_site.model.edition import Edition
from rectify_site.model.units import Unit
from rectify_site.render.escape import Safe, telephone, web_address
from rectify_site.settings import Contact, Settings
from rectify_site.tables.matters import Matter


class Line(NamedTuple):
    """One way: its name, its words, and a link where it can be one."""

    label: str
    words: str
    href: Safe | None = None


class Reach(NamedTuple):
    """Who is reached, all ways to do it, and in how many working days an answer comes."""

    unit: str
    ways: tuple[Line, ...]
    reply_days: int


def of_office(settings: Settings) -> Reach:
    """The office that publishes."""
    contact = settings.contact
    return Reach(
        contact.unit or settings.office, (*_by_telephone(contact), *_other(contact)), contact.reply_days
    )


def of_unit(unit: Unit, settings: Settings) -> Reach:
    """A unit, by its own telephone where it has one; otherwise the office."""
    if not unit.telephone:
        return of_office(settings)
    own = Contact(telephone=unit.telephone, hours=unit.hours)
    return Reach(unit.name, (*_by_telephone(own), *_other(settings.contact)), settings.contact.reply_days)


def of_matter(matter: Matter, edition: Edition, settings: Settings) -> Reach:
    """The first lead unit with a telephone; otherwise the office."""
    leading = [edition.unit_of.get(name) for name in matter.record.lead_units]
    reached = next((unit for unit in leading if unit and unit.telephone), None)
    return of_unit(reached, settings) if reached else of_office(settings)


def _by_telephone(contact: Contact) -> tuple[Line, ...]:
    lines = []
    if contact.telephone:
        lines.append(Line("电话", contact.telephone, telephone(contact.telephone)))
        if contact.hours:
            lines.append(Line("接听时间", contact.hours))
    return tuple(lines)


def _other(contact: Contact) -> tuple[Line, ...]:
    given = (
        ("地址", contact.address, None),
        ("信箱", contact.mailbox, None),
        ("网民留言", contact.message_board, web_address),
    )
    return tuple(Line(label, words, link(words) if link else None) for label, words, link in given if words)
