"""What each publication changed, in public words: for the page of a matter, for the updates, for the corrections."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.edition import Changed, Part, Publication
from rectify_site.model.events import EventKind
from rectify_site.model.fields import public_text
from rectify_site.model.records import Plan
from rectify_site.model.states import State
from rectify_site.pages.view import ABOUT, Here, View
from rectify_site.pages.wording import HEADING, heading, short
from rectify_site.render.escape import Safe

WITHDRAWN = "撤下"
CORRECTED = "correction"


class Act(NamedTuple):
    """One act of publication: when, what kind, why, under which number, and what it changed."""

    at: str
    words: str
    why: str
    document: str
    changes: tuple[str, ...]
    moved: bool  # whether the state of a matter is another one since


class Update(NamedTuple):
    """An act with the name and the page of its document."""

    act: Act
    title: str
    href: Safe


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


def shown(view: View) -> tuple[Publication, ...]:
    """The acts about what is public or was withdrawn with a reason, the newest first, else as in the ledger."""
    key = ("acts", "", "")
    if key not in view.memory:
        found = [done for done in view.edition.publications if _leads(view, done)]
        view.memory[key] = tuple(sorted(found, key=lambda done: done.at, reverse=True))
    kept: tuple[Publication, ...] = view.memory[key]
    return kept


def _leads(view: View, done: Publication) -> bool:
    """Whether there is a page it could lead to."""
    if done.op == "withdraw":
        gone = any((one.kind, one.id) == (done.kind, done.id) for one in view.edition.withdrawn)
        return gone and done.kind in links.DOCUMENTS
    if done.kind == "record":
        return done.id in view.record_of
    return done.kind in NAMES and NAMES[done.kind](view, done.id) is not None


def update(view: View, done: Publication, here: Here) -> Update:
    """An act that is shown, as a line of a page."""
    if done.op == "withdraw":
        return Update(act(done), f"编号 {done.id}", here.to(links.DOCUMENTS[done.kind](done.id)))
    if done.kind == "record":
        matter = view.record_of[done.id]
        title = f"第{matter.record.number}项 {short(heading(matter.record), 46)}"
        return Update(act(done, matter.plan), title, here.to(links.record(done.id)))
    title, path = NAMES[done.kind](view, done.id) or ("", links.HOME)
    return Update(act(done), short(title, HEADING), here.to(path))


def _plan(view: View, key: str) -> tuple[str, str] | None:
    plan = view.edition.plan_of.get(key)
    return (public_text(plan.title), links.plan(key)) if plan else None


def _report(view: View, key: str) -> tuple[str, str] | None:
    report = next((one for one in view.edition.reports if one.id == key), None)
    return (public_text(report.title), links.report(key)) if report else None


def _notice(view: View, key: str) -> tuple[str, str] | None:
    notice = view.notice_of.get(key)
    return (public_text(notice.title), links.notice(key)) if notice else None


def _page(view: View, key: str) -> tuple[str, str] | None:
    page = next((one for one in view.edition.pages if one.id == key), None)
    path = links.ABOUT if key == ABOUT else links.hand_page(key)
    return (page.title, path) if page else None


def _units(view: View, _: str) -> tuple[str, str] | None:
    return ("单位名单", links.UNITS) if view.parts else None


NAMES: dict[str, Callable[[View, str], tuple[str, str] | None]] = {
    "plan": _plan,
    "report": _report,
    "notice": _notice,
    "page": _page,
    "units": _units,
}
