"""Colours on a screen: how well one can be read on another (WCAG 2.2, 1.4.3), and lighter and darker ones of a tone."""

from __future__ import annotations

import re
from itertools import takewhile

READABLE = 4.5
"""The least contrast of text with its ground."""

WHITE, BLACK = "#ffffff", "#000000"
LINEAR_UP_TO = 0.04045  # of a channel; above it sRGB is a power
WRITTEN = re.compile(r"#?([0-9a-fA-F]{6})")


def read(text: str) -> str | None:
    """A colour as an office writes it, with or without ``#``, as ``#rrggbb``; None where it is none."""
    found = WRITTEN.fullmatch(text.strip())
    return f"#{found[1].lower()}" if found else None


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def readable(colour: str, ground: str, towards: str) -> str:
    """The colour itself if text in it can be read on the ground, else the nearest to it on the way to another."""
    steps = (_mixed(colour, towards, percent) for percent in range(100))
    return _mixed(colour, towards, len(list(takewhile(lambda it: contrast(it, ground) < READABLE, steps))))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= LINEAR_UP_TO else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _mixed(colour: str, other: str, percent: int) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + bytes(round((one * (100 - percent) + two * percent) / 100) for one, two in pairs).hex()
