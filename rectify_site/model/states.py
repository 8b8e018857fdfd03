"""The state machine as data: which event may follow which state, and where it leads.

Status is a fold over the events of a record up to a day, in list order. An event that the table does not
allow changes nothing and is reported; it never raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from rectify_site.model.events import Event, EventKind, EventResult, Satisfaction
from rectify_site.model.fields import Noun
from rectify_site.model.records import Plan


class State(StrEnum):
    """How far a matter has come, in the order in which the public reads it."""

    LISTED = "listed"
    IN_PROGRESS = "in_progress"
    REWORK = "rework"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    ON_NOTICE = "on_notice"
    STAGE_DONE = "stage_done"
    CLOSED = "closed"
    MOVED = "moved"


class Group(StrEnum):
    """The parts of the home sentence. They always sum to the total; moved matters leave the base."""

    DONE = "done"
    CHECKING = "checking"
    WORKING = "working"
    WAITING = "waiting"
    LASTING = "lasting"


GROUPS = {
    State.CLOSED: Group.DONE,
    State.SUBMITTED: Group.CHECKING,
    State.ACCEPTED: Group.CHECKING,
    State.ON_NOTICE: Group.CHECKING,
    State.IN_PROGRESS: Group.WORKING,
    State.REWORK: Group.WORKING,
    State.LISTED: Group.WAITING,
    State.STAGE_DONE: Group.LASTING,
}

OPEN = frozenset({State.LISTED, State.IN_PROGRESS, State.REWORK})
"""States in which work is owed, so that a deadline can be missed."""

ALIVE = frozenset(State) - {State.MOVED}
WORKING = frozenset({State.LISTED, State.IN_PROGRESS, State.REWORK, State.STAGE_DONE})


class Rule(Noun):
    """One row of the table: the states an event may come from, the one it leads to, the fields it needs."""

    after: frozenset[State]
    to: State | None = None  # None: the state stays
    needs: tuple[str, ...] = ()


def _rule(after: Iterable[State], to: State | None, needs: str = "") -> Rule:
    return Rule(after=frozenset(after), to=to, needs=tuple(needs.split()))


K = EventKind
S = State
RULES: dict[EventKind, Rule] = {
    K.REGISTERED: _rule({S.LISTED}, S.LISTED, "document"),
    K.STARTED: _rule({S.LISTED, S.IN_PROGRESS, S.REWORK}, S.IN_PROGRESS),
    K.PROGRESS: _rule(ALIVE - {S.CLOSED}, None, "text"),
    K.STAGE_DONE: _rule({S.LISTED, S.IN_PROGRESS, S.REWORK, S.STAGE_DONE}, S.STAGE_DONE, "text"),
    K.SUBMITTED: _rule(WORKING, S.SUBMITTED, "evidence"),
    K.ACCEPTED: _rule({S.SUBMITTED}, S.ACCEPTED, "by"),
    K.RETURNED: _rule({S.SUBMITTED, S.ACCEPTED}, S.REWORK, "by reason"),
    K.NOTICE: _rule({S.ACCEPTED}, S.ON_NOTICE, "from_ to"),
    K.OBJECTION: _rule({S.ON_NOTICE}, None),
    K.NOTICE_RESULT: _rule({S.ON_NOTICE}, S.ACCEPTED, "objections upheld"),
    K.CLOSED: _rule({S.ACCEPTED}, S.CLOSED, "document by"),
    K.REWORK: _rule(ALIVE - {S.LISTED}, S.REWORK, "cause deadline"),
    K.DEADLINE_CHANGED: _rule(ALIVE - {S.CLOSED}, None, "to reason body document"),
    K.RESPONSIBILITY_CHANGED: _rule(ALIVE - {S.CLOSED}, None, "from_ to document"),
    K.DELAY_EXPLAINED: _rule(OPEN, None, "by reason next_step expected"),
    K.LOOK_BACK: _rule({S.CLOSED, S.ACCEPTED, S.STAGE_DONE}, None, "result"),
    K.FEEDBACK: _rule(State, None, "channel"),
    K.ANSWERED: _rule(State, None, "result"),
    K.MOVED: _rule(ALIVE - {S.CLOSED}, S.MOVED, "document"),
    K.CARRIED_OVER: _rule(ALIVE - {S.CLOSED}, None, "to"),
}


def _sent_back(event: Event) -> bool:
    """Whether this event finds the matter unfinished after all (异议成立、反弹、不满意补课)."""
    if event.kind is K.NOTICE_RESULT:
        return bool(event.upheld)
    if event.kind is K.LOOK_BACK:
        return event.result is EventResult.RELAPSED
    if event.kind is K.ANSWERED:
        return event.make_up and (event.result is EventResult.ADOPTED or event.satisfied is Satisfaction.NO)
    return False


def step(state: State, event: Event) -> State | None:
    """The state after one event, or None where the table does not allow it."""
    rule = RULES[event.kind]
    if state not in rule.after:
        return None
    if state is not S.MOVED and _sent_back(event):
        return S.REWORK
    if event.kind is K.PROGRESS and state is S.LISTED:
        return S.IN_PROGRESS
    return rule.to or state


class Refused(Noun):
    """An event the table does not allow: its place in the list and the state it met."""

    index: int
    state: State
    kind: EventKind


class History(NamedTuple):
    """The fold: the state, how it was reached (event index to state), and what was refused."""

    state: State = S.LISTED
    reached: tuple[tuple[int, State], ...] = ()
    refused: tuple[Refused, ...] = ()


def until(events: Sequence[Event], as_of: date | None) -> tuple[Event, ...]:
    """The events that had happened by a day; all of them without a day."""
    return tuple(event for event in events if as_of is None or event.on <= as_of)


def history(events: Sequence[Event], as_of: date | None = None) -> History:
    """Fold the events up to ``as_of`` in list order."""
    state, reached, refused = S.LISTED, [], []
    for index, event in enumerate(events):
        if as_of is not None and event.on > as_of:
            continue
        after = step(state, event)
        if after is None:
            refused.append(Refused(index=index, state=state, kind=event.kind))
            continue
        state = after
        reached.append((index, state))
    return History(state=state, reached=tuple(reached), refused=tuple(refused))


def status(events: Sequence[Event], as_of: date | None = None) -> State:
    """How far the matter had come on a day."""
    return history(events, as_of).state


def group(state: State, plan: Plan) -> Group | None:
    """The part of the home sentence a state belongs to; None when it has left the base.

    A plan whose matters are not closed formally (no 销号) ends at 核查通过: that is done there.
    """
    if state is S.ACCEPTED and K.CLOSED not in plan.closing:
        return Group.DONE
    return GROUPS.get(state)
