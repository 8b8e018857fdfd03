"""The proof after the engine: what was planned is there, what is linked is there, and nothing else goes along."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
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


Links = Mapping[str, frozenset[tuple[str, str]]]
"""For each page, the files of the site that it refers to and the anchors in them."""


def links(pages: Iterable[Artifact]) -> Links:
    """What each page refers to; a bare anchor is one of the page itself."""
    return {page.path: frozenset(_links(page.path, page.data)) for page in pages}


def links_lead_somewhere(files: Mapping[str, bytes], links: Links) -> None:
    """Every relative link of these pages leads to a file of the site, and its anchor to a place in it.

    Raises:
        SettingsError: M303 naming the page and the link.

    """
    places: dict[str, set[str]] = {}
    for page, found in links.items():
        for path, anchor in found:
            if path in files and anchor and path.endswith(".html") and path not in places:
                places[path] = {unescape(given.decode()) for given in PLACE.findall(files[path])}
            if path not in files or (path in places and anchor and anchor not in places[path]):
                link = f"{path}#{anchor}" if anchor else path
                raise SettingsError(
                    "M303", N_("{path} links to {link}, which is not there"), BUG, path=page, link=link
                )


def _links(page: str, data: bytes) -> Iterator[tuple[str, str]]:
    folder = posixpath.dirname(page)
    for raw in set(REFERENCE.findall(data)):
        target = _target(folder, raw)
        if target is not None:
            yield target[0] or page, target[1]


@lru_cache(maxsize=65_536)
def _target(folder: str, raw: bytes) -> tuple[str, str] | None:
    """File and anchor that a reference in a page of this folder leads to; None where it leaves the site."""
    parts = urlsplit(unescape(raw.decode()))
    if parts.scheme or parts.netloc or parts.path.startswith("/") or not (parts.path or parts.fragment):
        return None
    target = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else ""
    return f"{target}/index.html" if parts.path.endswith("/") else target, unquote(parts.fragment)


def used(artifacts: Iterable[Artifact], links: Links) -> tuple[Artifact, ...]:
    """The pages and what they refer to; assets that no page asks for stay behind."""
    wanted = {path for found in links.values() for path, _ in found} | links.keys()
    return tuple(artifact for artifact in artifacts if artifact.path in wanted)
