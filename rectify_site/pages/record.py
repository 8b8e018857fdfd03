"""A matter: how far it has come, who answers for it and by when, why it is late, what was done, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.events import Event, EventKind
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Page
from rectify_site.model.states import OPEN, Group, State
from rectify_site.pages import responsibility
from rectify_site.pages.contact import Reach, of_matter
from rectify_site.pages.entries import Entry, Shown, entries, evidence
from rectify_site.pages.lines import Badge, badge, flag
from rectify_site.pages.on_the_web import web_page
from rectify_site.pages.steps import steps
from rectify_site.pages.view import Crumbs, Head, Here, View
from rectify_site.registry import page
from rectify_site.render.escape import Safe
from rectify_site.render.templates import piece
from rectify_site.tables.acts import act
from rectify_site.tables.matters import Matter
from rectify_site.tables.standing import last
from rectify_site.tables.wording import (
    CRUMB,
    HEADING,
    deadline_words,
    direction_name,
    heading,
    listed,
    numbered,
    short,
)

PROOFS = {EventKind.ACCEPTED: "核查通过", EventKind.NOTICE_RESULT: "公示", EventKind.CLOSED: "销号"}
"""What shows that a matter is done, beside its evidence."""


class Chapter(NamedTuple):
    """A heading of its own for what the plan says beside the title."""

    title: str
    text: str


@page("record")
def records(view: View) -> Iterator[Page]:
    """Every public matter."""
    for matter in view.matters:
        yield _page(view, matter)


def _page(view: View, matter: Matter) -> Page:
    record = matter.record
    here, acts = Here(links.record(record.id)), view.acts.get(("record", record.id), ())
    reach = of_matter(matter, view.edition, view.settings)
    delay = last(matter, EventKind.DELAY_EXPLAINED) if matter.state in OPEN else None
    return view.page(
        _head(view, matter, acts[-1].at if acts else ""),
        record=record,
        first=acts[0].at if acts else "",
        badge=badge(view, matter),
        means=_means(matter),
        flags=_flags(view, matter),
        steps=steps(matter),
        roles=responsibility.roles(view, matter, here),
        deadlines=responsibility.deadlines(matter),
        late=matter.late,
        delay=delay,
        delay_words={key: public_text(getattr(delay, key)) for key in ("text", "reason", "next_step")}
        if delay
        else {},
        chapters=_chapters(matter),
        measures=[public_text(measure.text) for measure in record.measures],
        numbered=numbered(public_text(measure.text) for measure in record.measures),
        milestones=[
            (stage.text, stage.deadline.date, deadline_words(stage.deadline)) for stage in record.milestones
        ],
        entries=[_once(told, delay) for told in entries(view, matter, here)],
        proofs=_proofs(record.events) if matter.group in {Group.DONE, Group.CHECKING} else (),
        evidence=_evidence(record.events),
        kept=any(not item.public for event in record.events for item in event.evidence),
        cited=web_page(here.path, view.settings),
        reach=reach,
        reach_block=_block(view, reach),
        acts=[act(done, matter.plan) for done in reversed(acts)],
        corrected=next((done.at for done in reversed(acts) if done.fault), ""),
        method=here.to(links.METHOD),
    )


def _head(view: View, matter: Matter, published: str) -> Head:
    """Its sentence names the matter, who leads, and how far it has come, for those who read only that."""
    name, leading = short(heading(matter.record), HEADING), listed(matter.record.lead_units)
    said = (name, leading and f"牵头单位：{leading}", badge(view, matter).word)
    about = "。".join(part for part in said if part)
    return Head(links.record(matter.record.id), "record", name, _crumbs(view, matter), published, about)


def _block(view: View, reach: Reach) -> Safe:
    """How to reach somebody, written once for all matters of a unit."""
    key = ("reach", reach.unit, "")
    if key not in view.memory:
        view.memory[key] = piece(view.templates, "reach", reach)
    found: Safe = view.memory[key]
    return found


def _once(told: Entry, delay: Event | None) -> Entry:
    """The explanation that has a section of its own is not written out twice."""
    if delay and told.kind == delay.kind and told.on == delay.on:
        return told._replace(facts=(), text="见“为什么没有按期完成”。")
    return told


def _crumbs(view: View, matter: Matter) -> Crumbs:
    plan = matter.plan
    above = [(direction_name(way, CRUMB), links.direction(plan, way)) for way in matter.headings]
    return view.crumbs(view.plan_crumb(plan), *above)


def _chapters(matter: Matter) -> list[Chapter]:
    """What the record says beside its name: in full where the name had to be cut, and the other texts."""
    record = matter.record
    given = (
        ("问题", public_text(record.problem)),
        ("任务", public_text(record.task)),
        ("问题来源", record.source_of_problem or ""),
        ("整改目标", public_text(record.target)),
    )
    title = heading(record)
    cut = short(title, HEADING).endswith("…")
    whole = [Chapter("全文", title)] if cut else []
    return [*whole, *(Chapter(name, text) for name, text in given if text and text != title)]


def _means(matter: Matter) -> str:
    """The sentence under the state, where it says more than the state does."""
    if matter.state is State.REWORK:
        cause = next((event.cause for event in reversed(matter.record.events) if event.cause), None)
        returned = last(matter, EventKind.RETURNED)
        told = words.CAUSE[cause] if cause else "核查未通过" if returned else ""
        return f"原因：{told}。" if told else words.STATE_MEANS[State.REWORK]
    if matter.state is State.CLOSED:
        event = last(matter, EventKind.CLOSED)
        told = f"经{event.by}核查认定并办理销号" if event and event.by else ""
        return (
            f"{told}，{event.document}。"
            if event and told and event.document
            else words.STATE_MEANS[State.CLOSED]
        )
    if matter.state in {State.STAGE_DONE, State.SUBMITTED, State.ON_NOTICE, State.MOVED}:
        return words.STATE_MEANS[matter.state]
    return ""


def _flags(view: View, matter: Matter) -> list[tuple[Badge, str]]:
    """What is to be said of the deadline: late, due, near, extended, or long without news."""
    flags = []
    condition = flag(matter)
    if condition:
        flags.append((condition, _dates(matter)))
    moved = [event for event in matter.record.events if event.kind is EventKind.DEADLINE_CHANGED]
    if moved and matter.deadline and matter.group and not matter.late:
        told = f"经批准延期至{matter.deadline.isoformat()}（第{len(moved)}次）"
        flags.append((Badge("near", told), _original(matter)))
    if matter.stale:
        flags.append((Badge("near", f"已超过{view.rule.stale_days}天没有新进展"), ""))
    return flags


def _original(matter: Matter) -> str:
    first = matter.record.deadline.date
    return f"原定{first.isoformat()}" if first else ""


def _dates(matter: Matter) -> str:
    """原定、现定、预计, as far as they are there and differ."""
    first, now = matter.record.deadline.date, matter.deadline
    delay = last(matter, EventKind.DELAY_EXPLAINED)
    told = [f"原定{first.isoformat()}" if first else ""]
    if now and now != first:
        told.append(f"现定{now.isoformat()}")
    if matter.late and delay and delay.expected:
        told.append(f"预计{delay.expected.isoformat()}完成")
    return "，".join(part for part in told if part)


def _proofs(events: tuple[Event, ...]) -> list[tuple[str, str, date]]:
    """Who checked it, what came of the notice, under which number it was closed: the last of each."""
    made = []
    for kind, words_ in (
        (EventKind.ACCEPTED, "核查通过"),
        (EventKind.NOTICE_RESULT, "公示"),
        (EventKind.CLOSED, "销号"),
    ):
        event = next((one for one in reversed(events) if one.kind is kind), None)
        if event:
            made.append((words_, _proof(event), event.on))
    return made


def _proof(event: Event) -> str:
    if event.kind is EventKind.NOTICE_RESULT:
        upheld = f"，成立{event.upheld or 0}件" if event.objections else ""
        return f"收到不同意见{event.objections or 0}件{upheld}"
    return "，".join(part for part in (event.by, event.document) if part)


def _evidence(events: tuple[Event, ...]) -> list[Shown]:
    return [item for event in events for item in evidence(event)]
