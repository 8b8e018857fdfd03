"""The phases of a campaign (动员宣传阶段) and their windows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rectify_site.intake import deadlines
from rectify_site.intake.outline import Block
from rectify_site.model.records import Phase

HEAD = re.compile(
    "(?P<name>[^，。；：:（(）)]{2,20}?阶段)\\s?(?:[（(](?P<window>[^（(）)]{1,60})[）)]|[：:。，](?:时间)?[：:]?(?P<after>[^。；，：:]{4,60}))?"
)
STEPS = (
    "动员|宣传|部署|学习|自查|查摆|剖析|整治|整改|总结|巩固|提升|建章立制|督导|督查|验收|启动|实施|排查|攻坚|推进|评估|评议"
    "|深化|整顿|清理|核查|摸底|梳理|完善|落实|回头看|发动|准备|培训|检查"
)
WINDOWED = re.compile(
    "(?:第[一二三四五六]阶段[：:、 \u3000]?)?"
    f"(?P<name>(?=[^（(]*(?:{STEPS}))[\u4e00-\u9fff、]{{2,16}})[（(](?P<window>[^（(）)]{{1,60}})[）)]"
)
WINDOW_FIRST = re.compile(
    "第[一二三四五六]阶段[（(](?P<window>[^（(）)]{1,60})[）)][：:、 \u3000]?"
    "(?P<name>[\u4e00-\u9fff、]{2,16})(?=[。，；]|$)"
)
ORDINAL = re.compile("第[一二三四五六]阶段")
ANY_YEAR = 2000
TO = re.compile("至|到(?!位)|[—–~～]{1,2}|(?<=\\d)-(?=\\d{4}[.年])|(?<=[日月号])-")
MONTH_ALONE = re.compile("(?:\\d{4}年)?\\d{1,2}月(?:份)?")
MONTH_PART = re.compile("(?:\\d{4}年)?\\d{1,2}月(?:份)?(?:[上中下]旬|底|初|末)?前?")
TEN_DAYS = {"上旬": 1, "中旬": 11, "下旬": 21}
DAY_ALONE = re.compile("\\d{1,2}[日号]")
DOTTED = re.compile("\\d[./-]\\d{1,2}[./-]\\d{1,2}$")
WHOLE_MONTH = re.compile("月份?(?:月?初)?$")


class Stage(NamedTuple):
    """A phase, and the heading it has in the document."""

    phase: Phase
    head: Block


def stages(document: Sequence[Block], year: int | None) -> tuple[Stage, ...]:
    """The phases in order. ``year`` is meant where a window names none."""
    return tuple(_stages(document, year))


def _stages(document: Sequence[Block], year: int | None) -> Iterator[Stage]:
    count = 0
    for block in document:
        found = _head(block, year)
        if found:
            count += 1
            words = found["window"] or _dated(found.groupdict().get("after") or "", year)
            starts, ends = _window(words, year)
            phase = Phase(
                id=f"phase-{count}", name=found["name"], text=words or None, starts=starts, ends=ends
            )
            yield Stage(phase, block)


def _head(block: Block, year: int | None) -> re.Match[str] | None:
    """（一）动员部署阶段, or 动员部署 and 第一阶段：动员部署 where a window stands behind them."""
    named = HEAD.match(block.words) if block.level else None
    if named:
        return named
    windowed = WINDOWED.match(block.words) or WINDOW_FIRST.match(block.words)
    if windowed is None or not (block.level or ORDINAL.match(block.words)):
        return None
    plain = deadlines.plain_words(windowed["window"])
    dated = deadlines.PLACEHOLDER.search(plain) or any(
        when.day for when in deadlines.days(plain, year or ANY_YEAR)
    )
    return windowed if dated and (TO.search(plain) or MONTH_PART.fullmatch(plain)) else None


def _dated(words: str, year: int | None) -> str:
    """The words behind a colon where they are a window and no sentence."""
    plain = deadlines.plain_words(words)
    first = next(iter(deadlines.days(plain, year)), None)
    begins = first is not None and first.start == 0
    return words if begins or (deadlines.PLACEHOLDER.match(plain) and TO.search(plain)) else ""


def _window(words: str, year: int | None) -> tuple[date | None, date | None]:
    """The days a window begins and ends. A placeholder leaves both open, a day that is not named leaves its own."""
    plain = deadlines.plain_words(words)
    if deadlines.PLACEHOLDER.search(plain):
        return None, None
    first, *rest = TO.split(plain)
    if not rest:
        return _one_month(first, year), _end(first, year)
    begun = next(iter(deadlines.days(first, year)), None)
    starts = begun.day if begun else None
    if (
        begun
        and starts
        and not first[begun.start : begun.end].endswith(("日", "号"))
        and not DOTTED.search(first)
    ):
        starts = _first_day(starts, first[begun.start : begun.end + first[begun.end :].startswith("旬")])
    named = deadlines.explicit_years(first)
    last = (
        f"{begun.day.month}月{rest[-1]}"
        if begun and begun.day and DAY_ALONE.fullmatch(rest[-1])
        else rest[-1]
    )
    ends = _end(last, named[0] if named else year)
    return (starts, ends) if not (starts and ends) or starts <= ends else (None, None)


def _one_month(words: str, year: int | None) -> date | None:
    """The first day where the window is a month and no more (2022年5月, and not 5月底前)."""
    if not MONTH_ALONE.fullmatch(words) and words[-2:] not in TEN_DAYS:
        return None
    found = next(iter(deadlines.days(words, year)), None)
    return _first_day(found.day, words) if found and found.day else None


def _first_day(day: date, words: str) -> date | None:
    """The day a month or ten days of it begin; None for 5月底."""
    if words[-2:] in TEN_DAYS:
        return day.replace(day=TEN_DAYS[words[-2:]])
    return day.replace(day=1) if WHOLE_MONTH.search(words) else None


def _end(words: str, year: int | None) -> date | None:
    days = [when.day for when in deadlines.days(words, year)]
    return days[-1] if days else None
