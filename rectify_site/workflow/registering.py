"""A unit's claims against the events that stand there: appended, known already, in conflict, or signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rectify_site.errors import N_
from rectify_site.intake.claims import Claimed
from rectify_site.intake.returns import Note, Row
from rectify_site.ledger import editions
from rectify_site.ledger.entries import Content, Entry, Op
from rectify_site.model import rounds, states, words
from rectify_site.model.events import Event, EventKind
from rectify_site.model.records import Plan, Record
from rectify_site.model.rounds import told

REPORTS = frozenset({EventKind.PROGRESS, EventKind.STAGE_DONE, EventKind.SUBMITTED})
"""What a unit says of its progress: one of these in a period. A delay is explained beside it."""

CONFLICT = N_("matter {number}: {unit} reported “{event}” for {period} before; the new report was not taken")
TAKE = N_("if the new one holds, collect again with --take source")
IS_SIGNED = N_("matter {number}: what {unit} reported for {period} is signed; the new report was not taken")
NEXT_TIME = N_(
    "a signed text is changed in the draft and approved as a correction, or goes into the next round"
)
FORBIDDEN = N_("matter {number}, {unit}: “{event}” may not follow while the state is “{state}”; not taken")


class Turn(NamedTuple):
    """Whose claims these are: the unit, the words of the period; whether they replace earlier ones."""

    unit: str
    period: str
    take: bool = False


class Registered(NamedTuple):
    """One matter after a unit's claims: the record as it is now, what is new in it, what was asked.

    ``replaced`` counts those of the new events that stand in the place of earlier ones.
    """

    id: str
    number: str
    turn: Turn
    record: Record
    appended: tuple[Event, ...] = ()
    notes: tuple[Note, ...] = ()
    blank: int = 0
    replaced: int = 0


def signed_events(entries: Iterable[Entry], contents: Mapping[str, Content]) -> dict[str, tuple[Event, ...]]:
    """The events of each record that stand in any text that was ever signed, by the id of the record."""
    found: dict[str, list[Event]] = {}
    for entry in entries:
        if entry.op is Op.APPROVE and entry.kind == "record":
            document = editions.document_of(entry, contents)
            if isinstance(document, Record):
                found.setdefault(entry.id, []).extend(document.events)
    return {name: tuple(events) for name, events in found.items()}


def register(record: Record, plan: Plan, claimed: Claimed, turn: Turn, signed: Sequence[Event]) -> Registered:
    """Append what is new. What the unit said before for this period stays, unless the clerk takes the new one."""
    now, appended, notes, replaced = record, [], [], 0
    for event in claimed.events:
        earlier = [old for old in told(now, turn.unit, turn.period) if _alike(old, event)]
        if any(_same(old, event, dated=event.kind in claimed.dated) for old in earlier):
            continue
        given = {"number": record.number, "unit": turn.unit, "period": turn.period}
        if earlier and any(old in signed for old in earlier):
            notes.append(Note("G146", IS_SIGNED, given, hint=NEXT_TIME))
        elif earlier and not turn.take:
            said = words.EVENT[earlier[0].kind]
            notes.append(Note("G145", CONFLICT, {**given, "event": said}, hint=TAKE))
        else:
            changed = now.model_copy(update={"events": _put(now.events, earlier, event)})
            if _refused(changed) > _refused(now):
                state = words.state(states.status(now.events), plan)
                given |= {"event": words.EVENT[event.kind], "state": state}
                notes.append(Note("G144", FORBIDDEN, given))
            else:
                now = changed
                appended.append(event)
                replaced += bool(earlier)
    return Registered(record.id, record.number, turn, now, tuple(appended), tuple(notes), replaced=replaced)


def _alike(old: Event, new: Event) -> bool:
    return old.kind is new.kind or {old.kind, new.kind} <= REPORTS


def _same(old: Event, new: Event, *, dated: bool) -> bool:
    """Whether this was said before. The day of the answer is no part of what a unit says, a day it wrote is."""
    return old == (new if dated else new.model_copy(update={"on": old.on}))


def _put(events: Sequence[Event], earlier: Sequence[Event], new: Event) -> tuple[Event, ...]:
    """The new event at the end, or in the place of those it replaces."""
    if not earlier:
        return (*events, new)
    place = events.index(earlier[0])
    kept = [event for event in events if event not in earlier]
    return (*kept[:place], new, *kept[place:])


def _refused(record: Record) -> int:
    return len(states.history(record.events).refused)


def emptied(record: Record, row: Row, turn: Turn) -> int:
    """How many cells are blank now though the unit had filled them for this period: 未报, and nothing is deleted."""
    before = told(record, turn.unit, turn.period)
    filled = {
        title
        for event in before
        for title, value in (
            (rounds.PROGRESS, event.text),
            (rounds.EVIDENCE, event.evidence),
            (rounds.REASON, event.reason),
            (rounds.NEXT, event.next_step),
            (rounds.EXPECTED, event.expected),
        )
        if value
    }
    filled |= {rounds.STATUS} if any(event.kind is not EventKind.PROGRESS for event in before) else set()
    return sum(not row.cells[title].text for title in filled)
