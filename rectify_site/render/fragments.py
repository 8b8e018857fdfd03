"""Pieces of HTML for editors that take no style sheet: a few elements, and for each of them a look out of a closed set.

公众号 and the editors of portals throw away style sheets, classes, scripts and links. What they keep is written here,
and nothing that an author typed ever becomes part of a tag: the looks are constants, the rest is escaped text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from rectify_site.render.escape import Safe, markdown


class Look(StrEnum):
    """What a piece is, and by that how it looks."""

    WHOLE = "whole"
    HEADING = "heading"
    NAME = "name"
    TEXT = "text"
    FACT = "fact"
    NOTE = "note"
    LABEL = "label"
    LATE = "late"
    SMALL = "small"
    TABLE = "table"
    HEAD = "head"
    CELL = "cell"
    FIGURE = "figure"
    TOTAL = "total"
    DONE = "done"
    CHECKING = "checking"
    WORKING = "working"
    WAITING = "waiting"
    LASTING = "lasting"


GROUNDS = {
    Look.DONE: ("#1f6b45", "#ffffff"),
    Look.CHECKING: ("#efe3bf", "#4d3900"),
    Look.WORKING: ("#d5e3f0", "#17395a"),
    Look.WAITING: ("#f1efea", "#1d1d1f"),
    Look.LASTING: ("#ded8ea", "#3d3264"),
}
"""The parts of the whole: the colour of the ground, here and in pictures, and that of the words on it."""

ELEMENT = {
    Look.WHOLE: "section",
    Look.HEADING: "p",
    Look.NAME: "p",
    Look.TEXT: "p",
    Look.FACT: "p",
    Look.NOTE: "p",
    Look.LABEL: "span",
    Look.LATE: "span",
    Look.SMALL: "span",
    Look.TABLE: "table",
    Look.HEAD: "td",
    Look.CELL: "td",
    Look.FIGURE: "td",
    Look.TOTAL: "td",
    **dict.fromkeys(GROUNDS, "span"),
}

Dress = Mapping[Look, str]
"""How each look is written for one kind of editor."""

_PARTS = {
    look: f"padding:1px 6px;background-color:{ground};color:{words};"
    for look, (ground, words) in GROUNDS.items()
}

_EDGE = "border:1px solid #d0d0d0;padding:5px 4px;"
PHONE: Dress = MappingProxyType(
    {
        **_PARTS,
        Look.WHOLE: "font-size:16px;line-height:1.75;color:#1d1d1f;text-align:left;",
        Look.HEADING: "margin:26px 0 10px;padding-left:10px;border-left:4px solid #9b1c1f;"
        "font-size:17px;font-weight:bold;",
        Look.NAME: "margin:22px 0 6px;padding-top:14px;border-top:1px solid #d0d0d0;font-weight:bold;",
        Look.TEXT: "margin:0 0 10px;",
        Look.FACT: "margin:0 0 4px;font-size:15px;",
        Look.NOTE: "margin:10px 0;font-size:13px;color:#5b5f66;",
        Look.LABEL: "color:#5b5f66;",
        Look.LATE: "color:#9b1c1f;font-weight:bold;",
        Look.SMALL: "font-size:11px;color:#5b5f66;",
        Look.TABLE: "width:100%;border-collapse:collapse;font-size:13px;line-height:1.45;word-break:break-all;",
        Look.HEAD: _EDGE + "background-color:#f3f1ed;font-weight:bold;",
        Look.CELL: _EDGE,
        Look.FIGURE: _EDGE + "text-align:center;",
        Look.TOTAL: _EDGE + "text-align:center;font-weight:bold;",
    }
)
PORTAL: Dress = MappingProxyType(
    {
        **_PARTS,
        Look.WHOLE: "font-family:仿宋,FangSong,serif;font-size:16pt;line-height:2;color:#000000;",
        Look.HEADING: "margin:12pt 0 0;text-indent:2em;font-family:黑体,SimHei,sans-serif;",
        Look.NAME: "margin:12pt 0 0;text-indent:2em;font-weight:bold;",
        Look.TEXT: "margin:0;text-indent:2em;text-align:justify;",
        Look.FACT: "margin:0;text-indent:2em;",
        Look.NOTE: "margin:6pt 0;text-indent:2em;font-size:12pt;color:#444444;",
        Look.LABEL: "color:#444444;",
        Look.LATE: "color:#9b1c1f;font-weight:bold;",
        Look.SMALL: "font-size:10pt;color:#444444;",
        Look.TABLE: "width:100%;border-collapse:collapse;font-size:12pt;line-height:1.5;",
        Look.HEAD: "border:1px solid #000000;padding:4px;font-weight:bold;",
        Look.CELL: "border:1px solid #000000;padding:4px;vertical-align:top;",
        Look.FIGURE: "border:1px solid #000000;padding:4px;text-align:center;vertical-align:top;",
        Look.TOTAL: "border:1px solid #000000;padding:4px;text-align:center;font-weight:bold;",
    }
)

STYLES = frozenset({*PHONE.values(), *PORTAL.values()})
"""Every value a style attribute may have."""

ELEMENTS = frozenset({*ELEMENT.values(), "tr", "br"})
"""Every element there may be."""

BREAK = Safe("<br>")


def text(given: str) -> Safe:
    """Text that is nothing but text. A line cannot be broken by what somebody typed."""
    return markdown(given)


def element(dress: Dress, look: Look, inside: Iterable[Safe]) -> Safe:
    """A piece around what was written before."""
    name = ELEMENT[look]
    return Safe(f'<{name} style="{dress[look]}">{Safe("").join(inside)}</{name}>')


def row(cells: Iterable[Safe]) -> Safe:
    """A row of a table."""
    return Safe(f"<tr>{Safe('').join(cells)}</tr>")
