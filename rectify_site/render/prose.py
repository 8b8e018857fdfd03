"""Hand-written Markdown made into HTML that can hold nothing but prose: headings, lists, tables, links, code.

Which characters of Markdown are code and which are HTML is a matter of opinion between engines, so nothing is
escaped in the source. Raw HTML is switched off in the engine, and its output is written anew from a short list of
elements, each with the few attributes it needs. What is not on the list stays as text or goes.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

from markdown import Markdown

from rectify_site.render.escape import Safe, web_address

BLOCKS = frozenset({"p", "hr", "pre", "blockquote", "ul", "ol", "li"})
INLINE = frozenset({"br", "strong", "em", "code", "a"})
TABLES = frozenset({"table", "thead", "tbody", "tr", "th", "td"})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
KEPT = BLOCKS | INLINE | TABLES | frozenset(HEADINGS[1:])
EMPTY = frozenset({"br", "hr"})
NEAR = re.compile(r"(?:\.\./)*[a-z0-9][a-z0-9/_-]*\.(?:html|md)(?:#[\w-]+)?|#[\w-]+", re.ASCII)
TOP = re.compile(r"<h1\b")


def _rendered(text: str) -> str:
    engine = Markdown(extensions=["tables", "fenced_code"], output_format="html")
    engine.preprocessors.deregister("html_block")
    engine.inlinePatterns.deregister("html")
    return engine.convert(text)


def _below(text: str, title: str) -> str:
    """The text without a first heading that says the title of the page once more."""
    first, _, rest = text.lstrip().partition("\n")
    repeats = first.startswith("# ") and first.strip("# \t\r") == title.strip()
    return rest if repeats else text


def _target(href: str) -> str | None:
    """Where a link may lead: a page of this site, or plain http and https elsewhere."""
    if NEAR.fullmatch(href):
        path, hash_, anchor = href.partition("#")
        return (path.removesuffix(".md") + ".html" if path.endswith(".md") else path) + hash_ + anchor
    return href if web_address(href) else None


class _Prose(HTMLParser):
    """Writes anew what it reads: known elements bare, links checked, all text escaped, no blank lines."""

    def __init__(self, shift: int) -> None:
        super().__init__(convert_charrefs=True)
        self.shift = shift
        self.written: list[str] = []
        self.links: list[bool] = []
        self.pre = 0

    def _name(self, tag: str) -> str | None:
        if tag in HEADINGS:
            tag = HEADINGS[min(HEADINGS.index(tag) + self.shift, len(HEADINGS) - 1)]
        return tag if tag in KEPT else None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given, name = dict(attrs), self._name(tag)
        if tag == "a":
            href = _target(given.get("href") or "")
            self.links.append(href is not None)
            if href is not None:
                self.written.append(f'<a href="{escape(href)}">')
        elif tag == "img":
            self.written.append(escape(given.get("alt") or ""))
        elif name:
            self.pre += name == "pre"
            self.written.append('<th scope="col">' if name == "th" else f"<{name}>")

    def handle_endtag(self, tag: str) -> None:
        name = self._name(tag)
        if tag == "a":
            self.written.append("</a>" if self.links and self.links.pop() else "")
        elif name and name not in EMPTY:
            self.pre -= name == "pre"
            self.written.append(f"</{name}>")

    def handle_data(self, data: str) -> None:
        text = escape(data, quote=False)
        self.written.append(text.replace("\n", "&#10;") if self.pre else re.sub(r"\n+", "\n", text))


def prose(text: str, title: str = "") -> Safe:
    """The HTML of a hand-written page, without its own h1: that is the page's ``title``. One block, no blank line.

    Raw HTML shows as the text it is; images as their description; links that lead neither into this site nor to
    plain http as their text. Where the author uses ``#`` for chapters, headings move down by one.
    """
    html = _rendered(_below(text, title))
    writer = _Prose(1 if TOP.search(html) else 0)
    writer.feed(html)
    writer.close()
    lines = "".join(writer.written).split("\n")
    return Safe("\n".join(line for line in lines if line.strip()))
