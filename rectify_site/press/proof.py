"""The proof after the engine: what was planned is there, what is linked is there, and nothing else goes along."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from urllib.parse import unquote, urlsplit

from rectify_site.errors import N_, SettingsError
from rectify_site.model.outputs import Artifact

REFERENCE = re.compile(rb"""<(?:a|link|img|script|source|use)\b[^>]*?\s(?:href|src)=["']?([^"'\s>]+)""")
PLACE = re.compile(rb""" id="([^"]+)\"""")
BETWEEN = b'"'
"""What no id can hold."""

BUG = N_("this is a fault of the tool: keep the old site and report it with this sentence")

Link = tuple[str, str]
"""A file of the site that a page refers to, and the anchor in it; a bare anchor is one of the page itself."""


class Seen:
    """What went by on its way into a site: the files, what pages refer to, the places in them.

    Files pass one after the other and none is kept, so that a large site needs no more memory than a small one.
    """

    def __init__(self) -> None:
        self.files: set[str] = set()
        self._pages: set[str] = set()
        self._links: dict[Link, str] = {}  # each with the first page that has it: pages share most of theirs
        self._places: dict[str, bytes] = {}

    def take(self, artifact: Artifact) -> None:
        """Remember a file. Raises SettingsError M304 when its name is taken."""
        if artifact.path in self.files:
            raise SettingsError("M304", N_("two pages have the address {path}"), BUG, path=artifact.path)
        self.files.add(artifact.path)
        if artifact.path.endswith(".html"):
            self._places[artifact.path] = BETWEEN.join(PLACE.findall(artifact.data))

    def built(self, artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
        """Pages, and behind them what they refer to; assets that no page asks for stay behind."""
        wanted: set[str] = set()
        for artifact in artifacts:
            if artifact.path.endswith(".html"):
                self._pages.add(artifact.path)
                for link in links(artifact):
                    self._links.setdefault(link, artifact.path)
                    wanted.add(link[0])
            elif artifact.path not in wanted:
                continue
            yield artifact

    def refuse_others(self, planned: Iterable[str]) -> None:
        """Every page planned is built and no other (P11).

        Raises:
            SettingsError: M301, M302 naming a page.

        """
        wanted = set(planned)
        for path in sorted(wanted - self._pages):
            raise SettingsError("M301", N_("the page {path} was planned and not built"), BUG, path=path)
        for path in sorted(self._pages - wanted):
            raise SettingsError("M302", N_("the page {path} was built and not planned"), BUG, path=path)

    def refuse_dead_links(self) -> None:
        """Every relative link of the pages leads to a file of the site, and its anchor to a place in it.

        Raises:
            SettingsError: M303 naming the page and the link.

        """
        for (path, anchor), page in self._links.items():
            if path not in self.files or not self._has(path, anchor):
                link = f"{path}#{anchor}" if anchor else path
                raise SettingsError(
                    "M303", N_("{path} links to {link}, which is not there"), BUG, path=page, link=link
                )

    def _has(self, path: str, anchor: str) -> bool:
        """Whether a file has this place; of what is no page nobody knows."""
        places = self._places.get(path)
        return (
            not anchor or places is None or anchor in map(unescape, places.decode().split(BETWEEN.decode()))
        )


def links(page: Artifact) -> frozenset[Link]:
    """What a page refers to inside the site."""
    return frozenset(_links(page.path, page.data))


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
