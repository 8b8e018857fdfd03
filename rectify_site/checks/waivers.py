"""Waivers that waive nothing: incomplete, run out, meant for nothing, or for what nobody may waive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rectify_site.checks.waiving import NEVER, past
from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.waivers import Waiver
from rectify_site.registry import check


@check("W101", level=Level.ERROR, on="waiver", title=N_("waiver that is not complete"))
def complete(waiver: Waiver, _used: object, _today: date | None) -> Iterator[Complaint]:
    """A decision has a reason, a person who made it, and a last day."""
    for name in ("reason", "by", "until"):
        if getattr(waiver, name) is None:
            hint = N_("write reason (why it may stay), by (who decided) and until (the last day, YYYY-MM-DD)")
            yield Complaint(name, N_("the waiver of {code} lacks {name}"), _said(waiver, name=name), hint)


@check("W102", level=Level.WARNING, on="waiver", title=N_("waiver that has run out"))
def in_force(waiver: Waiver, _used: object, today: date | None) -> Iterator[Complaint]:
    """The finding it was for is back."""
    if past(waiver, today):
        hint = N_("mend the text, or have the same person decide again and write a new day under until")
        values = _said(waiver, until=waiver.until)
        yield Complaint("until", N_("the waiver of {code} for {document} ended on {until}"), values, hint)


@check("W103", level=Level.WARNING, on="waiver", title=N_("waiver that is meant for nothing"))
def needed(waiver: Waiver, used: object, _today: date | None) -> Iterator[Complaint]:
    """The text was mended, or the words are not those the finding quotes."""
    if not used and not waiver.code.startswith(NEVER):
        hint = N_("delete it; or copy the words from the finding it is meant for")
        yield Complaint(
            "words", N_("the waiver of {code} for {document} fits no finding"), _said(waiver), hint
        )


@check("W104", level=Level.ERROR, on="waiver", title=N_("waiver of what nobody may waive"))
def allowed(waiver: Waiver, _used: object, _today: date | None) -> Iterator[Complaint]:
    """Placeholders, marks of secrecy, personal data, and what the ledger could not take."""
    if waiver.code.startswith(NEVER):
        hint = N_("delete the waiver and mend the text")
        yield Complaint("code", N_("{code} cannot be waived"), _said(waiver), hint)


def _said(waiver: Waiver, **more: object) -> dict[str, object]:
    return {"code": waiver.code, "document": waiver.document, **more}
