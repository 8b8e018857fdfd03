"""A public notice (公示): from when to when, how to object, which matters, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Page
from rectify_site.pages.hung import Hung, stands
from rectify_site.pages.on_the_web import code
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.tables.wording import HEADING, short


@page("notice")
def notices(view: View) -> Iterator[Page]:
    """Every notice that is signed."""
    for one in view.edition.notices:
        here = Here(links.notice(one.id))
        yield _page(view, stands(view, one, here), here)


def _page(view: View, told: Hung, here: Here) -> Page:
    notice, plan = told.notice, view.edition.plan_of.get(told.notice.plan or "")
    crumbs = view.crumbs(("公示", links.NOTICES))
    published = view.published("notice", notice.id)
    return view.page(
        Head(here.path, "notice", short(told.title, HEADING), crumbs, published),
        as_of=view.edition.as_of,
        code=code(here.path, view.settings, view.edition),
        told=told,
        texts=[public_text(text) for text in notice.text],
        plan=(public_text(plan.title), here.to(links.plan(plan.id))) if plan else None,
        certificate=here.to(links.certificate(notice.id)) if told.settled else None,
        reply_days=view.settings.contact.reply_days,
    )
