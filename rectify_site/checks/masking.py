"""Personal data masked: for quoting in findings, and as the wording that may be published.

The rule is that of an office that publishes it: 身份证 35*************123 (2+13+3), 手机 138****1234, a home only down
to 乡镇 or 街道. Bank cards keep four and four.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rectify_site.checks import personal_numbers, personal_traces
from rectify_site.checks.passages import skim, texts
from rectify_site.checks.personal_numbers import Kind
from rectify_site.checks.personal_traces import TraceKind
from rectify_site.model.office import Office
from rectify_site.text import fold

CODES = {
    Kind.IDENTITY: "T601",
    Kind.IDENTITY_OLD: "T602",
    Kind.MOBILE: "T603",
    Kind.IDENTITY_MISTYPED: "T604",
    Kind.BANK: "T605",
    TraceKind.PASSPORT: "T607",
    TraceKind.PLATE: "T608",
    TraceKind.HOME: "T609",
    TraceKind.MAILBOX: "T610",
}
"""The code of the rule that finds each kind."""

_CONTACT = re.compile(r"contact|how_to_object|units\.\d+\.(?:telephone|hours)")
_OF_OFFICES = frozenset({Kind.MOBILE, TraceKind.MAILBOX})


def of_an_office(field: str, kind: Kind | TraceKind) -> bool:
    """Whether it may stand in this field: the contact of a 公示 and the telephone of a unit.

    Such a field says how the public reaches an office (条例 art. 8, 29), and small offices answer on a duty mobile
    or a mailbox of a common provider. Who types a private number there has to be caught by the person who signs.
    """
    return kind in _OF_OFFICES and _CONTACT.fullmatch(field) is not None


class Part(NamedTuple):
    """A piece of a text that may not be shown: its place in the text, what it is, what stands there instead."""

    start: int
    end: int
    kind: Kind | TraceKind
    instead: str


class Fix(NamedTuple):
    """One field with its personal data masked. ``before`` must never be shown or logged."""

    document: str
    field: str
    before: str
    after: str
    codes: tuple[str, ...]


@lru_cache(maxsize=8)
def mask(text: str) -> str:
    """The text with all personal data masked, character for character, so that places stay the same."""
    letters = list(text)
    for part in _parts(text):
        letters[part.start : part.end] = "*" * (part.end - part.start)
    return "".join(letters)


def publishable(field: str, text: str) -> tuple[str, tuple[str, ...]]:
    """The text of a field as it may be published, and the codes of what was masked in it."""
    parts = [part for part in _parts(text) if not of_an_office(field, part.kind)]
    after, done = "", 0
    for part in sorted(parts):
        after += text[done : max(done, part.start)]
        after += part.instead if part.start >= done else ""
        done = max(done, part.end)
    return after + text[done:], tuple(sorted({CODES[part.kind] for part in parts}))


def fixes(office: Office, ids: Iterable[str] | None = None) -> tuple[Fix, ...]:
    """Every field of the office, or of these documents, that masking would change."""
    wanted = None if ids is None else frozenset(ids)
    found = []
    for document in office.documents:
        if wanted is not None and document.id not in wanted:
            continue
        for field, text in texts(document):
            after, codes = publishable(field, text)
            if after != text:
                found.append(Fix(document.id, field, text, after, codes))
    return tuple(found)


def _parts(text: str) -> Iterator[Part]:
    plain = skim(text)
    if personal_numbers.CUE.search(plain):
        origin = fold(text).origin
        for number in personal_numbers.numbers(text):
            for at in number.hidden():
                yield Part(origin[at], origin[at] + 1, number.kind, "*")
    if personal_traces.CUE.search(plain):
        shadow = fold(text)
        for trace in personal_traces.traces(shadow):
            if trace.cut:
                start, end = shadow.span(trace.start, trace.end)
                yield Part(start, end, trace.kind, "")
                continue
            for at in trace.hidden:
                yield Part(shadow.origin[at], shadow.origin[at] + 1, trace.kind, "*")
