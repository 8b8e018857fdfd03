"""What a plan says of itself: its phases, and its prose chapter by chapter."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rectify_site.model.fields import public_text
from rectify_site.model.records import Plan
from rectify_site.pages.view import View
from rectify_site.tables.matters import Matter


class Chapter(NamedTuple):
    """A chapter of the plan's own prose."""

    title: str
    paragraphs: tuple[str, ...]


class Stage(NamedTuple):
    """A phase of the plan: its window, whether it is the one of the cut-off date, and how many matters end with it."""

    name: str
    text: str
    starts: date | None
    ends: date | None
    now: bool
    number: int


def stages(view: View, plan: Plan, found: tuple[Matter, ...]) -> list[Stage]:
    """The phases of a campaign or an inspection, as the plan has them."""
    return [
        Stage(
            name=phase.name,
            text=phase.text or "",
            starts=phase.starts,
            ends=phase.ends,
            now=(phase.starts or date.max) <= view.edition.as_of <= (phase.ends or date.max),
            number=sum(matter.record.deadline.phase == phase.id for matter in found),
        )
        for phase in plan.phases
    ]


def chapters(plan: Plan) -> list[Chapter]:
    """The prose of the plan, chapter by chapter."""
    given = [Chapter("前言", tuple(public_text(text) for text in plan.preamble))] if plan.preamble else []
    for section in plan.sections:
        title = " ".join(part for part in (section.number, section.title) if part)
        given.append(Chapter(title or "正文", tuple(public_text(text) for text in section.paragraphs)))
    if plan.reports_due:
        told = tuple(f"{due.on.isoformat()}：{due.text}" for due in plan.reports_due)
        given.append(Chapter("报送安排", told))
    return [chapter for chapter in given if chapter.paragraphs]
