"""How things are named on pages: headings without their full stop, long ones cut where a reader would."""

from __future__ import annotations

from collections.abc import Iterable

from rectify_site.model import words
from rectify_site.model.deadlines import Deadline, DeadlineKind
from rectify_site.model.events import Figure
from rectify_site.model.fields import public_text
from rectify_site.model.records import Direction, Plan, Record
from rectify_site.tables.matters import ordinal

HEADING, TITLE, CRUMB = 60, 34, 16
"""Characters: of a page's heading, of a title in a list, of a title on the way to a page."""

STOPS = "，。；：、！？"
SPANS = {"months": "个月内", "days": "天内", "working_days": "个工作日内"}
MARKERS = ("一是", "首先", "第一", "（一）", "一、", "（1）", "①", "1.", "1．", "1、")


def short(text: str, limit: int = TITLE) -> str:
    """The text without its full stop; where it is longer than ``limit``, up to the last pause before that."""
    text = " ".join(text.split()).rstrip("。；，")
    if len(text) <= limit:
        return text
    pause = max(text.rfind(stop, limit // 2, limit) for stop in STOPS)
    return text[: pause if pause > 0 else limit - 1] + "…"


def heading(record: Record) -> str:
    """All the words that name a matter."""
    return public_text(record.heading)


def direction_name(given: Direction, limit: int = TITLE) -> str:
    """A direction with its number."""
    return ordinal(given) + short(public_text(given.title), limit)


def plan_name(plan: Plan) -> str:
    """A plan in few words: its title where that is short, else its year and kind."""
    title = public_text(plan.title)
    return f"{plan.year}年度{words.PLAN[plan.kind]}" if plan.year and len(title) > CRUMB else short(title)


def listed(names: Iterable[str]) -> str:
    """Names in a row."""
    return "、".join(names)


def deadline_words(deadline: Deadline, plan: Plan | None = None) -> str:
    """The deadline in the words of the plan, else the name of its phase, else the public words of its kind."""
    if deadline.text:
        return deadline.text
    phase = next((phase.name for phase in plan.phases if phase.id == deadline.phase), "") if plan else ""
    if deadline.kind is DeadlineKind.PHASE and phase:
        return phase
    if deadline.within:
        return f"自{deadline.within.anchor}之日起{deadline.within.count}{SPANS.get(deadline.within.unit, '')}"
    return words.DEADLINE[deadline.kind]


def numbered(texts: Iterable[str]) -> bool:
    """Whether the texts bring their own numbers (一是、二是), so that a list must not number them again."""
    return any(text.lstrip().startswith(MARKERS) for text in texts)


def figure(given: Figure) -> str:
    """现场办公 12次."""
    return f"{given.label} {'约' if given.approximate else ''}{given.value}{given.unit or ''}"
