"""What ``status`` tells the office of itself: how fast it publishes, and which problems come back."""

from __future__ import annotations

from collections.abc import Sequence

from rectify_site.cli.printing import Printer
from rectify_site.cli.words import _
from rectify_site.errors import N_
from rectify_site.model import words
from rectify_site.model.events import EventKind
from rectify_site.workflow.recurring import Again
from rectify_site.workflow.timeliness import ALLOWED, Timeliness, Way

SHOWN = 30
"""Rows that a person reads; ``--json`` has all."""


def say_timeliness(printer: Printer, found: Timeliness) -> None:
    """The measure, the slow ones, and what to do about them."""
    if not found.events:
        printer.line(N_("Nothing is published yet, so there is nothing to measure."))
        return
    printer.line(
        N_("{events} events published: half within {median} working days, {late} after more than {allowed}."),
        events=found.events,
        median=found.median,
        late=len(found.late),
        allowed=ALLOWED,
    )
    if found.late:
        head = (_("matter"), _("event"), _("happened"), _("signed"), _("published"), _("working days"))
        printer.table(head, [_row(way) for way in found.late[:SHOWN]])
        printer.line(
            N_("Sign and publish new events more often: the regulation allows {allowed} working days."),
            allowed=ALLOWED,
        )
    if found.guessed:
        printer.line(
            N_("Holidays of {years} are not known: Monday to Friday were counted. See content/holidays.yml."),
            years="、".join(map(str, found.guessed)),
        )


def _row(way: Way) -> tuple[str, ...]:
    signed = way.signed.isoformat() if way.signed else ""
    kind = words.EVENT[EventKind(way.kind)]
    return (way.record, kind, way.on.isoformat(), signed, way.published.isoformat(), str(way.took))


def say_recurring(printer: Printer, found: Sequence[Again]) -> None:
    """Two matters a row, with their words."""
    if not found:
        printer.line(N_("No problem reads like one of another plan."))
        return
    printer.line(
        N_("{count} pairs of problems of different plans read alike. Look whether they are the same:"),
        count=len(found),
    )
    printer.rows(
        f"  {again.first}  {again.words[0]}\n  {again.second}  {again.words[1]}\n" for again in found[:SHOWN]
    )
    printer.line(N_("If one came back, say so in its text, and register a look-back for the older one."))
