"""A page as text that any editor opens: its words as Markdown, without what only a browser shows.

A page has no angle bracket outside a tag (see ``press.markup``), so it is cut at these and not parsed: a year has ten
thousand pages.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

LISTS = frozenset({"dl", "ol", "ul"})
INLINE = "a abbr b br code dd em i mark s small span strong sub sup time"
UNSEEN = re.compile(r"<(button|form|script|style|svg)\b[^<>]*>.*?</\1>", re.DOTALL)
HIDDEN = re.compile(r"<div[^<>]* hidden>.*?</div>", re.DOTALL)
APART = (
    ("<br", " <br"),
    ("<dd", " <dd"),
    ("</dt> <dd", "</dt><dd"),
    *((f"</{name}><span", f"</{name}> <span") for name in ("a", "span", "strong", "time")),
)
"""Where two words touch in the markup that are two to the eye."""

WITHIN = re.compile(rf"</?(?:{INLINE.replace(' ', '|')})\b[^<>]*>")
TAG = re.compile(r"<(/?)([a-z0-9]+)[^<>]*>")
ACTIVE = re.compile(r"[\\`*_\[\]<>&~|#]")
LEADING = re.compile(r"^(\d*)([.)](?= |$)|[+=]|-(?=[- ]|$))")
"""What begins a list, a heading or a rule where it begins a line; elsewhere it is a sign like any other."""


def text_of(html: str) -> str:
    """The words of a page, a block a line; what an author typed stays text there too."""
    seen = UNSEEN.sub("", HIDDEN.sub("", html) if " hidden>" in html else html)
    for touching, apart in APART:
        seen = seen.replace(touching, apart)
    seen = WITHIN.sub("", seen)
    writer = _Writer()
    pieces = TAG.split(seen)
    for text, ends, name in zip(pieces[::3], (*pieces[1::3], ""), (*pieces[2::3], "hr"), strict=True):
        if text:
            writer.words.append(text)
        writer.turn(name, ends=bool(ends))
    return "\n".join(writer.lines).strip() + "\n"


@lru_cache(maxsize=8_192)
def _plain(words: str) -> str:
    """Text without a sign that means something to a reader of Markdown; white space collapsed."""
    safe = ACTIVE.sub(_entity, " ".join(unescape(words).split()))
    return LEADING.sub(lambda found: f"{found[1]}&#{ord(found[2])};", safe)


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


class _Writer:
    """The lines so far, and what stands open: the words of a line, what leads it, lists, a row of a table."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.words: list[str] = []
        self.lead = self.kind = ""
        self.depth = 0
        self.row: list[str] | None = None
        self.heads = False

    def turn(self, name: str, *, ends: bool) -> None:
        """Take a tag."""
        if name == "tr":
            self._row(ends=ends)
        elif self.row is not None:
            self._cell(self.row, name, ends=ends)
        elif name == "dt" and ends:
            self.words.append("：")
        else:
            self._flush()
            self._begin(name, ends=ends)

    def _begin(self, name: str, *, ends: bool) -> None:
        if name in LISTS:
            self.depth += -1 if ends else 1
            self.kind = self.kind if self.depth else ""
        elif name == "thead":
            self.heads = not ends
        elif name in {"li", "dt"}:
            self.lead = "" if ends else f"{'  ' * (self.depth - 1)}- "
        elif name[0] == "h" and name[1:].isdigit():
            self.lead = "" if ends else f"{'#' * int(name[1:])} "

    def _flush(self) -> None:
        """End the line, if there are words for it."""
        text = _plain("".join(self.words))
        self.words.clear()
        if text:
            self._line(f"{self.lead or '  ' * self.depth}{text}", "list" if self.depth else "")
            self.lead = ""

    def _cell(self, row: list[str], name: str, *, ends: bool) -> None:
        if name not in {"td", "th"}:
            self.words.append(" ")
        elif ends:
            row.append(_plain("".join(self.words)))
        if name in {"td", "th"}:
            self.words.clear()

    def _row(self, *, ends: bool) -> None:
        if not ends:
            self._flush()
            self.row = []
        elif self.row is not None:
            self._line(f"| {' | '.join(self.row)} |", "table")
            if self.heads:
                self.lines.append(f"|{'---|' * len(self.row)}")
            self.row = None

    def _line(self, line: str, kind: str) -> None:
        """Lines of one list or table stand together, all else apart."""
        if not kind or kind != self.kind:
            self.lines.append("")
        self.lines.append(line)
        self.kind = kind
