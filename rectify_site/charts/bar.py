"""One bar whose parts make up a whole. Positions are per cent, so that it fits a phone and its figures stay large."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

HEIGHT = 40
ROOM_FOR_A_FIGURE = 5.0  # per cent of the width; a narrower part keeps its figure in the table beside


class Ink(NamedTuple):
    """How a part is drawn: its ground, the ink of its figure, and marks that survive a grey printer."""

    ground: str
    figure: str
    marks: str = ""


INKS = {
    "done": Ink("#1f6b45", "#ffffff"),
    "checking": Ink("#efe3bf", "#4d3900", "M-2 2L2 -2M0 8L8 0M6 10L10 6"),
    "working": Ink("#d5e3f0", "#17395a"),
    "waiting": Ink("#f6f5f2", "#1d1d1f", "M4 0V8"),
    "lasting": Ink("#ded8ea", "#3d3264", "M0 4H8"),
}


class Part(NamedTuple):
    """A part of the whole: its kind (a key of ``INKS``), its word, and how many."""

    kind: str
    word: str
    number: int


def _pattern(kind: str, ink: Ink) -> ET.Element:
    pattern = ET.Element(
        "pattern", {"id": f"bar-{kind}", "width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
    )
    ET.SubElement(pattern, "rect", {"width": "8", "height": "8", "fill": ink.ground})
    ET.SubElement(
        pattern, "path", {"d": ink.marks, "stroke": ink.figure, "stroke-opacity": "0.3", "fill": "none"}
    )
    return pattern


def _segment(part: Part, start: float, width: float) -> ET.Element:
    ink = INKS[part.kind]
    group = ET.Element("g")
    ET.SubElement(group, "title").text = f"{part.word} {part.number}项"
    box = {"x": f"{start:.2f}%", "width": f"{width:.2f}%", "height": str(HEIGHT), "stroke": "#ffffff"}
    ET.SubElement(group, "rect", {**box, "fill": f"url(#bar-{part.kind})" if ink.marks else ink.ground})
    if width >= ROOM_FOR_A_FIGURE:
        place = {"x": f"{start + width / 2:.2f}%", "y": str(HEIGHT // 2 + 5), "text-anchor": "middle"}
        halo = {
            "stroke": ink.ground,
            "stroke-width": "6",
            "stroke-linejoin": "round",
            "paint-order": "stroke",
        }
        face = {"fill": ink.figure, "font-size": "15", "font-weight": "700"}
        ET.SubElement(group, "text", {**place, **halo, **face}).text = str(part.number)
    return group


def bar(title: str, parts: Sequence[Part]) -> str:
    """Draw the parts in the order given; those with nothing in them are left out.

    Raises:
        ValueError: there is nothing to draw.

    """
    parts = [part for part in parts if part.number]
    whole = sum(part.number for part in parts)
    if not whole:
        raise ValueError("a bar needs at least one part that is not empty")
    size = {"width": "100%", "height": str(HEIGHT), "role": "img", "aria-labelledby": "bar-title bar-desc"}
    svg = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "bar", **size})
    ET.SubElement(svg, "title", {"id": "bar-title"}).text = title
    said = "，".join(f"{part.word}{part.number}项" for part in parts)
    ET.SubElement(svg, "desc", {"id": "bar-desc"}).text = f"共{whole}项：{said}。"
    patterns = [_pattern(part.kind, INKS[part.kind]) for part in parts if INKS[part.kind].marks]
    if patterns:
        ET.SubElement(svg, "defs").extend(patterns)
    start = 0.0
    for part in parts:
        width = 100 * part.number / whole
        svg.append(_segment(part, start, width))
        start += width
    return ET.tostring(svg, encoding="unicode")
