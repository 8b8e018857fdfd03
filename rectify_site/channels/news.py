"""The real changes of an edition as news: what was published, and what it changed. Both forms of feed tell them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rectify_site import links
from rectify_site.channels.outlet import Outlet
from rectify_site.model import words
from rectify_site.model.edition import Part, Publication
from rectify_site.model.fields import public_text
from rectify_site.model.records import Plan
from rectify_site.model.states import State
from rectify_site.tables.acts import WITHDRAWN, act
from rectify_site.tables.wording import HEADING, deadline_words, heading, listed, short

MOST = 50
"""News in one feed. All there ever was stands on the page of updates."""

ABOUT = "about"


class News(NamedTuple):
    """One act of publication: its lasting name, when, what kind, its title, its page, and what it says."""

    id: str
    at: str
    kind: str  # new, progress, revision, correction, deadline, completed, withdrawn
    label: str
    title: str
    page: str
    lines: tuple[str, ...]
    about: tuple[str, str]  # kind and id of the document


class Named(NamedTuple):
    """A document that is public: its title, its page, and what is said of it."""

    title: str
    page: str
    said: tuple[str, ...] = ()


def news(outlet: Outlet) -> tuple[News, ...]:
    """All news, the newest first; of one moment what was corrected or has moved first, then as in the ledger."""
    named = _named(outlet)
    gone = {(one.kind, one.id) for one in outlet.edition.withdrawn if one.kind in links.DOCUMENTS}
    made = []
    for done in outlet.edition.publications:
        key = (done.kind, done.id)
        if done.op == "withdraw" and key in gone:
            made.append(_withdrawal(outlet, done))
        elif done.op != "withdraw" and key in named:
            made.append(_news(outlet, done, named[key]))
    ordered = sorted(made, key=lambda one: one.kind in {"new", "progress", "revision"})
    return tuple(sorted(ordered, key=lambda one: one.at, reverse=True))


def newest(found: Iterable[News]) -> tuple[News, ...]:
    """As many as a feed holds."""
    return tuple(found)[:MOST]


def _named(outlet: Outlet) -> dict[tuple[str, str], Named]:
    edition = outlet.edition
    found = {("record", matter.record.id): _matter(outlet, matter.record.id) for matter in outlet.matters}
    for plan in edition.plans:
        found["plan", plan.id] = Named(public_text(plan.title), links.plan(plan.id))
    for report in edition.reports:
        found["report", report.id] = Named(public_text(report.title), links.report(report.id))
    for notice in edition.notices:
        found["notice", notice.id] = Named(public_text(notice.title), links.notice(notice.id))
    for page in edition.pages:
        path = links.ABOUT if page.id == ABOUT else links.hand_page(page.id)
        found["page", page.id] = Named(page.title, path)
    if outlet.parts:
        found["units", "units"] = Named("单位名单", links.UNITS)
    return found


def _matter(outlet: Outlet, key: str) -> Named:
    matter = outlet.record_of[key]
    record = matter.record
    leading = listed(record.lead_units)
    said = (
        heading(record),
        f"牵头单位：{leading}" if leading else "",
        f"时限：{deadline_words(record.deadline, matter.plan)}",
    )
    title = f"第{record.number}项 {short(heading(record), HEADING)}"
    return Named(title, links.record(record.id), tuple(line for line in said if line))


def _news(outlet: Outlet, done: Publication, named: Named) -> News:
    matter = outlet.record_of.get(done.id) if done.kind == "record" else None
    told = act(done, matter.plan if matter else None)
    kind = _kind(done, matter.plan if matter else None)
    label = {"deadline": "时限调整", "completed": words.DONE[None]}.get(kind, told.words)
    number = f"文号：{told.document}" if told.document else ""
    lines = tuple(line for line in (told.why, *told.changes, *named.said, number) if line)
    return News(
        _id(outlet, done),
        done.at,
        kind,
        label,
        f"{label}：{named.title}",
        named.page,
        lines,
        (done.kind, done.id),
    )


def _kind(done: Publication, plan: Plan | None) -> str:
    """The kind of change as a subscriber tells it apart."""
    kind = done.change or "new"
    if plan is None or kind in {"new", "correction"}:
        return kind
    ends = {str(State.CLOSED)} if words.closes(plan) else {str(State.CLOSED), str(State.ACCEPTED)}
    if any(change.part is Part.STATUS and change.after in ends for change in done.changed):
        return "completed"
    return "deadline" if any(change.part is Part.DEADLINE for change in done.changed) else kind


def _withdrawal(outlet: Outlet, done: Publication) -> News:
    """What is withdrawn is named by its number alone."""
    page = links.DOCUMENTS[done.kind](done.id)
    reason = (f"原因：{done.reason}",) if done.reason else ()
    title = f"{WITHDRAWN}：编号 {done.id}"
    return News(_id(outlet, done), done.at, "withdrawn", WITHDRAWN, title, page, reason, (done.kind, done.id))


def _id(outlet: Outlet, done: Publication) -> str:
    """A name that stays the same whatever is published later (RFC 4151)."""
    moment = "".join(sign for sign in done.at[:19] if sign.isdigit())
    return f"tag:{outlet.settings.origin},{done.at[:10]}:{done.kind}/{done.id}/{done.op}/{moment}"
