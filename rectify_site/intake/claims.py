"""What a unit wrote in its row, as events: claims, dated, each with what its kind needs. Nothing is guessed.

A word nobody knows, a day that cannot be, a field that is missing is asked about; 已完成 is a claim (报送完成) and no
more than that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError

from rectify_site.errors import N_
from rectify_site.intake import status_words
from rectify_site.intake.return_cells import UNUSABLE, Reader, line
from rectify_site.intake.return_forms import FORMULA
from rectify_site.intake.returns import Note, Row
from rectify_site.model import rounds, words
from rectify_site.model.events import Event, EventKind, Pace
from rectify_site.text import fold

DIVIDERS = re.compile("[;；\n]")
ERROR = re.compile(r"#(?:REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|N/A|SPILL!|CALC!|GETTING_DATA)", re.ASCII)
"""What Excel shows where a formula failed."""

NOT_STARTED = re.compile("(?:暂|尚|还)?(?:未|没有)(?:启动|开展|开始)(?:整改)?")

ALONE = (rounds.PACE, rounds.DONE_ON, rounds.EVIDENCE, rounds.NEXT, rounds.EXPECTED)
"""What says nothing without a word on progress or status."""

PACES = {said: pace for pace, said in words.PACE.items() if said}


class Asking(NamedTuple):
    """Who is asked and for when: the unit, the words of the period, the day of the answer, the plan's first day.

    ``ends`` is the last day of the period.
    """

    unit: str
    period: str
    on: date
    began: date | None = None
    ends: date | None = None


class Claimed(NamedTuple):
    """The events of one row in the order in which they happen, which of them have a day of their own, and questions."""

    id: str
    number: str
    events: tuple[Event, ...] = ()
    dated: frozenset[EventKind] = frozenset()
    notes: tuple[Note, ...] = ()


def claimed(row: Row, asking: Asking) -> Claimed:
    """The events a row stands for; none for a row left blank."""
    reader = Reader(row, [])
    if _broken(reader):
        return Claimed(row.id, row.number, notes=tuple(reader.notes))
    texts = {title: reader.text(title) for title in rounds.FILLED}
    if not any(texts.values()):
        return Claimed(row.id, row.number, notes=tuple(reader.notes))
    delay = _delay(reader, texts, asking)
    kind, pace = _status(reader, texts)
    report = None
    dated: frozenset[EventKind] = frozenset()
    if kind is EventKind.SUBMITTED:
        report = _submitted(reader, texts, asking)
        dated = frozenset({kind}) if texts[rounds.DONE_ON] else dated
    elif kind is not None:
        report = _under_way(reader, texts, asking, kind, pace)
    events = [event for event in (delay, report) if event]
    if report and report.kind is EventKind.PROGRESS:
        events.reverse()  # what is said of a delay holds for the state after the progress
    return Claimed(row.id, row.number, tuple(events), dated, tuple(reader.notes))


def _broken(reader: Reader) -> bool:
    """Whether a cell holds no words of the unit but a formula that came to nothing; each is asked about."""
    for title in rounds.FILLED:
        cell = reader.cell(title)
        if cell.text == FORMULA:
            reader.ask("G158", NO_RESULT, title, what=LEFT_OUT)
        elif ERROR.fullmatch(cell.text):
            reader.ask("G158", BROKEN, title, what=LEFT_OUT)
    return bool(reader.notes)


LEFT_OUT = N_("this row was not registered; collect it again once the unit has put it right")
NOT_REPORTED = N_("what this row reports was not registered; collect it again once the unit has put it right")
NOT_EXPLAINED = N_("the explanation was not registered; collect it again once the unit has put it right")
NO_DAY_TAKEN = N_("this day was not taken")
BROKEN = N_("{place}: {title} of matter {number} shows a formula that failed ({words}); {what}")
NO_RESULT = N_("{place}: {title} of matter {number} is a formula without a result; write the words; {what}")
LATE = N_("{place}: {title} of matter {number} is {words}, after the period ends ({ends}); taken as written")
FUTURE = N_("{place}: {title} of matter {number} is {words}, after {on}; {what}")
BEFORE = N_("{place}: {title} of matter {number} is {words}, before the plan ({began}); {what}")
PAST = N_("{place}: {title} of matter {number} is {words}, not after {on}; {what}")
UNKNOWN = N_(
    "{place}: matter {number}: nobody knows what “{words}” means; progress not taken; known are: {known}"
)
UNKNOWN_PACE = N_(
    "{place}: matter {number}: the pace “{words}” is not known and was not taken; known are: {known}"
)
CLOSING = N_(
    "{place}: matter {number}: a unit cannot close a matter (“{words}”); it reports 已完成; not taken"
)
NO_TEXT = N_("{place}: matter {number} says “{said}” without 本期进展; write what was done; not taken")
NO_EVIDENCE = N_(
    "{place}: matter {number} is reported as done without 佐证材料; ask for it before the signature"
)
NOT_DONE = N_("{place}: matter {number} has a 完成日期 but is not reported as done; the day was not taken")
NO_STATUS = N_("{place}: matter {number} has {title} but no 本期进展 and no 完成情况; not taken")
LACKS = N_("{place}: 未按期说明 of matter {number} lacks {lacking}; not taken until it is whole")
NOT_BEGUN = N_("{place}: matter {number} is reported as not begun; there is no progress to register")
NO_PACE = N_("{place}: matter {number} is not under way any more; its pace “{words}” was not taken")
TWO_PACES = N_(
    "{place}: matter {number}: 完成情况 “{said}” and 进度 “{words}” do not agree; the pace was not taken"
)


def _status(reader: Reader, texts: Mapping[str, str]) -> tuple[EventKind | None, Pace | None]:
    """The kind of event the unit's word stands for. Without a word, written progress is progress."""
    said = texts[rounds.STATUS]
    if not said:
        if texts[rounds.PROGRESS]:
            return EventKind.PROGRESS, None
        loose = next((title for title in ALONE if texts[title]), "")
        if loose and not texts[rounds.REASON]:
            reader.ask("G143", NO_STATUS, loose)
        return None, None
    found = status_words.read(said)
    if status_words.says_closed(said):
        reader.ask("G138", CLOSING, rounds.STATUS)
        return None, None
    if found is None:
        reader.ask("G138", UNKNOWN, rounds.STATUS, known=_listed(rounds.STATUS_CHOICES))
        return None, None
    if NOT_STARTED.fullmatch(fold(said).text.strip()):
        reader.ask("G143", NOT_BEGUN, rounds.STATUS)
        return None, None
    return found.kind, found.pace


def _listed(known: tuple[str, ...]) -> str:
    return "、".join(f"“{one}”" for one in known)


def _submitted(reader: Reader, texts: Mapping[str, str], asking: Asking) -> Event | None:
    """报送完成 on the day it was done; a day that cannot be takes the claim with it."""
    on: date | None = asking.on
    if texts[rounds.DONE_ON]:
        on = _done_on(reader, asking)
    if on is None:
        return None
    evidence = [{"title": part.strip()} for part in DIVIDERS.split(texts[rounds.EVIDENCE]) if part.strip()]
    if not evidence:
        reader.ask("G143", NO_EVIDENCE, rounds.STATUS)
    _no_pace(reader, texts)
    return _event(reader, asking, texts, on=on, kind=EventKind.SUBMITTED, evidence=evidence)


def _done_on(reader: Reader, asking: Asking) -> date | None:
    day = reader.day(rounds.DONE_ON, NOT_REPORTED, asking.on)
    if day is None:
        return None
    if day > asking.on:
        reader.ask("G142", FUTURE, rounds.DONE_ON, words=str(day), on=str(asking.on), what=NOT_REPORTED)
        return None
    if asking.began and day < asking.began:
        reader.ask("G142", BEFORE, rounds.DONE_ON, words=str(day), began=str(asking.began), what=NOT_REPORTED)
        return None
    if asking.ends and day > asking.ends:
        reader.tell("G142", LATE, rounds.DONE_ON, words=str(day), ends=str(asking.ends))
    return day


def _under_way(
    reader: Reader, texts: Mapping[str, str], asking: Asking, kind: EventKind, pace: Pace | None
) -> Event | None:
    """报送进展 or 完成阶段目标: both are nothing without words."""
    if texts[rounds.DONE_ON]:
        reader.ask("G142", NOT_DONE, rounds.DONE_ON)
    if not texts[rounds.PROGRESS]:
        reader.ask("G143", NO_TEXT, rounds.STATUS, said=texts[rounds.STATUS])
        return None
    evidence = [{"title": part.strip()} for part in DIVIDERS.split(texts[rounds.EVIDENCE]) if part.strip()]
    more: dict[str, Any] = {}
    if kind is EventKind.PROGRESS:
        more["pace"] = _pace(reader, texts, pace)
    else:
        _no_pace(reader, texts)
    return _event(reader, asking, texts, on=asking.on, kind=kind, evidence=evidence, **more)


def _no_pace(reader: Reader, texts: Mapping[str, str]) -> None:
    if texts[rounds.PACE]:
        reader.ask("G149", NO_PACE, rounds.PACE)


def _pace(reader: Reader, texts: Mapping[str, str], said: Pace | None) -> Pace | None:
    text = texts[rounds.PACE]
    if not text:
        return said
    read = status_words.read(text)
    pace = PACES.get(text) or (read.pace if read else None)
    if pace is None:
        reader.ask("G138", UNKNOWN_PACE, rounds.PACE, known=_listed(rounds.PACE_CHOICES))
        return None
    if said in PACES.values() and said is not pace:
        reader.ask("G138", TWO_PACES, rounds.PACE, said=texts[rounds.STATUS])
        return None
    return pace


def _delay(reader: Reader, texts: Mapping[str, str], asking: Asking) -> Event | None:
    """未按期说明, only whole: reason, next step and the day it is expected now."""
    if not texts[rounds.REASON]:
        return None
    expected = _expected(reader, texts, asking, NOT_EXPLAINED)
    lacking = [title for title in (rounds.NEXT, rounds.EXPECTED) if not texts[title]]
    if lacking:
        reader.ask("G143", LACKS, rounds.REASON, lacking="、".join(lacking))
    if lacking or expected is None:
        return None
    return _made(
        reader,
        rounds.REASON,
        on=asking.on,
        kind=EventKind.DELAY_EXPLAINED,
        units=(asking.unit,),
        period=asking.period,
        by=asking.unit,
        reason=line(texts[rounds.REASON]),
        next_step=line(texts[rounds.NEXT]),
        expected=expected,
    )


def _expected(reader: Reader, texts: Mapping[str, str], asking: Asking, what: str) -> date | None:
    day = reader.day(rounds.EXPECTED, what, asking.on) if texts[rounds.EXPECTED] else None
    if day and day <= asking.on:
        reader.ask("G142", PAST, rounds.EXPECTED, words=str(day), on=str(asking.on), what=what)
        return None
    return day


def _event(reader: Reader, asking: Asking, texts: Mapping[str, str], **fields: object) -> Event | None:
    """A report of the unit; a next step and an expected day without a reason belong to it."""
    text = line(texts[rounds.PROGRESS])
    more: dict[str, object] = {"text": text} if text else {}
    if not texts[rounds.REASON]:
        step, expected = line(texts[rounds.NEXT]), _expected(reader, texts, asking, NO_DAY_TAKEN)
        more |= {"next_step": step} if step else {}
        more |= {"expected": expected} if expected else {}
    return _made(reader, rounds.PROGRESS, units=(asking.unit,), period=asking.period, **more, **fields)


def _made(reader: Reader, title: str, **fields: object) -> Event | None:
    try:
        return Event.model_validate(fields)
    except ValidationError:
        reader.ask("G148", UNUSABLE, title)
        return None
