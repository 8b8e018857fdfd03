"""A direction of a plan (整改方向) and all matters under it."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Page
from rectify_site.model.records import Direction
from rectify_site.pages.lines import heaps, late
from rectify_site.pages.summary import summary
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.tables.matters import Matter
from rectify_site.tables.places import on_page
from rectify_site.tables.wording import direction_name

LONG = 40
"""Characters of a title beyond which the page says it in full below."""


@page("direction")
def directions(view: View) -> Iterator[Page]:
    """Every direction that has matters, at any level."""
    for matters in view.by_plan.values():
        for way in dict.fromkeys(way for matter in matters for way in _ways(matter)):
            inside = tuple(matter for matter in matters if way in _ways(matter))
            yield _page(view, way, inside)


def _ways(matter: Matter) -> list[tuple[Direction, ...]]:
    """The directions above a matter, each with those above it."""
    return [matter.headings[: depth + 1] for depth in range(len(matter.headings))]


def _page(view: View, way: tuple[Direction, ...], inside: tuple[Matter, ...]) -> Page:
    plan, heading = inside[0].plan, way[-1]
    here = Here(links.direction(plan, heading))
    title, full = direction_name(heading, LONG), public_text(heading.title)
    above = tuple((direction_name(up), links.direction(plan, up)) for up in way[:-1])
    crumbs = view.crumbs(view.plan_crumb(plan), *above)
    return view.page(
        Head(here.path, "direction", title, crumbs, view.newest(plan)),
        full=full if title.endswith("…") else "",
        as_of=view.edition.as_of,
        told=summary(inside, here, on_page(here.path)),
        late=late(view, inside, here),
        heaps=heaps(view, inside, here),
    )
