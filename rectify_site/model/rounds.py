"""A collection round (集中报送): what was asked of which unit for which period, and by when.

The round is remembered beside the plan; nothing in it is signed or published. What came back stands in the events of
the records, by ``period`` and ``units``.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import AfterValidator

from rectify_site.model.events import Event
from rectify_site.model.fields import Day, Noun, Slug, Text
from rectify_site.model.records import Record

PERIOD = re.compile(r"([12]\d{3})(?:(H)([12])|(Q)([1-4])|(-)(0[1-9]|1[0-2]))?", re.ASCII)
HALVES, QUARTERS = ("", "上半年", "下半年"), "　一二三四"

UNIT_LINE, PERIOD_LINE, PLAN_LINE, DUE_LINE = "报送单位", "报送期间", "方案编号", "报送截止"
"""The labels above the table of a unit's workbook; a workbook without its memory is known by them."""

ID, NUMBER, ITEM, MEASURES, DEADLINE, STATE, LAST = (
    "编号",
    "序号",
    "整改事项",
    "整改措施",
    "时限",
    "目前状态",
    "最近进展",
)
PROGRESS, STATUS, PACE, DONE_ON, EVIDENCE, REASON, NEXT, EXPECTED = (
    "本期进展",
    "完成情况",
    "进度",
    "完成日期",
    "佐证材料",
    "未按期原因",
    "下一步措施",
    "预计完成日期",
)
ISSUED = (ID, NUMBER, ITEM, MEASURES, DEADLINE, STATE, LAST)
"""The columns the office fills in before it sends the workbook: only to be read."""

FILLED = (PROGRESS, STATUS, PACE, DONE_ON, EVIDENCE, REASON, NEXT, EXPECTED)
"""The columns the unit fills in."""

MARK = ("rectify-site", "collection", "1")
OF_PLAN, OF_PERIOD, OF_UNIT, OF_COLUMNS, OF_ROW = "plan", "period", "unit", "columns", "row"
"""The hidden sheet of a unit's workbook: its first row, and what the first cell of each other row says of the rest."""

STATUS_CHOICES = ("正在整改", "已完成", "阶段目标已完成，长期坚持", "尚未启动")
PACE_CHOICES = ("按计划推进", "进度滞后")


class Period(NamedTuple):
    """A year, half, quarter or month: as it is typed, its first and last day, and its words (2022年上半年)."""

    code: str
    starts: date
    ends: date
    words: str


def period(code: str) -> Period:
    """The period of 2022, 2022H1, 2022Q3 or 2022-06. Raises ValueError for anything else."""
    found = PERIOD.fullmatch(code)
    if found is None:
        message = "a period is written 2022H1, 2022Q3, 2022-06 or 2022"
        raise ValueError(message)
    year = int(found[1])
    if found[2]:
        half = int(found[3])
        first, last, words = half * 6 - 5, half * 6, HALVES[half]
    elif found[4]:
        quarter = int(found[5])
        first, last, words = quarter * 3 - 2, quarter * 3, f"第{QUARTERS[quarter]}季度"
    elif found[6]:
        first = last = int(found[7])
        words = f"{first}月"
    else:
        first, last, words = 1, 12, "全年"
    return Period(code, date(year, first, 1), date(year, last, monthrange(year, last)[1]), f"{year}年{words}")


SPOKEN = re.compile(
    r"([12]\d{3})年?(?:(上半年|下半年|全年)|第?([一二三四])季度|(1[0-2]|0?[1-9])月份?)?", re.ASCII
)


def code(said: str) -> str:
    """The code of a period as it is typed or shown (2022年上半年 → 2022H1); what is neither comes back as it is."""
    plain = "".join(unicodedata.normalize("NFKC", said).split())
    found = SPOKEN.fullmatch(plain)
    if found is None:
        return plain.upper()
    year, part, quarter, month = found.groups()
    if month:
        return f"{year}-{int(month):02}"
    if quarter:
        return f"{year}Q{QUARTERS.index(quarter)}"
    return year + (f"H{HALVES.index(part)}" if part in HALVES[1:] else "")


def _checked(code: str) -> str:
    return period(code).code


class Asked(Noun):
    """What one unit was asked about. ``own`` marks the office itself: matters without a lead unit of their own."""

    unit: Text
    records: tuple[Slug, ...]
    own: bool = False


class Round(Noun):
    """One round of a plan; units in the order of the office's list."""

    plan: Slug
    period: Annotated[str, AfterValidator(_checked)]
    due: Day
    asked: tuple[Asked, ...] = ()

    @property
    def words(self) -> str:
        """The period as its events name it."""
        return period(self.period).words


class Answer(NamedTuple):
    """Where a unit stands in a round: the ids it reported on, and those it still owes."""

    unit: str
    reported: tuple[str, ...]
    missing: tuple[str, ...]


def told(record: Record, unit: str, words: str) -> tuple[Event, ...]:
    """What a unit has said about a record for a period."""
    return tuple(event for event in record.events if event.period == words and unit in event.units)


def answers(asked: Round, records: Iterable[Record], settled: Iterable[str] = ()) -> tuple[Answer, ...]:
    """Who has answered. Nobody owes an answer about what has gone from the plan or is ``settled`` meanwhile."""
    known, done = {record.id: record for record in records}, frozenset(settled)
    found = []
    for one in asked.asked:
        reported = [
            name for name in one.records if name in known and told(known[name], one.unit, asked.words)
        ]
        missing = [
            name for name in one.records if name in known and name not in done and name not in reported
        ]
        found.append(Answer(one.unit, tuple(reported), tuple(missing)))
    return tuple(found)
