"""Passports, number plates, home addresses and private mailboxes in a text that is to be public.

个人信息保护法 art. 4 (what identifies a person), 28 (whereabouts). What is found stands in ``personal_traces``.
"""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site.checks import personal_traces
from rectify_site.checks.masking import mask, of_an_office
from rectify_site.checks.passages import Hit, Passage
from rectify_site.checks.personal_traces import CUE, TraceKind
from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.registry import check

_OUT = N_("delete it in the source document, or write {masked} there")


@check("T607", level=Level.ERROR, on="text", cue=CUE, title=N_("passport number"))
def passport(passage: Passage) -> Iterator[Hit]:
    """E or G and eight signs, or any number behind 护照 or 通行证; not the number of a contract or a model."""
    return _hits(passage, TraceKind.PASSPORT, N_("passport or travel permit number {masked}"), _OUT)


@check("T608", level=Level.ERROR, on="text", cue=CUE, title=N_("number plate of a car"))
def plate(passage: Passage) -> Iterator[Hit]:
    """The character of a province, a letter, five or six signs of which three are digits."""
    return _hits(passage, TraceKind.PLATE, N_("number plate {masked}"), _OUT)


@check("T609", level=Level.ERROR, on="text", cue=CUE, title=N_("home address below town or street office"))
def home(passage: Passage) -> Iterator[Hit]:
    """House and room, or 村…组, together with who lives there. Places of work, and places without a person, stay."""
    hint = N_("write the place only down to 乡镇 or 街道, and leave the person out")
    return _hits(passage, TraceKind.HOME, N_("home of a person: {masked}"), hint)


@check("T610", level=Level.ERROR, on="text", cue=CUE, title=N_("private mailbox"))
def mailbox(passage: Passage) -> Iterator[Hit]:
    """An address at a provider for everyone (qq, 163, gmail). One announced as 监督邮箱 or in a contact field stays."""
    hint = N_(
        "write the mailbox of the office, or delete it; a mailbox for the public is called 联系邮箱, 监督邮箱"
    )
    return _hits(passage, TraceKind.MAILBOX, N_("private mailbox {masked}"), hint)


def _hits(passage: Passage, kind: TraceKind, message: str, hint: str) -> Iterator[Hit]:
    if of_an_office(passage.field, kind):
        return
    for trace in personal_traces.traces(passage.shadow):
        if trace.kind is kind:
            start, end = passage.shadow.span(trace.start, trace.end)
            values = {"masked": mask(passage.text)[start:end]}
            yield Hit(trace.start, trace.end, Complaint(passage.field, message, values, hint))
