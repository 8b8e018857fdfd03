"""The proof after the engine: what was planned is there, what is linked is there, and nothing else goes along."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from html import unescape
from urllib.parse import unquote, urlsplit

from rectify_site.errors import N_, SettingsError
from rectify_site.model.outputs import Artifact

MANIFEST = "manifest-sha256.txt"
REFERENCE = re.compile(rb"""<(?:a|link|img|script|source|use)\b[^>]*?\s(?:href|src)=["']?([^"'\s>]+)""")
PLACE = re.compile(rb"""<[^>]*?\sid=["']?([^"'\s>]+)""")
BUG = N_("this is a fault of the tool: keep the old site and report it with this sentence")


def planned_is_built(planned: Iterable[str], built: Iterable[Artifact]) -> None:
    """Every page planned is built and no other (P11).

    Raises:
        SettingsError: M301, M302, M304 naming a page.

    """
    counted = Counter(planned)
    for path in sorted(path for path, count in counted.items() if count > 1):
        raise SettingsError("M304", N_("two pages have the address {path}"), BUG, path=path)
    wanted = set(counted)
    made = {artifact.path for artifact in built if artifact.path.endswith(".html")}
    for path in sorted(wanted - made):
        raise SettingsError("M301", N_("the page {path} was planned and not built"), BUG, path=path)
    for path in sorted(made - wanted):
        raise SettingsError("M302", N_("the page {path} was built and not planned"), BUG, path=path)


def links_lead_somewhere(files: Mapping[str, bytes], pages: Iterable[str]) -> None:
    """Every relative link of these pages leads to a file of the site, and its anchor to a place in it.

    Raises:
        SettingsError: M303 naming the page and the link.

    """
    places: dict[str, set[str]] = {}
    for page in pages:
        for path, anchor in _links(page, files[page]):
            if path in files and anchor and path.endswith(".html") and path not in places:
                places[path] = {unescape(given.decode()) for given in PLACE.findall(files[path])}
            if path not in files or (path in places and anchor and anchor not in places[path]):
                link = f"{path}#{anchor}" if anchor else path
                raise SettingsError(
                    "M303", N_("{path} links to {link}, which is not there"), BUG, path=page, link=link
                )


def references(page: str, data: bytes) -> set[str]:
    """The files of the site that a page refers to, as paths from its root."""
    return {path for path, _ in _links(page, data) if path != page}


def _links(page: str, data: bytes) -> set[tuple[str, str]]:
    """The files and the anchors in them that a page refers to; a bare anchor is one of its own."""
    found = set()
    for raw in REFERENCE.findall(data):
        parts = urlsplit(unescape(raw.decode()))
        if parts.scheme or parts.netloc or parts.path.startswith("/") or not (parts.path or parts.fragment):
            continue
        target = page
        if parts.path:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
            target = f"{target}/index.html" if parts.path.endswith("/") else target
        found.add((target, unquote(parts.fragment)))
    return found


def used(artifacts: Iterable[Artifact]) -> tuple[Artifact, ...]:
    """The pages and what they refer to; the theme's unused scripts, maps and fonts stay behind."""
    artifacts = tuple(artifacts)
    pages = [artifact for artifact in artifacts if artifact.path.endswith(".html")]
    wanted = set().union(*(references(page.path, page.data) for page in pages)) | {
        page.path for page in pages
    }
    return tuple(artifact for artifact in artifacts if artifact.path in wanted)
