"""Columns side by side in the order of time, each a whole made of parts; above them the spans they fall into."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import ceil
from typing import NamedTuple
from xml.etree import ElementTree as ET

from rectify_site.charts.ink import (
    NARROWEST,
    Part,
    across,
    down,
    figure,
    frame,
    inked,
    patterns,
    said,
    width,
    written,
)

LANE, HEAD, PLOT, LABEL = 1.7, 1.3, 9.0, 1.45
"""Ems: a line above the columns, the room for the figure on top of the highest, that column, a line below."""

SWATCH = 1.9  # ems beside a word of the legend
FILL, WIDEST = 0.66, 12.0  # of a place; per cent
DASHES = {"mark": "4 3", "grid": "1 3"}
OVERHANG = 3.0  # per cent by which a text may stand over an edge: the page has room there
GAP = 0.25  # ems between two labels
LONGEST = 14  # characters of the name of a span


class Column(NamedTuple):
    """A column: the words below it, those below all its neighbours of the same kind, its parts from the ground up."""

    label: str
    group: str
    parts: tuple[Part, ...]

    @property
    def whole(self) -> int:
        """Its height."""
        return sum(part.number for part in self.parts)


class Span(NamedTuple):
    """A stretch of time with a name, in columns from the left edge; one without length is a line."""

    word: str
    start: float
    end: float


class Plane(NamedTuple):
    """Where things are: the left edge and the width of a place in per cent, the top and the highest column."""

    left: float
    place: float
    top: float
    highest: int

    @property
    def ground(self) -> float:
        """Where the columns stand, in ems."""
        return self.top + PLOT

    def at(self, places: float) -> float:
        """So many places from the left edge, in per cent."""
        return self.left + places * self.place

    def tall(self, number: int) -> float:
        """The height of so many, in ems."""
        return PLOT * number / self.highest

    def room(self, text: str, part: float = 1.0) -> bool:
        """Whether a text fits into a place, or a part of it, also on the narrowest screen."""
        return width(text) + 0.3 <= self.place * part * NARROWEST / 100


def columns(key: str, told: tuple[str, str], given: Sequence[Column], spans: Sequence[Span] = ()) -> str:
    """Draw columns and spans. ``told`` is the title and what the drawing shows in a sentence.

    Every column has the same kinds in the same order. Figures stand on the columns where all have room, else at lines
    of a scale; the table beside has them all.

    Raises:
        ValueError: there is nothing to draw.

    """
    highest = max((column.whole for column in given), default=0)
    if not highest:
        raise ValueError("columns need at least one that is not empty")
    legend = [part for part in given[0].parts if any(one.number for one in _kind(given, part.kind))]
    top = _legend_height(legend) + LANE * len(spans) + HEAD
    plane = Plane(0, 100 / len(given), top, highest)
    figures = all(plane.room(str(column.whole)) for column in given)
    if not figures:
        axis = 100 * (width(str(highest)) + 0.6) / NARROWEST
        plane = plane._replace(left=axis, place=(100 - axis) / len(given))
    grouped = any(column.group for column in given)
    svg = frame(key, told, plane.ground + LABEL * (1 + grouped) + 0.2, "columns")
    patterns(svg, key, (part.kind for part in legend))
    _legend(svg, key, legend)
    _spans(svg, plane, spans, _legend_height(legend))
    if not figures:
        _scale(svg, plane)
    for part in legend:
        _parts(inked(svg, key, part.kind), plane, given, part.kind)
    if figures:
        _figures(svg, plane, given)
    _line(svg, (plane.left, 100), (plane.ground, plane.ground), "edge")
    _labels(svg, plane, [column.label for column in given])
    _groups(svg, plane, [column.group for column in given])
    return written(svg)


def _kind(given: Sequence[Column], kind: str) -> list[Part]:
    return [part for column in given for part in column.parts if part.kind == kind]


def _text(svg: ET.Element, words: str, x: float, y: float, **more: str) -> None:
    anchor = {"text-anchor": more["anchor"]} if more.get("anchor", "middle") != "middle" else {}
    named = {"class": more["name"]} if "name" in more else {}
    shifted = {"dx": more["dx"]} if "dx" in more else {}
    ET.SubElement(svg, "text", {**named, "x": across(x), "y": down(y), **shifted, **anchor}).text = said(
        words
    )


def _line(svg: ET.Element, x: tuple[float, float], y: tuple[float, float], name: str) -> None:
    ends = {"x1": across(x[0]), "x2": across(x[1]), "y1": down(y[0]), "y2": down(y[1])}
    dashed = {"stroke-dasharray": DASHES[name]} if name in DASHES else {}
    ET.SubElement(svg, "line", {"class": name, **ends, "stroke": "currentColor", **dashed})


def _within(words: str, x: float) -> tuple[float, str]:
    """Where a text stands, and how: at an edge that would cut it off it begins or ends."""
    half = 50 * width(words) / NARROWEST
    if x < half - OVERHANG:
        return 0.0, "start"
    return (100.0, "end") if 100 - x < half - OVERHANG else (x, "middle")


def _in_a_row(legend: Sequence[Part]) -> bool:
    return sum(width(part.word) + SWATCH for part in legend) <= NARROWEST


def _legend_height(legend: Sequence[Part]) -> float:
    return LANE * (1 if _in_a_row(legend) else len(legend)) + 0.3


def _legend(svg: ET.Element, key: str, legend: Sequence[Part]) -> None:
    x = y = 0.0
    for part in legend:
        swatch = {"x": across(x), "y": down(y + 0.2), "width": "1.2em", "height": "1em"}
        ET.SubElement(inked(svg, key, part.kind), "rect", swatch)
        _text(svg, part.word, x, y + 1.1, anchor="start", dx="1.6em")
        if _in_a_row(legend):
            x += 100 * (width(part.word) + SWATCH) / NARROWEST
        else:
            y += LANE


def _spans(svg: ET.Element, plane: Plane, spans: Sequence[Span], first: float) -> None:
    """Each on a line of its own, so that no name meets another; the name is moved in where it would be cut off."""
    for index, span in enumerate(spans):
        top, left, right = first + LANE * index, plane.at(span.start), plane.at(span.end)
        if span.start == span.end:
            _line(svg, (left, left), (top + LANE, plane.ground), "mark")
        else:
            box = {"x": across(left), "width": across(right - left), "y": down(top), "class": "span"}
            ET.SubElement(svg, "rect", {**box, "height": down(plane.ground - top), "fill-opacity": "0.08"})
        words = said(span.word)
        words = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
        x, anchor = _within(words, (left + right) / 2)
        _text(svg, words, x, top + 1.2, name="word", anchor=anchor)


def _scale(svg: ET.Element, plane: Plane) -> None:
    step = next(
        base * 10**power for power in range(10) for base in (1, 2, 5) if base * 10**power * 4 >= plane.highest
    )
    for number in range(step, plane.highest + 1, step):
        y = plane.ground - plane.tall(number)
        _line(svg, (plane.left, 100), (y, y), "grid")
        _text(svg, str(number), plane.left, y + 0.35, anchor="end", dx="-0.4em", name="scale")


def _parts(group: ET.Element, plane: Plane, given: Sequence[Column], kind: str) -> None:
    wide = min(plane.place * FILL, WIDEST)
    for index, column in enumerate(given):
        below = 0
        for part in column.parts:
            below += part.number
            if part.kind != kind or not part.number:
                continue
            x, y = plane.at(index + 0.5) - wide / 2, plane.ground - plane.tall(below)
            size = {"width": across(wide), "height": down(plane.tall(part.number))}
            ET.SubElement(group, "rect", {"x": across(x), "y": down(y), **size})


def _figures(svg: ET.Element, plane: Plane, given: Sequence[Column]) -> None:
    """How many in all above a column, and in each part that has room, where it has several."""
    for index, column in enumerate(given):
        x, below = plane.at(index + 0.5), 0
        if column.whole:
            _text(svg, str(column.whole), x, plane.ground - plane.tall(column.whole) - 0.4, name="whole")
        for part in column.parts:
            below += part.number
            high = plane.tall(part.number)
            if part.number < column.whole and high >= HEAD and plane.room(str(part.number), FILL):
                place = {"x": across(x), "y": down(plane.ground - plane.tall(below) + high / 2 + 0.35)}
                figure(svg, part, place)


def _labels(svg: ET.Element, plane: Plane, labels: Sequence[str]) -> None:
    """Below the columns; of many, every second or third, so that none touches the next."""
    place, wide = plane.place * NARROWEST / 100, max(map(width, labels))
    moved_in = max(0.0, (wide - place) / 2)
    step = ceil((wide + GAP + moved_in) / place)
    for index in range(0, len(labels), step):
        x, anchor = _within(labels[index], plane.at(index + 0.5))
        _text(svg, labels[index], x, plane.ground + LABEL - 0.2, name="label", anchor=anchor)


def _groups(svg: ET.Element, plane: Plane, groups: Sequence[str]) -> None:
    """Once for all columns that share it; a group too narrow for its word has its edge only."""
    start = 0
    for word, inside in groupby(groups):
        size = len(list(inside))
        if start:
            edge = plane.at(start)
            _line(svg, (edge, edge), (plane.ground + LABEL, plane.ground + 2 * LABEL), "edge")
        if plane.room(word, size):
            _text(svg, word, plane.at(start + size / 2), plane.ground + 2 * LABEL - 0.2, name="label")
        start += size
