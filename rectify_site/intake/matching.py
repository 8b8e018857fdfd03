"""Which matter of a corrected source is which draft. An id is fixed for ever, whatever is inserted before it.

A matter is known by its heading; by a heading or measures that are nearly the same where words were corrected. Its
number or place alone never makes it the same: an item struck out and a new one in its place are two matters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from rectify_site.text import fold

ALIKE = 0.6
WINDOW = 30  # places a matter may have moved among those that were reworded
NEARLY = 0.85


Document = Mapping[str, Any]


class Print(NamedTuple):
    """Pairs of neighbouring characters in the heading and in the measures."""

    heading: frozenset[str]
    measures: frozenset[str]


def pair(known: Mapping[str, Sequence[Document]], fresh: Mapping[str, Document]) -> dict[str, str]:
    """The id each new record keeps. ``known`` holds what is remembered of a draft: its source text, its own text.

    Records without a draft get the next ordinals behind all that were ever given.
    """
    kept = _same_heading(known, fresh)
    kept |= _alike(known, fresh, kept)
    free = max((_ordinal(name) for name in (*known, *kept.values())), default=0) + 1
    for name in fresh:
        if name not in kept:
            kept[name] = f"{name.rpartition('-')[0]}-{free:02d}"
            free += 1
    return kept


def _same_heading(known: Mapping[str, Sequence[Document]], fresh: Mapping[str, Document]) -> dict[str, str]:
    """Pairs with the same heading; of several with the same one, each keeps its place among them."""
    waiting: dict[str, list[str]] = {}
    for name, documents in known.items():
        for words in dict.fromkeys(_heading(document) for document in documents):
            waiting.setdefault(words, []).append(name)
    kept: dict[str, str] = {}
    taken = set[str]()
    for name, document in fresh.items():
        candidates = [other for other in waiting.get(_heading(document), ()) if other not in taken]
        if candidates:
            kept[name] = name if name in candidates else candidates[0]
            taken.add(kept[name])
    return kept


def _alike(
    known: Mapping[str, Sequence[Document]], fresh: Mapping[str, Document], kept: Mapping[str, str]
) -> dict[str, str]:
    """Pairs of what is left, the likest first, so that of two candidates the better one is taken."""
    taken = set(kept.values())
    old = [(name, [_print(document) for document in known[name]]) for name in known if name not in taken]
    new = [(name, _print(fresh[name])) for name in fresh if name not in kept] if old else []
    scores = sorted(
        (-max(_likeness(one, its) for one in prints), other != name, name, other)
        for place, (name, its) in enumerate(new)
        for other, prints in old[max(0, place - WINDOW) : place + WINDOW]
    )
    found: dict[str, str] = {}
    for score, _, name, other in scores:
        if -score >= ALIKE and name not in found and other not in taken:
            found[name] = other
            taken.add(other)
    return found


def _print(document: Document) -> Print:
    return Print(_pairs(_heading(document)), _pairs(_measures(document)))


def _pairs(words: str) -> frozenset[str]:
    return frozenset(one + two for one, two in pairwise(words))


def _likeness(one: Print, two: Print) -> float:
    """Both texts a little changed, or one of them hardly at all."""
    heading = _shared(one.heading, two.heading)
    if not (one.measures and two.measures):
        return heading
    measures = _shared(one.measures, two.measures)
    return max((heading + measures) / 2, *(each for each in (heading, measures) if each >= NEARLY), 0)


def _shared(one: frozenset[str], two: frozenset[str]) -> float:
    """The share of pairs of neighbouring characters that two texts have in common (Dice)."""
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0


def _heading(document: Document) -> str:
    return _bare(document.get("title") or document.get("problem") or document.get("task"))


def _measures(document: Document) -> str:
    return "".join(_bare(measure.get("text")) for measure in document.get("measures", ()))


def _bare(words: object) -> str:
    """Only letters and digits, folded: a full stop more is the same heading."""
    text = words.get("text", "") if isinstance(words, Mapping) else words or ""
    return "".join(character for character in fold(str(text)).text if character.isalnum())


def _ordinal(name: str) -> int:
    last = name.rpartition("-")[2]
    return int(last) if last.isdigit() else 0
