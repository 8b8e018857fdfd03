"""The lists by deadline that have pages of their own: months, matters without a date, and what is due in long lists."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from typing import NamedTuple

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.pages.view import View
from rectify_site.tables.matters import Matter

FOLDER = posixpath.dirname(links.DEADLINES)
UNDATED = f"{FOLDER}/undated.html"


class DueList(NamedTuple):
    """A list by deadline: what it is called, and the condition it is about, if it is about one."""

    words: str
    matters: tuple[Matter, ...]
    due: Due | None = None


def due_lists(view: View) -> dict[str, DueList]:
    """All of them by their page: months in the order of time, each by day."""
    months: dict[str, list[Matter]] = defaultdict(list)
    for matter in sorted(view.counted, key=lambda matter: str(matter.deadline)):
        months[links.month(matter.deadline) if matter.deadline else UNDATED].append(matter)
    lists = {path: DueList(_words(path), tuple(months[path])) for path in sorted(months)}
    for due in (Due.LATE, Due.REACHED, Due.NEAR):
        found = tuple(matter for matter in view.counted if matter.due is due)
        if len(found) > links.FEW:
            lists[links.condition(due, len(found))] = DueList(words.DUE[due], found, due)
    return lists


def _words(path: str) -> str:
    if path == UNDATED:
        return "没有写明日期"
    year, month = posixpath.basename(path).removesuffix(".html").split("-")
    return f"{year}年{int(month)}月"
