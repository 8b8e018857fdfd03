"""What the public reads: one kind of page a file, with a template of the same name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rectify_site import links
from rectify_site.model.due import DueRule
from rectify_site.model.edition import Edition, Snapshot
from rectify_site.model.outputs import Page
from rectify_site.pages.conventions import dressed
from rectify_site.pages.finding import findings
from rectify_site.pages.nav import site_facts
from rectify_site.pages.view import View
from rectify_site.registry import gather, page
from rectify_site.render.escape import address
from rectify_site.render.templates import Templates, environment, minute, write
from rectify_site.search.entries import Findable
from rectify_site.settings import Settings
from rectify_site.tables.matters import matters

__all__ = ["cover", "found_by_searching", "of", "site_facts", "view"]

FOLDER = "pages/"


def view(edition: Edition, settings: Settings, sources: Mapping[str, str], rule: DueRule) -> View:
    """What all pages are made from. ``sources`` are the page templates by name."""
    return View(edition, settings, rule, _templates(sources), matters(edition, rule))


def of(view: View) -> tuple[Page, ...]:
    """Every page of the site, in the order of their addresses."""
    gather("rectify_site.pages")
    made = sorted((made for plug in page for made in plug.function(view)), key=lambda made: made.path)
    signed = str(minute(view.edition.published_at)) if view.edition.published_at else ""
    draft, kept = view.edition.draft, view.edition.snapshot is not None
    return tuple(dressed(item, view.settings, view.item, signed, draft=draft, kept=kept) for item in made)


def found_by_searching(view: View, pages: Iterable[Page]) -> Findable:
    """What the search of these pages is made from."""
    return findings(view, pages)


def cover(edition: Edition, settings: Settings, sources: Mapping[str, str], snapshot: Snapshot) -> bytes:
    """The page that opens a sealed year: a whole document of its own, for a reader who has only the folder."""
    values = {
        "settings": settings,
        "year": snapshot.year,
        "snapshot": snapshot,
        "as_of": edition.as_of,
        "plans": edition.plans,
        "size": edition.size,
        "head": edition.head,
        "home": address(links.HOME),
    }
    return write(_templates(sources), "cover.html.jinja", **values).encode()


def _templates(sources: Mapping[str, str]) -> Templates:
    return environment({name.removeprefix(FOLDER): text for name, text in sources.items()})
