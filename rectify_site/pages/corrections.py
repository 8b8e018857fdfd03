"""更正: what was wrong in what was published, when it was corrected, and what kind of fault it was."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.pages.history import shown, update
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page


@page("corrections")
def corrections(view: View) -> Iterator[Page]:
    """One list, the newest first; none where nothing was ever corrected."""
    here = Here(links.CORRECTIONS)
    found = [update(view, done, here) for done in shown(view) if done.fault]
    if found:
        crumbs = view.crumbs(("更新情况", links.UPDATES))
        yield view.page(
            Head(links.CORRECTIONS, "corrections", "更正", crumbs, view.edition.published_at),
            as_of=view.edition.as_of,
            found=found,
        )
