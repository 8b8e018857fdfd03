"""The day a span is counted from (自反馈之日起3个月内), where the document says when that was; 集中整改期 in full."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from rectify_site.intake import deadlines
from rectify_site.model.deadlines import Deadline, DeadlineKind, SpanUnit, Within
from rectify_site.model.records import Record

SENTENCE = re.compile("[^。；;]+")
CLAUSE = re.compile("[^，,]+")
TOLD = re.compile("反馈了|反馈(?:会|意见|情况|的)|向.{2,40}反馈|进行了反馈|反馈$")
NO_EVENT = re.compile("之日起|整改期|前完成|月内")
PERIOD = re.compile(r"集中整改(?:期限?|时间|阶段)?(?:为期?|是|：|:|，|,|共|限期为?)*(\d{1,2})个月")
IN_PERIOD = re.compile("集中整改(?:期限?|阶段|期间)(?:之?内|结束前|届满前|期间)?")
FEEDBACK = "反馈"
ANCHOR = "集中整改期"


class Anchors(NamedTuple):
    """The day of the feedback, and how many months the concentrated rectification takes; None where not stated."""

    feedback: date | None
    months: int | None


def stated(texts: Iterable[str]) -> Anchors:
    """What the prose of a document says of them. Several days of feedback are none."""
    days: list[date] = []
    months: list[int] = []
    for text in texts:
        for sentence in SENTENCE.findall(text):
            days += _days(sentence)
            months += (int(count) for count in PERIOD.findall(deadlines.plain_words(sentence)))
    return Anchors(
        days[0] if len(set(days)) == 1 else None,
        months[0] if len(set(months)) == 1 else None,
    )


def _days(sentence: str) -> list[date]:
    """The last day named before the words that tell of the feedback."""
    before: list[date] = []
    for clause in CLAUSE.findall(sentence):
        its = [
            when.day
            for when in deadlines.days(deadlines.plain_words(clause), before[-1].year if before else None)
            if when.day
        ]
        before += its
        if TOLD.search(clause) and not NO_EVENT.search(clause) and before and "日" in sentence:
            return before[-1:]
    return []


def anchored(record: Record, anchors: Anchors) -> Record:
    """The record with its span begun on the day it is counted from."""
    deadline = _of_period(record.deadline, anchors)
    within = deadline.within
    if within and within.starts is None and anchors.feedback and FEEDBACK in within.anchor:
        begun = within.model_copy(update={"starts": anchors.feedback})
        deadline = deadline.model_copy(update={"within": begun})
    return record if deadline is record.deadline else record.model_copy(update={"deadline": deadline})


def _of_period(deadline: Deadline, anchors: Anchors) -> Deadline:
    """集中整改期内 as the months the document gives it, counted from the feedback."""
    words = deadline.text or ""
    open_end = deadline.kind in {DeadlineKind.VAGUE, DeadlineKind.PHASE}
    if anchors.months is None or not open_end or not IN_PERIOD.search(words):
        return deadline
    span = Within(count=anchors.months, unit=SpanUnit.MONTHS, anchor=ANCHOR, starts=anchors.feedback)
    return Deadline(kind=DeadlineKind.WITHIN, text=words, within=span)
