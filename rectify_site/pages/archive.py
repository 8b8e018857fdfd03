"""往年: the sealed years, each with its own cover."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page


@page("archive")
def archive(view: View) -> Iterator[Page]:
    """One list, the newest year first; none where no year is sealed. A year that is offline says so and has no link."""
    if not view.edition.sealed:
        return
    here = Here(links.ARCHIVE)
    newest_first = sorted(view.edition.sealed, key=lambda sealed: -sealed.year)
    years = [(sealed, here.to(links.archive(sealed.year))) for sealed in newest_first]
    yield view.page(Head(links.ARCHIVE, "archive", "往年资料", view.crumbs()), years=years)
