"""关于本站: the office's own signed page where there is one, else what the settings say."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.pages.contact import of_office
from rectify_site.pages.view import ABOUT, Head, View
from rectify_site.registry import page
from rectify_site.render.prose import prose
from rectify_site.tables.wording import short


@page("about")
def about(view: View) -> Iterator[Page]:
    """There is one."""
    own = next((written for written in view.edition.pages if written.id == ABOUT), None)
    title = short(own.title) if own else "关于本站"
    published = view.published("page", ABOUT) if own else ""
    yield view.page(
        Head(links.ABOUT, "about", title, view.crumbs(), published),
        prose=prose(own.markdown, own.title) if own else None,
        reach=of_office(view.settings),
    )
