"""公示: what is put up for the public to object to, and what was."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.pages.hung import current, hung
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page


@page("notices")
def notices(view: View) -> Iterator[Page]:
    """One list: those that still run first, then the finished ones."""
    found = hung(view, Here(links.NOTICES))
    if not found:
        return
    running = current(found)
    yield view.page(
        Head(links.NOTICES, "notices", "公示", view.crumbs(), view.edition.published_at),
        as_of=view.edition.as_of,
        running=running,
        finished=[one for one in found if one not in running],
    )
