"""A corrected source meets drafts that were worked on: three-way, field by field (DOMAIN §5).

``base`` is what the source said at the last import, ``ours`` the drafts, ``theirs`` what it says now. What only the
source changed is taken, what only the draft changed is kept, what both changed is a conflict: the draft stays and
the conflict is listed, again at every import, until the clerk says which of the two holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from rectify_site.intake.matching import pair

Documents = Mapping[str, Mapping[str, Any]]
Sides = tuple[object, object, object]  # what the source said, the draft, what the source says
Take = Literal["source", "draft"] | None

OWN = frozenset({"id", "scope", "basis", "events"})
"""Fields of the draft alone: a source never sets or removes them."""

ORIGIN = "source"  # file, digest and paragraph: always the newest, and no change
PIECEWISE = frozenset(
    {"measures", "directions", "sections", "preamble", "aspects", "remaining", "next_steps"}
)
"""Lists compared piece by piece while their length stays, so that a public wording survives beside a corrected word."""


class Conflict(NamedTuple):
    """A field both sides changed. ``field`` has a place behind it where the field is a list: measures.0."""

    id: str
    field: str
    draft: object
    source: object


class Merged(NamedTuple):
    """The drafts as they become; (id, field) that were updated or kept; and what to remember as the next ``base``.

    ``names`` gives the id of the draft for the id under which the source was read.
    """

    documents: dict[str, dict[str, Any]]
    updated: tuple[tuple[str, str], ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    base: dict[str, dict[str, Any]] = {}  # noqa: RUF012 - a default nobody writes to
    names: Mapping[str, str] = MappingProxyType({})


class Field(NamedTuple):
    """The outcome for one field, or one piece of it: its value now, what to remember of the source, what happened."""

    path: str
    value: object
    base: object
    outcome: Literal["same", "updated", "kept", "conflict"]
    source: object


class Outcome(NamedTuple):
    """The outcome for one document."""

    document: dict[str, Any]
    base: dict[str, Any]
    fields: tuple[Field, ...]


def merge(base: Documents | None, ours: Documents, theirs: Documents, take: Take = None) -> Merged:
    """The drafts of one plan after an import. Nothing is deleted: what the source no longer has is in ``gone``.

    A draft the clerk has deleted stays deleted, and counts as kept, unless ``take`` is ``source``.
    """
    before = base or {}
    names = _named_as_before(before, ours, theirs)
    fresh = {names.get(name, name): {**its, "id": names.get(name, name)} for name, its in theirs.items()}
    outcomes = {
        name: _document(before.get(name, {}), ours[name], its, take)
        for name, its in fresh.items()
        if name in ours
    }
    struck = tuple(name for name in fresh if name not in ours and name in before and take != "source")
    added = tuple(name for name in fresh if name not in ours and name not in struck)
    drafts = {name: outcome.document for name, outcome in outcomes.items()}
    remembered = {name: outcome.base for name, outcome in outcomes.items()}
    return Merged(
        documents=_copied(ours) | drafts | _copied({name: fresh[name] for name in added}),
        updated=_where(outcomes, "updated"),
        kept=(*_where(outcomes, "kept"), *((name, "") for name in struck)),
        conflicts=tuple(_conflicts(outcomes)),
        added=added,
        gone=tuple(name for name, its in ours.items() if name not in fresh and _is_record(its)),
        base=_copied(before) | _copied(fresh) | remembered,
        names=names,
    )


def _copied(documents: Documents) -> dict[str, dict[str, Any]]:
    return {name: dict(its) for name, its in documents.items()}


def _is_record(document: Mapping[str, Any]) -> bool:
    return "deadline" in document


def _named_as_before(before: Documents, ours: Documents, theirs: Documents) -> dict[str, str]:
    """The ids that the records of the source have had so far, by those it was read under."""
    known = {
        name: [side[name] for side in (before, ours) if name in side]
        for name in dict.fromkeys((*before, *ours))
        if _is_record((ours if name in ours else before)[name])
    }
    return pair(known, {name: its for name, its in theirs.items() if _is_record(its)})


def _document(
    base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any], take: Take
) -> Outcome:
    document, remembered = dict(ours), dict(theirs)
    fields: list[Field] = []
    for name in dict.fromkeys((*ours, *theirs, *base)):
        if name == ORIGIN:
            document[name] = theirs.get(name, ours.get(name))
        elif name not in OWN:
            sides = (base.get(name), ours.get(name), theirs.get(name))
            pieces = [_decided(path, each, take) for path, each in _pieces(name, sides)]
            one = pieces[0].path == name if pieces else False
            document[name] = pieces[0].value if one else [piece.value for piece in pieces]
            remembered[name] = pieces[0].base if one else [piece.base for piece in pieces]
            fields.extend(pieces)
    return Outcome(_present(document), _present(remembered), tuple(fields))


def _present(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value is not None}


def _pieces(name: str, sides: Sides) -> list[tuple[str, Sides]]:
    """The field as one, or piece by piece where it is a list that all sides divide alike."""
    base, ours, theirs = sides
    if not (isinstance(base, list) and isinstance(ours, list) and isinstance(theirs, list)):
        return [(name, sides)]
    if name not in PIECEWISE or not len(base) == len(ours) == len(theirs):
        return [(name, sides)]
    rows = zip(base, ours, theirs, strict=True)
    return [(f"{name}.{place}", row) for place, row in enumerate(rows)]


def _decided(path: str, sides: Sides, take: Take) -> Field:
    base, ours, theirs = sides
    if ours == theirs:
        return Field(path, ours, theirs, "same", theirs)
    if theirs == base or (take == "draft" and ours != base):
        return Field(path, ours, theirs, "kept", theirs)
    if ours == base or take == "source":
        return Field(path, theirs, theirs, "updated", theirs)
    return Field(path, ours, base, "conflict", theirs)


def _where(outcomes: Mapping[str, Outcome], what: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, field.path)
        for name, outcome in outcomes.items()
        for field in outcome.fields
        if field.outcome == what
    )


def _conflicts(outcomes: Mapping[str, Outcome]) -> Iterator[Conflict]:
    for name, outcome in outcomes.items():
        for field in outcome.fields:
            if field.outcome == "conflict":
                yield Conflict(name, field.path, field.value, field.source)
