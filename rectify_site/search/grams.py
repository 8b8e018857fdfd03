"""Every pair of neighbouring characters in every text: which entries hold it, and in texts of which rank.

Pairs stand for themselves and are not hashed, so that a query of two characters needs no second look at the texts.
No pair reaches across two texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rectify_site.search.entries import Entry
from rectify_site.search.folding import fold

Numbers = NDArray[np.uint64]

GAP = "\0"
"""Between two texts. No public text holds it."""

CHUNK = 2_000
"""Entries counted at a time, so that memory does not grow with the site."""

SIGN, ENTRY, RANK = 21, 20, 2  # bits of a key, from the top: two characters, the entry's number, the rank


class Grams(NamedTuple):
    """Parallel columns, sorted by pair and entry: the pair's two characters, the entry, its ranks as bits."""

    first: Numbers
    second: Numbers
    entry: Numbers
    ranks: Numbers


def grams(entries: Sequence[Entry]) -> Grams:
    """The columns for all entries, numbered in the order given; a million of them fit."""
    keys = [_keys(entries[start : start + CHUNK], start) for start in range(0, len(entries), CHUNK)]
    found = np.unique(np.concatenate([np.empty(0, np.uint64), *keys]))
    held = found >> np.uint64(RANK)
    starts = np.flatnonzero(np.diff(held, prepend=~held[:1]))
    ranks = np.bitwise_or.reduceat(np.uint64(1) << _low(found, RANK), starts) if len(starts) else found
    held = held[starts]
    pair = held >> np.uint64(ENTRY)
    return Grams(pair >> np.uint64(SIGN), _low(pair, SIGN), _low(held, ENTRY), ranks)


def _low(numbers: Numbers, bits: int) -> Numbers:
    return numbers & np.uint64((1 << bits) - 1)


def _keys(entries: Sequence[Entry], start: int) -> Numbers:
    """One number for each pair of each text, each once."""
    texts = [
        (fold(field.text) + GAP, number << RANK | field.rank)
        for number, entry in enumerate(entries, start)
        for field in entry.fields
    ]
    signs = np.frombuffer("".join(text for text, _ in texts).encode("utf-32-le"), np.uint32).astype(np.uint64)
    places = np.repeat([place for _, place in texts], [len(text) for text, _ in texts]).astype(np.uint64)
    first, second = signs[:-1], signs[1:]
    inside = (first > 0) & (second > 0)
    keys = first << np.uint64(SIGN + ENTRY + RANK) | second << np.uint64(ENTRY + RANK) | places[:-1]
    return np.unique(keys[inside])
