"""The numbers Word writes by itself (自动编号). They stand nowhere in the text, yet the reader sees them.

A plan numbered by Word would otherwise come in without its 一、（一）1. and could not be understood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from rectify_site.text import numeral

DEEPEST = 9
ENCLOSED = {
    "decimalEnclosedCircle": 0x2460,
    "decimalEnclosedCircleChinese": 0x2460,
    "decimalEnclosedParen": 0x2474,
}
ENCLOSED_UP_TO = 20
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "ideographDigital",
)


class Level(NamedTuple):
    """How one level of a list is written: %1、 with a kind of numeral."""

    start: int
    kind: str
    pattern: str


class List(NamedTuple):
    """One numbered list as paragraphs refer to it; lists of the same ``family`` count on together."""

    family: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]


class Styles(NamedTuple):
    """Which list and level a paragraph style brings along, by the id of the style."""

    lists: Mapping[str, tuple[str, int]]


def value(element: BaseOxmlElement | None, name: str, default: str = "") -> str:
    """The ``w:val`` of a child, where there is such a child."""
    found = None if element is None else element.find(qn(name))
    return default if found is None else str(found.get(qn("w:val"), default))


def whole(text: str, default: int) -> int:
    """The number in an attribute; the default for anything that is none or is absurd."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < DEEPEST else default


def lists(root: BaseOxmlElement | None) -> dict[str, List]:
    """The lists of numbering.xml, by the number paragraphs refer to them by."""
    if root is None:
        return {}
    shapes = {
        str(shape.get(qn("w:abstractNumId"))): dict(_levels(shape))
        for shape in root.iter(qn("w:abstractNum"))
    }
    found = {}
    for num in root.iter(qn("w:num")):
        family = value(num, "w:abstractNumId")
        restarts = {
            whole(str(override.get(qn("w:ilvl"))), 0): whole(value(override, "w:startOverride"), 1)
            for override in num.iter(qn("w:lvlOverride"))
            if override.find(qn("w:startOverride")) is not None
        }
        found[str(num.get(qn("w:numId")))] = List(family, shapes.get(family, {}), restarts)
    return found


def _levels(shape: BaseOxmlElement) -> Iterator[tuple[int, Level]]:
    for level in shape.iter(qn("w:lvl")):
        start = whole(value(level, "w:start"), 1)
        yield (
            whole(str(level.get(qn("w:ilvl"))), 0),
            Level(start, value(level, "w:numFmt", "decimal"), value(level, "w:lvlText")),
        )


def styles(root: BaseOxmlElement | None) -> Styles:
    """Styles with a number of their own, or of the style they are based on."""
    if root is None:
        return Styles({})
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in root.iter(qn("w:style")):
        name = str(style.get(qn("w:styleId")))
        based[name] = value(style, "w:basedOn")
        mark = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if mark is not None:
            own[name] = (value(mark, "w:numId"), whole(value(mark, "w:ilvl"), 0))
    lists_of = {}
    for name in based:
        at, seen = name, set[str]()
        while at and at not in own and at not in seen:
            seen.add(at)
            at = based.get(at, "")
        if at in own:
            lists_of[name] = own[at]
    return Styles(lists_of)


def labeller(known: Mapping[str, List], by_style: Styles) -> Callable[[BaseOxmlElement], str]:
    """A function that gives each paragraph its number. It counts, so every paragraph is asked once, in order."""
    counters: dict[str, dict[int, int]] = {}
    begun: set[str] = set()

    def label(paragraph: BaseOxmlElement) -> str:
        num, depth = _belongs(paragraph, by_style)
        its = known.get(num)
        if its is None or depth not in its.levels:
            return ""
        counts = counters.setdefault(its.family, {})
        if num not in begun:
            begun.add(num)
            counts.update({level: start - 1 for level, start in its.restarts.items()})
        counts[depth] = counts.get(depth, its.levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return _written(its, depth, counts)

    return label


def counts(paragraph: BaseOxmlElement, known: Mapping[str, List], by_style: Styles) -> bool:
    """Whether Word writes a number before the paragraph; a bullet is none."""
    num, depth = _belongs(paragraph, by_style)
    its = known.get(num)
    return its is not None and depth in its.levels and its.levels[depth].kind not in {"bullet", "none"}


def _belongs(paragraph: BaseOxmlElement, by_style: Styles) -> tuple[str, int]:
    shape = paragraph.find(qn("w:pPr"))
    style = by_style.lists.get(value(shape, "w:pStyle"), ("", 0))
    mark = None if shape is None else shape.find(qn("w:numPr"))
    if mark is None:
        return style
    return value(mark, "w:numId", style[0]), whole(value(mark, "w:ilvl"), style[1])


def _written(its: List, depth: int, counts: Mapping[int, int]) -> str:
    level = its.levels[depth]
    if level.kind in {"bullet", "none"}:
        return ""
    text = level.pattern
    for place in range(DEEPEST):
        if f"%{place + 1}" in text:
            upper = its.levels.get(place, level)
            text = text.replace(f"%{place + 1}", _numeral(counts.get(place, upper.start), upper.kind))
    return f"{text} " if text[-1:].isdecimal() else text


def _numeral(count: int, kind: str) -> str:
    if kind in CHINESE:
        return numeral(count)
    if kind in ENCLOSED and 1 <= count <= ENCLOSED_UP_TO:
        return chr(ENCLOSED[kind] + count - 1)
    if kind == "decimalFullWidth":
        return str(count).translate(WIDE)
    if kind in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in {"lowerRoman", "upperRoman"}:
        roman = _roman(count)
        return roman.upper() if kind == "upperRoman" else roman
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, sign in ROMAN:
        text += sign * (count // worth)
        count %= worth
    return text
