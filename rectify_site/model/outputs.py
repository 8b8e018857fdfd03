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


class Page(Noun):
    """One page of the site before it has a shell: Markdown, and what its head needs to say."""

    path: str  # records/2021-minzhu-05.html
    kind: str
    title: str
    markdown: str
    crumbs: tuple[tuple[str, str], ...] = ()  # (title, path), from home down, without the page itself
    published: str | None = None  # YYYY-MM-DD HH:MM


class Artifact(NamedTuple):
    """A file to be: its path from the root of the site, and its bytes."""

    path: str
    data: bytes
