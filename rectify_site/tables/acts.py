"""One act of publication in public words: for the pages and for the feeds."""

from __future__ import annotations

from typing import NamedTuple

from rectify_site.model import words
from rectify_site.model.edition import Changed, Part, Publication
from rectify_site.model.events import EventKind
from rectify_site.model.records import Plan
from rectify_site.model.states import State

WITHDRAWN = "撤下"


class Act(NamedTuple):
    """One act of publication: when, what kind, why, under which number, and what it changed."""

    at: str
    words: str
    why: str
    document: str
    changes: tuple[str, ...]
    moved: bool  # whether the state of a matter is another one since


def act(done: Publication, plan: Plan | None = None) -> Act:
    """An act in public words; ``plan`` is that of the matter, because the words of states depend on it."""
    return Act(
        at=done.at,
        words=words.CHANGE.get(done.change or "", WITHDRAWN),
        why=words.FAULT.get(done.fault or "", ""),
        document=done.document or "",
        changes=tuple(_said(change, plan) for change in done.changed),
        moved=any(change.part is Part.STATUS for change in done.changed),
    )


def _said(change: Changed, plan: Plan | None) -> str:
    """牵头单位：由甲改为乙."""
    before, after = (_value(change.part, value, plan) for value in (change.before, change.after))
    name = words.PART[change.part]
    if change.part is Part.FIGURE:
        name = change.name
    elif change.name:
        name = f"“{words.EVENT[EventKind(change.name)]}”的{name}"
    if before and after:
        return f"{name}：由{before}改为{after}"
    return f"{name}：增加{after}" if after else f"{name}：去掉{before}"


def _value(part: Part, value: str, plan: Plan | None) -> str:
    if part is not Part.STATUS:
        return value
    state = words.state(State(value), plan) if plan else words.STATE[State(value)]
    return f"“{state}”"
