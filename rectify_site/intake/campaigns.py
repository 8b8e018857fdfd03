"""A campaign plan out of its paragraphs: its phases, its focus points, its numbered measures, its leading group."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rectify_site.intake import counts, deadlines, doubts, items, kinds, phases, plans, tracing
from rectify_site.intake.counts import Declared
from rectify_site.intake.items import Made
from rectify_site.intake.labels import segments
from rectify_site.intake.outline import CHAPTER, MATTERS, Block, Chapter, Item, spans, with_items
from rectify_site.intake.paragraphs import Remark, remark
from rectify_site.intake.phases import Stage
from rectify_site.intake.plans import Composed, Front, Matters
from rectify_site.intake.roles import Role, roles
from rectify_site.model.deadlines import Deadline, DeadlineKind
from rectify_site.model.records import ItemLabel, Phase, PlanKind, Record
from rectify_site.text import numeral

FOCUS = re.compile(
    f"{MATTERS.pattern}|整治(?:重点|内容|任务|问题|措施|事项)|(?:重点|主要|工作)内容|(?:重点|主要|专项)(?:工作|举措|整治|治理)$|治理(?:重点|内容|任务|措施)"
)
FRAMING = re.compile(
    "要求|目标|思想|原则|步骤|安排|阶段|保障|领导|组织|意义|认识|目的|背景|范围|对象|方法|说明"
)
LEADING = re.compile("领导小组|领导组织|组织领导|组织机构")
DASH = re.compile("[—–]{1,2}\\s*")
FOCUS_POINT, MEASURE = 3, 4  # 1. and （1）


class Placed(NamedTuple):
    """A matter with the headings above it that are focus points, and the phase it stands in."""

    item: Item
    phase: Phase | None


def compose(document: Sequence[Block], front: Front) -> Composed | None:
    """The plan and its records; None where nothing in it is a numbered measure."""
    document = tuple(_bulleted(document))
    stated = kinds.stated_year(*front.said)
    assumed = _year(document, front) if stated is None else None
    stages = phases.stages(document, stated or assumed)
    divided = tuple(_chapters(document, stages))
    placed = tuple(_placed(divided, stages))
    matters = _matters(divided, placed)
    years = _years(plans.years_of(front, matters.parts), stages, assumed)
    bare = plans.bare_plan(PlanKind.CAMPAIGN, front, matters, years)
    made = tuple(plans.make_all(bare.id, matters, years))
    records = tuple(
        plans.placed(_in_its_phase(one.record, each.phase), each.item, front.source)
        for one, each in zip(made, placed, strict=True)
        if one.record
    )
    if not records:
        return None
    unread = {place: why for one in made for place, why in one.unread} | plans.contacts(divided)
    what = "measures" if matters.label is ItemLabel.MEASURE else "items"
    found = _found(what, records, stages, matters)
    declared = tuple(_declared(document, front, matters, found))
    plan = bare.model_copy(
        update={
            "phases": tuple(stage.phase for stage in stages),
            "sections": tuple(plans.sections(divided, unread)),
            "reports_due": tuple(plans.reports_due(divided, years)),
            "declared_items": next((one.declared for one in declared if one.what == what), None),
        }
    )
    remarks = (
        *doubts.about_plan(plan, titled=bool(front.title)),
        *(_assumed(stages, assumed) if assumed else ()),
        *_about(matters, made, declared),
    )
    traced = plans.traces_of(matters, made)
    traced |= {each.id: tracing.due_with_phase(traced[each.id]) for each in records if each.deadline.phase}
    return Composed(plan, records, unread, remarks, declared, tuple(_roles(document)), traced)


def _found(
    what: str, records: Sequence[Record], stages: Sequence[Stage], matters: Matters
) -> dict[str, tuple[int, ...]]:
    """What a count in the text may mean, the likeliest first."""
    parts = sum(len(record.measures) for record in records)
    return {
        what: (len(records),),
        "measures": (len(records), parts),
        "phases": (len(stages),),
        **plans.levels(matters.items),
    }


def _about(matters: Matters, made: Sequence[Made], declared: Sequence[Declared]) -> Iterator[Remark]:
    yield from doubts.first_assumed(made)
    yield from doubts.above(matters.items)
    yield from doubts.jumps(matters.items)
    yield from doubts.differences(declared)


def _year(document: Sequence[Block], front: Front) -> int | None:
    """The year of the signature, else the only one that the text names."""
    if front.signed.on:
        return front.signed.on.year
    named = {year for block in document for year in deadlines.explicit_years(block.paragraph.text)}
    return named.pop() if len(named) == 1 else None


def _years(years: plans.Years, stages: Sequence[Stage], assumed: int | None) -> plans.Years:
    """The years, else the one that the windows name or mean."""
    named = kinds.most_common(
        year for stage in stages for year in deadlines.explicit_years(stage.phase.text or "")
    )
    one = named or assumed
    return plans.Years(one, one, one) if one and years.assumed is None else years


def _bulleted(document: Sequence[Block]) -> Iterator[Block]:
    """Measures that are marked —— and not numbered, counted, in a chapter that names them and has no numbers."""
    for span in spans(document):
        listed = [block.place for block in span[1:] if DASH.match(block.words)]
        plain = len(listed) > 1 and span[0].level == CHAPTER and FOCUS.search(span[0].words)
        if not plain or any(block.level for block in span[1:]):
            yield from span
            continue
        for block in span:
            if block.place in listed:
                number = numeral(listed.index(block.place) + 1)
                words = DASH.sub("", block.words)
                yield Block(block.place, block.paragraph, CHAPTER + 1, number, words, segments(words))
            else:
                yield block


def _assumed(stages: Sequence[Stage], year: int) -> Iterator[Remark]:
    """The first window that names no year, where that of the signature is taken."""
    dated = (
        each for each in stages if each.phase.ends and not deadlines.explicit_years(each.phase.text or "")
    )
    for stage in tuple(dated)[:1]:
        code, message = items.DOUBTS["assumed_year"]
        yield remark(stage.head.paragraph, code, message, words=stage.phase.text, year=year)


def _chapters(document: Sequence[Block], stages: Sequence[Stage]) -> Iterator[Chapter]:
    """The document by chapters. Matters stand in those that name them (整治重点), else in the phases."""
    heads = {stage.head.place for stage in stages}
    divided = tuple(spans(document))
    focused = [span for span in divided if _is_focus(span, heads)]
    bearing = focused or [span for span in divided if _two_levels(span, heads)]
    bearing = bearing or [span for span in divided if _holds(span, heads)]
    focused = [span for span in bearing if not _holds(span, heads)]
    level = _level([block for span in bearing for block in span if block.place not in heads], focused)
    if level <= max((stage.head.level for stage in stages if not focused), default=0):
        level = 0
    for span in divided:
        head = span[0] if span[0].level == CHAPTER else None
        rest = span[1:] if head else span
        if span in bearing and level:
            yield _kept(with_items(head, rest, level), rest, heads)
        else:
            yield Chapter(head, rest)


def _is_focus(span: Sequence[Block], heads: set[int]) -> bool:
    """Whether a chapter names its matters, has any, and is not the one that is divided into phases."""
    named = span[0].level == CHAPTER and FOCUS.search(span[0].words)
    return bool(named) and any(block.level for block in span[1:]) and not _holds(span, heads)


def _two_levels(span: Sequence[Block], heads: set[int]) -> bool:
    """Whether a chapter has headings with numbers below them, and neither asks nor organises."""
    if span[0].level != CHAPTER or FRAMING.search(span[0].words) or _holds(span, heads):
        return False
    return len({block.level for block in span[1:] if block.level}) > 1


def _holds(span: Sequence[Block], heads: set[int]) -> bool:
    return any(block.place in heads for block in span)


def _level(blocks: Sequence[Block], focused: Sequence[object]) -> int:
    """The level of the measures: （1） where they are more than the focus points 1. above them; 0 for none."""
    used = Counter(block.level for block in blocks)
    if used[MEASURE] > used[FOCUS_POINT]:
        return MEASURE
    if used[FOCUS_POINT]:
        return FOCUS_POINT
    return CHAPTER + 1 if focused and used[CHAPTER + 1] else 0


def _kept(chapter: Chapter, rest: Sequence[Block], heads: set[int]) -> Chapter:
    """The chapter with the headings of its phases in its prose, where they stand."""
    prose = {block.place for block in chapter.prose} | heads
    return chapter._replace(prose=tuple(block for block in rest if block.place in prose))


def _placed(divided: Sequence[Chapter], stages: Sequence[Stage]) -> Iterator[Placed]:
    """All matters in order. A phase is no focus point: it says when, and leaves the path."""
    phase_of = {stage.head.place: stage.phase for stage in stages}
    for chapter in divided:
        for item in chapter.items:
            above = (*((chapter.head,) if chapter.head else ()), *item.path)
            its = next((phase_of[block.place] for block in above if block.place in phase_of), None)
            path = tuple(block for block in item.path if block.place not in phase_of)
            yield Placed(item._replace(path=path), its)


def _matters(divided: tuple[Chapter, ...], placed: Sequence[Placed]) -> Matters:
    whole = tuple(each.item for each in placed)
    parts = tuple(items.take_apart(item) for item in whole)
    titles = "".join(chapter.head.words for chapter in divided if chapter.items and chapter.head)
    return Matters(divided, whole, parts, items.item_label(parts, titles, ItemLabel.MEASURE))


def _in_its_phase(record: Record, phase: Phase | None) -> Record:
    """A measure without a deadline of its own is due with its phase; one outside of any has none."""
    if phase is None or record.deadline.kind is not DeadlineKind.NONE:
        return record
    return record.model_copy(update={"deadline": Deadline(kind=DeadlineKind.PHASE, phase=phase.id)})


def _declared(
    document: Sequence[Block], front: Front, matters: Matters, found: dict[str, tuple[int, ...]]
) -> Iterator[Declared]:
    """Counts in every chapter. What a measure counts are its own parts and never those of the plan."""
    inside = {block.place for item in matters.items for block in (item.head, *item.rest)}
    own = [(block.paragraph, {} if block.place in inside else found) for block in document]
    for paragraph, its in (*((each, found) for each in front.lead), *own):
        said = (*counts.declared(paragraph, its), *counts.slogans(paragraph))
        yield from sorted(said, key=lambda one: one.column)


def _roles(document: Sequence[Block]) -> Iterator[Role]:
    for span in spans(document):
        if any(block.level == CHAPTER and LEADING.search(block.words) for block in span[:1]):
            yield from roles(block.paragraph.text for block in span)
