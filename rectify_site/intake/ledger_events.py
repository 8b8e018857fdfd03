"""What a ledger says of progress, as events: only where a day is known, and never more than a unit can claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rectify_site.errors import N_
from rectify_site.intake import columns, deadlines, ledgers, status_words
from rectify_site.intake.ledgers import Entry
from rectify_site.intake.status_words import Said
from rectify_site.model.events import Event, EventKind, Evidence
from rectify_site.text import fold

YES = Said(EventKind.SUBMITTED)
YES_NO = re.compile("是否")
NO = "未完成"
STATE = re.compile("状态|是否|结果|完成情况|销号情况")
SHORT = 10  # characters of a status; what is longer tells of progress
NOTHING = frozenset({"", "无", "/", "-", "—", "——", "暂无"})
DIVIDERS = re.compile("[;；\n]")

NO_DAY = N_("progress without a day: write 截至…年…月…日 above the table, or collect it with `collect in`")
NOT_KNOWN = N_("these words for a status are not known: use 正在整改, 已完成 or 阶段目标已完成，长期坚持")
CLOSED = N_(
    "a matter is closed by the office, with its document: enter it in the record, with the steps before it"
)
NOT_DONE = N_("a day of completion of a matter that is not reported as done")
NO_EVENT = N_("it belongs to a report of progress, and none was taken from this row")


_read = lru_cache(maxsize=1024)(status_words.read)  # a ledger says the same few words in every row


class Told(NamedTuple):
    """The events of a matter, and cells that are in none of them with the reason."""

    events: tuple[Event, ...] = ()
    left: tuple[tuple[str, str], ...] = ()


def told(entries: Sequence[Entry], as_of: date | None) -> Told:
    """The events in the columns for progress. ``as_of`` is the day that stands above the table (截至…日)."""
    progress = [entry for entry in entries if entry.column.role == "progress"]
    days = [entry for entry in entries if entry.column.role == "done_on"]
    rest = [entry for entry in entries if entry.column.role in {"evidence", "closed_on"}]
    if not progress and not days:
        return Told((), _left(rest, NO_EVENT))
    left = [(entry.cell.place, CLOSED) for entry in progress if status_words.says_closed(entry.text)]
    if left:
        return Told((), (*_left([*progress, *days, *rest], CLOSED),))
    said = next(filter(None, map(_said, progress)), None)
    unknown = [entry for entry in progress if said is None and _is_status(entry)]
    left += [(entry.cell.place, NOT_KNOWN) for entry in unknown]
    words = [entry for entry in progress if entry not in unknown and _said(entry) is None]
    done_on = next(filter(None, (entry.cell.day or _day(entry.text) for entry in days)), None)
    if said is None and done_on and not words and not unknown:
        said = YES
    kind = said.kind if said else EventKind.PROGRESS
    on = (done_on if kind is EventKind.SUBMITTED else None) or as_of
    meant = [entry for entry in progress if entry not in unknown and entry.text not in NOTHING]
    if on is None or not (meant or kind is EventKind.SUBMITTED):
        return Told((), (*left, *_left([*meant, *days, *rest], NO_DAY if meant else NO_EVENT)))
    if kind is not EventKind.SUBMITTED:
        left += _left(days, NOT_DONE)
    left += _left([entry for entry in rest if entry.column.role == "closed_on"], CLOSED)
    text = "".join(piece for entry in (words or meant) for piece in ledgers.pieces(entry))
    event = Event(
        on=on,
        kind=kind,
        text=text or None,
        pace=said.pace if said and kind is EventKind.PROGRESS else None,
        evidence=tuple(Evidence(title=title) for title in _evidence(rest)),
    )
    return Told((event,), tuple(left))


def _left(entries: Sequence[Entry], why: str) -> tuple[tuple[str, str], ...]:
    return tuple((entry.cell.place, why) for entry in entries if not entry.cell.repeated)


def _said(entry: Entry) -> Said | None:
    """What the words of a status stand for; 是, 否, √ and × under 是否完成."""
    text = entry.text.strip("。")
    if YES_NO.search(entry.column.label):
        if text == "是" or text in columns.TICKS:
            return YES
        if text == "否" or text in columns.CROSSES:
            return _read(NO)
    return _read(text)


def _is_status(entry: Entry) -> bool:
    short = len(entry.text) <= SHORT and entry.text not in NOTHING
    return short and STATE.search(entry.column.label) is not None


def _evidence(entries: Sequence[Entry]) -> list[str]:
    texts = (entry.text for entry in entries if entry.column.role == "evidence")
    parts = (part.strip() for text in texts for part in DIVIDERS.split(text))
    return [part for part in parts if part not in NOTHING]


def _day(text: str) -> date | None:
    """The one whole day that a text names."""
    found = [when.day for when in deadlines.days(deadlines.plain_words(text), None)]
    whole = re.search(r"\d(?:日|号)|\d[./-]\d{1,2}[./-]\d", fold(text).text) is not None
    return found[0] if len(found) == 1 and whole else None


def as_of(texts: Sequence[str]) -> date | None:
    """The day up to which a ledger tells (截至2022年6月30日), else the one it was filled in on."""
    for cue in ("截至|截止", "(?:填报|填表|统计|报送|更新|制表)(?:日期|时间)"):
        for text in texts:
            found = re.search(rf"(?:{cue})[：:]?([^）)，。；]{{4,24}})", text)
            day = _day(found.group(1)) if found else None
            if day:
                return day
    return None
