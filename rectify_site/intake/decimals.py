"""Outlines in decimal numbers (1, 1.1, 1.1.1), typed or written by Word: how deep a number stands is its parts.

A decimal alone may be an amount (1.5万元), so that only those count which follow each other as an outline does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rectify_site.intake.markers import DEEPEST, Marker, marker
from rectify_site.text import fold

DECIMAL = re.compile(
    r"(?P<number>[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2}){1,3})(?P<sign>[、.．]?)[ \u3000]*(?=[\u4e00-\u9fff“《])"
)
BARE = re.compile(
    r"(?P<number>[0-9０-９]{1,2})(?P<sign>[、.．]|(?=[ \u3000]))[ \u3000]*(?=[\u4e00-\u9fff“《])"
)
FEWEST = 2
CHINESE = 2  # 一、 and （一） stand above any decimal
Parts = tuple[int, ...]


class Found(NamedTuple):
    """A decimal, or a bare number that may be the one above it, and the place of its paragraph."""

    place: int
    parts: Parts
    sign: str
    end: int


def marks(texts: Sequence[str]) -> Mapping[int, Marker]:
    """The numbers of a decimal outline by the place of their paragraph; none where there is no such outline."""
    found = [one for place, text in enumerate(texts) if (one := _found(place, text))]
    decimals = _chain([one for one in found if len(one.parts) > 1])
    if len(decimals) < FEWEST:
        return {}
    tops = _tops([one for one in found if len(one.parts) == 1], decimals)
    others = [
        mark.level for place, text in enumerate(texts) if (mark := marker(text)) and mark.level <= CHINESE
    ]
    base = max(others, default=0) - (0 if tops or not others else 1)
    inner = min(DEEPEST, base + max(len(one.parts) for one in decimals) + 1)
    levels = {one.place: base + len(one.parts) for one in (*tops, *decimals)}
    return {
        one.place: Marker(min(DEEPEST, levels.get(one.place, inner)), ".".join(map(str, one.parts)), one.end)
        for one in found
        if one.place in levels or (len(one.parts) == 1 and not others)
    }


def _found(place: int, text: str) -> Found | None:
    found = DECIMAL.match(text) or BARE.match(text)
    if found is None:
        return None
    parts = tuple(int(each) for each in fold(found["number"]).text.split("."))
    return Found(place, parts, fold(found["sign"]).text, found.end())


def _chain(decimals: Sequence[Found]) -> list[Found]:
    """Those that follow each other: 1.1, 1.2, 1.2.1, 2.1."""
    chain: list[Found] = []
    for one in decimals:
        if _follows(chain[-1].parts if chain else (), one.parts):
            chain.append(one)
    return chain


def _follows(before: Parts, parts: Parts) -> bool:
    if not before:
        return set(parts[1:]) == {1}
    same = next((at for at, pair in enumerate(zip(before, parts, strict=False)) if pair[0] != pair[1]), None)
    if same is None:
        return len(parts) == len(before) + 1 and parts[-1] == 1
    return parts[same] == before[same] + 1 and set(parts[same + 1 :]) <= {1}


def _tops(bare: Sequence[Found], decimals: Sequence[Found]) -> list[Found]:
    """The bare numbers above decimals, and those written alike before the first and behind the last of them."""
    tops: list[Found] = []
    for one in bare:
        below = next((each for each in decimals if each.place > one.place), None)
        nearer = any(one.place < each.place < below.place for each in bare) if below else False
        if below and not nearer and below.parts[0] == one.parts[0] and set(below.parts[1:]) == {1}:
            tops.append(one)
    if not tops:
        return tops
    last = decimals[-1].place
    alike = [one for one in bare if one.sign == tops[0].sign]
    following = [one for one in alike if one.place > last]
    leading = [one for one in alike if one.place < tops[0].place]
    if [one.parts[0] for one in leading] == list(range(1, tops[0].parts[0])):
        tops = [*leading, *tops]
    highest = decimals[-1].parts[0]
    if [one.parts[0] for one in following] == list(range(highest + 1, highest + 1 + len(following))):
        tops = [*tops, *following]
    return tops
