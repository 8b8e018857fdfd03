"""A progress or completion report out of its paragraphs: its aspects with their figures, what remains, what is next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rectify_site.errors import N_
from rectify_site.intake import figures, kinds, plans, rates
from rectify_site.intake.items import first_sentence
from rectify_site.intake.markers import divide, spoken
from rectify_site.intake.outline import NAMING, Block
from rectify_site.intake.paragraphs import Remark, shown
from rectify_site.intake.plans import Front
from rectify_site.model.fields import ID_LIMIT, TEXT_LIMIT
from rectify_site.model.reports import Aspect, Report

SHORTCOMING = "问题|困难|不足|差距|短板|薄弱环节|原因"
REMAINING = re.compile(
    f"^(?:当前|目前|整改中|工作中|仍然|还|仍|尚)?(?:存在|面临|遗留)(?:的|着|着的)?(?:主要|突出|一些|一定)?(?:{SHORTCOMING})"
    f"|^(?:主要|突出)?(?:{SHORTCOMING})(?:(?:和|与|及|、)(?:{SHORTCOMING}))?$|^(?:尚未|未)(?:完成|整改到位)|^(?:仍|还)?需要?(?:努力|改进|加强)的(?:方面|地方|问题)|^不足之处|^(?:仍|还|尚)?需要?(?:长期|持续|继续)(?:坚持|推进|整改)"
)
NEXT = re.compile(
    "^(?:下一?步|下一?阶段|下一?个?(?:季度|月|年度?)|明年|今后|后续|下半年|努力方向|工作打算|继续整改|整改打算)"
)
CLOSING = re.compile(
    "(?:特此|专此|以上)(?:报告|通报|汇报|公告|公示|说明|函[复告]|报告如有不妥)?(?:，?请(?:予)?(?:审[议示阅]|指示|批[示评]指正))?[。！!]?"
    "|(?:以上报告|以上汇报|报告完毕)?，?(?:妥否|当否|如有不[妥当])?，?请(?:予以?)?(?:审[议示阅]|批示|指示|批评指正)[。！!]"
)
INVITES = re.compile(
    "^(?:欢迎|如有|若有|对.{0,20}如有|联系(?:人|电话|方式|单位)|监督电话|举报电话|公开期限|公示期|干部群众|广大(?:党员)?(?:干部)?群众)"
)
REACHED = re.compile("电话|邮箱|信箱|监督")
FORMULA = N_("a closing formula")
ASPECT = re.compile("方面(?:的?问题)?$|^关于")
FIRST = re.compile("一[是要]|第一[，,、：:]|其一")
HEADING = 25  # characters of a heading; a longer first sentence is text
Span = tuple[Block, ...]


class Told(NamedTuple):
    """The draft, the places of paragraphs that are not in it with the reason, and what there is to say."""

    report: Report
    unread: dict[int, str]
    remarks: tuple[Remark, ...]


class Sorted(NamedTuple):
    """Chapters by what they tell; their own level, and that of the aspects in them (0 where nothing is numbered)."""

    body: tuple[Span, ...]
    remaining: tuple[Span, ...]
    following: tuple[Span, ...]
    top: int
    level: int


def compose(document: Sequence[Block], front: Front) -> Told | None:
    """The report; None where it has no numbered chapter or aspect."""
    closing = {block.place: FORMULA for block in document if CLOSING.fullmatch(block.paragraph.text)}
    text = [block for block in document if block.place not in closing]
    inviting = _inviting(text)
    chapters = _sorted(text[: len(text) - len(inviting)])
    before, aspects, behind = _aspects(chapters)
    if not aspects:
        return None
    title, lead = front.said
    its, year = kinds.plan_kind(title, lead), kinds.stated_year(title, lead)
    year = year or (front.signed.on.year if front.signed.on else None)
    plan = front.name or f"{year or 'undated'}-{kinds.SLUGS[its]}"
    report = Report(
        id=f"{plan}-report"[:ID_LIMIT].rstrip("-"),
        title=title or plans.named(its, year),
        plan=front.name,
        year=year,
        issued_by=front.signed.issuer or None,
        issued_on=front.signed.on,
        document=front.document or None,
        preamble=(*lead, *(block.paragraph.text for block in before)),
        aspects=aspects,
        remaining=tuple(_entries(chapters.remaining)),
        next_steps=tuple(_entries(chapters.following)),
        conclusion=tuple(block.paragraph.text for block in (*behind, *inviting)),
        source=front.source,
    )
    remarks = (*_about(front, report), *rates.differing(block.paragraph for block in document))
    return Told(report, closing, remarks)


def _sorted(document: Sequence[Block]) -> Sorted:
    top = min((block.level for block in document if block.level), default=0)
    body: list[Span] = []
    remaining: list[Span] = []
    following: list[Span] = []
    for span in _open_end(tuple(_spans(document, top))):
        prose = not span[0].level and not top
        if prose or _is_matter(span) or not (_says(REMAINING, span[0]) or _says(NEXT, span[0])):
            body.append(span)
        elif _says(NEXT, span[0]):
            following.append(span)
        else:
            problems, steps = _halves(span)
            remaining.append(problems)
            following.extend([steps] if steps else [])
    body = _with_spoken(body, top)
    deeper = [block.level for span in body for block in span if block.level > top]
    return Sorted(tuple(body), tuple(remaining), tuple(following), top, min(deeper, default=top))


def _is_matter(span: Span) -> bool:
    """Whether a chapter is one matter (存在问题：…, 整改结果：…) and not the one about what remains."""
    named = span[0].parts[0].role in NAMING and bool(span[0].parts[0].text)
    return named and any(part.role in {"progress", "measures"} for block in span for part in block.parts)


def _spans(document: Sequence[Block], top: int) -> Iterator[Span]:
    starts = [place for place, block in enumerate(document) if top and block.level == top]
    for start, end in pairwise([0, *starts, len(document)]):
        if end > start:
            yield tuple(document[start:end])


def _with_spoken(body: list[Span], top: int) -> list[Span]:
    """Aspects that are numbered 第一， or 一是, where nothing else is and one chapter alone has them."""
    if not top or any(block.level > top for span in body for block in span):
        return body
    numbered = [tuple(_spoken(block, top + 1) for block in span) for span in body]
    bearing = [span for span in numbered if sum(block.level > top for block in span) > 1]
    one = len(bearing) == 1 and not ASPECT.search(_title(bearing[0][0]))
    return [new if one and new is bearing[0] else old for old, new in zip(body, numbered, strict=True)]


def _spoken(block: Block, level: int) -> Block:
    mark = None if block.level else spoken(block.words)
    return block._replace(level=level, number=mark.number, words=block.words[mark.end :]) if mark else block


def _open_end(chapters: tuple[Span, ...]) -> Iterator[Span]:
    """The chapters, the last one divided where 存在的问题： and 下一步 begin paragraphs without a number."""
    cuts = {
        place: [at for at, block in enumerate(span) if at and _opens(block)]
        for place, span in enumerate(chapters)
    }
    nexts = sum(
        NEXT.search(chapters[place][at].words) is not None for place, its in cuts.items() for at in its
    )
    remains = sum(map(len, cuts.values())) - nexts
    last = len(chapters) - 1
    for place, span in enumerate(chapters):
        its = cuts[place]
        once = nexts <= 1 >= remains and its and place == last
        if once and not any(block.level for block in span[its[0] :]) and not _says(REMAINING, span[0]):
            for start, end in pairwise([0, *its, len(span)]):
                yield span[start:end]
        else:
            yield span


def _opens(block: Block) -> bool:
    """Whether a paragraph without a number begins what remains (目前存在的主要问题：…) or what is next."""
    if block.level or block.parts[0].role in NAMING:
        return False
    named, colon, _ = block.words.partition("：")
    remains = colon and len(named) <= HEADING and REMAINING.search(named)
    return bool(remains or NEXT.search(block.words))


def _inviting(document: Sequence[Block]) -> list[Block]:
    """The last paragraphs where they only say how to reach the office: they belong to no chapter."""
    first = len(document)
    while first and not document[first - 1].level and _invites(document[first - 1]):
        first -= 1
    return list(document[first:])


def _invites(block: Block) -> bool:
    if block.parts[0].role == "contact":
        return True
    return INVITES.search(block.words) is not None and REACHED.search(block.words) is not None


def _says(words: re.Pattern[str], block: Block) -> bool:
    return words.search(_title(block)) is not None


def _title(block: Block) -> str:
    return first_sentence(block.words)[0].rstrip("。.：:")


def _halves(span: Span) -> tuple[Span, Span]:
    """存在问题及下一步打算 is divided where the second begins."""
    cut = next((place for place, block in enumerate(span) if place and _says(NEXT, block)), len(span))
    numbered = cut > 1 and span[1].level and _says(REMAINING, span[1]) and _is_heading(span[1])
    bare = numbered and _is_heading(span[0]) and not first_sentence(span[0].words)[1]
    return span[1 if bare else 0 : cut], span[cut:]


def _aspects(chapters: Sorted) -> tuple[list[Block], tuple[Aspect, ...], list[Block]]:
    """What stands before the first aspect, the aspects in order, and chapters behind them that have none.

    Where several chapters have aspects, their headings are aspects, too, so that nothing moves to another place.
    """
    before: list[Block] = []
    groups: list[list[Block]] = []
    behind: list[Block] = []
    bearing = [span for span in chapters.body if any(block.level == chapters.level for block in span)]
    levels = {chapters.level, chapters.top} if len(bearing) > 1 else {chapters.level}
    if any(
        span not in bearing and span[0].level and ASPECT.search(_title(span[0])) for span in chapters.body
    ):
        bearing, levels = [span for span in chapters.body if span[0].level], {chapters.top}
    for span in chapters.body:
        if span not in bearing:
            (behind if groups else before).extend(span)
            continue
        for block in span:
            if block.level in levels - {0}:
                groups.append([block])
            else:
                (groups[-1] if groups else before).append(block)
    return before, tuple(_aspect(*group) for group in groups), behind


def _aspect(head: Block, *rest: Block) -> Aspect:
    """The first sentence is the title (… 方面。), the rest what was done."""
    words = head.parts[0].text if len(head.parts) == 1 and head.parts[0].role in NAMING else head.words
    first, run_in = first_sentence(words)
    paragraphs = (*((run_in,) if run_in else ()), *(block.paragraph.text for block in rest))
    return Aspect(
        number=head.number,
        title=first.removesuffix("。") or head.paragraph.text,
        paragraphs=paragraphs,
        figures=tuple(figure for text in (first, *paragraphs) for figure in figures.real(text)),
    )


def _entries(chapters: Sequence[Span]) -> Iterator[str]:
    """What a chapter enumerates, by its numbers, else by 一是 二是. An introduction stays with the first entry."""
    for head, *rest in chapters:
        top = min((block.level for block in rest if block.level), default=0)
        run_in = _behind_heading(head)
        entry = run_in if _is_heading(head) and (run_in or rest) else head.words
        counted = False
        for block in rest:
            text = block.paragraph.text if block.level else _without_name(block)
            apart = counted and block.level == top if top else not _introduces(entry, text)
            if entry and (apart or len(entry) + len(text) > TEXT_LIMIT):
                yield from (entry,) if top else divide(entry)
                entry = ""
            counted = counted or block.level == top
            entry += text
        if entry:
            yield from (entry,) if top else divide(entry)


def _without_name(block: Block) -> str:
    """存在问题：一是… without the words that name the chapter once more."""
    named, colon, words = block.words.partition("：")
    return words if colon and words and len(named) <= HEADING and REMAINING.search(named) else block.words


def _behind_heading(head: Block) -> str:
    """What follows a heading in its paragraph: behind the full stop, or behind the colon of 存在问题：一是…."""
    first, rest = first_sentence(head.words)
    named, colon, words = first.partition("：")
    return f"{words}{rest}" if colon and words and (REMAINING.search(named) or NEXT.search(named)) else rest


def _is_heading(block: Block) -> bool:
    """Whether the first sentence only names what follows."""
    return len(_title(block)) <= HEADING and "，" not in _title(block)


def _introduces(entry: str, text: str) -> bool:
    return entry.endswith(("：", ":")) or FIRST.match(text) is not None


def _about(front: Front, report: Report) -> Iterator[Remark]:
    if not front.title:
        message = N_("the document has no title; it is called “{title}”")
        yield Remark("S258", message, {"title": shown(str(report.title))}, 0)
