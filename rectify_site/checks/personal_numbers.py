"""Numbers that belong to a person: identity cards, mobile telephones, bank cards. Finds them; ``masking`` masks them.

Identity card: GB 11643-1999 (six digits of place, date of birth, three in order, check digit by
ISO 7064 MOD 11-2); the older card has fifteen digits. Bank card: ISO/IEC 7812-1, UnionPay's 62.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rectify_site.checks.passages import ascii_word
from rectify_site.text import Shadow, fold

HAN = "〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_PLAIN = str.maketrans(f"{HAN}xХх×", "0001234567891123456789XXXX")
BETWEEN = r"[\s\-‐‑‒–—―−~.·•・_()/\\|\u2044\u20e3]{0,3}"
CUE = re.compile(rf"[0-9{HAN}](?:[\W_]{{0,3}}[0-9{HAN}]){{10}}")
_CHAIN = re.compile(rf"[0-9{HAN}](?:{BETWEEN}[0-9{HAN}]){{10,}}(?:{BETWEEN}[XxХх×])?")
_MOBILE = re.compile(r"(?:(?:00)?86|0)?(1[3-9]\d{9})")
_COUNTED = re.compile(
    r"\s?[万亿千百多余]{0,3}(?:元|美元|吨|平方|立方|公里|米|千瓦|度|人次|户|株|亩|公?斤|字|件|项)"
)
_ADDRESS = re.compile(r"://|www\.|[A-Za-z]\.[A-Za-z]{2,}/")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLACES = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SHORTEST, _LONGEST = 11, 19
_TWO, _THREE, _SIX = 2, 3, 6
_BANK = re.compile(r"62\d{14,17}")
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = re.compile(rf"(?:{_PLACES.pattern})\d{{4}}(?:19|20)\d\d{_DAY}\d{{3}}[\dX]")
_IDENTITY_OLD = re.compile(rf"(?:{_PLACES.pattern})\d{{6}}{_DAY}\d{{3}}")
_BEGINS = re.compile("|".join(shape.pattern for shape in (_MOBILE, _IDENTITY, _IDENTITY_OLD, _BANK)))


class Kind(StrEnum):
    """What a number is."""

    IDENTITY = "identity"
    IDENTITY_OLD = "identity_old"
    IDENTITY_MISTYPED = "identity_mistyped"  # place and date of birth fit, the check digit does not
    MOBILE = "mobile"
    BANK = "bank"


_SHOWN = {Kind.MOBILE: (3, 4), Kind.BANK: (4, 4)}
_SHOWN_OF_IDENTITY = (2, 3)


class Number(NamedTuple):
    """A number in a text: its digits in plain form, and the index of each in the shadow."""

    kind: Kind
    digits: str
    at: Sequence[int]

    def masked(self) -> str:
        """As it may be quoted: 138****8000, 35*************123 (the rule of 永安市, 2+13+3)."""
        before, behind = _SHOWN.get(self.kind, _SHOWN_OF_IDENTITY)
        return f"{self.digits[:before]}{'*' * (len(self.digits) - before - behind)}{self.digits[-behind:]}"

    def hidden(self) -> Sequence[int]:
        """The places in the shadow that may not be quoted."""
        before, behind = _SHOWN.get(self.kind, _SHOWN_OF_IDENTITY)
        return self.at[before:-behind]


class _Group(NamedTuple):
    """Digits that stand together, and what parts them from the group before."""

    digits: list[str]
    at: list[int]
    gap: str


@lru_cache(maxsize=1)
def numbers(text: str) -> tuple[Number, ...]:
    """Every personal number, however it is spaced out, widened, circled or spelt in Chinese digits.

    The last text is remembered, because one rule after the other asks for the same one.
    """
    shadow = fold(text)
    found: list[Number] = []
    for chain in _CHAIN.finditer(shadow.text):
        groups, index = _groups(text, shadow, chain), 0
        digits = "".join(digit for group in groups for digit in group.digits)
        starts = tuple(accumulate((len(group.digits) for group in groups), initial=0))
        while index < len(groups):
            number, used = None, 1
            if _BEGINS.match(digits, starts[index]):
                number, used = _from(groups, index)
            index += used
            if number and not _harmless(number, shadow.text):
                found.append(number)
    return tuple(found)


def _groups(text: str, shadow: Shadow, chain: re.Match[str]) -> list[_Group]:
    """A circled or Chinese digit begins a group of its own: in ①138… it numbers the line."""
    groups: list[_Group] = []
    gap, before = "", False
    for index, letter in zip(range(*chain.span()), chain.group().translate(_PLAIN), strict=True):
        if letter not in "0123456789X":
            gap += letter
            continue
        plain = before if letter == "X" else text[shadow.origin[index]].isdecimal()
        if not groups or gap or plain is not before:
            groups.append(_Group([], [], gap))
        groups[-1].digits.append(letter)
        groups[-1].at.append(index)
        gap, before = "", plain
    return groups


def _from(groups: Sequence[_Group], index: int) -> tuple[Number | None, int]:
    """The longest number that begins with this group, and how many groups it takes."""
    best, used, total = None, 1, 0
    for count, group in enumerate(groups[index : index + _LONGEST], 1):
        total += len(group.digits)
        if total > _LONGEST:
            break
        number = _number(groups[index : index + count]) if total >= _SHORTEST else None
        if number:
            best, used = number, count
    return best, used


def _number(groups: Sequence[_Group]) -> Number | None:
    digits = "".join(digit for group in groups for digit in group.digits)
    at = [index for group in groups for index in group.at]
    kind = _kind(digits)
    if kind:
        parts = 1 + sum(bool(group.gap) for group in groups[1:])
        return Number(kind, digits, at) if parts <= _SIX or _one_by_one(groups) else None
    mobile = _MOBILE.fullmatch(digits)
    if mobile and _spaced_like_a_telephone(groups, mobile.start(1)):
        return Number(Kind.MOBILE, mobile.group(1), at[mobile.start(1) :])
    return None


def _kind(digits: str) -> Kind | None:
    if _IDENTITY.fullmatch(digits) and _exists(digits[6:14]):
        return Kind.IDENTITY if digits[-1] == check_digit(digits) else Kind.IDENTITY_MISTYPED
    if _IDENTITY_OLD.fullmatch(digits) and _exists(f"19{digits[6:12]}"):
        return Kind.IDENTITY_OLD
    return Kind.BANK if _BANK.fullmatch(digits) and _luhn(digits) else None


def _exists(birth: str) -> bool:
    """Whether the calendar has such a day."""
    try:
        date(int(birth[:4]), int(birth[4:6]), int(birth[6:]))
    except ValueError:
        return False
    return True


def check_digit(digits: str) -> str:
    """The eighteenth character that belongs to the first seventeen."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11]


def _luhn(digits: str) -> bool:
    """The check of ISO/IEC 7812-1: every second digit doubled, from the right."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0  # noqa: PLR2004 - two digits


def _one_by_one(groups: Sequence[_Group]) -> bool:
    """Each digit by itself; the X of an identity card may stand close to the last."""
    return all(len(group.digits) - ("X" in group.digits) <= 1 for group in groups)


def _spaced_like_a_telephone(groups: Sequence[_Group], prefix: int) -> bool:
    """People write 138 0013 8000, 1380013-8000 or 1 3 8 0 0 …; dates such as 2022.1.31-2022.12.31 do not pass."""
    sizes = [len(group.digits) for group in groups]
    first = sizes[0] - prefix
    same = len({group.gap for group in groups[1:]}) == 1
    if len(sizes) <= _TWO:
        return len(sizes) == 1 or first >= _TWO
    if len(sizes) == _THREE:
        years = all(_YEAR.fullmatch("".join(group.digits)) for group in groups[1:])
        apart = same and groups[1].gap != "/"  # 138 2022-2023 and 138/2022/2023 are a count and two years
        return first >= _THREE and (apart or not years)
    return same and (first >= _THREE or _one_by_one(groups))


def _harmless(number: Number, shadow: str) -> bool:
    """A sum of money or a count; the number of an article in an address."""
    if number.kind is Kind.MOBILE and _COUNTED.match(shadow, number.at[-1] + 1):
        return True
    together = number.at[-1] - number.at[0] == len(number.at) - 1
    address = ascii_word(shadow, number.at[0], number.at[-1] + 1)
    return not together and _ADDRESS.search(address) is not None
