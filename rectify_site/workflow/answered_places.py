"""Where what a unit answered stands in its file: remembered beside the round, so that a finding points there.

Only places are kept, no words; nothing of it is signed or published.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from typing import NamedTuple

from rectify_site.documents.canonical import canonical
from rectify_site.errors import N_, SourceError
from rectify_site.model import rounds
from rectify_site.model.events import Event
from rectify_site.model.findings import Finding
from rectify_site.store import files
from rectify_site.store.projects import Project

TITLES = {
    "text": rounds.PROGRESS,
    "evidence": rounds.EVIDENCE,
    "reason": rounds.REASON,
    "next_step": rounds.NEXT,
    "expected": rounds.EXPECTED,
}
"""The column each field of an event was read from."""

AGAIN = N_("ask the unit to put it right, then collect again with --take source")

Key = tuple[str, str, str]
"""Record, unit, words of the period."""


class Answer(NamedTuple):
    """The file of an answer, and the place of each of its fields."""

    file: str
    cells: Mapping[str, str]


def recall(home: Project) -> dict[Key, Answer]:
    """Everything that is remembered.

    Raises:
        SourceError: G118 for a file somebody changed.

    """
    found: dict[Key, Answer] = {}
    for path in sorted(home.content.glob("plans/*/rounds/*/places.json")):
        try:
            words = rounds.period(path.parent.name).words
            for record, units in json.loads(files.read(path)).items():
                for unit, its in units.items():
                    cells = {str(field): str(place) for field, place in its["cells"].items()}
                    found[record, unit, words] = Answer(str(its["file"]), cells)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            hint = N_("delete this file; findings then point into the drafts alone")
            message = N_("{file} was changed and cannot be read")
            raise SourceError("G118", message, hint, file=home.name(path)) from error
    return found


def remembered(known: Mapping[Key, Answer], words: str, records: Container[str]) -> bytes:
    """The bytes of the file of one round: the answers to its ``records`` as they are known now."""
    tree: dict[str, dict[str, object]] = {}
    for (record, unit, period), answer in sorted(known.items()):
        if period == words and record in records:
            tree.setdefault(record, {})[unit] = {"file": answer.file, "cells": dict(answer.cells)}
    return canonical(tree) + b"\n"


def found(known: Mapping[Key, Answer], record: str, event: Event, field: str) -> tuple[str, str] | None:
    """File and place of a field of an event; None for what no unit sent in."""
    for unit in event.units:
        answer = known.get((record, unit, event.period or ""))
        if answer and field in answer.cells:
            return answer.file, answer.cells[field]
    return None


def advised(finding: Finding) -> Finding:
    """A finding in words a unit sent in says who puts them right."""
    sent_in = finding.field.startswith("events.") and finding.place.source_place
    return finding.model_copy(update={"hint": AGAIN}) if sent_in else finding
