"""情况通报: every report that is signed, the newest first, with the sentence of its figures."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.pages.reporting import listed
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page


@page("reports")
def reports(view: View) -> Iterator[Page]:
    """One list; none where no report is signed."""
    if view.edition.reports:
        here = Here(links.REPORTS)
        yield view.page(
            Head(links.REPORTS, "reports", "情况通报", view.crumbs(), view.edition.published_at),
            as_of=view.edition.as_of,
            found=listed(view, here),
        )
