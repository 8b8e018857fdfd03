"""Single cells of a returned row: a text as one paragraph, a day as people write it, and questions about both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rectify_site.errors import N_
from rectify_site.intake.grids import Cell
from rectify_site.intake.paragraphs import UNSEEN, shown
from rectify_site.intake.returns import Note, Row
from rectify_site.model.fields import FORBIDDEN, TEXT_LIMIT
from rectify_site.text import fold

NOTHING = frozenset({"", "无", "没有", "/", "\\", "-", "--", "—", "——", "〇", "空"})
"""What people put into a cell so as to leave it empty."""

DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?: ?00:00(?::00)?)?", re.ASCII)
SERIAL = re.compile(r"[34]\d{4}", re.ASCII)  # Excel's count of days, 1982 to 2036
BEFORE_EXCEL = date(1899, 12, 30)
ENDS = tuple("。；！？，、：;!?,:")

UNUSABLE = N_(
    "{place}: {title} of matter {number} is too long or holds a character that cannot be kept; not taken"
)
NO_DAY = N_("{place}: “{words}” is no day ({title} of matter {number}); write it like {like}; {what}")
NO_SUCH_MONTH = N_("{place}: {title} of matter {number} is {words}: there is no month {month}; {what}")
NO_SUCH_DAY = N_("{place}: {title} of matter {number} is {words}: month {month} has no day {day}; {what}")
MONTHS = 12


class Reader(NamedTuple):
    """One row while it is read; questions collect in ``notes``."""

    row: Row
    notes: list[Note]

    def cell(self, title: str) -> Cell:
        """The cell of a column; an empty one where the sheet has no such column."""
        return self.row.cells.get(title, Cell())

    def ask(self, code: str, message: str, title: str, **values: str) -> None:
        """Put a question about a cell on the list."""
        self.notes.append(Note(code, message, {**self._about(title), **values}))

    def tell(self, code: str, message: str, title: str, **values: str) -> None:
        """Point a cell out that was taken as it is."""
        self.notes.append(Note(code, message, {**self._about(title), **values}, "said"))

    def _about(self, title: str) -> dict[str, str]:
        cell = self.cell(title)
        return {"place": cell.place, "number": self.row.number, "title": title, "words": shown(cell.text)}

    def text(self, title: str) -> str:
        """A cell as one paragraph; nothing where it only fills the space or cannot be kept."""
        text = UNSEEN.sub("", self.cell(title).text.replace("\t", " ")).strip()
        if fold(text).text.strip() in NOTHING:
            return ""
        if FORBIDDEN.search(text) or len(text) > TEXT_LIMIT:
            self.ask("G148", UNUSABLE, title)
            return ""
        return text

    def day(self, title: str, what: str, like: date) -> date | None:
        """The day in a cell; asked about where it is none. ``what`` says what is not taken then."""
        cell = self.cell(title)
        found = cell.day or day_of(cell.text)
        if found is None:
            written = DAY.fullmatch(fold(cell.text).text.strip())
            month, day = (int(written[2]), int(written[3])) if written else (0, 0)
            message = NO_SUCH_DAY if 1 <= month <= MONTHS else NO_SUCH_MONTH if written else NO_DAY
            self.ask("G142", message, title, month=str(month), day=str(day), like=str(like), what=what)
        return found


def day_of(text: str) -> date | None:
    """2022-06-20, 2022.6.20, 2022年6月20日, or Excel's number of a day; None for anything else, months too."""
    plain = fold(text).text.strip()
    if SERIAL.fullmatch(plain):
        return BEFORE_EXCEL + timedelta(days=int(plain))
    found = DAY.fullmatch(plain)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def line(text: str) -> str:
    """Several lines of a cell as one paragraph: nothing is added but a blank where a line ends without a stop."""
    parts: Sequence[str] = [part.strip() for part in text.splitlines() if part.strip()]
    joined = [part if part.endswith(ENDS) else f"{part}　" for part in parts[:-1]]
    return "".join((*joined, *parts[-1:]))
