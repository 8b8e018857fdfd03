"""Where in a plan the matters stand: its chapters, its directions, and the paragraphs of each matter.

Documents use the same numbers for different things, so the level of a matter is found and not assumed: it is the
level that carries the labels (整改措施：, 责任单位：, or a bracket with them). A chapter without any is prose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rectify_site.intake.labels import FIELDS, Segment
from rectify_site.intake.markers import SPOKEN
from rectify_site.intake.paragraphs import Paragraph

CHAPTER = 1
MATTERS = re.compile(
    "整改(?:重点|任务|措施|内容|问题|事项|清单|方向|举措)|(?:重点|主要|工作|具体)(?:任务|措施|举措)|问题清单|任务清单"
)
NAMING = frozenset({"problem", "task"})
MOST = 0.5


class Block(NamedTuple):
    """One paragraph with its number (level 0: none that divides the document) and its labelled stretches."""

    place: int
    paragraph: Paragraph
    level: int
    number: str
    words: str
    parts: tuple[Segment, ...]

    @property
    def fields(self) -> bool:
        """Whether it holds a label that only a matter has."""
        return any(part.role in FIELDS for part in self.parts)


class Item(NamedTuple):
    """The paragraphs of one matter, and the headings it stands under."""

    head: Block
    rest: tuple[Block, ...]
    path: tuple[Block, ...]


class Chapter(NamedTuple):
    """A chapter: its heading (None before the first), its prose, its matters in order."""

    head: Block | None
    prose: tuple[Block, ...]
    items: tuple[Item, ...] = ()


def chapters(document: Sequence[Block]) -> tuple[Chapter, ...]:
    """The document by chapters (一、), with the matters in those that have any."""
    level = item_level(document)
    by_title = not any(block.fields for block in document)
    return tuple(_chapter(span, level, by_title=by_title) for span in spans(document))


def spans(document: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """The document divided where a chapter begins, its heading first."""
    starts = [place for place, block in enumerate(document) if block.level == CHAPTER]
    for start, end in pairwise([0, *starts, len(document)]):
        if end > start:
            yield tuple(document[start:end])


def item_level(document: Sequence[Block]) -> int:
    """The level of numbers that matters have; 0 where nothing is numbered.

    The level whose paragraphs directly carry 整改措施 or 问题 decides. Without such labels it is the deepest level at
    which most paragraphs that are not the last of their group have fields: measures under a matter share those
    fields, which then stand only behind the last of them.
    """
    owners = Counter(owner.level for owner, block in _owned(document) if _names_measures(block))
    if owners:
        return max(owners, key=lambda level: (owners[level], level))
    for level in range(SPOKEN, 0, -1):
        if each_has_fields(document, level):
            return level
    used = {block.level for span in spans(document) if MATTERS.search(span[0].words) for block in span[1:]}
    return next((level for level in (3, 2, 4) if level in used), 0)


def _owned(document: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
    """Each paragraph with the numbered one it stands under; a numbered one stands under itself."""
    owner = None
    for block in document:
        owner = block if block.level else owner
        if owner:
            yield owner, block


def _names_measures(block: Block) -> bool:
    return any(part.role == "measures" for part in block.parts) or (
        block.level > 0 and block.parts[0].role in NAMING
    )


def each_has_fields(document: Sequence[Block], level: int) -> bool:
    """Whether most paragraphs at a level that do not end their group have fields, or any where all of them do."""
    groups = _subtrees(document, level)
    followed = [has for has, last in groups if not last]
    if followed:
        return sum(followed) > MOST * len(followed)
    return any(has for has, _ in groups)


def _subtrees(document: Sequence[Block], level: int) -> list[tuple[bool, bool]]:
    """For each paragraph at a level: whether it or what is under it has fields, and whether it ends its group.

    Chapters without any fields are prose and do not count.
    """
    found: list[tuple[bool, bool]] = []
    for span in spans(document):
        if not any(block.fields for block in span):
            continue
        marks = [place for place, block in enumerate(span) if 0 < block.level <= level]
        for start, end in pairwise([*marks, len(span)]):
            if span[start].level == level:
                last = end == len(span) or span[end].level < level
                found.append((any(block.fields for block in span[start:end]), last))
    return found


def _chapter(span: tuple[Block, ...], level: int, *, by_title: bool) -> Chapter:
    head = span[0] if span[0].level == CHAPTER else None
    rest = span[1:] if head else span
    matters = bool(head and MATTERS.search(head.words)) if by_title else any(block.fields for block in span)
    if not matters or not level:
        return Chapter(head, rest)
    if level == CHAPTER and head:
        return Chapter(head, (), (Item(head, rest, ()),))
    return with_items(head, rest, level)


def with_items(head: Block | None, rest: tuple[Block, ...], level: int) -> Chapter:
    """Walk a chapter: headings above the level open a path, a paragraph at the level a matter, the rest follows it."""
    prose: list[Block] = []
    items: list[tuple[Block, list[Block], tuple[Block, ...]]] = []
    path: tuple[Block, ...] = ()
    follows = prose
    for place, block in enumerate(rest):
        if block.level == level or _stands_alone(rest, place, level):
            follows = []
            path = _above(path, block)
            items.append((block, follows, path))
        elif 0 < block.level < level:
            follows = prose
            path = (*_above(path, block), block)
            prose.append(block)
        else:
            follows.append(block)
    used = {heading.place for item in items for heading in item[2]}
    return Chapter(
        head,
        tuple(block for block in prose if block.place not in used),
        tuple(Item(start, tuple(after), under) for start, after, under in items),
    )


def _above(path: tuple[Block, ...], block: Block) -> tuple[Block, ...]:
    return tuple(heading for heading in path if heading.level < block.level)


def _stands_alone(rest: Sequence[Block], place: int, level: int) -> bool:
    """Whether a heading above the level carries the fields itself, with no matter below it: it is one."""
    if not 0 < rest[place].level < level:
        return False
    has_fields = rest[place].fields
    for block in rest[place + 1 :]:
        if 0 < block.level <= rest[place].level:
            break
        if block.level == level:
            return False
        has_fields = has_fields or block.fields
    return has_fields
