"""What a source said at its last import: the base of a merge, and where each word of it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rectify_site.errors import N_, SourceError
from rectify_site.store import files
from rectify_site.store.projects import Project


class Remembered(NamedTuple):
    """A source as it was read: its name, its paragraphs by number, and the documents made of it, as JSON."""

    file: str = ""
    paragraphs: tuple[tuple[int, str], ...] = ()
    documents: Mapping[str, dict[str, Any]] = {}

    def paragraph_of(self, words: str, near: int | None) -> int | None:
        """The paragraph these words were read from: the first one from ``near`` on, or the first at all."""
        holding = [number for number, text in self.paragraphs if words in text] if words else []
        return next((number for number in holding if number >= (near or 0)), next(iter(holding), near))


def of_plan(home: Project, plan: str) -> Path:
    """Where it is kept for a plan."""
    return home.plan(plan).parent / "imported.json"


def of_report(home: Project, folder: str, report: str) -> Path:
    """Where it is kept for a report, in the folder of its plan or in one of its own."""
    return home.document("report", folder, report).with_suffix(".json")


def recall(home: Project, name: Path) -> Remembered | None:
    """What is remembered of a source; None before the first import."""
    data = files.read_if_there(name)
    if data is None:
        return None
    try:
        tree = json.loads(data)
        paragraphs = tuple((int(number), str(text)) for number, text in tree["paragraphs"])
        return Remembered(tree["file"], paragraphs, tree["documents"])
    except (ValueError, KeyError, TypeError) as error:
        hint = N_(
            "delete this file and import the source again: differences are then listed as conflicts, the drafts stay"
        )
        raise SourceError(
            "G118", N_("{file} was changed and cannot be read"), hint, file=home.name(name)
        ) from error


def remember(
    file: str, paragraphs: Iterable[tuple[int, str]], documents: Mapping[str, dict[str, Any]]
) -> bytes:
    """The bytes of the file, the same for the same source."""
    tree = {"file": file, "paragraphs": [list(item) for item in paragraphs], "documents": dict(documents)}
    return (json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
