"""按状态: every state with what it means and how many stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.outputs import Page
from rectify_site.model.states import GROUPS, Group, State
from rectify_site.pages.grid import Grid, grid
from rectify_site.pages.summary import summary
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.render.escape import Safe
from rectify_site.tables.places import of_site


class Shelf(NamedTuple):
    """A state: its words, what it means, how many, and their page."""

    words: str
    means: str
    number: int
    href: Safe | None


@page("statuses")
def statuses(view: View) -> Iterator[Page]:
    """The parts of the whole, each with its states, under the anchors that figures link to."""
    if not view.matters:
        return
    here = Here(links.STATUS)
    shelves = {state: _shelf(view, state, here) for state in State}
    parts = [
        (str(part), words.group(part, (matter.plan for matter in view.counted)), _inside(shelves, part))
        for part in Group
    ]
    yield view.page(
        Head(links.STATUS, "statuses", "按状态查看", view.crumbs(), view.edition.published_at),
        as_of=view.edition.as_of,
        told=summary(view.matters, here, of_site(view.matters)),
        parts_of_whole=[
            (key, name, sum(shelf.number for shelf in kept), kept) for key, name, kept in parts if kept
        ],
        moved=shelves[State.MOVED],
        grid=grid(view.tables["by-status"], here),
        by_year=_more(view, "by-year", here, least=2),
        by_finished=_more(view, "by-finished", here, least=1),
    )


def _more(view: View, key: str, here: Here, least: int) -> Grid | None:
    """A table where it has rows enough to say something."""
    table = view.tables[key]
    return grid(table, here) if len(table.rows) >= least else None


def _inside(shelves: dict[State, Shelf], part: Group) -> list[Shelf]:
    return [shelf for state, shelf in shelves.items() if GROUPS.get(state) is part and shelf.number]


def _shelf(view: View, state: State, here: Here) -> Shelf:
    found = view.by_shelf.get(state, ())
    href = here.to(links.state(state)) if found else None
    return Shelf(view.shelf_words(state), view.shelf_means(state), len(found), href)
