"""Which rules can find something in which text. Most texts hold nothing, and to ask every rule takes too long.

A cue is a pattern, or a set of words; without it its rule finds nothing. It is looked for in ``skim`` of the text,
or, where a rule is ``raw``, in the text as it is written. All words of all rules are looked for in one pass.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from rectify_site.checks.passages import skim
from rectify_site.registry import Plug

_BETWEEN = "\0"
"""Parts the texts of a document where they are searched together. Should one hold it, its rules are asked in vain."""

Cue = re.Pattern[str] | frozenset[str]


class Watch(NamedTuple):
    """The cues of some rules: rules are named by their place in the list they came from."""

    words: AhoCorasick | None
    of_word: Sequence[Sequence[int]]
    skimmed: Mapping[re.Pattern[str], Sequence[int]]
    raw: Mapping[re.Pattern[str], Sequence[int]]


def watch(rules: Sequence[Plug]) -> Watch:
    """Make the cues of these rules ready to be looked for."""
    words: dict[str, list[int]] = defaultdict(list)
    skimmed: dict[re.Pattern[str], list[int]] = defaultdict(list)
    raw: dict[re.Pattern[str], list[int]] = defaultdict(list)
    for number, rule in enumerate(rules):
        cue: Cue = rule.facts["cue"]
        if isinstance(cue, frozenset):
            for word in sorted(cue):
                words[skim(word)].append(number)
        else:
            (raw if rule.facts.get("raw") else skimmed)[cue].append(number)
    return Watch(AhoCorasick(list(words)) if words else None, tuple(words.values()), skimmed, raw)


def cued(watched: Watch, texts: Sequence[str], pieces: Sequence[str]) -> Mapping[int, Sequence[int]]:
    """For each text that a rule could find something in: the rules, in their order. ``pieces``: the texts skimmed."""
    found: dict[int, set[int]] = defaultdict(set)
    if watched.words:
        for word, text in where(watched.words, pieces):
            found[text].update(watched.of_word[word])
    for patterns, parts in ((watched.skimmed, pieces), (watched.raw, texts)):
        whole = _BETWEEN.join(parts)
        for pattern, rules in patterns.items():
            for text in _matching(pattern, whole, parts):
                found[text].update(rules)
    return {text: sorted(found[text]) for text in sorted(found)}


def together(texts: Sequence[str]) -> Sequence[str]:
    """The skimmed texts. Done in one go where no text has lines: skimming makes no line breaks."""
    pieces = skim("\n".join(texts)).split("\n")
    return pieces if len(pieces) == len(texts) else [skim(text) for text in texts]


def where(words: AhoCorasick, pieces: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Each word found, with the number of the piece it begins in."""
    matches = words.find_matches_as_indexes(_BETWEEN.join(pieces), overlapping=True)
    if not matches:
        return ()
    starts = [0, *accumulate(len(piece) + 1 for piece in pieces)]
    return ((word, bisect_right(starts, start) - 1) for word, start, _ in matches)


def _matching(pattern: re.Pattern[str], whole: str, parts: Sequence[str]) -> Sequence[int]:
    if not pattern.search(whole):
        return ()
    return [number for number, part in enumerate(parts) if pattern.search(part)]
