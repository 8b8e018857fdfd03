"""From paragraphs to drafts: junk and frame are set aside, the kind is named, a plan or a report is composed.

Every paragraph ends in one of three lists. What is not used and not junk is unread with a reason, by construction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rectify_site.errors import N_
from rectify_site.intake import campaigns, frame, kinds, plans, progress
from rectify_site.intake.frame import SignedOff
from rectify_site.intake.junk import junk
from rectify_site.intake.kinds import Kind
from rectify_site.intake.outline import Block, blocks
from rectify_site.intake.paragraphs import Extract, Paragraph, Remark, remark, shown
from rectify_site.intake.plans import Composed, Front
from rectify_site.intake.progress import Told
from rectify_site.intake.report import Reading, Unread
from rectify_site.model.records import Source

UNREAD = {
    Kind.PROGRESS_REPORT: N_("the document reads like a report, but no numbered chapter was found in it"),
    Kind.CAMPAIGN_PLAN: N_("the document reads like a campaign, but no numbered measure was found in it"),
    Kind.UNKNOWN: N_("the kind of document is not known"),
    Kind.PLAN: N_("the document reads like a plan, but no numbered matter was found in it"),
}


class Sorted(NamedTuple):
    """Places of paragraphs: the text in order, junk, and what is unread for a reason known already."""

    text: tuple[int, ...]
    junk: frozenset[int]
    unread: dict[int, str]


class Document(NamedTuple):
    """The text with its front and its end read."""

    front: kinds.Front
    derived_title: str
    lead: tuple[Paragraph, ...]
    signed: SignedOff
    blocks: tuple[Block, ...]


def compose(extract: Extract, source: Source, name: str | None) -> Reading:
    """Read the paragraphs of a source. ``name`` is the id of the plan where the clerk gives one."""
    paragraphs = extract.paragraphs
    frame.refuse_state_secrets(paragraphs)
    places = _sort(paragraphs)
    document = _document(paragraphs, places.text)
    kind = _kind(document)
    made, told = _drafts(kind, document, _front(document, source, name))
    drafted = made or told
    unread = places.unread | (drafted.unread if drafted else dict.fromkeys(places.text, UNREAD[kind]))
    left_out = frozenset(unread) | places.junk
    return Reading(
        kind=kind if made or kind is not Kind.PLAN else Kind.UNKNOWN,
        plan=made.plan if made else None,
        records=made.records if made else (),
        title=document.front.title or None,
        derived_title=document.derived_title or None,
        year=_year(document, made),
        used=tuple(each for place, each in enumerate(paragraphs) if place not in left_out),
        junk=tuple(paragraphs[place] for place in sorted(places.junk)),
        unread=tuple(Unread(paragraphs[place], unread[place]) for place in sorted(unread)),
        remarks=(*extract.remarks, *_about(paragraphs, places, kind, drafted)),
        declared=made.declared if made else (),
        roles=made.roles if made else (),
        report=told.report if told else None,
    )


def _drafts(kind: Kind, document: Document, front: Front) -> tuple[Composed | None, Told | None]:
    """What the document becomes: a plan with its records, or a report, or nothing."""
    if kind is Kind.PROGRESS_REPORT:
        return None, progress.compose(document.blocks, front)
    composer = {Kind.PLAN: plans.compose, Kind.CAMPAIGN_PLAN: campaigns.compose}.get(kind)
    return composer(document.blocks, front) if composer else None, None


def _sort(paragraphs: Sequence[Paragraph]) -> Sorted:
    unread = {place: each.aside for place, each in enumerate(paragraphs) if each.aside}
    body = [place for place in range(len(paragraphs)) if place not in unread]
    lines = [paragraphs[place] for place in body]
    title = kinds.front(lines).title_lines
    thrown = frozenset(body[at] for at in junk(lines, title[-1] if title else None))
    for place in body:
        why = None if place in thrown else frame.why_framing(paragraphs[place])
        if why:
            unread[place] = why
    return Sorted(
        tuple(place for place in body if place not in thrown and place not in unread), thrown, unread
    )


def _document(paragraphs: Sequence[Paragraph], text: Sequence[int]) -> Document:
    lines = [paragraphs[place] for place in text]
    front = kinds.front(lines)
    signed = frame.signed_off(lines)
    top = {*front.title_lines, *((front.document_line,) if front.document_line is not None else ())}
    taken = top | set(front.lead) | set(signed.places)
    lead = tuple(lines[at] for at in front.lead if at not in signed.places)
    rest = [(text[at], line) for at, line in enumerate(lines) if at not in taken]
    derived = "" if front.title else kinds.derived_title(each.text for each in lead)
    return Document(front, derived, lead, signed, blocks(rest))


def _front(document: Document, source: Source, name: str | None) -> Front:
    front = document.front
    return Front(
        front.title, document.derived_title, front.document, document.lead, document.signed, source, name
    )


def _kind(document: Document) -> Kind:
    headings = [block.words for block in document.blocks if block.level]
    fields = any(block.fields for block in document.blocks)
    return kinds.kind(document.front.title, _words(document), headings, fields=fields)


def _words(document: Document) -> list[str]:
    return [each.text for each in document.lead]


def _year(document: Document, made: Composed | None) -> int | None:
    if made:
        return made.plan.year
    return kinds.stated_year(document.front.title or document.derived_title, _words(document))


def _about(
    paragraphs: Sequence[Paragraph], places: Sorted, kind: Kind, drafted: Composed | Told | None
) -> tuple[Remark, ...]:
    remarks = []
    for place in sorted(places.junk):
        message = N_("left out as an advert or page number: {words}")
        remarks.append(remark(paragraphs[place], "S263", message, words=shown(paragraphs[place].text)))
    if drafted is None:
        remarks.append(Remark("S260", UNREAD[kind], {}, 0))
    return (*remarks, *(drafted.remarks if drafted else ()))
