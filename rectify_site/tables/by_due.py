"""What is owed by a date, in the four conditions; with the rest, so that it adds up."""

from __future__ import annotations

from rectify_site.model import words
from rectify_site.model.outputs import Table
from rectify_site.registry import table
from rectify_site.tables.counts import Sheet, figure, plain
from rectify_site.tables.listings import due_rows
from rectify_site.tables.matters import Base, counted
from rectify_site.tables.places import COUNTED, in_list


@table("by-due")
def by_due(base: Base) -> Table:
    """Every condition, also those in which nothing stands."""
    found = counted(base.matters)
    label = words.item(matter.plan for matter in found)
    rows = [
        (in_list(path, inside)[COUNTED] if path.startswith("lists/") else path, name, inside)
        for path, name, inside in due_rows(base.matters)
    ]
    sheet = Sheet("by-due", "按时限情况", base.said("有调整的按现定时限。"), "时限情况")
    return plain(sheet, (sheet.head, label), rows, figure(len(found), base.places[COUNTED]))
