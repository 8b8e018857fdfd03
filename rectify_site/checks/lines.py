"""Marks of secrecy and personal data in lines that belong to no document: those of a page as it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rectify_site.checks import AROUND, cues, rules
from rectify_site.checks.masking import mask
from rectify_site.checks.passages import Passage
from rectify_site.registry import Plug
from rectify_site.text import fold

SECRECY, PERSONAL = "T3", "T6"


class Spotted(NamedTuple):
    """What stands in a line: the code of the rule, the words found, those around them too, and these masked."""

    code: str
    core: str
    around: str
    masked: str


def spotted(lines: Sequence[str]) -> Iterator[Spotted]:
    """What the rules for secrecy and personal data find. Fields for contact are not told apart here."""
    asked, watched = _asked()
    for number, meant in cues.cued(watched, cues.joined(lines), cues.together(lines)).items():
        text = lines[number]
        passage = Passage("", text, fold(text))
        for rule in meant:
            for hit in asked[rule].function(passage):
                start, end = passage.shadow.span(hit.start, hit.end)
                first, last = max(0, start - AROUND), end + AROUND
                yield Spotted(
                    asked[rule].key,
                    text[start:end],
                    text[first:last],
                    " ".join(mask(text)[first:last].split()),
                )


@cache
def _asked() -> tuple[Sequence[Plug], cues.Watch]:
    chosen = [rule for rule in rules()["text"] if rule.key.startswith((SECRECY, PERSONAL))]
    return chosen, cues.watch(chosen)
