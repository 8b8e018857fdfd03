"""What a cell shows: a number and its number format become the words on the screen, and the date where it is one.

Excel keeps 98.7 % as 0.987 and a date as the count of days since 1900; only the format tells. Formats follow
ECMA-376 part 1, 18.8.30 and 18.8.31; of those the ones offices use are read, and the rest shows the plain number.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from rectify_site.text import numeral

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    22: "yyyy-m-d h:mm",
    49: "@",
    **dict.fromkeys((37, 38), "#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00"),
    **dict.fromkeys((14, 15, 16, 30, 31), "yyyy-m-d"),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), "m-d"),
    **dict.fromkeys((17, 27, 36, 50, 52, 55, 57), "yyyy-m"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 56), "h:mm"),
}
"""Formats with a number of their own; 27 to 36 and 50 to 58 are those of Chinese Excel and WPS."""

PIECE = re.compile(
    r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[([^\]]*)\]|(AM/PM|上午/下午|General|G/通用格式)|(.)',
    re.IGNORECASE | re.DOTALL,
)
PATTERN = re.compile(r"(?P<whole>[#0?][#0?,]*)?(?:\.(?P<part>[#0?]*))?(?P<percent>%?)")
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
LAST_SERIAL = 2_958_465  # 9999-12-31
FIRST_DATE, LAST_DATE = 20_000, 80_000  # 1954 to 2119: a number in a column of dates that is one
LONGEST_FORMAT = 255
EXACT = 15  # digits a cell holds


class Format(NamedTuple):
    """A number format divided: what kind it is, words before and after the digits, and the digits themselves."""

    kind: str  # general, number, date, month, year, time
    before: str = ""
    after: str = ""
    zeros: int = 0
    decimals: int = 0
    optional: int = 0
    grouped: bool = False
    percent: bool = False
    clock: bool = False
    chinese: bool = False


class Shown(NamedTuple):
    """The words a cell shows, and the day where they are a whole date."""

    text: str
    day: date | None = None


def shown(number: float, code: str, *, since_1904: bool = False) -> Shown:
    """What a number shows in a format. Dates are written 2022年6月30日, or 2022年6月 where only the month is shown."""
    first, *others = sections(code[:LONGEST_FORMAT])
    if number < 0 and others:
        first, number = others[0], -number
    elif number == 0 and len(others) > 1:
        first = others[1]
    if first.kind not in {"general", "number"}:
        return _dated(number, first, since_1904=since_1904) or Shown(plain(number))
    if first.kind == "general":
        words = numeral(int(number)) if first.chinese and number == int(number) else plain(number)
        return Shown(f"{first.before}{words}{first.after}")
    return Shown(f"{first.before}{_digits(number, first)}{first.after}")


def plain(number: float) -> str:
    """A number without format: 14 and not 14.0, 0.987 and not 0.98699999999999999."""
    if number == int(number) and abs(number) < 10**EXACT:
        return str(int(number))
    return format(Decimal(f"{number:.{EXACT}g}"), "f")


def day_of(serial: float, *, since_1904: bool = False) -> date | None:
    """The date of Excel's count of days; None before its first day and beyond its last."""
    if not 1 <= serial < LAST_SERIAL:
        return None
    if since_1904:
        return EPOCH_1904 + timedelta(int(serial))
    return EPOCH + timedelta(int(serial) + (serial < 60))  # noqa: PLR2004 - Excel has a 29 February 1900


def serial_date(text: str) -> date | None:
    """The date of a bare number like 44742 that stands where a date is meant."""
    if len(text) == 5 and text.isascii() and text.isdigit() and FIRST_DATE < int(text) < LAST_DATE:  # noqa: PLR2004
        return day_of(int(text))
    return None


def in_words(day: date) -> str:
    """2022年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _dated(number: float, its: Format, *, since_1904: bool) -> Shown | None:
    minutes = round((number % 1) * 24 * 60) % (24 * 60)
    clock = f"{minutes // 60}:{minutes % 60:02d}"
    if its.kind == "time":
        return Shown(clock) if 0 <= number < 1 else None
    day = day_of(number, since_1904=since_1904)
    if day is None:
        return None
    if its.kind == "year":
        return Shown(f"{day.year}年")
    if its.kind == "month":
        return Shown(f"{day.year}年{day.month}月")
    return Shown(in_words(day) + (f" {clock}" if its.clock and minutes else ""), day)


def _digits(number: float, its: Format) -> str:
    if abs(number) >= 10**EXACT:
        return plain(number)
    value = Decimal(f"{number:.{EXACT}g}") * (100 if its.percent else 1)
    value = value.quantize(Decimal(1).scaleb(-its.decimals), ROUND_HALF_UP)
    text = format(value, ",f" if its.grouped else "f")
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, part = text.partition(".")
    whole = "" if whole == "0" and not its.zeros else whole
    kept = part[: its.decimals - its.optional] + part[its.decimals - its.optional :].rstrip("0")
    return sign + whole.rjust(its.zeros, "0") + (f".{kept}" if kept else "") + ("%" if its.percent else "")


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[Format, ...]:
    """The parts of a format for positive numbers, negative ones and zero."""
    parts, current = [], list[re.Match[str]]()
    for piece in PIECE.finditer(code):
        if piece.group() == ";":
            parts.append(current)
            current = []
        else:
            current.append(piece)
    return tuple(_format(part) for part in [*parts, current])


def _format(pieces: list[re.Match[str]]) -> Format:
    names = [(piece.group(5) or "").lower() for piece in pieces]
    code = "".join((piece.group(7) or "") for piece in pieces).lower()
    clock = "h" in code or "s" in code or any(name in {"h", "hh", "m", "mm", "s", "ss"} for name in names)
    if re.search("[yd]|aaa", code) or ("m" in code and not clock) or clock:
        return Format(_span(code, clock=clock), clock=clock)
    chinese = any("dbnum" in name for name in names)
    return _number(pieces, chinese=chinese)


def _span(code: str, *, clock: bool) -> str:
    """How much of a date is shown: 年 alone, 年月, a whole day, or only the time."""
    if "d" in code or "aaa" in code:
        return "date"
    if "y" not in code:
        return "time" if clock else "date"  # m-d is a whole date whose year is not shown
    return "month" if "m" in code else "year"


def _number(pieces: list[re.Match[str]], *, chinese: bool) -> Format:
    """Words around the digits; anything but one simple group of digits shows the plain number."""
    marks = "".join("G" if piece.group(6) else piece.group(7) or "\0" for piece in pieces)
    literal = [_literal(piece) for piece in pieces]
    placed = [place for place, mark in enumerate(marks) if mark in "G#0?.,%@"]
    if not placed:
        return Format("general", chinese=chinese)
    first, last = placed[0], placed[-1] + 1
    before, after = _words(marks[:first], literal), _words(marks[last:], literal[last:])
    digits = PATTERN.fullmatch(marks[first:last])
    if chinese or not digits or not digits.group("whole"):
        return Format("general", before, after, chinese=chinese)
    whole, part = digits.group("whole"), digits.group("part") or ""
    return Format(
        "number",
        before,
        after,
        zeros=whole.replace(",", "").count("0"),
        decimals=len(part),
        optional=len(part) - len(part.rstrip("#?")),
        grouped="," in whole,
        percent=bool(digits.group("percent")),
    )


def _literal(piece: re.Match[str]) -> str:
    """The words of a piece: in quotes, behind a backslash, or the sign of a currency ([$¥-804])."""
    quoted, escaped, bracket = piece.group(1, 2, 5)
    return quoted or escaped or ((bracket or "").partition("$")[2].partition("-")[0])


def _words(marks: str, literal: list[str]) -> str:
    return "".join(word or mark.strip("\0") for mark, word in zip(marks, literal, strict=False))
