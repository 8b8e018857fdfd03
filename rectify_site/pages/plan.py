"""A plan: its figures by direction, its matters as a calm list, its prose after them."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links, tables
from rectify_site.model import words
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Page
from rectify_site.model.records import PlanKind
from rectify_site.pages.drawings import due_dates
from rectify_site.pages.grid import Grid, grid
from rectify_site.pages.lines import Heap, items
from rectify_site.pages.on_the_web import code
from rectify_site.pages.prose import chapters, stages
from rectify_site.pages.summary import summary
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.tables.matters import Matter
from rectify_site.tables.wording import direction_name, listed

LONG = 300
"""Matters of a plan beyond which its page lists its directions only."""


@page("plan")
def plans(view: View) -> Iterator[Page]:
    """Every plan that is public, also one without public matters: it was signed to be read."""
    for plan in view.edition.plans:
        found, here = view.by_plan.get(plan.id, ()), Here(links.plan(plan.id))
        yield view.page(
            Head(here.path, "plan", public_text(plan.title), view.crumbs(), view.newest(plan)),
            plan=plan,
            code=code(here.path, view.settings, view.edition),
            kind=words.PLAN[plan.kind],
            sources=listed(plan.source_of_problem),
            as_of=view.edition.as_of,
            told=summary(found, here, tables.places_of(view.edition, found)),
            grid=_grid(view, found, here),
            heaps=_heaps(view, found, here),
            due=due_dates(view, found, plan.phases),
            stages=stages(view, plan, found),
            ways="各着力点" if plan.kind is PlanKind.CAMPAIGN else "各整改方向",
            chapters=chapters(plan),
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
