"""One bar whose parts make up a whole."""

from __future__ import annotations

from collections.abc import Sequence
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

HEIGHT = 2.6  # ems


def bar(key: str, title: str, parts: Sequence[Part]) -> str:
    """Draw the parts in the order given; those with nothing in them are left out.

    ``key`` tells this drawing from others on its page. A part too narrow for its figure keeps it in the list beside.

    Raises:
        ValueError: there is nothing to draw.

    """
    parts = [part for part in parts if part.number]
    whole = sum(part.number for part in parts)
    if not whole:
        raise ValueError("a bar needs at least one part that is not empty")
    words = "，".join(f"{part.word}{part.number}项" for part in parts)
    svg = frame(key, (title, f"共{whole}项：{words}。"), HEIGHT, "bar")
    patterns(svg, key, (part.kind for part in parts))
    before = 0
    for part in parts:
        _segment(inked(svg, key, part.kind), part, (100 * before / whole, 100 * part.number / whole))
        before += part.number
    return written(svg)


def _segment(group: ET.Element, part: Part, span: tuple[float, float]) -> None:
    start, wide = span
    ET.SubElement(group, "title").text = said(f"{part.word} {part.number}项")
    ET.SubElement(
        group, "rect", {"x": across(start), "width": across(wide), "y": "1", "height": down(HEIGHT - 0.15)}
    )
    if wide * NARROWEST / 100 >= width(str(part.number)) + 0.4:
        figure(group, part, {"x": across(start + wide / 2), "y": down(HEIGHT / 2 + 0.35)})
