"""Rules that look at drafts before anybody signs them. One family a file; the files are found, never named.

A rule is a function under ``@check(code, level=…, on=…, title=…)``. ``on`` says what it is given:

``text``    a ``Passage``; it yields ``Hit``. Its ``cue`` is a pattern without which the rule can find nothing
``fields``  all texts of one document in their order
``record``, ``plan``, ``report``, ``notice``, ``units``, ``page``   the document and the office
``document``   the same for every kind
``office``  the office; it yields the id of the document with each complaint

All but the first and last yield ``Complaint``. Codes: T for what a text says, R for what a record or the
whole office says; a code never changes its meaning and is never given again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rectify_site.checks.passages import Passage, skim, texts
from rectify_site.checks.personal_numbers import mask
from rectify_site.model.findings import Complaint, Finding, Place
from rectify_site.model.office import KINDS, Document, Office
from rectify_site.registry import Plug, check, gather
from rectify_site.text import fold

AROUND = 12
"""Characters quoted before and behind what was found: enough to find the place in Word by eye."""

LONGEST = 60

Locate = Callable[[str, str], Place]
"""From the id of a document and the path of a field to the place where the clerk mends it."""

ASKED = ("text", "fields", *KINDS, "document", "office")

_NAMES = {kind: name for name, kind in KINDS.items()}


class _Found(NamedTuple):
    rule: Plug
    document: str
    complaint: Complaint
    words: str = ""
    start: int = 0


def run(office: Office, locate: Locate) -> tuple[Finding, ...]:
    """Ask every rule; findings in the order in which a clerk walks through the sources, then by code."""
    found = [*_in_documents(office), *_in_office(office)]
    pairs = [(item, _finding(item, locate)) for item in found]
    return tuple(finding for item, finding in sorted(pairs, key=_order))


@cache
def rules() -> Mapping[str, tuple[Plug, ...]]:
    """All rules by what they are asked on, in the order of their codes."""
    gather(__name__)
    plugs = list(check)
    return {on: tuple(plug for plug in plugs if plug.facts["on"] == on) for on in ASKED}


def _in_documents(office: Office) -> Iterator[_Found]:
    asked = rules()
    for document in office.documents:
        fields = tuple(texts(document))
        cued = _cued("\n".join(text for _, text in fields), asked["text"])
        for path, text in fields if cued else ():
            yield from _in_text(document.id, path, text, cued)
        for rule in asked["fields"]:
            yield from (_Found(rule, document.id, complaint) for complaint in rule.function(fields))
        for rule in (*asked[_NAMES[type(document)]], *asked["document"]):
            yield from _by(rule, document, office)


def _by(rule: Plug, document: Document, office: Office) -> Iterator[_Found]:
    for complaint in rule.function(document, office):
        yield _Found(rule, document.id, complaint)


def _in_office(office: Office) -> Iterator[_Found]:
    for rule in rules()["office"]:
        yield from (_Found(rule, document, complaint) for document, complaint in rule.function(office))


def _cued(text: str, candidates: Iterable[Plug]) -> list[Plug]:
    """The rules that could find something here. Asked of a whole document first: most have nothing."""
    plain, said = skim(text), dict[re.Pattern[str], bool]()
    for rule in candidates:
        cue = rule.facts["cue"]
        if cue not in said:
            said[cue] = bool(cue.search(plain))
    return [rule for rule in candidates if said[rule.facts["cue"]]]


def _in_text(document: str, path: str, text: str, candidates: Sequence[Plug]) -> Iterator[_Found]:
    cued = _cued(text, candidates)
    if not cued:
        return
    passage = Passage(path, text, fold(text))
    masked = mask(text)
    for rule in cued:
        for hit in rule.function(passage):
            start, end = passage.shadow.span(hit.start, hit.end)
            yield _Found(rule, document, hit.complaint, _words(masked, start, end), start)


def _words(masked: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(masked), end + AROUND)
    core = masked[start:end] if end - start <= LONGEST else f"{masked[start : start + LONGEST]}…"
    quoted = " ".join(f"{masked[first:start]}{core}{masked[end:last]}".split())
    return f"{'…' if first else ''}{quoted}{'…' if last < len(masked) else ''}"


def _finding(found: _Found, locate: Locate) -> Finding:
    complaint = found.complaint
    return Finding(
        code=found.rule.key,
        level=found.rule.facts["level"],
        document=found.document,
        field=complaint.field,
        message=complaint.message,
        values={name: mask(str(value)) for name, value in complaint.values.items()},
        hint=complaint.hint,
        words=found.words,
        place=locate(found.document, complaint.field),
    )


def _order(pair: tuple[_Found, Finding]) -> tuple[object, ...]:
    found, finding = pair
    place = finding.place
    source = (place.source_file or place.file, place.source_paragraph or 0)
    return (
        *source,
        place.file,
        place.line or 0,
        place.column or 0,
        found.document,
        finding.code,
        found.start,
    )
