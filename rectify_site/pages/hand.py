"""Pages written by hand: Markdown without raw HTML, signed like everything else."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.pages.view import ABOUT, Head, View
from rectify_site.registry import page
from rectify_site.render.prose import prose
from rectify_site.tables.wording import short


@page("page")
def hand_pages(view: View) -> Iterator[Page]:
    """Each of them; the one about the site has a place of its own."""
    for written in view.edition.pages:
        if written.id != ABOUT:
            head = Head(
                links.hand_page(written.id),
                "page",
                short(written.title),
                view.crumbs(),
                view.published("page", written.id),
            )
            yield view.page(head, prose=prose(written.markdown, written.title))
