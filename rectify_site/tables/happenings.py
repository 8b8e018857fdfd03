"""What happened to matters, as plain public facts: of each event what its kind may tell, never who objected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from rectify_site.model import words
from rectify_site.model.edition import Edition
from rectify_site.model.events import Event, EventKind, Figure, Satisfaction
from rectify_site.model.fields import public_text
from rectify_site.model.records import Plan
from rectify_site.model.reports import Notice
from rectify_site.tables.datasets import Column, Dataset, Kind, Value
from rectify_site.tables.matters import Matter
from rectify_site.tables.notice_days import as_day, span

TEXT, NAMES, NUMBER, FLAG, DAY, TIME = Kind

SILENT = frozenset({EventKind.OBJECTION, EventKind.DELAY_EXPLAINED})
"""Kinds whose text is not repeated: objectors are never shown, and why it is late has a section of its own."""

PLAIN = ("document",)
TOLD: dict[EventKind, tuple[str, ...]] = {
    EventKind.ACCEPTED: ("by", "reason", "document"),
    EventKind.RETURNED: ("by", "reason", "document"),
    EventKind.NOTICE: (),
    EventKind.NOTICE_RESULT: ("objections", "upheld"),
    EventKind.CLOSED: ("by", "document", "filed"),
    EventKind.REWORK: ("cause", "deadline", "document"),
    EventKind.DEADLINE_CHANGED: ("reason", "body", "document"),
    EventKind.RESPONSIBILITY_CHANGED: ("from_", "to", "document"),
    EventKind.DELAY_EXPLAINED: ("by", "reason", "next_step", "expected"),
    EventKind.LOOK_BACK: ("result",),
    EventKind.FEEDBACK: ("channel",),
    EventKind.ANSWERED: ("result", "satisfied"),
    EventKind.MOVED: ("basis", "document"),
    EventKind.CARRIED_OVER: (),
}
"""The fields the public reads of an event of each kind, beside its day, text, units and figures; else ``PLAIN``."""

SATISFIED = {Satisfaction.YES: "满意", Satisfaction.NO: "不满意"}


class Happened(NamedTuple):
    """An event, its place in the list of its matter, and what it may name: public notices and plans by id."""

    record: str
    no: int
    event: Event
    notices: Mapping[str, Notice]
    plans: Mapping[str, Plan]

    def told(self, name: str) -> Any:  # noqa: ANN401 - any field of an event
        """A field, where the kind of the event tells it."""
        return getattr(self.event, name) if name in TOLD.get(self.event.kind, PLAIN) else None


class Counted(NamedTuple):
    """A figure, its place in its event, and that of the event."""

    record: str
    event: int
    no: int
    figure: Figure


def _text(it: Happened) -> str:
    return "" if it.event.kind in SILENT else public_text(it.event.text)


def _days(it: Happened) -> tuple[date | None, date | None]:
    """First and last day of a notice."""
    if it.event.kind is not EventKind.NOTICE:
        return None, None
    hung = span(it.event, it.notices)
    return (hung.first, hung.final) if hung else (None, None)


def _deadline(it: Happened) -> date | None:
    changed = it.event.kind is EventKind.DEADLINE_CHANGED
    found: date | None = as_day(it.event.to) if changed else it.told("deadline")
    return found


def _to(it: Happened) -> str | None:
    """Where a duty or a matter went; a plan or a matter that is not public is not named."""
    given = it.event.to
    if it.event.kind is EventKind.MOVED:
        return given if as_day(given) is None else None
    if it.event.kind is EventKind.CARRIED_OVER:
        return given if given in it.plans else None
    told: str | None = it.told("to")
    return told


def _result(it: Happened) -> str:
    cause, result = it.told("cause"), it.told("result")
    said = (words.CAUSE[cause] if cause else "", words.RESULT[result] if result else "")
    return "".join(said)


def _evidence(it: Happened) -> tuple[str, ...]:
    return tuple(item.title for item in it.event.evidence if item.public)


def _upheld(it: Happened) -> Value:
    return it.told("upheld") if it.told("objections") else None


EVENTS = (
    Column("record", "编号", TEXT, "哪一项的", lambda it: it.record),
    Column("no", "第几条", NUMBER, "", lambda it: it.no),
    Column("on", "日期", DAY, "", lambda it: it.event.on),
    Column("kind", "事由代码", TEXT, "供程序使用", lambda it: str(it.event.kind)),
    Column("kind_title", "事由", TEXT, "", lambda it: words.EVENT[it.event.kind]),
    Column("units", "单位", NAMES, "哪些单位的进展", lambda it: it.event.units),
    Column("period", "期次", TEXT, "", lambda it: it.event.period),
    Column("pace", "进度", TEXT, "", lambda it: words.PACE[it.event.pace] if it.event.pace else None),
    Column("text", "内容", TEXT, "", _text),
    Column("reason", "原因", TEXT, "", lambda it: public_text(it.told("reason"))),
    Column("next_step", "下一步", TEXT, "", lambda it: public_text(it.told("next_step"))),
    Column("expected", "预计完成", DAY, "", lambda it: it.told("expected")),
    Column("deadline", "新的时限", DAY, "时限调整或者重新整改的", _deadline),
    Column("starts", "公示开始", DAY, "", lambda it: _days(it)[0]),
    Column("ends", "公示结束", DAY, "首尾两天都计", lambda it: _days(it)[1]),
    Column("objections", "不同意见件数", NUMBER, "", lambda it: it.told("objections")),
    Column("upheld", "其中成立件数", NUMBER, "", _upheld),
    Column("result", "结果", TEXT, "重新整改的原因，回头看、答复的结果", _result),
    Column("satisfied", "反映人意见", TEXT, "", lambda it: SATISFIED.get(it.told("satisfied"))),
    Column("by", "核查、认定或者说明单位", TEXT, "", lambda it: it.told("by")),
    Column("body", "批准机关", TEXT, "", lambda it: it.told("body")),
    Column("from", "由", TEXT, "责任调整以前", lambda it: it.told("from_")),
    Column("to", "到", TEXT, "责任调整以后，或者并入、移交、结转的去向", _to),
    Column("channel", "渠道", TEXT, "", lambda it: it.told("channel")),
    Column("basis", "依据", TEXT, "", lambda it: it.told("basis")),
    Column("document", "文号", TEXT, "", lambda it: it.told("document")),
    Column("filed", "备案号", TEXT, "", lambda it: it.told("filed")),
    Column("evidence", "公开的佐证材料", NAMES, "只列名称", _evidence),
)

FIGURES = (
    Column("record", "编号", TEXT, "哪一项的", lambda it: it.record),
    Column("event", "第几条办理情况", NUMBER, "", lambda it: it.event),
    Column("no", "第几个", NUMBER, "", lambda it: it.no),
    Column("label", "什么", TEXT, "", lambda it: it.figure.label),
    Column("value", "数字", TEXT, "照原样，可能带“余”“万”，所以是文字", lambda it: it.figure.value),
    Column("unit", "计量单位", TEXT, "", lambda it: it.figure.unit),
    Column("approximate", "约数", FLAG, "", lambda it: it.figure.approximate),
)


def events(edition: Edition, found: tuple[Matter, ...]) -> Dataset:
    """All that happened, matter by matter."""
    notices, plans = {notice.id: notice for notice in edition.notices}, edition.plan_of
    things = (
        Happened(it.record.id, no, event, notices, plans)
        for it in found
        for no, event in enumerate(it.record.events, 1)
    )
    owners = (("record", "records"),)
    return Dataset("events", "办理情况", "每件事一行：列入、进展、核查、公示、销号等", ("record", "no"), EVENTS,
                   tuple(things), owners)  # fmt: skip


def figures(found: tuple[Matter, ...]) -> Dataset:
    """The figures told with what happened."""
    things = (
        Counted(it.record.id, place, no, figure)
        for it in found
        for place, event in enumerate(it.record.events, 1)
        for no, figure in enumerate(event.figures, 1)
    )
    owners = (("record", "records"),)
    return Dataset("figures", "数字", "办理情况中的数字，每个一行", ("record", "event", "no"), FIGURES,
                   tuple(things), owners)  # fmt: skip
