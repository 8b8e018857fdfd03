"""From paragraphs to drafts: junk and frame are set aside, the kind is named, a plan or a report is composed.

Every paragraph ends in one of three lists. What is not used and not junk is unread with a reason, by construction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from rectify_site.errors import N_
from rectify_site.intake import (
    blocks,
    campaigns,
    frame,
    fronts,
    kinds,
    ledger_plans,
    notices,
    plans,
    progress,
)
from rectify_site.intake.frame import SignedOff
from rectify_site.intake.junk import junk
from rectify_site.intake.kinds import Kind
from rectify_site.intake.labels import BRACKET
from rectify_site.intake.ledger_plans import Tabled
from rectify_site.intake.outline import Block
from rectify_site.intake.paragraphs import Extract, Paragraph, Remark, remark, shown
from rectify_site.intake.phases import stages
from rectify_site.intake.plans import Front
from rectify_site.intake.report import Reading, Unread
from rectify_site.model.records import Source

UNREAD = {
    Kind.PROGRESS_REPORT: N_("the document reads like a report, but no numbered chapter was found in it"),
    Kind.CAMPAIGN_PLAN: N_("the document reads like a campaign, but no numbered measure was found in it"),
    Kind.UNKNOWN: N_("the kind of document is not known"),
    Kind.NOTICE: N_("the document reads like a notice, but it lacks what a notice must say"),
    Kind.PLAN: N_("the document reads like a plan, but no numbered matter was found in it"),
}


WANTED = {"plan": Kind.PLAN, "report": Kind.PROGRESS_REPORT, "notice": Kind.NOTICE, "ledger": Kind.PLAN}


DRAFTS = ("plan", "records", "declared", "roles", "traces")
TABLE_WINS = N_(
    "matters stand in the prose and in a table; those of the table are taken, the prose is kept as text"
)
PROSE_WINS = N_(
    "matters stand in the prose and in a table; there are more in the prose, so the table is only listed"
)

IN_NOTICE = N_("a table in a notice is not read: import its ledger as a file of its own")


class Sorted(NamedTuple):
    """Places of paragraphs: the text in order, junk, and what is unread for a reason known already."""

    text: tuple[int, ...]
    junk: frozenset[int]
    unread: dict[int, str]


class Document(NamedTuple):
    """The text with its front and its end read."""

    front: fronts.Front
    derived_title: str
    lead: tuple[Paragraph, ...]
    signed: SignedOff
    blocks: tuple[Block, ...]
    beside: frozenset[int]


class Drafted(NamedTuple):
    """The drafts by the name of their field in ``Reading``, what is in none of them, and what there is to say."""

    made: dict[str, Any]
    unread: dict[int, str]
    remarks: tuple[Remark, ...]


NOTHING = Drafted({}, {}, ())


def compose(extract: Extract, source: Source, name: str | None, wanted: str | None = None) -> Reading:
    """Read the paragraphs of a source. The clerk may give the id of the plan, and say what kind of document it is."""
    paragraphs = extract.paragraphs
    frame.refuse_state_secrets(paragraphs)
    places = _sort(paragraphs)
    document = _document(paragraphs, places.text)
    kind = _as_wanted(_kind(document), wanted)
    front = _front(document, source, name)
    drafted = _drafted(kind, document, front)
    if extract.grids and wanted in {None, Kind.PLAN, Kind.LEDGER}:
        tabled = ledger_plans.compose(extract, document.blocks, front)
        if tabled and "notice" in drafted.made:
            asides = {at: IN_NOTICE for at in tabled.used if at in places.unread}
            places = places._replace(unread={**places.unread, **asides})
        elif tabled and len(tabled.composed.records) >= len(drafted.made.get("records", ())):
            kept = {at: why for at, why in places.unread.items() if at not in document.beside}
            return _of_tables(extract, places._replace(unread=kept), tabled, drafted)
        elif tabled:
            drafted = drafted._replace(remarks=(*drafted.remarks, Remark("S279", PROSE_WINS, {}, 0)))
    made = drafted.made
    unread = {at: why for at, why in places.unread.items() if at not in document.beside}
    unread |= drafted.unread if made else dict.fromkeys((*places.text, *document.beside), UNREAD[kind])
    left_out = frozenset(unread) | places.junk
    return Reading(
        kind=kind if made or kind is not Kind.PLAN else Kind.UNKNOWN,
        title=document.front.title or None,
        derived_title=document.derived_title or None,
        year=made["plan"].year if "plan" in made else _year(document),
        used=tuple(each for place, each in enumerate(paragraphs) if place not in left_out),
        junk=tuple(paragraphs[place] for place in sorted(places.junk)),
        unread=tuple(Unread(paragraphs[place], unread[place]) for place in sorted(unread)),
        remarks=(*extract.remarks, *_about(paragraphs, places, kind, drafted)),
        **made,
    )


def _of_tables(extract: Extract, places: Sorted, tabled: Tabled, drafted: Drafted) -> Reading:
    """The reading of a source whose matters stand in tables; prose around them is kept in its own words."""
    paragraphs, composed = extract.paragraphs, tabled.composed
    read = tabled.used | tabled.junk
    unread = {at: why for at, why in places.unread.items() if at not in read}
    unread |= tabled.unread
    junk = places.junk | tabled.junk
    remarks = _about(paragraphs, places, Kind.LEDGER, Drafted({"plan": composed.plan}, {}, composed.remarks))
    if drafted.made.get("records"):
        remarks = (*remarks, Remark("S279", TABLE_WINS, {}, 0))
    return Reading(
        kind=Kind.LEDGER,
        title=tabled.front.title or None,
        derived_title=None if tabled.front.title else tabled.front.derived_title or None,
        year=composed.plan.year,
        used=tuple(each for at, each in enumerate(paragraphs) if at not in unread and at not in junk),
        junk=tuple(paragraphs[at] for at in sorted(junk)),
        unread=tuple(Unread(paragraphs[at], unread[at]) for at in sorted(unread)),
        remarks=(*extract.remarks, *remarks),
        **{each: getattr(composed, each) for each in DRAFTS},
    )


def _as_wanted(kind: Kind, wanted: str | None) -> Kind:
    """What the clerk says it is; a plan that reads like a campaign is one."""
    if wanted == Kind.PLAN and kind is Kind.CAMPAIGN_PLAN:
        return kind
    return WANTED[wanted] if wanted else kind


def _drafted(kind: Kind, document: Document, front: Front) -> Drafted:
    """What the document becomes: a plan with its records, a report, a notice, or nothing."""
    if kind is Kind.PROGRESS_REPORT:
        told = progress.compose(document.blocks, front)
        return Drafted({"report": told.report}, told.unread, told.remarks) if told else NOTHING
    if kind is Kind.NOTICE:
        posted = notices.compose(document.blocks, front)
        made = {"notice": posted.notice, "notice_numbers": posted.numbers} if posted.notice else {}
        return Drafted(made, {}, posted.remarks)
    composer = {Kind.PLAN: plans.compose, Kind.CAMPAIGN_PLAN: campaigns.compose}.get(kind)
    composed = composer(document.blocks, front) if composer else None
    if composed is None:
        return NOTHING
    return Drafted({each: getattr(composed, each) for each in DRAFTS}, composed.unread, composed.remarks)


def _sort(paragraphs: Sequence[Paragraph]) -> Sorted:
    unread = {place: each.aside for place, each in enumerate(paragraphs) if each.aside}
    body = [place for place in range(len(paragraphs)) if place not in unread]
    lines = [paragraphs[place] for place in body]
    title = fronts.front(lines).title_lines
    thrown = frozenset(body[at] for at in junk(lines, title[-1] if title else None))
    for at, why in frame.framing(lines):
        if body[at] not in thrown:
            unread[body[at]] = why
    return Sorted(
        tuple(place for place in body if place not in thrown and place not in unread), thrown, unread
    )


def _document(paragraphs: Sequence[Paragraph], text: Sequence[int]) -> Document:
    lines = [paragraphs[place] for place in text]
    front, beside = _with_beside(fronts.front(lines), paragraphs)
    signed = frame.signed_off(lines, front.title_lines)
    taken = front.taken | set(front.lead) | set(signed.places)
    signed = signed._replace(issuer=signed.issuer or front.issuer, on=front.adopted or signed.on)
    lead = tuple(lines[at] for at in front.lead if at not in signed.places)
    rest = [(text[at], line) for at, line in enumerate(lines) if at not in taken]
    derived = "" if front.title else kinds.derived_title(each.text for each in lead)
    return Document(front, derived, lead, signed, blocks.read(rest), beside)


def _with_beside(front: fronts.Front, paragraphs: Sequence[Paragraph]) -> tuple[fronts.Front, frozenset[int]]:
    """Title and document number out of page headers and text boxes, where the text itself has none."""
    title = None if front.title else fronts.beside(paragraphs, kinds.TITLE)
    number = None if front.document else fronts.beside(paragraphs, kinds.DOCUMENT_NUMBER)
    if title is not None:
        front = front._replace(title="".join(paragraphs[title].text.split()))
    if number is not None:
        front = front._replace(document=paragraphs[number].text)
    return front, frozenset(at for at in (title, number) if at is not None)


def _front(document: Document, source: Source, name: str | None) -> Front:
    front = document.front
    return Front(
        front.title, document.derived_title, front.document, document.lead, document.signed, source, name
    )


def _kind(document: Document) -> Kind:
    texts = [*_words(document), *(block.paragraph.text for block in document.blocks)]
    if notices.is_notice(document.front.title or document.derived_title, texts):
        return Kind.NOTICE
    headings = [block.words for block in document.blocks if block.level]
    fields = any(block.fields and _labelled(block) for block in document.blocks)
    fields = fields or (not document.front.title and any(block.fields for block in document.blocks))
    return kinds.kind(
        document.front.title, _words(document), headings, len(stages(document.blocks, None)), fields=fields
    )


def _labelled(block: Block) -> bool:
    """Whether a label is written. A report may say in brackets who is in charge, and is no plan for it."""
    return any(part.role and part.label != BRACKET for part in block.parts)


def _words(document: Document) -> list[str]:
    return [each.text for each in document.lead]


def _year(document: Document) -> int | None:
    """The year it says it is of, else the one it was issued in."""
    stated = kinds.stated_year(document.front.title or document.derived_title, _words(document))
    return stated or (document.signed.on.year if document.signed.on else None)


def _about(
    paragraphs: Sequence[Paragraph], places: Sorted, kind: Kind, drafted: Drafted
) -> tuple[Remark, ...]:
    remarks = []
    for place in sorted(places.junk):
        message = N_("left out as an advert or page number: {words}")
        remarks.append(remark(paragraphs[place], "S263", message, words=shown(paragraphs[place].text)))
    if not drafted.made:
        remarks.append(Remark("S260", UNREAD[kind], {}, 0))
    return (*remarks, *drafted.remarks)
