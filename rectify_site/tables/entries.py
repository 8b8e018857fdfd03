"""What happened to a matter, told to the public: one entry an event, never who objected or asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.events import Event, EventKind, Pace, Satisfaction
from rectify_site.model.fields import public_text
from rectify_site.model.records import Plan
from rectify_site.model.reports import Notice
from rectify_site.tables.happenings import SILENT
from rectify_site.tables.matters import Matter
from rectify_site.tables.notice_days import as_day, span
from rectify_site.tables.wording import figure, listed, plan_name, short

SATISFIED = {Satisfaction.YES: "反映人表示满意", Satisfaction.NO: "反映人表示不满意"}


class Fact(NamedTuple):
    """A few words with a label, perhaps leading to another page."""

    label: str
    words: str
    href: str | None = None


class Shown(NamedTuple):
    """A piece of evidence the public may see by its title."""

    title: str
    kind: str
    on: date | None


class Entry(NamedTuple):
    """One thing that happened: when, what, whose, in whose words, and the facts and figures that go with it."""

    on: date
    kind: str
    words: str
    units: str
    text: str
    facts: tuple[Fact, ...]
    figures: tuple[str, ...]
    evidence: tuple[Shown, ...]


class Known(NamedTuple):
    """What an event may name: public notices, matters and plans by id; and how their pages are reached, if they are."""

    notices: Mapping[str, Notice]
    matters: Mapping[str, Matter]
    plans: Mapping[str, Plan]
    to: Callable[[str], str | None]


class Told(NamedTuple):
    """What a teller needs beside the event."""

    event: Event
    known: Known


Teller = Callable[[Told], Iterator[Fact]]


def evidence(event: Event) -> tuple[Shown, ...]:
    """What may be shown of the evidence: only what says that it is public."""
    return tuple(Shown(item.title, item.kind or "", item.on) for item in event.evidence if item.public)


def entry(known: Known, event: Event) -> Entry:
    """One event as the public reads it."""
    teller = TELLERS.get(event.kind, _plain)
    pace = words.PACE[event.pace] if event.pace and event.pace is not Pace.NONE else ""
    remarks = [part for part in (event.period or "", pace) if part]
    return Entry(
        on=event.on,
        kind=str(event.kind),
        words=words.EVENT[event.kind] + (f"（{'，'.join(remarks)}）" if remarks else ""),
        units=listed(event.units),
        text="" if event.kind in SILENT else public_text(event.text),
        facts=tuple(fact for fact in teller(Told(event, known)) if fact.words),
        figures=tuple(figure(given) for given in event.figures),
        evidence=evidence(event),
    )


def entries(known: Known, matter: Matter) -> tuple[Entry, ...]:
    """All that happened, newest first; of one day, the last in the list first."""
    events = sorted(matter.record.events, key=lambda event: event.on)
    return tuple(entry(known, event) for event in reversed(events))


def _paper(event: Event) -> Iterator[Fact]:
    if event.document:
        yield Fact("文号", event.document)


def _plain(told: Told) -> Iterator[Fact]:
    yield from _paper(told.event)


def _checked(told: Told) -> Iterator[Fact]:
    if told.event.by:
        yield Fact("核查单位", told.event.by)
    if told.event.reason:
        yield Fact("原因", public_text(told.event.reason))
    yield from _paper(told.event)


def _closed(told: Told) -> Iterator[Fact]:
    if told.event.by:
        yield Fact("认定单位", told.event.by)
    yield from _paper(told.event)
    if told.event.filed:
        yield Fact("备案号", told.event.filed)


def _notice(told: Told) -> Iterator[Fact]:
    hung = span(told.event, told.known.notices)
    if hung:
        yield Fact("公示时间", f"{hung.first.isoformat()}至{hung.final.isoformat()}，{hung.words}")
    notice = told.known.notices.get(told.event.notice or "")
    if notice:
        yield Fact("公示", public_text(notice.title), told.known.to(links.notice(notice.id)))
        yield Fact("联系方式", notice.contact)
        yield Fact("怎样提出不同意见", notice.how_to_object)


def _notice_result(told: Told) -> Iterator[Fact]:
    if told.event.objections is not None:
        upheld = (
            f"，成立{told.event.upheld}件" if told.event.objections and told.event.upheld is not None else ""
        )
        yield Fact("收到不同意见", f"{told.event.objections}件{upheld}")


def _rework(told: Told) -> Iterator[Fact]:
    if told.event.cause:
        yield Fact("原因", words.CAUSE[told.event.cause])
    if told.event.deadline:
        yield Fact("新的时限", told.event.deadline.isoformat())
    yield from _paper(told.event)


def _deadline(told: Told) -> Iterator[Fact]:
    yield Fact("调整为", told.event.to or "")
    if told.event.reason:
        yield Fact("原因", public_text(told.event.reason))
    if told.event.body:
        yield Fact("批准机关", told.event.body)
    yield from _paper(told.event)


def _responsibility(told: Told) -> Iterator[Fact]:
    before, after = told.event.from_, told.event.to
    if after:
        yield Fact("调整", f"由{before}调整为{after}" if before else f"调整为{after}")
    yield from _paper(told.event)


def _delay(told: Told) -> Iterator[Fact]:
    event = told.event
    for label, said in (("原因", event.reason), ("下一步", event.next_step)):
        if said:
            yield Fact(label, public_text(said))
    if event.expected:
        yield Fact("预计完成", event.expected.isoformat())
    if event.by:
        yield Fact("说明单位", event.by)


def _look_back(told: Told) -> Iterator[Fact]:
    if told.event.result:
        yield Fact("结果", words.RESULT[told.event.result])


def _feedback(told: Told) -> Iterator[Fact]:
    if told.event.channel:
        yield Fact("渠道", told.event.channel)


def _answered(told: Told) -> Iterator[Fact]:
    yield from _look_back(told)
    if told.event.satisfied in SATISFIED:
        yield Fact("反馈", SATISFIED[told.event.satisfied])


def _moved(told: Told) -> Iterator[Fact]:
    event, known = told.event, told.known
    target = known.matters.get(event.to or "")
    if target:
        name = short(public_text(target.record.heading))
        yield Fact(
            "去向", f"并入第{target.record.number}项：{name}", told.known.to(links.record(target.record.id))
        )
    elif event.to and as_day(event.to) is None:
        yield Fact("去向", event.to)
    if event.basis:
        yield Fact("依据", event.basis)
    yield from _paper(event)


def _carried(told: Told) -> Iterator[Fact]:
    plan = told.known.plans.get(told.event.to or "")
    if plan:
        yield Fact("转入", plan_name(plan), told.known.to(links.plan(plan.id)))


TELLERS: dict[EventKind, Teller] = {
    EventKind.ACCEPTED: _checked,
    EventKind.RETURNED: _checked,
    EventKind.NOTICE: _notice,
    EventKind.NOTICE_RESULT: _notice_result,
    EventKind.CLOSED: _closed,
    EventKind.REWORK: _rework,
    EventKind.DEADLINE_CHANGED: _deadline,
    EventKind.RESPONSIBILITY_CHANGED: _responsibility,
    EventKind.DELAY_EXPLAINED: _delay,
    EventKind.LOOK_BACK: _look_back,
    EventKind.FEEDBACK: _feedback,
    EventKind.ANSWERED: _answered,
    EventKind.MOVED: _moved,
    EventKind.CARRIED_OVER: _carried,
}
