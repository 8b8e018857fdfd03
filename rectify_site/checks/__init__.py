"""Rules that look at drafts before anybody signs them. One family a file; the files are found, never named.

A rule is a function under ``@check(code, level=…, on=…, title=…)``. ``on`` says what it is given:

``text``    a ``Passage``; it yields ``Hit``. Without its ``cue`` (see ``cues``) the rule can find nothing
``words``   a ``Passage`` and the office's lexicon; it yields ``Hit``
``fields``  all texts of one document in their order
``record``, ``plan``, ``report``, ``notice``, ``units``, ``page``   the document and the office
``document``   the same for every kind
``dated``   a record and the ``Given``, where a cut-off date is known
``office``  the office; it yields the id of the document with each complaint
``waiver``  a waiver, whether it spoke of any finding, and today

All but ``text``, ``words`` and ``office`` yield ``Complaint``. Codes: T for what a text says, R for what a record or
the whole office says, W for waivers; a code never changes its meaning and is never given again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rectify_site.checks import cues, wordings
from rectify_site.checks.given import Given
from rectify_site.checks.masking import mask
from rectify_site.checks.passages import Hit, Passage, texts
from rectify_site.checks.waiving import Quoted, waived
from rectify_site.model.findings import Complaint, Finding, Place
from rectify_site.model.office import KINDS, Document, Office
from rectify_site.model.records import Record
from rectify_site.registry import Plug, check, gather
from rectify_site.text import fold

AROUND = 12
"""Characters quoted before and behind what was found: enough to find the place in Word by eye."""

LONGEST = 60

Locate = Callable[[str, str], Place]
"""From the id of a document and the path of a field to the place where the clerk mends it."""

ASKED = ("text", "words", "fields", *KINDS, "document", "dated", "office", "waiver")
WAIVERS = "waivers"
"""The name under which complaints about waivers are reported, and the id their place is asked for."""

_NAMES = {kind: name for name, kind in KINDS.items()}


class _Found(NamedTuple):
    rule: Plug
    document: str
    complaint: Complaint
    words: str = ""
    core: str = ""
    start: int = 0


def run(office: Office, locate: Locate, given: Given = Given()) -> tuple[Finding, ...]:  # noqa: B008 - frozen
    """Ask every rule; findings in the order in which a clerk walks through the sources, then by code."""
    found = [*_in_documents(office, given), *_in_office(office)]
    reasons, used = [], set[int]()
    for item in found:
        reason, speaking = waived(given.waivers.waivers, _quoted(item), given.today)
        reasons.append(reason)
        used.update(speaking)
    about = list(_in_waivers(given, used))
    reasons += [""] * len(about)
    pairs = [(item, _finding(item, locate, why)) for item, why in zip(found + about, reasons, strict=True)]
    return tuple(finding for item, finding in sorted(pairs, key=_order))


@cache
def rules() -> Mapping[str, tuple[Plug, ...]]:
    """All rules by what they are asked on, in the order of their codes."""
    gather(__name__)
    plugs = list(check)
    return {on: tuple(plug for plug in plugs if plug.facts["on"] == on) for on in ASKED}


@cache
def _watch() -> cues.Watch:
    return cues.watch(rules()["text"])


def _in_documents(office: Office, given: Given) -> Iterator[_Found]:
    asked, watched, lexicon = rules(), _watch(), wordings.ready(given.lexicon)
    dated = asked["dated"] if given.as_of and given.due else ()
    for document in office.documents:
        fields = tuple(texts(document))
        plain = [text for _, text in fields]
        skimmed = cues.together(plain)
        for number, meant in cues.cued(watched, cues.joined(plain), skimmed).items():
            yield from _in_text(document.id, *fields[number], [asked["text"][rule] for rule in meant])
        for number in wordings.touched(lexicon, skimmed):
            yield from _in_words(document.id, *fields[number], lexicon)
        for rule in asked["fields"]:
            yield from (_Found(rule, document.id, complaint) for complaint in rule.function(fields))
        for rule in (*asked[_NAMES[type(document)]], *asked["document"]):
            yield from _by(rule, document, office)
        for rule in dated if isinstance(document, Record) else ():
            yield from (_Found(rule, document.id, complaint) for complaint in rule.function(document, given))


def _by(rule: Plug, document: Document, office: Office) -> Iterator[_Found]:
    for complaint in rule.function(document, office):
        yield _Found(rule, document.id, complaint)


def _in_office(office: Office) -> Iterator[_Found]:
    for rule in rules()["office"]:
        yield from (_Found(rule, document, complaint) for document, complaint in rule.function(office))


def _in_waivers(given: Given, used: set[int]) -> Iterator[_Found]:
    for number, waiver in enumerate(given.waivers.waivers):
        for rule in rules()["waiver"]:
            for complaint in rule.function(waiver, number in used, given.today):
                path = f"{WAIVERS}.{number}.{complaint.field}"
                yield _Found(rule, WAIVERS, complaint._replace(field=path))


def _in_text(document: str, path: str, text: str, asked: Sequence[Plug]) -> Iterator[_Found]:
    passage = Passage(path, text, fold(text))
    for rule in asked:
        yield from _hits(document, passage, rule, rule.function(passage))


def _in_words(document: str, path: str, text: str, lexicon: wordings.Ready) -> Iterator[_Found]:
    passage = Passage(path, text, fold(text))
    for rule in rules()["words"]:
        yield from _hits(document, passage, rule, rule.function(passage, lexicon))


def _hits(document: str, passage: Passage, rule: Plug, hits: Iterable[Hit]) -> Iterator[_Found]:
    for hit in hits:
        start, end = passage.shadow.span(hit.start, hit.end)
        masked = mask(passage.text)
        core = masked[start : min(end, start + LONGEST)]
        yield _Found(rule, document, hit.complaint, _words(masked, start, end), core, start)


def _words(masked: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(masked), end + AROUND)
    core = masked[start:end] if end - start <= LONGEST else f"{masked[start : start + LONGEST]}…"
    quoted = " ".join(f"{masked[first:start]}{core}{masked[end:last]}".split())
    return f"{'…' if first else ''}{quoted}{'…' if last < len(masked) else ''}"


def _quoted(found: _Found) -> Quoted:
    complaint = found.complaint
    return Quoted(found.rule.key, found.document, complaint.field, found.core, found.words)


def _finding(found: _Found, locate: Locate, reason: str) -> Finding:
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
        waived=reason,
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
