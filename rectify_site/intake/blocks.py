"""Paragraphs read for their numbers and labels, and the numbers that mean something else than they look like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rectify_site.intake import decimals
from rectify_site.intake.labels import FIELDS, Segment, segments, stopped
from rectify_site.intake.markers import COUNT, DEEPEST, Marker, marker, ordinal
from rectify_site.intake.outline import CHAPTER, Block
from rectify_site.intake.paragraphs import Paragraph
from rectify_site.text import numeral

GENERIC = re.compile(
    "(?:总体|工作|整改|有关|相关|主要|具体|重点)(?:要求|目标|原则|任务|措施|举措|安排|情况|保障|内容|思路)|指导思想|基本情况|基本原则"
    "|组织(?:领导|保障|实施)|保障措施|问题清单|任务清单|整改(?:问题|事项|清单|任务及措施|内容及措施)|存在(?:的)?(?:主要)?问题(?:及整改措施)?"
)
PART = re.compile(rf"第([{COUNT}]{{1,3}})(?:部分|章|篇)[\s、：:，,]*")
LABELLED = re.compile("[：:∶﹕【]")
BULLET = re.compile("^[—–•·●○◆◇■□▪★☆※➢►*-]{1,3}\\s*")
FRAMED = re.compile("【[^【】]{2,25}】")
PLAIN = re.compile("[0-9０-９⒈-⒛]")
NAMED = 3  # the level of 任务一： and of 1.
ANSWERING = FIELDS - {"measures"}
FEWEST = 2


def read(paragraphs: Sequence[tuple[int, Paragraph]]) -> tuple[Block, ...]:
    """Paragraphs (with their place in the whole) read for numbers and labels."""
    decimal = decimals.marks([paragraph.text for _, paragraph in paragraphs])
    found = tuple(_block(*each, decimal.get(at)) for at, each in enumerate(paragraphs))
    found = _named_above(_framed_headings(_numbered_labels(_stopped_labels(found))))
    if any(PART.match(paragraph.text) for _, paragraph in paragraphs):
        return tuple(_part(block) or _shifted(block, 1) for block in found)
    if not any(block.level == CHAPTER for block in found) and any(_generic(block) for block in found):
        return tuple(_shifted(block, -1) for block in found)
    return found


def _stopped_labels(found: tuple[Block, ...]) -> tuple[Block, ...]:
    """（一）整改目标。…（二）整改措施。… number labels, where measures and who or when are among them."""
    parts = {block.place: stopped(block.words) for block in found if block.level > CHAPTER}
    roles = {its[0].role for its in parts.values() if its}
    if "measures" not in roles or not roles & ANSWERING:
        return found
    return tuple(
        block._replace(level=0, parts=parts[block.place]) if parts.get(block.place) else block
        for block in found
    )


def _numbered_labels(found: tuple[Block, ...]) -> tuple[Block, ...]:
    """（1）整改目标：… before （2）整改措施：… numbers a label, too, and no matter."""
    return tuple(
        block._replace(level=0)
        if block.level and block.parts[0].role and _label_follows(found, at)
        else block
        for at, block in enumerate(found)
    )


def _label_follows(found: Sequence[Block], place: int) -> bool:
    """Whether the next numbered paragraph is the next number, written alike, of a label that only a matter has."""
    block = found[place]
    after = next((each for each in found[place + 1 :] if each.number), None)
    if after is None or after.level or after.parts[0].role not in FIELDS:
        return False
    mark = marker(after.paragraph.text)
    return (
        mark is not None
        and mark.level == block.level
        and ordinal(mark.number) == (ordinal(block.number) or 0) + 1
    )


def _framed_headings(found: tuple[Block, ...]) -> tuple[Block, ...]:
    """【理论学习方面】 stands above all else where several do so and no 一、 does; they are counted."""
    framed = [block.place for block in found if not block.level and FRAMED.fullmatch(block.words)]
    labels = any(block.place in framed and block.parts[0].role for block in found)
    if len(framed) < FEWEST or labels or any(block.level == CHAPTER for block in found):
        return found
    return tuple(
        _heading(block, CHAPTER, numeral(framed.index(block.place) + 1), block.words[1:-1])
        if block.place in framed
        else block
        for block in found
    )


def _heading(block: Block, level: int, number: str, words: str) -> Block:
    return Block(block.place, block.paragraph, level, number, words, (Segment("", words),))


def _named_above(found: tuple[Block, ...]) -> tuple[Block, ...]:
    """任务一： stands above 1. where the labels are under 1. only."""
    named = [
        at for at, block in enumerate(found) if block.level == NAMED and not PLAIN.match(block.paragraph.text)
    ]
    following = [_next_numbered(found, at) for at in named]
    plain = [at for at in following if at is not None and at not in named and found[at].level == NAMED]
    bearing = any(
        block.fields
        for at, end in zip(named, following, strict=True)
        for block in found[at : end or len(found)]
    )
    if not plain or bearing or len(plain) < len(named):
        return found
    return tuple(
        _shifted(block, 1) if block.level >= NAMED and at not in named else block
        for at, block in enumerate(found)
    )


def _next_numbered(found: Sequence[Block], place: int) -> int | None:
    return next((at for at in range(place + 1, len(found)) if found[at].level), None)


def _part(block: Block) -> Block | None:
    """第一部分 stands above 一、."""
    mark = PART.match(block.paragraph.text)
    if mark is None:
        return None
    words = block.paragraph.text[mark.end() :]
    return _heading(block, CHAPTER, mark.group(1), words)


def _shifted(block: Block, by: int) -> Block:
    return block._replace(level=min(block.level + by, DEEPEST)) if block.level else block


def _generic(block: Block) -> bool:
    """Whether a heading （一） is that of a chapter: 总体要求, 主要任务."""
    return block.level == CHAPTER + 1 and GENERIC.fullmatch(block.words.rstrip("。：:")) is not None


def _block(place: int, paragraph: Paragraph, decimal: Marker | None = None) -> Block:
    mark = decimal or marker(paragraph.text)
    if mark is None:
        bare = _without_bullet(paragraph.text)
        return Block(place, paragraph, 0, "", bare, segments(bare))
    words = paragraph.text[mark.end :]
    # 三、主要措施 and （三）整改措施 are headings and no label
    heading = mark.level <= CHAPTER + 1 and not LABELLED.search(words)
    parts = (Segment("", words),) if heading else segments(words)
    labelled = parts[0].role in FIELDS  # （2）责任单位：… numbers a label and no matter
    return Block(place, paragraph, 0 if labelled else mark.level, mark.number, words, parts)


def _without_bullet(text: str) -> str:
    """——责任单位：… is a label; a bullet before other words stays with them."""
    bare = BULLET.sub("", text)
    return bare if bare != text and segments(bare)[0].role else text
