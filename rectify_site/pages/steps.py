"""The line of steps of a matter: 列入、整改、报告完成、核查、公示、销号, as far as its plan has them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rectify_site.model.events import EventKind
from rectify_site.model.states import State, history
from rectify_site.tables.matters import Matter

DONE, HERE, AHEAD = "done", "here", "ahead"
SAID = {DONE: "已过", HERE: "现在", AHEAD: "未到"}

LISTED = "列入清单"
WORK = "整改"
AFTER_WORK = {
    EventKind.SUBMITTED: ("报告完成", State.SUBMITTED),
    EventKind.ACCEPTED: ("核查", State.ACCEPTED),
    EventKind.NOTICE: ("公示", State.ON_NOTICE),
    EventKind.CLOSED: ("销号", State.CLOSED),
}
AT_WORK = {
    State.IN_PROGRESS: "正在整改",
    State.REWORK: "重新整改",
    State.STAGE_DONE: "长期坚持",
    State.MOVED: "已调出清单",
}
WAITING_FOR = {
    EventKind.ACCEPTED: "正在核查",
    EventKind.NOTICE: "待公示",
    EventKind.CLOSED: "待办理销号",
}


class Step(NamedTuple):
    """One step: its words, its day, a remark to the day, and whether the matter has passed it."""

    words: str
    on: date | None = None
    remark: str = ""
    place: str = AHEAD

    @property
    def said(self) -> str:
        """Its place for those who hear the page."""
        return SAID[self.place]


def steps(matter: Matter) -> tuple[Step, ...]:
    """The line of steps. A matter that is carried on or has left the list has no steps ahead of it."""
    days = _days(matter)
    first = Step(LISTED, days.get(State.LISTED), place=HERE if matter.state is State.LISTED else DONE)
    if matter.state in {State.STAGE_DONE, State.MOVED}:
        start = days.get(State.IN_PROGRESS)
        return (first, Step("启动整改", start, place=DONE), _at_work(matter, days))
    if matter.state in {State.LISTED, State.IN_PROGRESS, State.REWORK}:
        work = Step(WORK) if matter.state is State.LISTED else _at_work(matter, days)
        return (first, work, *(Step(AFTER_WORK[kind][0]) for kind in _closing(matter)))
    return (first, Step(WORK, days.get(State.IN_PROGRESS), place=DONE), *_towards_closing(matter, days))


def _closing(matter: Matter) -> tuple[EventKind, ...]:
    return tuple(kind for kind in AFTER_WORK if kind in matter.plan.closing)


def _at_work(matter: Matter, days: dict[State, date]) -> Step:
    newest = max(
        (event.on for event in matter.record.events if event.kind is EventKind.PROGRESS), default=None
    )
    word = AT_WORK[matter.state]
    if matter.state is State.IN_PROGRESS and newest:
        return Step(word, newest, "最近进展", HERE)
    return Step(word, days.get(matter.state), place=HERE)


def _towards_closing(matter: Matter, days: dict[State, date]) -> tuple[Step, ...]:
    """From the report on: what has been passed has its day, the first that has not is where it stands."""
    made: list[Step] = []
    for kind in _closing(matter):
        word, state = AFTER_WORK[kind]
        running = state is State.ON_NOTICE and matter.state is State.ON_NOTICE
        if state in days and not running:
            made.append(Step(word, days[state], place=DONE))
        elif any(step.place == HERE for step in made):
            made.append(Step(word))
        else:
            made.append(
                Step("正在公示" if running else WAITING_FOR.get(kind, word), days.get(state), place=HERE)
            )
    return tuple(made)


def _days(matter: Matter) -> dict[State, date]:
    """The day on which each state was reached; work begun anew takes back all that came after."""
    events, before = matter.record.events, State.LISTED
    days: dict[State, date] = {}
    for index, state in history(events).reached:
        event = events[index]
        if state is not before and state in {State.REWORK, State.IN_PROGRESS}:
            days = {kept: day for kept, day in days.items() if kept in {State.LISTED, State.IN_PROGRESS}}
        if event.kind is EventKind.REGISTERED or (
            state is not before and event.kind is not EventKind.NOTICE_RESULT
        ):
            days.setdefault(state, event.on)
        before = state
    return days
