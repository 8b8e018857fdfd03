"""Every pair of neighbouring characters in every text: which entries hold it, and in texts of which rank.

Pairs stand for themselves and are not hashed, so that a query of two characters needs no second look at the texts.
Ten digits make few pairs, which every date has: of ASCII characters four in a row are counted too. Neither reaches
across two texts.
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

FOUR, ASCII = 0x180000, 7
"""Two ASCII characters as one that is none: above all of Unicode, seven bits each."""


class Grams(NamedTuple):
    """Parallel columns, sorted by gram and entry: the two halves of the gram, the entry, its ranks as bits."""

    first: Numbers
    second: Numbers
    entry: Numbers
    ranks: Numbers


def grams(entries: Sequence[Entry]) -> Grams:
    """The columns for all entries, numbered in the order given; a million of them fit."""
    keys = [_keys(entries[start : start + CHUNK], start) for start in range(0, len(entries), CHUNK)]
    found = _each_once(np.concatenate([np.empty(0, np.uint64), *keys]))
    held = found >> np.uint64(RANK)
    starts = np.flatnonzero(np.diff(held, prepend=~held[:1]))
    ranks = np.bitwise_or.reduceat(np.uint64(1) << _low(found, RANK), starts) if len(starts) else found
    held = held[starts]
    pair = held >> np.uint64(ENTRY)
    return Grams(pair >> np.uint64(SIGN), _low(pair, SIGN), _low(held, ENTRY), ranks)


def spelled(first: int, second: int) -> str:
    """The two or four characters of a gram."""
    if first < FOUR:
        return chr(first) + chr(second)
    low = (1 << ASCII) - 1
    return "".join(chr(half >> step & low) for half in (first - FOUR, second) for step in (ASCII, 0))


def _low(numbers: Numbers, bits: int) -> Numbers:
    return numbers & np.uint64((1 << bits) - 1)


def _keys(entries: Sequence[Entry], start: int) -> Numbers:
    """One number for each pair of each text, each once."""
    fields = [(field, number) for number, entry in enumerate(entries, start) for field in entry.fields]
    texts = fold(GAP.join([field.text for field, _ in fields]) + GAP)
    signs = np.frombuffer(texts.encode("utf-32-le"), np.uint32).astype(np.uint64)
    lengths = np.diff(np.flatnonzero(signs == ord(GAP)), prepend=-1)
    places = np.repeat(
        np.array([number << RANK | field.rank for field, number in fields], np.uint64), lengths
    )
    places = places[:-1]
    first, second = signs[:-1], signs[1:]
    kept = (first > 0) & (second > 0)
    two = _packed(first[kept], second[kept], places[kept])
    plain = (signs > ord(" ")) & (signs < 1 << ASCII)
    run = plain[:-3] & plain[1:-2] & plain[2:-1] & plain[3:]
    halves = (first << np.uint64(ASCII)) | second
    four = _packed(halves[:-2][run] + np.uint64(FOUR), halves[2:][run], places[:-2][run])
    return _each_once(np.concatenate([two, four]))


def _each_once(keys: Numbers) -> Numbers:
    """Sorted, each once; ``numpy.unique`` hashes, which takes three times as long here."""
    keys.sort()
    fresh: Numbers = keys[np.diff(keys, prepend=~keys[:1]) != 0]
    return fresh


def _packed(first: Numbers, second: Numbers, places: Numbers) -> Numbers:
    return first << np.uint64(SIGN + ENTRY + RANK) | second << np.uint64(ENTRY + RANK) | places
