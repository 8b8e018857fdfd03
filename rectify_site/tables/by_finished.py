"""Months in which matters were done."""

from __future__ import annotations

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.outputs import Table
from rectify_site.model.states import Group
from rectify_site.registry import table
from rectify_site.tables.counts import Sheet, figure, plain
from rectify_site.tables.listings import finished
from rectify_site.tables.matters import Base, counted


@table("by-finished")
def by_finished(base: Base) -> Table:
    """One row a month in which something was done that still is; the total is what is done."""
    rows, before = [], 0
    for section in finished(base.matters):
        rows.append((links.place(links.FINISHED, before, section.key), section.words, section.matters))
        before += len(section.matters)
    done = words.done(matter.plan for matter in counted(base.matters))
    said = "按认定完成的月份计；后来要求重新整改的不计入。"
    sheet = Sheet("by-finished", "按完成月份", said, "月份")
    return plain(sheet, (sheet.head, done), rows, figure(before, base.places[str(Group.DONE)]))
