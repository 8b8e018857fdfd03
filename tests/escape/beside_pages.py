"""A site's pages of an edition, and what stands beside them, search, sitemap, drawings: the outputs, and a reader."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import NamedTuple

from rectify_site import pages
from rectify_site.archive.plain import text_of
from rectify_site.charts.bar import bar
from rectify_site.charts.ink import INKS, Part
from rectify_site.model.edition import Edition, Snapshot
from rectify_site.model.outputs import Artifact, Page
from rectify_site.pages.view import View
from rectify_site.press.sitemap import sitemap
from rectify_site.render.bodies import body
from rectify_site.search import writing as search
from tests.builders import a_rule, some_settings
from tests.escape import oracle
from tests.escape.oracle import Seen
from tests.pages.site import sources
from tests.render.reading import commonmark, python_markdown

SETTINGS = some_settings(site_url="https://www.qingshi.gov.cn/zhenggai/")

shared = lru_cache(maxsize=2)
"""For what several rows read: written once for an office and once for its twin."""


class Site(NamedTuple):
    """What all pages are made from, and the pages."""

    view: View
    pages: tuple[Page, ...]


@shared
def site(edition: Edition) -> Site:
    """A site that is not yet framed."""
    view = pages.view(edition, SETTINGS, sources(), a_rule())
    return Site(view, pages.of(view))


def texts(edition: Edition) -> list[Artifact]:
    """The text of each page."""
    return [Artifact(page.path, page.markdown.encode()) for page in site(edition).pages]


def sealed_texts(edition: Edition) -> list[Artifact]:
    """The pages as text that a sealed year keeps beside them."""
    return [Artifact(page.path, text_of(body(page.markdown)).encode()) for page in site(edition).pages]


def facts(edition: Edition) -> list[Artifact]:
    """What the theme is handed beside the text of a page: titles for the tab, the way back."""
    made = site(edition).pages
    told = {page.path: [page.title, [list(crumb) for crumb in page.crumbs]] for page in made}
    return [Artifact("facts.json", json.dumps([pages.site_facts(edition, SETTINGS, made), told]).encode())]


def searches(edition: Edition) -> list[Artifact]:
    """The blocks of texts and the facets. What is made of single letters, the index and names, is not a text."""
    found = pages.found_by_searching(*site(edition))
    shown = ("search/text-", "search/facets")
    return [item for item in search.artifacts(found) if item.path.startswith(shown)]


def read_script(data: bytes) -> Seen:
    """A call with a name and data; nothing in the data can end the script or a line of it."""
    call, name, text = re.fullmatch(rb'(rectifySearch)\("([a-z0-9-]+)",(.*)\);\n', data, re.DOTALL).groups()  # type: ignore[union-attr]
    assert not re.search("[<>&\u2028\u2029]", text.decode())
    seen = oracle.json_text(text)
    return Seen((call.decode(), name.decode(), *seen.shape), seen.texts)


def sitemaps(edition: Edition) -> list[Artifact]:
    """Titles and texts have no place in it: it is the same list of addresses."""
    return list(sitemap(site(edition).pages))


def drawings(edition: Edition) -> list[Artifact]:
    """A drawing as a file of its own, where no page is around it."""
    said = enumerate(record.number for record in edition.records)
    return [
        Artifact(f"{number}.svg", bar(text, text, [Part(kind, text, 1) for kind in INKS]).encode())
        for number, text in said
    ]


def read_markdown(data: bytes) -> Seen:
    """A text as the site's own engine reads it."""
    return oracle.html(commonmark(data.decode()).encode())


def read_by_another_engine(data: bytes) -> Seen:
    """A text as MkDocs alone would read it."""
    return oracle.html(python_markdown(data.decode()).encode())


def cover(edition: Edition) -> list[Artifact]:
    """The cover of a sealed year."""
    again = Snapshot(year=2022, number=1, reason=edition.records[-1].number, replaces="0" * 64)
    return [Artifact("cover.html", pages.cover(edition, some_settings(), sources(), again))]
