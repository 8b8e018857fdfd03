"""撤下说明: at the address of what was public, its kind, its id, the time, a reason from a closed list. No more."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.outputs import Page
from rectify_site.pages import history
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page

TITLE = "撤下说明"


@page("withdrawn")
def withdrawn(view: View) -> Iterator[Page]:
    """Every withdrawn document that had a page."""
    for gone in view.edition.withdrawn:
        if gone.kind in links.DOCUMENTS:
            reason = gone.reason if gone.reason in words.WITHDRAWN else words.WITHDRAWN[-1]
            head = Head(links.DOCUMENTS[gone.kind](gone.id), "withdrawn", TITLE, view.crumbs(), gone.at)
            here = Here(head.path)
            yield view.page(
                head,
                what=history.gone(view, gone.kind),
                key=gone.id,
                reason=reason,
                method=here.to(links.METHOD),
                ways=[(words_, here.to(path)) for words_, path in _ways(view)],
            )


def _ways(view: View) -> Iterator[tuple[str, str]]:
    """Where to read on."""
    if view.matters:
        yield f"全部{view.item}", links.ALL
    if history.shown(view):
        yield "更新情况", links.UPDATES
    yield "首页", links.HOME
