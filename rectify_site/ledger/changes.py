"""What the public history may repeat of the difference between two signatures of one matter.

Old and new are told of states, days, figures and units only; of words it is told that they changed. What was
withdrawn, purged, for a limited circle, or corrected because it was personal or sensitive, is never told again, and
neither is anything signed before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from rectify_site.ledger.entries import Content, CorrectionClass, Entry, Op
from rectify_site.model.due import deadline_in_force
from rectify_site.model.edition import Changed, Part
from rectify_site.model.events import Event, EventKind, Figure
from rectify_site.model.records import Record, Scope
from rectify_site.model.states import status

UNITS = (
    Part.LEAD_UNITS,
    Part.RESPONSIBLE_UNITS,
    Part.COOPERATING_UNITS,
    Part.SUPERVISING_UNIT,
    Part.VERIFYING_UNIT,
)
SILENCING = frozenset({CorrectionClass.PERSONAL, CorrectionClass.SENSITIVE})
NUMBER = re.compile(r"(\d{1,6}|\d{1,3}(,\d{3}){1,2})(\.\d{1,4})?[十百千万亿余多%％]*")
"""A figure that can be nothing else: no telephone, no number of a case or a person."""


class Signed(NamedTuple):
    """A matter as one line signed it, and the day its data reached to."""

    record: Record
    as_of: date | None


class _Known(NamedTuple):
    """What a difference may name: units of the public list, and figures that are public now, with their unit."""

    units: frozenset[str]
    figures: frozenset[tuple[str, str | None]]


class Kept(NamedTuple):
    """What bounds the telling: the day the edition is of, and the names on the public list of units."""

    day: date
    units: frozenset[str]


def changes(
    entries: Sequence[Entry], public: set[int], contents: Mapping[str, Content], kept: Kept
) -> dict[int, tuple[Changed, ...]]:
    """The differences that may be told, by the number of the line that signed the newer text.

    ``public`` are the numbers of the lines whose texts the public could read; the others may only silence.
    """
    told: dict[int, tuple[Changed, ...]] = {}
    for lines in _texts(entries, public):
        if any(line.digest in contents for line in lines[:-1]) and lines[-1].digest in contents:
            last = _signed(lines[-1], contents, kept.day).record
            known = _Known(kept.units, frozenset((one.label, one.unit) for one in _figures(last)))
            for older, newer in pairwise(lines):
                if _comparable(older, newer, contents, kept.day):
                    before, after = (_signed(line, contents, kept.day) for line in (older, newer))
                    told[newer.seq] = tuple(_differences(before, after, known))
    return told


def _texts(entries: Sequence[Entry], public: set[int]) -> Iterator[tuple[Entry, ...]]:
    """The lines that signed each matter and may be compared, where there is more than one."""
    about: dict[str, list[Entry]] = {}
    withdrawn: dict[str, int] = {}
    for entry in entries:
        if entry.kind == "record":
            about.setdefault(entry.id, []).append(entry)
        elif entry.kind == "plan" and entry.op is Op.WITHDRAW:
            withdrawn[entry.id] = entry.seq
    for name, lines in about.items():
        since = max(_since(lines), withdrawn.get(name.rpartition("-")[0], 0))
        texts = tuple(
            line for line in lines if line.op is Op.APPROVE and line.seq >= since and line.seq in public
        )
        if len(texts) > 1:
            yield texts


def _since(lines: Sequence[Entry]) -> int:
    """The number of the line about a matter from which on its texts may be compared."""
    since = 0
    texts: dict[str, int] = {}
    for line in lines:
        if line.op is Op.APPROVE:
            texts[line.digest] = line.seq
            silent = line.scope is not Scope.PUBLIC
            since = line.seq + silent if silent or line.class_ in SILENCING else since
        elif line.op is Op.WITHDRAW:
            since = line.seq
        elif line.op is Op.PURGE:
            since = max(since, texts.get(line.digest, 0) + 1)
    return since


def _comparable(older: Entry, newer: Entry, contents: Mapping[str, Content], day: date) -> bool:
    there = older.digest in contents and newer.digest in contents
    of_words = newer.class_ not in {None, CorrectionClass.FACT}
    return there and not of_words and (newer.as_of is None or newer.as_of <= day)


def _signed(line: Entry, contents: Mapping[str, Content], day: date) -> Signed:
    record = Record.model_validate(contents[line.digest].content)
    return Signed(record, min(line.as_of, day) if line.as_of else day)


def _differences(before: Signed, after: Signed, known: _Known) -> Iterator[Changed]:
    old, new = before.record, after.record
    states = [str(status(one.record.events, one.as_of)) for one in (before, after)]
    yield from _if_other(Part.STATUS, "", *states)
    yield from _days(Part.DEADLINE, "", *(_due(one) for one in (before, after)))
    for part in UNITS:
        names = [_names(getattr(record, part)) for record in (old, new)]
        if known.units.issuperset(names[0] + names[1]):
            yield from _if_other(part, "", "、".join(names[0]), "、".join(names[1]))
    for one, other in _pairs(old.events, new.events):
        yield from _days(Part.DAY, str(other.kind), one.on, other.on)
        yield from _days(Part.EXPECTED, str(other.kind), one.expected, other.expected)
        yield from _numbers(one.figures, other.figures, known)


def _due(signed: Signed) -> date | None:
    """The deadline in force: the plan's own, or what it was changed to since."""
    return deadline_in_force(signed.record.deadline, signed.record.events, signed.as_of)


def _names(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),) if value else ()


def _if_other(part: Part, name: str, before: str, after: str) -> Iterator[Changed]:
    if before != after:
        yield Changed(part=part, name=name, before=before, after=after)


def _days(part: Part, name: str, before: date | None, after: date | None) -> Iterator[Changed]:
    old, new = (day.isoformat() if day else "" for day in (before, after))
    yield from _if_other(part, name, old, new)


def _pairs(before: Sequence[Event], after: Sequence[Event]) -> Iterator[tuple[Event, Event]]:
    """The same events in both texts, kind by kind in their order: as many as before, or more behind those of before."""
    for kind in EventKind:
        old, new = ([event for event in events if event.kind is kind] for events in (before, after))
        appended = [event.on for event in new[: len(old)]] == [event.on for event in old]
        if len(old) == len(new) or appended:
            yield from zip(old, new, strict=False)


def _numbers(before: Sequence[Figure], after: Sequence[Figure], known: _Known) -> Iterator[Changed]:
    old = {(figure.label, figure.unit): figure.value for figure in before}
    for figure in after:
        value = old.get((figure.label, figure.unit), figure.value)
        safe = (
            (figure.label, figure.unit) in known.figures
            and NUMBER.fullmatch(value)
            and NUMBER.fullmatch(figure.value)
        )
        if safe:
            unit = figure.unit or ""
            yield from _if_other(Part.FIGURE, figure.label, value + unit, figure.value + unit)


def _figures(record: Record) -> Iterator[Figure]:
    for event in record.events:
        yield from event.figures
