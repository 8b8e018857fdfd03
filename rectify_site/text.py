"""Chinese text as text: widths, invisible characters, numerals. Knows nothing of documents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

INVISIBLE = frozenset(
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"
) | {
    chr(code)
    for code in (
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xFE00, 0xFE10),
        *range(0xE0000, 0xE0080),
        *range(0xE0100, 0xE01F0),
    )
}
MARKS = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
"""Combining marks: strokes and rings over a sign, under which it can still be read."""

HIDDEN = re.compile(
    f"[{''.join(sorted(sign for sign in INVISIBLE if ord(sign) < 1 << 16))}{MARKS.pattern[1:-1]}"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
"""Both, to be taken off a long text. Beyond the first plane ranges are written out: single signs are slow there."""

RINGED = dict(zip("⓿❶❷❸❹❺❻❼❽❾⓵⓶⓷⓸⓹⓺⓻⓼⓽➀➁➂➃➄➅➆➇➈➊➋➌➍➎➏➐➑➒", "0123456789" + "123456789" * 3, strict=True))
"""Digits in rings for which Unicode names no plain form."""

FOREIGN = re.compile(r"[^\D0-9０-９]")
"""Decimal digits of other scripts: they count as ours do, and NFKC leaves most of them as they are."""

SINGLE = re.compile(r"[\n -~\u3400-\u4dbf\u4e00-\u9fff\u3000-\u3017“”‘’·—×○！-～]*+")
"""Characters that can be seen and fold one to one. Nearly all texts are made of them alone."""

DIGITS = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
UNITS = {"十": 10, "百": 100, "千": 1000}


def digits(text: str) -> str:
    """A text with the decimal digits of every script (١٣٨, १३८, 𝟭𝟯𝟴) as 0 to 9."""
    return FOREIGN.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


class _Plain(dict[int, str]):
    """What each character folds to by itself, by its code; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        hidden = sign in INVISIBLE or MARKS.match(sign)
        self[code] = plain = "" if hidden else RINGED.get(sign) or unicodedata.normalize("NFKC", digits(sign))
        return plain


_PLAIN = _Plain()


class Shadow(NamedTuple):
    """A folded copy to search in, and the text it came from."""

    text: str
    written: str

    @property
    def origin(self) -> Sequence[int]:
        """For each of its characters the index in the text it came from. Few ask, so it is not made before."""
        return _origin(self.written)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the text itself that a match in the shadow stands for."""
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=16)
def _origin(text: str) -> Sequence[int]:
    if SINGLE.fullmatch(text):
        return range(len(text))
    return [index for index, sign in enumerate(text) for _ in _PLAIN[ord(sign)]]


@lru_cache(maxsize=16)
def fold(text: str) -> Shadow:
    """Fold widths, compatibility forms (ＸＸ, ①, ❶) and digits of other scripts; drop what cannot be seen and marks.

    The text itself is never changed: rules look at the shadow and name the place in the text. The last texts are
    remembered, because one rule after the other asks for the same one.
    """
    return Shadow(text.translate(_PLAIN), text)


def chinese_number(text: str) -> int | None:
    """The value of 十四, 二十, 一百零三 or of plain digits 二〇二二; None where it is no number."""
    if not text:
        return None
    if all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    total, digit = 0, None
    for character in text:
        if character in UNITS:
            total += (1 if digit is None else digit) * UNITS[character]
            digit = None
        elif character in DIGITS:
            digit = DIGITS[character]
        else:
            return None
    return total + (digit or 0)


def numeral(value: int) -> str:
    """A whole number from 0 to 9999 in Chinese: 十四, 二十, 一百零三. What lies outside stays in digits."""
    if not 0 <= value <= 9999:  # noqa: PLR2004 - 万 begins there
        return str(value)
    if value < 10:  # noqa: PLR2004 - one digit
        return "零一二三四五六七八九"[value]
    text, gap = "", False
    for worth, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // worth % 10
        if digit:
            text += ("零" if gap else "") + "零一二三四五六七八九"[digit] + unit
        gap = digit == 0 and bool(text)
    return text.removeprefix("一") if text.startswith("一十") else text
