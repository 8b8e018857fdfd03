"""搜索: the page on which hits are listed and filtered. Without a script it says where else to look."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.due import Due
from rectify_site.model.outputs import Page
from rectify_site.model.states import Group
from rectify_site.pages.finding import findable
from rectify_site.pages.lines import MOVED
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.render.escape import Safe

SHAPES = (*(str(part) for part in Group), MOVED, *(str(due) for due in Due))
"""The shapes that a hit may show; the script takes them from the page."""


@page("search")
def search(view: View) -> Iterator[Page]:
    """There is one where anything can be found."""
    if findable(view.edition):
        here = Here(links.SEARCH)
        yield view.page(
            Head(links.SEARCH, "search", "搜索", view.crumbs(), view.edition.published_at),
            as_of=view.edition.as_of,
            item=view.item,
            ways=_ways(view, here),
            shapes=SHAPES,
            years=[
                (
                    sealed.year,
                    here.to(links.sealed(sealed.year, "")),
                    here.to(links.sealed(sealed.year, links.SEARCH)),
                )
                for sealed in sorted(view.edition.sealed, key=lambda sealed: -sealed.year)
                if sealed.searched and not sealed.retired
            ],
        )


def _ways(view: View, here: Here) -> list[tuple[str, Safe]]:
    """The lists in which everything stands, those that there are."""
    given = (
        (f"全部{view.item}", links.ALL, view.matters),
        ("按单位", links.UNITS, view.parts),
        ("按状态", links.STATUS, view.matters),
        ("按时限", links.DEADLINES, view.matters),
        ("首页", links.HOME, True),
    )
    return [(words, here.to(target)) for words, target, there in given if there]
