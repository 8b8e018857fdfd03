"""撤下说明: at the address of what was public, its id, the time, and a reason from a closed list. Nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.outputs import Page
from rectify_site.pages.view import Head, View
from rectify_site.registry import page

TITLE = "撤下说明"


@page("withdrawn")
def withdrawn(view: View) -> Iterator[Page]:
    """Every withdrawn document that had a page."""
    for gone in view.edition.withdrawn:
        if gone.kind in links.DOCUMENTS:
            reason = gone.reason if gone.reason in words.WITHDRAWN else words.WITHDRAWN[-1]
            head = Head(links.DOCUMENTS[gone.kind](gone.id), "withdrawn", TITLE, view.crumbs(), gone.at)
            yield view.page(head, key=gone.id, reason=reason)
