"""What every drawing shares: its frame, its inks, how wide a text is on the narrowest phone.

Lengths across are per cent of the drawing and lengths down are ems, so that one drawing fits every screen while its
text keeps the size the reader chose. Colours are the page's own: a class sets them, and what stands in the attributes
serves where no style sheet is read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from xml.etree import ElementTree as ET

NARROWEST = 15.6  # ems: 320 px less the edges of the page, in large type
PAPER = "#ffffff"
WIDTHS = {"W": 1.0, "F": 1.0, "A": 1.0, "H": 0.57, "Na": 0.57, "N": 0.57}  # of a character, in ems


class Part(NamedTuple):
    """A part of the whole: its kind (a key of ``INKS``), its word, and how many."""

    kind: str
    word: str
    number: int


class Ink(NamedTuple):
    """How a kind is drawn: on a ground of its colour or of paper, with marks that survive a grey printer."""

    solid: bool
    marks: str = ""


INKS = {
    "done": Ink(solid=True),
    "checking": Ink(solid=False, marks="M-2 2L2 -2M0 8L8 0M6 10L10 6"),
    "working": Ink(solid=False, marks="M1 2H3M5 6H7"),
    "waiting": Ink(solid=False),
    "lasting": Ink(solid=False, marks="M0 4H8"),
    "late": Ink(solid=True, marks="M-2 6L2 10M0 0L8 8M6 -2L10 2"),
    "rest": Ink(solid=False),
}
"""No two are the same without colour: full, striped, dotted, empty, lined, full and striped. ``rest`` is what is left
where only some kinds are told apart; it is never drawn beside ``waiting``."""


def width(text: str) -> float:
    """How wide a text is at most, in ems."""
    return sum(WIDTHS[unicodedata.east_asian_width(sign)] for sign in text)


def said(text: str) -> str:
    """Text for a drawing: on one line, so that it stays within its block of the page."""
    return " ".join(text.split())


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def across(value: float) -> str:
    """A length across, as per cent."""
    return f"{_number(value)}%"


def down(value: float) -> str:
    """A length down, in ems."""
    return f"{_number(value)}em"


def frame(key: str, told: tuple[str, str], height: float, name: str) -> ET.Element:
    """An empty drawing with its title and what it says in words. ``key`` is its own on its page."""
    title, desc = told
    names = {part: f"chart-{key}-{part}" for part in ("title", "desc")}
    size = {"width": "100%", "height": down(height), "fill": "currentColor", "text-anchor": "middle"}
    heard = {"role": "img", "aria-labelledby": " ".join(names.values())}
    svg = ET.Element(
        "svg", {"xmlns": "http://www.w3.org/2000/svg", "class": f"chart {name}", **size, **heard}
    )
    ET.SubElement(svg, "title", {"id": names["title"]}).text = said(title)
    ET.SubElement(svg, "desc", {"id": names["desc"]}).text = said(desc)
    return svg


def patterns(svg: ET.Element, key: str, kinds: Iterable[str]) -> None:
    """The marks of the kinds that have any."""
    marked = [kind for kind in dict.fromkeys(kinds) if INKS[kind].marks]
    defs = ET.SubElement(svg, "defs") if marked else svg
    for kind in marked:
        size = {"width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
        pattern = ET.SubElement(defs, "pattern", {"id": f"chart-{key}-{kind}", "class": kind, **size})
        grounds, marks = ("currentColor", PAPER) if INKS[kind].solid else (PAPER, "currentColor")
        whole = {"width": "8", "height": "8", "fill": grounds}
        line = {"d": INKS[kind].marks, "stroke": marks, "stroke-width": "1.5"}
        ET.SubElement(pattern, "rect", whole | _paper(grounds, "paper"))
        ET.SubElement(pattern, "path", line | _paper(marks, "papered"))


def _paper(colour: str, name: str) -> dict[str, str]:
    return {"class": name} if colour == PAPER else {}


def inked(svg: ET.Element, key: str, kind: str) -> ET.Element:
    """A group in which shapes are drawn as this kind."""
    ink = INKS[kind]
    plain = {"fill": "currentColor"} if ink.solid else {"fill": PAPER}
    fill = {"fill": f"url(#chart-{key}-{kind})"} if ink.marks else plain
    name = kind if ink.solid or ink.marks else f"{kind} paper"
    return ET.SubElement(svg, "g", {"class": name, "stroke": "currentColor", **fill})


def figure(svg: ET.Element, part: Part, place: Mapping[str, str]) -> None:
    """The number of a part on its ground, with a seam around it where the ground has marks."""
    solid = INKS[part.kind].solid
    face = {
        "class": f"{part.kind} {'paper' if solid else 'papered'}",
        "fill": PAPER if solid else "currentColor",
    }
    seam = {"stroke": "currentColor" if solid else PAPER, "stroke-width": "5", "stroke-linejoin": "round"}
    given = {**face, **seam, "paint-order": "stroke", **place}
    ET.SubElement(svg, "text", given).text = str(part.number)


def written(svg: ET.Element) -> str:
    """The drawing as text; no text of it holds an angle bracket, so that the ends of elements are easily told."""
    return ET.tostring(svg, encoding="unicode").replace(" />", "/>")
