"""公示情况证明: one sheet that says how a notice went, to be printed, stamped and put into the file."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.pages.hung import Hung, stands
from rectify_site.pages.on_the_web import code
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page


@page("certificate")
def certificates(view: View) -> Iterator[Page]:
    """One for every notice with a result for each of its matters."""
    for notice in view.edition.notices:
        here = Here(links.certificate(notice.id))
        told = stands(view, notice, here)
        if told.settled:
            yield _page(view, told, here)


def _page(view: View, told: Hung, here: Here) -> Page:
    crumbs = view.crumbs(("公示", links.NOTICES), ("本次公示", links.notice(told.notice.id)))
    published = view.published("notice", told.notice.id)
    return view.page(
        Head(here.path, "certificate", f"公示情况证明：{told.title}", crumbs, published),
        code=code(here.path, view.settings, view.edition),
        told=told,
        site=view.settings.site_name,
        address=view.settings.site_url
        and view.settings.site_url.rstrip("/") + "/" + links.notice(told.notice.id),
        on=max(outcome.on for outcome in told.outcomes if outcome.on),
        unit=view.settings.office,
    )
