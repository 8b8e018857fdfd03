"""What leaves the house: tables, pages, and files as bytes."""

from __future__ import annotations

from typing import NamedTuple

from rectify_site.model.fields import Noun


class Cell(Noun):
    """A figure or a text in a table, and the page that shows the records behind it."""

    value: str | int
    href: str | None = None  # from the root of the site


class Table(Noun):
    """A real table: caption, the base it counts, heads, rows, and totals that add up."""

    id: str
    caption: str
    base: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] = ()


class Tag(NamedTuple):
    """A ``<meta>`` of a page: the attribute that names it (``name`` or ``property``), the name, the value."""

    by: str
    name: str
    content: str


class Page(Noun):
    """One page of the site before it has a shell: Markdown, and what its head needs to say."""

    path: str  # records/2021-minzhu-05.html
    kind: str
    title: str
    markdown: str
    crumbs: tuple[tuple[str, str], ...] = ()  # (title, path), from home down, without the page itself
    published: str | None = None  # YYYY-MM-DD HH:MM
    about: str = ""  # what it is about in a sentence, plain text; empty where its column says it
    tags: tuple[Tag, ...] = ()
    canonical: str | None = None  # its one address on the web
    structured: str = ""  # what machines read, as the text of a data block


class Artifact(NamedTuple):
    """A file to be: its path from the root of the site, and its bytes."""

    path: str
    data: bytes
