"""The list of pages for search engines: only where the office has said at which address its site stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from rectify_site.model.outputs import Artifact, Page

NAME, ROBOTS = "sitemap.xml", "robots.txt"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""Addresses in one list, by the protocol; more are cut into several with a list of lists."""


def sitemap(pages: Iterable[Page]) -> tuple[Artifact, ...]:
    """The list of all pages that have an address on the web, and robots.txt where the site stands at a root.

    ``lastmod`` is the day of publication that was signed, so the same inputs give the same bytes.
    """
    listed = [page for page in pages if page.canonical]
    if not listed:
        return ()
    top = str(listed[0].canonical).removesuffix(listed[0].path)
    found = [(str(page.canonical), (page.published or "")[:10]) for page in listed]
    return tuple(_lists(found, top)) + tuple(_robots(top))


def _lists(found: Sequence[tuple[str, str]], top: str) -> Iterator[Artifact]:
    cuts = [found[start : start + MOST] for start in range(0, len(found), MOST)]
    if len(cuts) == 1:
        yield Artifact(NAME, _written("urlset", "url", found))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(cuts) + 1)]
    newest = [max(day for _, day in cut) for cut in cuts]
    pairs = zip(names, newest, strict=True)
    yield Artifact(NAME, _written("sitemapindex", "sitemap", [(top + name, day) for name, day in pairs]))
    for name, cut in zip(names, cuts, strict=True):
        yield Artifact(name, _written("urlset", "url", cut))


def _written(outer: str, inner: str, found: Iterable[tuple[str, str]]) -> bytes:
    root = ET.Element(outer, {"xmlns": NAMESPACE})
    for address, day in found:
        node = ET.SubElement(root, inner)
        ET.SubElement(node, "loc").text = address
        if day:
            ET.SubElement(node, "lastmod").text = day
    ET.indent(root, "")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _robots(top: str) -> Iterator[Artifact]:
    """A server is asked for it at its root only."""
    if urlsplit(top).path == "/":
        yield Artifact(ROBOTS, f"User-agent: *\nAllow: /\nSitemap: {top}{NAME}\n".encode())
