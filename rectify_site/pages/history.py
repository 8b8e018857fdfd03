"""What each publication changed, in public words: for the page of a matter, for the updates, for the corrections."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.edition import Publication
from rectify_site.model.fields import public_text
from rectify_site.pages.view import ABOUT, Here, View
from rectify_site.render.escape import Safe
from rectify_site.tables.acts import Act, act
from rectify_site.tables.wording import HEADING, heading, short


class Update(NamedTuple):
    """An act with the name and the page of its document."""

    act: Act
    title: str
    href: Safe


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
        return Update(
            act(done),
            f"{gone(view, done.kind)}（编号 {done.id}）",
            here.to(links.DOCUMENTS[done.kind](done.id)),
        )
    if done.kind == "record":
        matter = view.record_of[done.id]
        title = f"第{matter.record.number}项 {short(heading(matter.record), 46)}"
        return Update(act(done, matter.plan), title, here.to(links.record(done.id)))
    title, path = NAMES[done.kind](view, done.id) or ("", links.HOME)
    return Update(act(done), short(title, HEADING), here.to(path))


def gone(view: View, kind: str) -> str:
    """What a withdrawn document was, in few words."""
    return words.GONE[kind].format(item=view.item)


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
