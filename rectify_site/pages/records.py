"""全部事项: every public matter of every plan."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rectify_site import links
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Page
from rectify_site.pages.lines import Heap, items
from rectify_site.pages.paging import Leaf, leaves
from rectify_site.pages.summary import summary
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.tables.matters import Matter
from rectify_site.tables.places import of_site
from rectify_site.tables.wording import HEADING, short


@page("records")
def records(view: View) -> Iterator[Page]:
    """One list, cut into pages, in the order of plans and matters."""
    for leaf in leaves(links.ALL, view.matters):
        here = Here(leaf.path)
        yield view.page(
            Head(
                leaf.path, "records", f"全部{view.item}{leaf.title}", view.crumbs(), view.edition.published_at
            ),
            as_of=view.edition.as_of,
            told=summary(view.matters, here, of_site(view.matters)) if leaf.number == 1 else None,
            heaps=_heaps(view, leaf, here),
            leaf=leaf,
            pager=leaf.pager(links.ALL),
        )


def _heaps(view: View, leaf: Leaf[Matter], here: Here) -> list[Heap]:
    heaps = []
    for key, group in groupby(leaf.kept, key=lambda matter: matter.plan.id):
        name = short(public_text(view.edition.plan_of[key].title), HEADING)
        lines = items(view, group, here)
        heaps.append(Heap(key, name, len(view.by_plan[key]), lines, here.to(links.plan(key))))
    return heaps
