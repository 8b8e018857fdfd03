"""Files cut into the texts they put together, and which of these were looked at before.

A page is a shell that it shares with thousands and texts that stand in the data too; each is looked at once.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from rectify_site.gate.sought import SPELT, Sought
from rectify_site.gate.unfolding import Leaf, is_markup

REMEMBERED = 1 << 16

_MARKUP = (".html", ".xml", ".svg", ".rels")
_QUOTING = (".js", ".json")
_LETTERS = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>]*>?")  # the last of a part has no end: it was cut there
_SHEET = re.compile(r"/xl/worksheets/[^/]+\.xml$")
_CELL = re.compile(
    r'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,4}")? t="inlineStr">'
    r'<is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>'
)
_ADDRESS = re.compile(r' r="[A-Z]{0,3}[0-9]{1,7}"')
_TAG_ENDS_LINE, _CELL_ENDS = ">\n", "</c>"


class Memory:
    """The texts that were looked at, the latest of them: one that is forgotten is looked at again."""

    def __init__(self, said: frozenset[int], wanted: Sought) -> None:
        """``said`` are the hashes of what may stand anywhere; they are shared, because they are many."""
        self._said, self._wanted = said, wanted
        self._young, self._old = set(said), set[int]()

    def fresh(self, parts: Iterable[str]) -> list[str]:
        """The parts that no file before had, and short ones out of which something sought can be spelt."""
        young, old, fresh = self._young, self._old, list[str]()
        for part in (part for part in parts if hash(part) not in young):
            mark = hash(part)
            if mark not in old:
                fresh.append(part)
            shown = _TAG.sub("", part) if "<" in part else part
            if len(shown) >= SPELT or not self._spells(shown):
                young.add(mark)
        if len(young) > REMEMBERED + len(self._said):
            self._young, self._old = set(self._said), young
        return fresh

    def _spells(self, part: str) -> bool:
        letters = "".join(_LETTERS.findall(part))
        return bool(letters) and letters in self._wanted.letters


class Cut(NamedTuple):
    """What is fresh of a file: its markup, and texts that stand in none."""

    markup: str
    words: Iterable[str]


def cut(leaf: Leaf, seen: Memory) -> Cut:
    """Cut where the form of the file parts its texts: tags that end a line, cells, fields, quotes, lines."""
    path, text = leaf
    if _SHEET.search(path):
        parts = _CELL.split(text)
        rest = _ADDRESS.sub("", "".join(parts[::2]))
        return Cut(_CELL_ENDS.join(seen.fresh(rest.split(_CELL_ENDS))), parts[1::2])
    if path.endswith(_MARKUP) or is_markup(text):
        return Cut(_TAG_ENDS_LINE.join(seen.fresh(text.split(_TAG_ENDS_LINE))) + ">", ())
    if path.endswith(".csv"):
        return Cut("", _fields(text))
    lines = seen.fresh(text.split("\n"))
    quoting = path.endswith(_QUOTING)
    return Cut("", chain.from_iterable(line.split('"') for line in lines) if quoting else lines)


def _fields(text: str) -> Iterator[str]:
    """One after the other, because there may be millions."""
    try:
        yield from chain.from_iterable(csv.reader(text.splitlines(keepends=True)))
    except csv.Error:
        yield from text.split("\n")
