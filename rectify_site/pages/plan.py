"""A plan: its figures by direction, its matters as a calm list, its prose after them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rectify_site import links, tables
from rectify_site.model import words
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Page
from rectify_site.model.records import Plan, PlanKind
from rectify_site.pages.drawings import due_dates
from rectify_site.pages.grid import Grid, grid
from rectify_site.pages.lines import Heap, items
from rectify_site.pages.summary import summary
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.tables.matters import Matter
from rectify_site.tables.wording import direction_name, listed

LONG = 300
"""Matters of a plan beyond which its page lists its directions only."""


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


@page("plan")
def plans(view: View) -> Iterator[Page]:
    """Every plan that is public, also one without public matters: it was signed to be read."""
    for plan in view.edition.plans:
        found, here = view.by_plan.get(plan.id, ()), Here(links.plan(plan.id))
        yield view.page(
            Head(here.path, "plan", public_text(plan.title), view.crumbs(), view.newest(plan)),
            plan=plan,
            kind=words.PLAN[plan.kind],
            sources=listed(plan.source_of_problem),
            as_of=view.edition.as_of,
            told=summary(found, here, tables.places_of(view.edition, found)),
            grid=_grid(view, found, here),
            heaps=_heaps(view, found, here),
            due=due_dates(view, found, plan.phases),
            stages=_stages(view, plan, found),
            ways="各着力点" if plan.kind is PlanKind.CAMPAIGN else "各整改方向",
            chapters=_chapters(plan),
        )


def _grid(view: View, found: tuple[Matter, ...], here: Here) -> Grid | None:
    if not any(matter.headings for matter in found):
        return None
    return grid(tables.one("by-direction", view.edition, found), here)


def _heaps(view: View, found: tuple[Matter, ...], here: Here) -> list[Heap]:
    tops = dict.fromkeys(matter.headings[:1] for matter in found)
    heaps = []
    for top in tops:
        kept = [matter for matter in found if matter.headings[:1] == top]
        name = direction_name(top[0], 46) if top else "其他"
        href = here.to(links.direction(kept[0].plan, top[0])) if top else None
        heaps.append(Heap("", name, len(kept), items(view, kept, here) if len(found) <= LONG else (), href))
    return heaps


def _stages(view: View, plan: Plan, found: tuple[Matter, ...]) -> list[Stage]:
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


def _chapters(plan: Plan) -> list[Chapter]:
    given = [Chapter("前言", tuple(public_text(text) for text in plan.preamble))] if plan.preamble else []
    for section in plan.sections:
        title = " ".join(part for part in (section.number, section.title) if part)
        given.append(Chapter(title or "正文", tuple(public_text(text) for text in section.paragraphs)))
    if plan.reports_due:
        told = tuple(f"{due.on.isoformat()}：{due.text}" for due in plan.reports_due)
        given.append(Chapter("报送安排", told))
    return [chapter for chapter in given if chapter.paragraphs]
