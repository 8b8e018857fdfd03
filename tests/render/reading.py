"""Reads HTML as a browser would show it: the text of each element, the elements, and nothing more."""

import re
from html.parser import HTMLParser

import markdown
import pyromark

VOID = frozenset({"br", "hr", "meta", "link", "img", "input"})
BLOCKS = re.compile(
    "article|aside|blockquote|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav"
    "|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)


class Reader(HTMLParser):
    """Collects elements with their attributes, and the text in reading order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[str] = []
        self.declared: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if BLOCKS.fullmatch(tag):
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if BLOCKS.fullmatch(tag):
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        self.declared.append(data)

    def handle_decl(self, decl: str) -> None:
        self.declared.append(decl)

    def handle_pi(self, data: str) -> None:
        self.declared.append(data)

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    @property
    def lines(self) -> list[str]:
        """The text of each block with white space collapsed, empty ones left out."""
        blocks = re.split(r"\n+", "".join(self.pieces))
        return [line for block in blocks if (line := " ".join(block.split()))]


def python_markdown(text: str) -> str:
    """What MkDocs makes of Markdown: its own three extensions and no other."""
    return markdown.markdown(text, extensions=["toc", "tables", "fenced_code"], output_format="html")


def commonmark(text: str) -> str:
    """What a fast CommonMark engine makes of it."""
    return pyromark.html(text)
