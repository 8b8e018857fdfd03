"""What can be found: plain values, whoever made them."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Rank(IntEnum):
    """Where a word stands in a text; hits come in this order."""

    NAME = 0  # number, title, problem, id
    DUTY = 1  # measures, who, by when
    NEWS = 2  # what happened since, documents


class Field(NamedTuple):
    """One public text under the name that the page gives it."""

    rank: Rank
    label: str
    text: str


class Badge(NamedTuple):
    """A word and the shape that goes with it."""

    shape: str
    word: str


class Entry(NamedTuple):
    """A page that can be found: where it is, what a hit says of it, its texts, and what it is filtered by."""

    url: str  # from the root of the site
    kind: str  # in public words
    title: str
    note: str
    badges: tuple[Badge, ...]
    fields: tuple[Field, ...]
    facets: tuple[tuple[str, str], ...] = ()  # (key of the facet, key of the value)
    names: tuple[str, ...] = ()  # whoever searches for exactly this wants this page first


class Facet(NamedTuple):
    """A question by which hits are filtered, with its answers in the order in which they are offered."""

    key: str
    label: str
    values: tuple[tuple[str, str], ...]  # (key, words)


class Findable(NamedTuple):
    """All that the search of a site is made from."""

    entries: tuple[Entry, ...] = ()
    facets: tuple[Facet, ...] = ()
