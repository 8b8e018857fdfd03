"""What is told of a matter: what its state means, its deadline, its chapters, and what shows that it is done."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rectify_site.model import words
from rectify_site.model.events import Event, EventKind
from rectify_site.model.fields import public_text
from rectify_site.model.states import State
from rectify_site.pages.lines import Badge, flag
from rectify_site.pages.view import View
from rectify_site.tables.entries import Entry, Shown, evidence
from rectify_site.tables.matters import Matter
from rectify_site.tables.standing import last
from rectify_site.tables.wording import HEADING, heading, short


class Chapter(NamedTuple):
    """A heading of its own for what the plan says beside the title."""

    title: str
    text: str


def once(told: Entry, delay: Event | None) -> Entry:
    """The explanation that has a section of its own is not written out twice."""
    if delay and told.kind == delay.kind and told.on == delay.on:
        return told._replace(facts=(), text="见“为什么没有按期完成”。")
    return told


def chapters(matter: Matter) -> list[Chapter]:
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


def means(matter: Matter) -> str:
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


def flags(view: View, matter: Matter) -> list[tuple[Badge, str]]:
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


def proofs(events: tuple[Event, ...]) -> list[tuple[str, str, date]]:
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


def all_evidence(events: tuple[Event, ...]) -> list[Shown]:
    """What the public may see of the evidence of all events."""
    return [item for event in events for item in evidence(event)]
