"""The first page: the sentence that adds up, what is late and why, what is new, who has how much."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.events import Event, EventKind
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Page
from rectify_site.model.units import UnitKind
from rectify_site.pages.drawings import course
from rectify_site.pages.grid import grid
from rectify_site.pages.history import shown
from rectify_site.pages.hung import current, hung
from rectify_site.pages.lines import Line, late, line
from rectify_site.pages.on_the_web import code
from rectify_site.pages.reporting import listed
from rectify_site.pages.summary import chart, summary
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.render.escape import Safe
from rectify_site.tables.matters import Matter
from rectify_site.tables.places import of_site
from rectify_site.tables.wording import plan_name

NEWS, LATE, REPORTS, STREETS = 6, 6, 3, 40
OVERVIEW = "整改落实情况总览"
QUIET = frozenset({EventKind.REGISTERED, EventKind.OBJECTION, EventKind.FEEDBACK})


class News(NamedTuple):
    """The newest thing that happened to a matter."""

    on: date
    words: str
    line: Line


@page("home")
def home(view: View) -> Iterator[Page]:
    """There is one."""
    here, plans = Here(links.HOME), [view.edition.plan_of[key] for key in view.by_plan]
    title = f"{plan_name(plans[0])}落实情况" if len(plans) == 1 else OVERVIEW
    told, behind = summary(view.matters, here, of_site(view.matters)), late(view, view.counted, here)
    yield view.page(
        Head(links.HOME, "home", title, published=view.edition.published_at),
        plans=[public_text(plan.title) for plan in plans],
        as_of=view.edition.as_of,
        code=code(links.HOME, view.settings, view.edition),
        told=told,
        chart=chart(told),
        course=course(view),
        late=behind[:LATE],
        more_late=here.to(f"{links.DEADLINES}#late") if len(behind) > LATE else None,
        news=news(view, here),
        updates=here.to(links.UPDATES) if shown(view) else None,
        streets=streets(view, here),
        notices=current(hung(view, here)),
        reports=listed(view, here)[:REPORTS],
        by_plan=grid(view.tables["by-plan"], here) if len(plans) > 1 else None,
        by_unit=grid(view.tables["by-unit"], here) if told.total else None,
    )


def streets(view: View, here: Here) -> list[tuple[str, Safe]]:
    """The towns and streets, in the order of the office's list: what a citizen asks for first is one tap away."""
    units = [part.unit for part in view.parts.values() if part.unit.kind is UnitKind.STREET]
    return [(unit.name, here.to(links.unit(unit.id))) for unit in units] if len(units) <= STREETS else []


def news(view: View, here: Here) -> tuple[News, ...]:
    """The matters with the newest events, newest first, each once; of one day in the order of the edition."""
    newest = [(event, matter) for matter in view.matters if (event := _newest(matter))]
    newest.sort(key=lambda pair: pair[0].on, reverse=True)
    return tuple(News(event.on, _words(event), line(view, matter, here)) for event, matter in newest[:NEWS])


def _newest(matter: Matter) -> Event | None:
    loud = [event for event in matter.record.events if event.kind not in QUIET]
    return max(reversed(loud), key=lambda event: event.on, default=None)


def _words(event: Event) -> str:
    if event.kind is EventKind.DEADLINE_CHANGED and event.to:
        return f"时限调整为{event.to}"
    return words.EVENT[event.kind]
