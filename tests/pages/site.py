"""Builds sites from editions for tests: pages by path, read as a browser would show them."""

import posixpath
from functools import cache
from pathlib import Path

from rectify_site import pages
from rectify_site.model.edition import Edition
from rectify_site.model.outputs import Page
from tests.builders import a_rule, some_settings
from tests.pages import district
from tests.render.reading import Reader, commonmark

TEMPLATES = Path(__file__).parents[2] / "site_templates"


@cache
def sources() -> dict[str, str]:
    return {
        path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8") for path in TEMPLATES.rglob("*.jinja")
    }


def made(edition: Edition, **settings: object) -> dict[str, Page]:
    view = pages.view(edition, some_settings(**settings), sources(), a_rule())
    return {page.path: page for page in pages.of(view)}


@cache
def sample(name: str) -> dict[str, Page]:
    """The pages of a sample edition: ``district`` or ``two_plans``."""
    return made(getattr(district, name)())


def read(page: Page) -> Reader:
    return Reader(commonmark(page.markdown))


def text(page: Page) -> str:
    return "\n".join(read(page).lines)


def target(page: str, href: str) -> str:
    """The page and anchor a link of a page leads to."""
    path, hash_, anchor = href.partition("#")
    return (
        (posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page) + hash_ + anchor
    )
