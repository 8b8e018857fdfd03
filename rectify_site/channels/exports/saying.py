"""Facts of a matter in words that stand alone, without a page around them to lead on."""

from __future__ import annotations

from datetime import date

from rectify_site.channels.outlet import Outlet
from rectify_site.official.writing import Cell
from rectify_site.tables.matters import Matter
from rectify_site.tables.standing import Delay, due_words, state_words
from rectify_site.tables.wording import deadline_words

ENDS = ("。", "！", "？", "…")


def day(given: date) -> str:
    """2022年12月31日."""
    return f"{given.year}年{given.month}月{given.day}日"


def closed(text: str) -> str:
    """A text with its full stop."""
    return text if text.endswith(ENDS) else f"{text.rstrip('；，')}。"


def deadline(matter: Matter) -> str:
    """The words of the plan, and the day that counts: the first one too, where it was moved."""
    given = matter.record.deadline
    first, now = given.date, matter.deadline
    said = given.text or ("" if now else deadline_words(given, matter.plan))
    days = day(now) if now else ""
    if now and first != now:
        days = f"原定{day(first)}，现定{day(now)}" if first else f"现定{day(now)}"
    return f"{said}（{days}）" if said and days else said or days


def standing(outlet: Outlet, matter: Matter) -> Cell:
    """The state in public words, and under it what is to be said of the deadline."""
    notices = {notice.id: notice for notice in outlet.edition.notices}
    return Cell(state_words(matter, notices, outlet.edition.as_of), due_words(matter))


def explained(told: Delay) -> str:
    """Why it is late, what comes next, by when: in sentences."""
    said = [f"原因：{closed(told.reason)}" if told.reason else "责任单位尚未说明原因。"]
    if told.next_step:
        said.append(f"下一步：{closed(told.next_step)}")
    if told.expected:
        said.append(f"预计{day(told.expected)}完成。")
    return "".join(said)
