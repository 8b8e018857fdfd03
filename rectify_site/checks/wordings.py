"""The lexicon made ready, and what it finds: the office's own entries first, then the built-in ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from rectify_site.checks import cues
from rectify_site.checks.passages import Passage, skim
from rectify_site.checks.wrong_words import WRONG
from rectify_site.model.lexicon import Lexicon, Wrong
from rectify_site.text import fold


class Ready(NamedTuple):
    """The entries, one search over skimmed texts (may something be there) and one over folded ones (where)."""

    entries: Sequence[Wrong]
    anywhere: AhoCorasick
    places: AhoCorasick


class Place(NamedTuple):
    """An entry, and the part of the shadow where its wrong words stand."""

    start: int
    end: int
    entry: Wrong


@lru_cache(maxsize=4)
def ready(lexicon: Lexicon) -> Ready:
    """Compile the lexicon; an entry of the office's own takes the place of a built-in one."""
    own = {fold(entry.wrong).text: entry for entry in lexicon.entries}
    entries = {fold(entry.wrong).text: entry for entry in WRONG} | own
    return Ready(
        tuple(entries.values()),
        AhoCorasick([skim(entry.wrong) for entry in entries.values()]),
        AhoCorasick(list(entries), matchkind=MatchKind.LeftmostLongest),
    )


def touched(lexicon: Ready, skimmed: cues.Joined) -> Sequence[int]:
    """The texts that may hold wrong words, by their place in the list."""
    return sorted({text for _, text in cues.where(lexicon.anywhere, skimmed)})


def wrong_words(passage: Passage, lexicon: Ready) -> Iterator[Place]:
    """Wrong words that are not part of longer right ones."""
    shadow = passage.shadow.text
    for number, start, end in lexicon.places.find_matches_as_indexes(shadow):
        entry = lexicon.entries[number]
        if not _right(shadow, start, end, entry):
            yield Place(start, end, entry)


def _right(shadow: str, start: int, end: int, entry: Wrong) -> bool:
    wrong = shadow[start:end]
    for words in entry.unless:
        longer = fold(words).text
        first = start - longer.find(wrong)
        if first >= 0 and shadow.startswith(longer, first):
            return True
    return False
