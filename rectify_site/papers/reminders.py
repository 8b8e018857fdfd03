"""催报清单: who has not answered in a round, in the order of the office's list of units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from rectify_site.model.rounds import Answer, Round
from rectify_site.papers.workbooks import Column, Sheet, saved

FILE = "催报清单.xlsx"
COLUMNS = (
    Column("单位", 26),
    Column("应报", 8),
    Column("已报", 8),
    Column("未报", 8),
    Column("未报事项", 60),
    Column("截止日期", 13),
    Column("是否已过截止", 14),
)


def reminders(asked: Round, plan: str, given: Iterable[Answer], names: Mapping[str, str], on: date) -> bytes:
    """The workbook; ``names`` are number and words of each matter by its id, ``on`` the day it is made for."""
    past = "是" if on > asked.due else "否"
    rows = tuple(
        (
            answer.unit,
            len(answer.reported) + len(answer.missing),
            len(answer.reported),
            len(answer.missing),
            "\n".join(names[name] for name in answer.missing),
            asked.due,
            past if answer.missing else "—",
        )
        for answer in given
    )
    above = (
        f"{asked.words}整改进展催报清单",
        f"方案：{plan}",
        f"统计到：{on}　　报送截止：{asked.due}",
    )
    return saved((Sheet("催报清单", COLUMNS, rows, above, frozen=1),))
