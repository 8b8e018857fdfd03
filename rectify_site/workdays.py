"""Chinese working days: the State Council's arrangement, the office's own file, or Monday to Friday as a guess."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

from rectify_site.model.fields import Day, Noun

SATURDAY = 5


class Holidays(Noun):
    """``holidays.yml``: days off and days worked that the office knows before the library does."""

    off: tuple[Day, ...] = ()
    on: tuple[Day, ...] = ()


def is_workday(day: date, holidays: Holidays = Holidays()) -> bool:
    """Whether offices work on a day; where nothing is announced yet (推算) Monday to Friday counts."""
    if day in holidays.off:
        return False
    if day in holidays.on:
        return True
    arranged = _arranged(day)
    return day.weekday() < SATURDAY if arranged is None else arranged


def announced(day: date) -> bool:
    """Whether the arrangement of that year is known; otherwise the answer is a guess and is marked so."""
    return _arranged(day) is not None


@lru_cache(maxsize=8_192)
def _arranged(day: date) -> bool | None:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def after(day: date, count: int, holidays: Holidays = Holidays()) -> date:
    """The last of ``count`` working days that follow a day (the day itself does not count)."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day, holidays)
    return day


def between(day: date, until: date, holidays: Holidays = Holidays()) -> int:
    """How many working days follow a day, up to and with another; none where that is not later."""
    span = (until - day).days
    return sum(is_workday(day + timedelta(days=step), holidays) for step in range(1, span + 1))
