"""A list behind figures: the matters they count, by how far these have come or by month, and no other."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.pages.paging import leaves
from rectify_site.pages.parted import heaps_on, in_a_row
from rectify_site.pages.view import Head, View
from rectify_site.registry import page
from rectify_site.tables.listings import listings


@page("listing")
def lists(view: View) -> Iterator[Page]:
    """Every list that a figure leads to and that is no page of its own."""
    for listing in listings(view.edition, view.matters):
        total = sum(len(section.matters) for section in listing.sections if section.counted)
        for leaf in leaves(listing.path, in_a_row(listing.sections)):
            crumbs = view.crumbs(("按状态", links.STATUS))
            yield view.page(
                Head(leaf.path, "listing", f"{listing.title}{leaf.title}", crumbs, view.edition.published_at),
                as_of=view.edition.as_of,
                said=f"共{total}项。",
                heaps=heaps_on(view, leaf, listing.sections),
                leaf=leaf,
                pager=leaf.pager(listing.path),
            )
