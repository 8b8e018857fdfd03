"""schema.org in JSON-LD: what a page is, where it stands, who published it and when."""

from __future__ import annotations

from typing import Any

from rectify_site.model.outputs import Page
from rectify_site.pages.nav import Column
from rectify_site.pages.on_the_web import moment, web_page
from rectify_site.pages.view import Here
from rectify_site.render.data_blocks import data_block
from rectify_site.settings import Settings

CONTEXT, LANGUAGE = "https://schema.org", "zh-CN"
TYPES = {
    "home": "WebSite",
    "record": "Report",
    "plan": "Report",
    "report": "Report",
    "about": "AboutPage",
    "method": "WebPage",
    "page": "WebPage",
    "withdrawn": "WebPage",
}
"""By kind of page; all others are lists."""


def structured(page: Page, said: str, column: Column, settings: Settings) -> str:
    """The text of the data block. Addresses are relative where the office has not said where its site stands."""
    what = TYPES.get(page.kind, "CollectionPage")
    publisher = {"@type": "GovernmentOrganization", "name": settings.office}
    given: dict[str, Any] = {
        "@type": what,
        "name": settings.site_name if what == "WebSite" else page.title,
        "description": said,
        "inLanguage": LANGUAGE,
        "url": web_page(page.path, settings) or Here(page.path).to(page.path),
        "publisher": publisher,
    }
    if what == "Report":
        given |= {"headline": page.title, "author": publisher, "articleSection": column.label}
    if page.published and what != "WebSite":
        given["dateModified" if what != "Report" else "datePublished"] = moment(page.published)
    graph = [given]
    if page.crumbs:
        way = [*page.crumbs, (page.title, page.path)]
        steps = [_step(page, number, step, settings) for number, step in enumerate(way, 1)]
        graph.append({"@type": "BreadcrumbList", "itemListElement": steps})
    return data_block({"@context": CONTEXT, "@graph": graph})


def _step(page: Page, number: int, step: tuple[str, str], settings: Settings) -> dict[str, Any]:
    name, path = step
    return {
        "@type": "ListItem",
        "position": number,
        "name": name,
        "item": web_page(path, settings) or Here(page.path).to(path),
    }
