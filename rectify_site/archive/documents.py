"""What was signed for the public, as JSON: the public wording alone, and of each document what its page tells.

A list of fields and not the whole document: what a later version adds to a document is not public by accident.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rectify_site.model.edition import Edition
from rectify_site.model.fields import Noun
from rectify_site.model.outputs import Artifact

EVENT = "on kind text units reason document figures evidence from to deadline expected notice result"
TOLD = {
    "plan": "id kind title year execution_year held_on adopted_on document issued_by directions phases",
    "record": "id number direction problem title task target measures leaders lead_units responsible_units "
    "cooperating_units supervising_unit verifying_unit deadline events",
    "report": "id title plan year period as_of issued_by issued_on document preamble aspects remaining next_steps "
    "conclusion",
    "notice": "id title plan records from to days day_kind contact how_to_object text",
    "page": "id title markdown",
}
"""The fields of each kind that its page tells, by name."""

QUIET = {"objection": "on kind"}
"""Who objected, and with what words, is never shown."""


def documents(edition: Edition) -> tuple[Artifact, ...]:
    """One file for each kind that has documents: a list in the order of the edition."""
    kinds: dict[str, Iterable[Noun]] = {
        "plan": edition.plans,
        "record": edition.records,
        "report": edition.reports,
        "notice": edition.notices,
        "page": edition.pages,
    }
    return tuple(
        Artifact(f"documents/{kind}.json", _json([_told(kind, item) for item in items]))
        for kind, items in kinds.items()
        if items
    )


def _told(kind: str, item: Noun) -> dict[str, Any]:
    tree = item.model_dump(mode="json", by_alias=True, exclude_none=True)
    kept = {name: _public(tree[name]) for name in TOLD[kind].split() if name in tree}
    if "events" in kept:
        kept["events"] = [_event(event) for event in kept["events"]]
    return kept


def _event(event: Mapping[str, Any]) -> dict[str, Any]:
    """One event; of what shows that a thing was done, the title of what may be named."""
    kept = {name: event[name] for name in QUIET.get(event["kind"], EVENT).split() if event.get(name)}
    if "evidence" in kept:
        kept["evidence"] = [item["title"] for item in kept["evidence"] if item.get("public")]
    return {name: value for name, value in kept.items() if value != []}


def _public(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A tree in which each text with a public wording is that wording."""
    if isinstance(value, dict):
        if value.keys() == {"text", "public"}:
            return value["public"]
        return {name: _public(item) for name, item in value.items()}
    return [_public(item) for item in value] if isinstance(value, list) else value


def _json(rows: list[dict[str, Any]]) -> bytes:
    """A list with one document a line, so that two years can be compared line by line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]\n".encode()
