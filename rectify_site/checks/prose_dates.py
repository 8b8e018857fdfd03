"""Days written out in running text that do not exist: 2月30日, 13月, 4月31日."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from rectify_site.checks.passages import Hit, Passage
from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.registry import check
from rectify_site.text import chinese_number

_NUMBER = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_DAY = re.compile(
    rf"(?:(?P<year>[0-9]{{4}}|[〇零一二三四五六七八九]{{4}})\s?年\s?)?(?<![0-9一二三四五六七八九十])(?P<month>{_NUMBER})\s?月\s?(?P<day>{_NUMBER})\s?[日号]"
)
_LEAP = 2024
_MONTHS = 12


@check(
    "T911",
    level=Level.ERROR,
    on="text",
    cue=re.compile(r"月[\W_]{0,3}[0-9一二三四五六七八九十]{1,3}[\W_]{0,3}[日号]"),
    title=N_("day that does not exist"),
)
def existing_day(passage: Passage) -> Iterator[Hit]:
    """29 February counts where no year is written; 底 and 上旬 are no days."""
    for match in _DAY.finditer(passage.shadow.text):
        month, day = (_value(match.group(name)) for name in ("month", "day"))
        year = _value(match.group("year")) or _LEAP
        if not _exists(year, month, day):
            hint = N_("compare with the paper and correct the day in the source document")
            values = {"day": passage.written(*match.span())}
            yield Hit(*match.span(), Complaint(passage.field, N_("{day} does not exist"), values, hint))


def _value(text: str | None) -> int:
    if text is None:
        return 0
    return int(text) if text.isdecimal() else chinese_number(text) or 0


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= _MONTHS and 1 <= day <= calendar.monthrange(year, month)[1]
