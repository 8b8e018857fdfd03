"""All matters in one state."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.pages.lines import items
from rectify_site.pages.paging import leaves
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page


@page("status")
def states(view: View) -> Iterator[Page]:
    """A list for every state in which something stands."""
    for state, found in view.by_shelf.items():
        first, name = links.state(state), view.shelf_words(state)
        for leaf in leaves(first, found):
            crumbs = view.crumbs(("按状态", links.STATUS))
            yield view.page(
                Head(leaf.path, "status", f"{name}{leaf.title}", crumbs, view.edition.published_at),
                as_of=view.edition.as_of,
                means=view.shelf_means(state),
                item=view.item,
                total=len(found),
                lines=items(view, leaf.kept, Here(leaf.path), name),
                leaf=leaf,
                pager=leaf.pager(first),
            )
