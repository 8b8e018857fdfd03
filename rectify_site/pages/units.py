"""按单位: every unit that has to do with a public matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.model.units import UnitKind
from rectify_site.pages.grid import grid
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.render.escape import Safe

KINDS = {
    UnitKind.STREET: "镇、街道",
    UnitKind.DEPARTMENT: "部门",
    UnitKind.BODY: "党委、政府和领导小组",
    UnitKind.COLLECTIVE: "统称",
}


class Named(NamedTuple):
    """A unit in the list: how many matters it leads, and with how many it has to do."""

    name: str
    href: Safe
    lead: int
    other: int


@page("units")
def units(view: View) -> Iterator[Page]:
    """The list of units by kind, in the order of the office's own list, and the table of those in the lead."""
    active = view.parts
    if not active:
        return
    here = Here(links.UNITS)
    named = [
        (
            part.unit.kind,
            Named(part.unit.name, here.to(links.unit(key)), len(part.lead), len(part.all) - len(part.lead)),
        )
        for key, part in active.items()
    ]
    yield view.page(
        Head(links.UNITS, "units", "按单位查看", view.crumbs(), view.edition.published_at),
        as_of=view.edition.as_of,
        kinds=[
            (words, kept)
            for kind, words in KINDS.items()
            if (kept := [line for its, line in named if its is kind])
        ],
        grid=grid(view.tables["by-unit"], here),
    )
