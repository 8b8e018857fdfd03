"""All matters of one month, of none, or in one condition."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.outputs import Page
from rectify_site.pages.due_lists import UNDATED, DueList, due_lists
from rectify_site.pages.lines import items
from rectify_site.pages.paging import leaves
from rectify_site.pages.parted import heaps_on, in_a_row
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.tables.listings import by_part


@page("deadline")
def lists(view: View) -> Iterator[Page]:
    """Every list by deadline, cut into pages."""
    for first, given in due_lists(view).items():
        title = given.words if given.due or first == UNDATED else f"{given.words}到期"
        parts = () if given.due else by_part(given.matters)
        for leaf in leaves(first, in_a_row(parts) if parts else given.matters):
            crumbs = view.crumbs(("按时限", links.DEADLINES))
            yield view.page(
                Head(leaf.path, "deadline", f"{title}{leaf.title}", crumbs, view.edition.published_at),
                as_of=view.edition.as_of,
                said=_said(first, given),
                heaps=heaps_on(view, leaf, parts),
                lines=() if parts else items(view, leaf.kept, Here(leaf.path)),
                leaf=leaf,
                pager=leaf.pager(first),
            )


def _said(first: str, given: DueList) -> str:
    if given.due:
        means = words.DUE_MEANS[given.due]
    elif first == UNDATED:
        means = "方案没有写明日期，或者要求长期坚持、定期办理。"
    else:
        means = "按完成日期计，时限有调整的按现定时限。"
    return f"{means}共{len(given.matters)}项。"
