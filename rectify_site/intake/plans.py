"""A plan out of its paragraphs: its chapters, its directions, its matters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from rectify_site.intake import anchors, counts, deadlines, doubts, items, kinds, tracing
from rectify_site.intake.counts import Declared
from rectify_site.intake.frame import SignedOff
from rectify_site.intake.items import Made, Parts
from rectify_site.intake.outline import Block, Chapter, Item, chapters
from rectify_site.intake.paragraphs import Paragraph, Remark
from rectify_site.intake.roles import Role
from rectify_site.intake.runs import settled
from rectify_site.intake.traces import Trace
from rectify_site.model.plan_kinds import CUSTOMS
from rectify_site.model.records import (
    Direction,
    ItemLabel,
    Plan,
    PlanKind,
    Record,
    ReportDue,
    Section,
    Source,
)
from rectify_site.model.words import PLAN as KIND_WORDS

ASPECT = re.compile("^(?:聚焦|关于|围绕)|方面(?:存在)?(?:的)?(?:突出|主要)?(?:问题)?[。：:]?$")
RUN_IN = 30  # characters of a heading whose text follows in the same paragraph


class Front(NamedTuple):
    """What is known of a plan before its matters are read. ``name`` is its id where the clerk gives one."""

    title: str
    derived_title: str
    document: str
    lead: tuple[Paragraph, ...]
    signed: SignedOff
    source: Source
    name: str | None

    @property
    def said(self) -> tuple[str, tuple[str, ...]]:
        """What the document says of itself: its title, and the words of its lead."""
        return self.title or self.derived_title, tuple(each.text for each in self.lead)


class Years(NamedTuple):
    """The year a plan is of, the one it is carried out in, and the one meant where a deadline names none."""

    stated: int | None
    execution: int | None
    assumed: int | None


class Matters(NamedTuple):
    """The document divided: chapters, matters with the whole path above them, and those taken apart."""

    chapters: tuple[Chapter, ...]
    items: tuple[Item, ...]
    parts: tuple[Parts, ...]
    label: ItemLabel


class Composed(NamedTuple):
    """The drafts, the places of paragraphs that are in none of them with the reason, and what there is to say."""

    plan: Plan
    records: tuple[Record, ...]
    unread: dict[int, str]
    remarks: tuple[Remark, ...]
    declared: tuple[Declared, ...]
    roles: tuple[Role, ...] = ()
    traces: Mapping[str, tuple[Trace, ...]] = MappingProxyType({})


def compose(document: Sequence[Block], front: Front) -> Composed | None:
    """The plan and its records; None where the document has no matters."""
    return of_matters(_matters(document, CUSTOMS[kinds.plan_kind(*front.said)].label), front)


def of_matters(matters: Matters, front: Front) -> Composed | None:
    """The plan and its records out of matters that are divided already; None where none of them names anything."""
    its = kinds.plan_kind(*front.said)
    years = years_of(front, matters.parts)
    plan = bare_plan(its, front, matters, years)
    made = tuple(make_all(plan.id, matters, years))
    pairs = zip(made, matters.items, strict=True)
    said = anchors.stated(_prose(matters, front))
    found = (placed(one.record, item, front.source) for one, item in pairs if one.record)
    records = tuple(anchors.anchored(record, said) for record in found)
    if not records:
        return None
    unread = {block.place: doubts.ABOVE for chapter in matters.chapters for block in _mislaid(chapter)}
    unread |= {index: why for one in made for index, why in one.unread} | contacts(matters.chapters)
    declared = tuple(_declared(front, matters, records, plan))
    traced = traces_of(matters, made)
    plan = plan.model_copy(
        update={
            "sections": tuple(sections(matters.chapters, unread)),
            "reports_due": tuple(reports_due(matters.chapters, years)),
            "declared_items": next((one.declared for one in declared if one.what == "items"), None),
        }
    )
    about = (
        *doubts.about_plan(plan, titled=bool(front.title)),
        *doubts.first_assumed(made),
        *doubts.above(matters.items),
    )
    remarks = (*about, *doubts.jumps(matters.items), *doubts.differences(declared))
    return Composed(plan, records, unread, remarks, declared, traces=traced)


def _prose(matters: Matters, front: Front) -> Iterator[str]:
    yield from front.said[1]
    yield from (block.paragraph.text for chapter in matters.chapters for block in chapter.prose)


def _matters(document: Sequence[Block], default: ItemLabel) -> Matters:
    divided = chapters(settled(document))
    bearing = [chapter for chapter in divided if chapter.items]
    whole = tuple(item for chapter in bearing for item in _under_head(chapter, several=len(bearing) > 1))
    parts = tuple(items.take_apart(item) for item in whole)
    titles = "".join(chapter.head.words for chapter in bearing if chapter.head)
    return Matters(divided, whole, parts, items.item_label(parts, titles, default))


def _under_head(chapter: Chapter, *, several: bool) -> Iterator[Item]:
    """The matters of a chapter. Its heading is a direction where several chapters have matters, or it names one."""
    aspect = chapter.head is not None and ASPECT.search(chapter.head.words) is not None
    head = chapter.head if several or aspect else None
    for item in chapter.items:
        yield item if head is None or item.head is head else item._replace(path=(head, *item.path))


def years_of(front: Front, parts: Sequence[Parts]) -> Years:
    """The year of the meeting stands in title or lead; that of the work in the deadlines, else under the signature."""
    words = [text for each in parts for text in each.texts("deadline")]
    named = [year for text in words for year in deadlines.explicit_years(text)]
    stated = kinds.stated_year(*front.said)
    execution = kinds.most_common(named) or (front.signed.on.year if front.signed.on else None)
    return Years(stated or execution, execution, execution or stated)


def bare_plan(its: PlanKind, front: Front, matters: Matters, years: Years) -> Plan:
    """The plan without its prose and its counts."""
    return Plan(
        id=front.name or f"{years.stated or 'undated'}-{kinds.SLUGS[its]}",
        kind=its,
        title=front.said[0] or named(its, years.stated),
        year=years.stated,
        execution_year=years.execution,
        adopted_on=front.signed.on,
        document=front.document or None,
        issued_by=front.signed.issuer or None,
        item_label=matters.label,
        closing=CUSTOMS[its].closing,
        directions=tuple(directions(matters.items)),
        preamble=front.said[1],
        source=front.source,
    )


def named(its: PlanKind, year: int | None) -> str:
    """What a document is called that says nothing of itself."""
    return f"{year}年度{KIND_WORDS[its]}" if year else KIND_WORDS[its]


def make_all(plan: str, matters: Matters, years: Years) -> Iterator[Made]:
    """Records in order. A number that names nothing takes no ordinal."""
    ordinals = 1
    for item, parts in zip(matters.items, matters.parts, strict=True):
        one = items.make(f"{plan}-{ordinals:02d}", item, parts, matters.label, years.assumed)
        ordinals += one.record is not None
        yield one


def traces_of(matters: Matters, made: Sequence[Made]) -> dict[str, tuple[Trace, ...]]:
    """By the id of the record, where each of its fields was read."""
    whole = zip(matters.items, matters.parts, made, strict=True)
    return {one.record.id: tracing.traces(item, parts, one) for item, parts, one in whole if one.record}


def placed(record: Record, item: Item, source: Source) -> Record:
    """The record with the paragraph it begins in."""
    at = item.head.paragraph
    its = source.model_copy(update={"place": at.place} if at.place else {"paragraph": at.line})
    return record.model_copy(update={"source": its})


def directions(matters: Sequence[Item]) -> Iterator[Direction]:
    """Each heading above matters once, in order; ``parent`` is the number of the one above it."""
    seen = set[int]()
    for item in matters:
        for upper, heading in zip((None, *item.path), item.path, strict=False):
            if heading.place not in seen:
                seen.add(heading.place)
                above = upper.number if upper else None
                yield Direction(number=heading.number, title=heading.words or heading.number, parent=above)


def _mislaid(chapter: Chapter) -> list[Block]:
    return [block for block in chapter.prose if block.fields] if chapter.items else []


def contacts(divided: Sequence[Chapter]) -> dict[int, str]:
    """The places of lines in the prose that only name a contact, with the reason why they are not in the plan."""
    prose = (block for chapter in divided for block in chapter.prose if not block.level)
    return {block.place: items.NO_PLACE["contact"] for block in prose if block.parts[0].role == "contact"}


def sections(divided: Sequence[Chapter], unread: dict[int, str]) -> Iterator[Section]:
    """All prose in its own words: whole chapters, and what stands before the matters of the others."""
    for chapter in divided:
        title, run_in = _heading(chapter)
        paragraphs = tuple(block.paragraph.text for block in chapter.prose if block.place not in unread)
        if title or paragraphs:
            number = chapter.head.number if chapter.head and title else None
            yield Section(number=number, title=title, paragraphs=(*run_in, *paragraphs))


def _heading(chapter: Chapter) -> tuple[str | None, tuple[str, ...]]:
    """The words of a chapter's heading, and the text that follows it in the same paragraph."""
    if chapter.head is None or any(item.head is chapter.head for item in chapter.items):
        return None, ()
    first, stop, rest = chapter.head.words.partition("。")
    if stop and rest and len(first) <= RUN_IN:
        return first, (rest.strip(),)
    return chapter.head.words.removesuffix("。") or None, ()


def reports_due(divided: Sequence[Chapter], years: Years) -> Iterator[ReportDue]:
    """The reports that the prose asks for."""
    texts = (block.words for chapter in divided for block in chapter.prose)
    yield from counts.reports_due(texts, years.assumed)


def _declared(front: Front, matters: Matters, records: Sequence[Record], plan: Plan) -> Iterator[Declared]:
    """Counts in the lead and around the matters, against what was found."""
    measures = sum(len(record.measures) for record in records)
    if plan.item_label is ItemLabel.MEASURE:
        measures = len(records)
    found = {"items": (len(records),), "measures": (measures,), **levels(matters.items)}
    around = [
        block for chapter in matters.chapters if chapter.items for block in (chapter.head, *chapter.prose)
    ]
    starts = {item.head.place for item in matters.items}
    lines = [block.paragraph for block in around if block and block.place not in starts]
    for paragraph in (*front.lead, *lines):
        yield from counts.declared(paragraph, found)


def levels(matters: Sequence[Item]) -> dict[str, tuple[int, ...]]:
    """How many headings there are: at the top (4大类), and at any one level or at all (16个方面)."""
    at = Counter(
        block.level
        for block in {heading.place: heading for item in matters for heading in item.path}.values()
    )
    own = sum(
        ASPECT.search(item.head.words) is not None for item in matters
    )  # a matter may be all of 一、…方面
    counted = tuple(at[level] for level in sorted(at)) or (own,)
    return {"classes": counted[:1], "directions": tuple(dict.fromkeys((*counted, sum(counted))))}
