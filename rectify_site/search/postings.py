"""Rising lists of small numbers as text: the gap to the one before, five bits a character, low ones first.

The alphabet is that of base64 for addresses; a character of its second half says that the number goes on. A list in
which each entry also has ranks (1 to 7, as bits) writes ``(gap - 1) * 7 + ranks - 1``: entries that follow closely
on each other, as those of a frequent word do, take one character.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rectify_site.search.grams import Grams, Numbers, spelled

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BITS = 5
MORE = 1 << BITS
RANKINGS = 7
"""The ways in which three ranks can be there, not counting none."""


def written(numbers: Numbers) -> tuple[str, Numbers]:
    """The numbers one after the other, and where in the text each begins."""
    lengths = np.ones(len(numbers), np.int64)
    rest = numbers >> np.uint64(BITS)
    while rest.any():
        lengths += rest > 0
        rest = rest >> np.uint64(BITS)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    out = np.zeros(int(starts[-1]), np.uint8)
    letters = np.frombuffer(ALPHABET.encode(), np.uint8)
    for step in range(int(lengths.max(initial=0))):
        going = lengths > step
        digits = (numbers[going] >> np.uint64(step * BITS)) & np.uint64(MORE - 1)
        more = (lengths[going] > step + 1) * MORE
        out[starts[:-1][going] + step] = letters[digits.astype(np.int64) + more]
    return out.tobytes().decode("ascii"), starts.astype(np.uint64)


def rising(numbers: Numbers) -> str:
    """A list of rising numbers."""
    return written(np.diff(numbers, prepend=np.uint64(0)))[0]


def postings(found: Grams) -> Iterator[tuple[str, str]]:
    """Each gram with the entries that hold it."""
    if not len(found.entry):
        return
    turns = (np.diff(found.first, prepend=0) != 0) | (np.diff(found.second, prepend=0) != 0)
    turns[0] = True
    before = np.concatenate([[0], found.entry[:-1] + np.uint64(1)]).astype(np.uint64)
    gaps = found.entry - np.where(turns, np.uint64(0), before)
    text, places = written(gaps * np.uint64(RANKINGS) + found.ranks - np.uint64(1))
    starts = np.flatnonzero(turns)
    cuts = [*places[starts].tolist(), len(text)]
    pairs = zip(found.first[starts].tolist(), found.second[starts].tolist(), strict=True)
    for place, (first, second) in enumerate(pairs):
        yield spelled(first, second), text[cuts[place] : cuts[place + 1]]
