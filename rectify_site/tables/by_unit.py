"""牵头单位 against how far they have come."""

from __future__ import annotations

from rectify_site import links
from rectify_site.model.outputs import Table
from rectify_site.registry import table
from rectify_site.tables import counts
from rectify_site.tables.counts import Row, Sheet
from rectify_site.tables.listings import NOBODY_WORDS, leading, unregistered
from rectify_site.tables.matters import Base, counted
from rectify_site.tables.places import in_list, on_page


@table("by-unit")
def by_unit(base: Base) -> Table:
    """Rows in the order of the office's own list, never by count; units it does not know come after."""
    known = {unit.name: links.unit(unit.id) for unit in base.edition.units}
    lists = unregistered(base.edition, base.matters)
    pairs = [(name, matter) for matter in counted(base.matters) for name in leading(base.edition, matter)]
    found = dict.fromkeys(name for name, _ in pairs)
    rows = [Row(name, name, on_page(page, "lead"), page) for name, page in known.items() if name in found]
    for name, path in lists.items():
        own = [matter for lead, matter in pairs if lead == name]
        rows.append(Row(name, name or NOBODY_WORDS, in_list(path, own)))
    shared = sum(len(leading(base.edition, matter)) > 1 for matter in counted(base.matters))
    twice = f"有{shared}项由两个以上单位牵头，各单位都计；合计每项只计一次。" if shared else ""
    sheet = Sheet("by-unit", "按牵头单位", base.said(twice), "牵头单位")
    return counts.table(sheet, base, rows, pairs)
