"""What a deadline means (落实时限), in the words real plans use. The words themselves are always kept.

Nothing is made up: a date that does not exist, or has no year anywhere near, leaves the deadline ``vague``, and the
reading says why. Blanks, widths and Chinese numerals make no difference.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rectify_site.model.deadlines import Deadline, DeadlineKind, Within
from rectify_site.text import chinese_number, fold

NUMERAL = re.compile("[〇○零一二两三四五六七八九十]{1,9}(?=年|月|日|号|个月|个工作日|个季度|天|周|季度)")
UNKNOWN = "[xX×✕ХхΧχ*○□■_某]"
PLACEHOLDER = re.compile(rf"{UNKNOWN}+[年月日号底]|[年月]{UNKNOWN}+|^{UNKNOWN}+$|待定|另行确定|另定|待明确")
ABSENT = frozenset({"无", "/", "-", "—", "——", "未定", "未明确", "无时限"})
ONGOING = re.compile(
    "长期|持续|常抓不懈|常态化|坚持不懈|久久为功|一以贯之|经常性|贯穿|长效|始终坚持|不断坚持|一直坚持"
)
IMMEDIATE = re.compile(
    "立行立改|立整立改|即知即改|立改立行|即查即改|边[查审学整议]边改|立查立改|即行即改|即改|立即|马上|即时|即日"
)
PERIODIC = re.compile(
    r"每(?:个|半)?(?:年|季|月|周|日|天|星期|学期)|每[\d两]个?月|按(?:年|季|月|周)|逐[年季月]|定期"
)
PHASE = re.compile("阶段|集中整改期|随活动|同步推进")
SPAN = re.compile(
    r"(?:(?:自|从|在|于)?(?P<anchor>[^，。；、,;]{1,40}?)(?:起|后|以来)的?)?"
    r"(?:(?P<count>\d{1,4})(?P<unit>个?工作日|个月|个?自然日|个星期|日|天|周|年)|(?P<half>半年|半个月))(?:的?集中整改期?(?:限)?)?(?:之内|以内|内)"
)
BARE_SPAN = re.compile(r"\d{1,3}(?:个月|个工作日|个自然日|天|周|年)|半年")
TO_FILL_IN = re.compile(r"年[\s_]+月|月[\s_]+日")
SPANS = {
    "工作日": ("working_days", 1),
    "月": ("months", 1),
    "星期": ("days", 7),
    "周": ("days", 7),
    "年": ("months", 12),
}

YEAR = r"(?:(?<![\d./-])(?P<year>\d{4})(?:年度?|[./-])|(?P<relative>今年|本年度?|当年|明年|次年|来年|翌年))"
MONTH = r"(?<![\d./-])(?P<month>\d{1,2})"
DATES = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"{YEAR}(?P<month>\d{{1,2}})(?:月份?|[./-])(?P<day>\d{{1,2}})(?:[日号]|(?![./-]?\d))",
        rf"{MONTH}(?:月份?|[./-])(?P<day>\d{{1,2}})(?:[日号]|(?![./-]?\d))",
        rf"{YEAR}(?P<month>\d{{1,2}})(?:月份?(?P<part>月?[底末初中]|[上中下]旬)?|(?![\d./-]))",
        rf"{MONTH}月份?(?P<part>月?[底末初中]|[上中下]旬)?",
        r"(?<!\d)(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
        rf"{YEAR}?第?(?P<quarter>[1-4])季度",
        rf"{YEAR}?(?P<half>上半年|下半年)",
        rf"{YEAR}(?P<half>年?中)(?!旬)",
        rf"{YEAR}(?:年?[底末终]|年?度?[之以]?内)",
        r"(?<![\d半两])年(?:[底末终]|度?[之以]?内)",
        rf"{YEAR}(?=$|[，,。、；;（(至到—-]|[内完实取全])",
    )
)
LONGEST = 500  # characters looked at; the longest deadline seen has 30
START = re.compile("(?:之?日)?(?:起|开始|以来|以后|后)")
RANGE = re.compile("(?:起|底|初)?(?:至|到|-|—|–|~)+")
MONTHS = re.compile(r"(?<![\d./-])(\d{1,2})[-至到—~](?=\d{1,2}月)", re.ASCII)
HYPHEN = re.compile(r"(?<=[日月号])-|(?<=\.\d)-(?=\d)|(?<=\.\d\d)-(?=\d)", re.ASCII)  # one that means 至
LIST = re.compile("(?:以?之?前)?(?:[和、及与,，]|以及)(?:每年|次年)?")
EARLY, MIDDLE, MONTH_END = 10, 20, 32  # 上旬, 中旬, and a day beyond all months for 月底
NEXT = "明次来翌"
FIRST_YEAR, LAST_YEAR = 1949, 2200


class Read(NamedTuple):
    """A deadline, and what is doubtful about it: impossible, no_year, assumed_year, several or ""."""

    deadline: Deadline
    doubt: str = ""


class When(NamedTuple):
    """A day found in the words; None where that day does not exist or has no year."""

    day: date | None
    start: int
    end: int
    doubt: str = ""


def parse(text: str, year: int | None = None) -> Deadline:
    """The deadline in a plan's words; ``year`` is the one meant where the words name none (8月底前)."""
    return read(text, year).deadline


@lru_cache(maxsize=1024)
def read(text: str, year: int | None = None) -> Read:
    """The deadline, and whether the clerk should look at it."""
    words = text.strip()
    plain = plain_words(words)
    if not plain or plain in ABSENT:
        return Read(Deadline(kind=DeadlineKind.NONE, text=words or None))
    if BARE_SPAN.fullmatch(plain):
        plain += "内"
    if PLACEHOLDER.search(plain) or TO_FILL_IN.search(words):
        return Read(Deadline(kind=DeadlineKind.PLACEHOLDER, text=words))
    found = [when for when in days(plain, year) if not START.match(plain, when.end)]
    bad = next((when.doubt for when in found if when.day is None), "")
    if bad:
        return Read(Deadline(kind=DeadlineKind.VAGUE, text=words), bad)
    return _by_span(words, plain, year) or _by_days(words, plain, found) or Read(_by_words(words, plain))


def days(plain: str, year: int | None) -> Iterator[When]:
    """All days named, in order; a day without a year takes that of the one before it, else ``year``."""
    before = None
    for found in _dates(plain[:LONGEST]):
        groups = found.groupdict()
        named = int(groups["year"]) if groups.get("year") else None
        base = before or year
        later = (groups.get("relative") or "本")[0] in NEXT
        its = named or (base + later if base else None)
        day, doubt = _day(groups, its)
        assumed = day and not named and not before
        yield When(day, found.start(), found.end(), doubt or ("assumed_year" if assumed else ""))
        before = its or before


def _dates(plain: str) -> Iterator[re.Match[str]]:
    """The dates from left to right; of those that begin at one place the longest."""
    at = 0
    while hits := [found for found in (pattern.search(plain, at) for pattern in DATES) if found]:
        best = min(hits, key=lambda found: (found.start(), -found.end()))
        yield best
        at = best.end()


@lru_cache(maxsize=1024)
def explicit_years(text: str) -> tuple[int, ...]:
    """The years that stand in the words of a deadline."""
    return tuple(when.day.year for when in days(plain_words(text), None) if when.day)


def plain_words(text: str) -> str:
    """Folded, without blanks, with Chinese numerals before 年月日 as digits and 至 for a hyphen between dates."""
    narrow = MONTHS.sub(r"\1月至", HYPHEN.sub("至", "".join(fold(text).text.split())))
    return NUMERAL.sub(lambda found: str(chinese_number(found.group().replace("○", "〇"))), narrow)


def _day(groups: dict[str, str | None], year: int | None) -> tuple[date | None, str]:
    month, day = _month_and_day(groups)
    if year is None:
        return None, "no_year"
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):  # noqa: PLR2004 - months
        return None, "impossible"
    last = monthrange(year, month)[1]
    if day < 1 or last < day < MONTH_END or day > MONTH_END:
        return None, "impossible"
    return date(year, month, min(day, last)), ""


def _month_and_day(groups: dict[str, str | None]) -> tuple[int, int]:
    """Month and day; day 32 stands for the last of the month."""
    if quarter := groups.get("quarter"):
        return int(quarter) * 3, MONTH_END
    if half := groups.get("half"):
        return (12 if half == "下半年" else 6), MONTH_END
    month = int(groups.get("month") or 12)
    if day := groups.get("day"):
        return month, int(day)
    part = groups.get("part") or ""
    return month, {"上": EARLY, "初": EARLY, "中": MIDDLE}.get(part[:1], MONTH_END)


def _by_span(words: str, plain: str, year: int | None) -> Read | None:
    found = SPAN.search(plain)
    if not found or re.search(r"\d{4}年内", plain):
        return None
    anchor = found.group("anchor") or ""
    if found.group("half"):
        unit, count = ("months", 6) if found.group("half") == "半年" else ("days", 15)
    else:
        name, worth = next(((SPANS[key]) for key in SPANS if found.group("unit").endswith(key)), ("days", 1))
        unit, count = name, int(found.group("count")) * worth
    starts = next((when.day for when in days(anchor, year) if when.day), None)
    within = Within(count=count, unit=unit, anchor=anchor, starts=starts) if anchor else None
    return Read(Deadline(kind=DeadlineKind.WITHIN, text=words, within=within))


def _by_days(words: str, plain: str, found: list[When]) -> Read | None:
    if not found:
        return None
    doubt = next((when.doubt for when in found if when.doubt), "")
    joints = [plain[one.end : two.start] for one, two in pairwise(found)]
    listed = any(LIST.fullmatch(joint) for joint in joints)
    dates = tuple(when.day for when in found if when.day)
    once = len(found) == 1 and found[0].doubt != "assumed_year"
    if listed or (PERIODIC.search(plain) and not once):
        return Read(Deadline(kind=DeadlineKind.PERIODIC, text=words, dates=dates), doubt)
    if any(not RANGE.fullmatch(joint) for joint in joints):
        doubt = "several"
    kind = DeadlineKind.BY_DATE_THEN_ONGOING if ONGOING.search(plain) else DeadlineKind.BY_DATE
    return Read(Deadline(kind=kind, text=words, date=max(dates)), doubt)


def _by_words(words: str, plain: str) -> Deadline:
    immediate, ongoing = IMMEDIATE.search(plain), ONGOING.search(plain)
    if immediate and ongoing:
        kind = DeadlineKind.IMMEDIATE_AND_ONGOING
    elif immediate:
        kind = DeadlineKind.IMMEDIATE
    elif PERIODIC.search(plain):
        kind = DeadlineKind.PERIODIC
    elif ongoing:
        kind = DeadlineKind.ONGOING
    elif PHASE.search(plain):
        kind = DeadlineKind.PHASE
    else:
        kind = DeadlineKind.VAGUE
    return Deadline(kind=kind, text=words)
