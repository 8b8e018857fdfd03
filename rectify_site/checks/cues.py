"""Which rules can find something in which text. Most texts hold nothing, and to ask every rule takes too long.

A cue is a pattern, or a set of words; without it its rule finds nothing. It is looked for in ``skim`` of the text,
or, where a rule is ``raw``, in the text as it is written. All words of all rules are looked for in one pass.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from rectify_site.checks.passages import skim
from rectify_site.registry import Plug

_BETWEEN = "\0" * 4
"""Parts the texts of a document where they are searched together; no cue leaps over so many signs.

Should a text hold it, its rules are asked in vain.
"""

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


class Joined(NamedTuple):
    """Texts one behind the other, so that each pattern is tried once and not once a text; and where each begins."""

    whole: str
    starts: Sequence[int]

    def of(self, place: int) -> int:
        """The number of the text that holds a place."""
        return bisect_right(self.starts, place) - 1


def joined(texts: Sequence[str]) -> Joined:
    """The texts as they are written."""
    ends = accumulate(map(len, texts[:-1]), initial=0)
    return Joined(_BETWEEN.join(texts), [place + number * len(_BETWEEN) for number, place in enumerate(ends)])


def together(texts: Sequence[str]) -> Joined:
    """The texts skimmed. Done in one go where no text has lines: skimming makes no line breaks."""
    pieces = skim("\n".join(texts)).split("\n")
    return joined(pieces if len(pieces) == len(texts) else [skim(text) for text in texts])


def cued(watched: Watch, written: Joined, skimmed: Joined) -> Mapping[int, Sequence[int]]:
    """For each text that a rule could find something in: the rules, in their order."""
    found: dict[int, set[int]] = defaultdict(set)
    if watched.words:
        for word, text in where(watched.words, skimmed):
            found[text].update(watched.of_word[word])
    for patterns, texts in ((watched.skimmed, skimmed), (watched.raw, written)):
        for pattern, rules in patterns.items():
            for text in _matching(pattern, texts):
                found[text].update(rules)
    return {text: sorted(found[text]) for text in sorted(found)}


def where(words: AhoCorasick, texts: Joined) -> Iterator[tuple[int, int]]:
    """Each word found, with the number of the text it begins in."""
    for word, start, _ in words.find_matches_as_indexes(texts.whole, overlapping=True):
        yield word, texts.of(start)


def _matching(pattern: re.Pattern[str], texts: Joined) -> Iterator[int]:
    """The texts in which a match begins; the rest of each such text is leapt over."""
    match = pattern.search(texts.whole)
    while match:
        number = texts.of(match.start())
        yield number
        match = (
            pattern.search(texts.whole, texts.starts[number + 1]) if number + 1 < len(texts.starts) else None
        )
