"""What a source said at its last import: the base of a merge, and where each word of it stands."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from rectify_site.errors import N_, SourceError
from rectify_site.store import files
from rectify_site.store.projects import Project


class Passage(NamedTuple):
    """A stretch of a source: its line, its words, and its place (表一!F12) where lines do not name it."""

    line: int
    text: str
    place: str = ""

    @property
    def where(self) -> str:
        """The place as a clerk looks it up: 第57段, 表一!F12; empty where none is known."""
        return where(self.line, self.place)


def where(line: int, place: str) -> str:
    """A place as a clerk looks it up: that of a cell, else the number of the paragraph."""
    return place or (f"第{line}段" if line else "")


@dataclass(frozen=True)
class Remembered:
    """A source as it was read: its name, its passages in order, and the documents made of it, as JSON.

    ``fields`` are the places of single fields by document and path, as far as the reading knew them.
    """

    file: str = ""
    passages: tuple[Passage, ...] = ()
    documents: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def passage_of(self, words: str, near: Passage, document: str = "", path: str = "") -> Passage:
        """The passage these words were read from: the field's own, the first from ``near`` on, or the first at all."""
        noted = self._noted(document, path)
        start = self.position(noted if noted in self._index else near.where)
        at = self._text.find(words, start) if words else -1
        if at < 0 and words and start:
            at = self._text.find(words)
        return self.passages[bisect_right(self._starts, at) - 1] if at >= 0 else near

    def _noted(self, document: str, path: str) -> str:
        """Where a field, or the field it is a part of, was noted to stand."""
        its = self.fields.get(document, {})
        while path and path not in its:
            path = path.rpartition(".")[0]
        return its.get(path, "")

    def position(self, where: str) -> int:
        """Where the first passage of a place begins, counted through the whole source; 0 for a place not known."""
        return self._starts[self._index[where]] if where in self._index else 0

    @cached_property
    def _text(self) -> str:
        """All passages as one text: words are looked up thousands of times."""
        return "\n".join(each.text for each in self.passages)

    @cached_property
    def _starts(self) -> list[int]:
        ends = accumulate(len(each.text) + 1 for each in self.passages)
        return [0, *ends][:-1] if self.passages else []

    @cached_property
    def _index(self) -> dict[str, int]:
        """The first passage of each place."""
        return {each.where: at for at, each in reversed(tuple(enumerate(self.passages)))}


def of_plan(home: Project, plan: str) -> Path:
    """Where it is kept for a plan."""
    return home.plan(plan).parent / "imported.json"


def of_document(home: Project, kind: str, folder: str, name: str) -> Path:
    """Where it is kept for a report or a notice, in the folder of its plan or in one of its own."""
    return home.document(kind, folder, name).with_suffix(".json")


def recall(home: Project, name: Path) -> Remembered | None:
    """What is remembered of a source; None before the first import. Passages may be without a place."""
    data = files.read_if_there(name)
    if data is None:
        return None
    try:
        tree = json.loads(data)
        passages = tuple(
            Passage(int(line), str(text), *map(str, place)) for line, text, *place in tree["paragraphs"]
        )
        return Remembered(tree["file"], passages, dict(tree["documents"]), dict(tree.get("fields", {})))
    except (ValueError, KeyError, TypeError) as error:
        hint = N_(
            "delete this file and import the source again: differences are then listed as conflicts, the drafts stay"
        )
        raise SourceError(
            "G118", N_("{file} was changed and cannot be read"), hint, file=home.name(name)
        ) from error


def remember(remembered: Remembered) -> bytes:
    """The bytes of the file, the same for the same source."""
    passages = [
        [each.line, each.text, each.place] if each.place else [each.line, each.text]
        for each in remembered.passages
    ]
    tree = {"file": remembered.file, "paragraphs": passages, "documents": remembered.documents}
    if remembered.fields:
        tree["fields"] = remembered.fields
    return (json.dumps(tree, ensure_ascii=False, sort_keys=True) + "\n").encode()
