"""数据说明: what each state and condition means, how lateness is found, how figures are counted."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.model.outputs import Page
from rectify_site.model.states import GROUPS, State
from rectify_site.pages.lines import MOVED, Badge
from rectify_site.pages.view import Head, View
from rectify_site.registry import page


@page("method")
def method(view: View) -> Iterator[Page]:
    """There is one."""
    states = [
        (Badge(str(GROUPS.get(state, MOVED)), view.shelf_words(state)), view.shelf_means(state))
        for state in State
    ]
    yield view.page(
        Head(links.METHOD, "method", "数据说明", view.crumbs()),
        states=states,
        conditions=[(Badge(str(due), words.DUE[due]), words.DUE_MEANS[due]) for due in Due],
        rule=view.rule,
        item=view.item,
        reasons=words.WITHDRAWN,
    )
