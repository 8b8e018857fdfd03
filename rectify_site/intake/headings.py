"""Headings that have a style and no number: the level of the style stands for the number that is not printed.

Numbers are given in order, 一、（一）1.（1） by depth, so that from here on the text reads like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from rectify_site.intake.kinds import TITLE
from rectify_site.intake.markers import marker
from rectify_site.intake.numbering import value, whole
from rectify_site.text import numeral

BODY = 9  # the outline level of what is no heading
DEEPEST = 4
CHINESE = 2  # levels of which a number in plain text stands against those of the styles
NAMES = ("heading", "标题")


class Line(NamedTuple):
    """A paragraph of the body: its depth from 1 as a heading (0: none), its words, whether Word numbers it."""

    depth: int
    text: str
    numbered: bool = False


def depths(root: BaseOxmlElement | None) -> Mapping[str, int]:
    """How deep a heading is that has a style, by the id of the style."""
    if root is None:
        return {}
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in root.iter(qn("w:style")):
        name = str(style.get(qn("w:styleId")))
        based[name] = value(style, "w:basedOn")
        word, _, last = value(style, "w:name").lower().rpartition(" ")
        shape = style.find(qn("w:pPr"))
        level = whole(value(shape, "w:outlineLvl"), -1)
        if level >= 0:
            own[name] = level + 1 if level < BODY else 0
        elif word.strip() in NAMES:
            own[name] = whole(last, 0)
    return {name: _inherited(name, own, based) for name in based}


def _inherited(name: str, own: Mapping[str, int], based: Mapping[str, str]) -> int:
    seen = set[str]()
    while name and name not in own and name not in seen:
        seen.add(name)
        name = based.get(name, "")
    return own.get(name, 0)


def depth(paragraph: BaseOxmlElement, of_style: Mapping[str, int]) -> int:
    """How deep a heading the paragraph is, by itself or by its style."""
    shape = paragraph.find(qn("w:pPr"))
    level = whole(value(shape, "w:outlineLvl"), -1)
    if level >= 0:
        return level + 1 if level < BODY else 0
    return of_style.get(value(shape, "w:pStyle"), 0)


def numbers(lines: Sequence[Line]) -> Mapping[int, str]:
    """The numbers to put before headings, by place; none where numbers that are printed say otherwise."""
    heads = _without_title(lines, [at for at, line in enumerate(lines) if line.depth and line.text])
    ranks = {deep: rank for rank, deep in enumerate(sorted({lines[at].depth for at in heads}), 1)}
    if not heads or len(ranks) > DEEPEST or any(lines[at].numbered for at in heads):
        return {}
    printed = {at: mark.level for at, line in enumerate(lines) if (mark := marker(line.text))}
    bare = {
        rank
        for deep, rank in ranks.items()
        if not any(at in printed for at in heads if lines[at].depth == deep)
    }
    against = any(printed[at] != ranks[lines[at].depth] for at in heads if at in printed)
    beside = any(level in bare and level <= CHINESE for at, level in printed.items() if at not in heads)
    if against or beside:
        return {}
    return _counted(lines, heads, ranks, bare)


def _counted(
    lines: Sequence[Line], heads: Sequence[int], ranks: Mapping[int, int], bare: set[int]
) -> Mapping[int, str]:
    counts: dict[int, int] = {}
    found = {}
    for at in heads:
        rank = ranks[lines[at].depth]
        counts = {level: count for level, count in counts.items() if level <= rank}
        counts[rank] = counts.get(rank, 0) + 1
        if rank in bare:
            found[at] = _written(rank, counts[rank])
    return found


def _without_title(lines: Sequence[Line], heads: list[int]) -> list[int]:
    """The headings without the title of the document, where that has the style of one."""
    first = next((at for at, line in enumerate(lines) if line.text), None)
    if not heads or heads[0] != first:
        return heads
    deeper = [lines[at].depth for at in heads[1:]]
    alone = all(deep > lines[first].depth for deep in deeper)
    called = TITLE.fullmatch("".join(lines[first].text.split())) is not None
    return heads[1:] if alone and (called or deeper.count(min(deeper, default=0)) > 1) else heads


def _written(rank: int, count: int) -> str:
    return (f"{numeral(count)}、", f"（{numeral(count)}）", f"{count}. ", f"（{count}）")[rank - 1]
