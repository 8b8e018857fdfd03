"""Months in which matters fall due, by the deadline in force."""

from __future__ import annotations

from datetime import date

from rectify_site import links
from rectify_site.model.outputs import Table
from rectify_site.registry import table
from rectify_site.tables import counts
from rectify_site.tables.counts import Row, Sheet
from rectify_site.tables.matters import Base, counted
from rectify_site.tables.places import in_list


def _key(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


@table("by-month")
def by_month(base: Base) -> Table:
    """One row a month in which something falls due; matters without a date are said and not counted."""
    found = counted(base.matters)
    dated = [(matter.deadline, matter) for matter in found if matter.deadline]
    days = {_key(day): day for day, _ in dated}
    rows = []
    for key, day in sorted(days.items()):
        inside = [matter for own, matter in dated if _key(own) == key]
        places = in_list(links.month(day), inside)
        rows.append(Row(key, f"{day.year}年{day.month}月", places, links.month(day)))
    undated = len(found) - len(dated)
    kept = tuple(matter for _, matter in dated)
    only = Base(base.edition, kept, in_list(links.DATED, kept))
    without = f"另有{undated}项没有写明日期，列在后面。" if undated else ""
    said = f"按有完成日期的{len(dated)}项计，有调整的按现定时限。{without}"
    sheet = Sheet("by-month", "按时限月份", said, "时限")
    return counts.table(sheet, only, rows, [(_key(day), matter) for day, matter in dated])
