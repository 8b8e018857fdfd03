"""牵头单位 against how far they have come."""

from __future__ import annotations

from rectify_site import links
from rectify_site.model.outputs import Table
from rectify_site.registry import table
from rectify_site.tables import counts
from rectify_site.tables.counts import Row, Sheet
from rectify_site.tables.matters import Base, Matter

NOBODY = ""
NOBODY_WORDS = "方案未列牵头单位"


def _name(base: Base, given: str) -> str:
    unit = base.edition.unit_of.get(given)
    return unit.name if unit else given


def _leading(base: Base, matter: Matter) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_name(base, given) for given in matter.record.lead_units)) or (NOBODY,)


@table("by-unit")
def by_unit(base: Base) -> Table:
    """Rows in the order of the office's own list, never by count; units it does not know come after."""
    pairs = [(name, matter) for matter in base.matters if matter.group for name in _leading(base, matter)]
    leading = dict.fromkeys(name for name, _ in pairs)
    known = {unit.name: unit for unit in base.edition.units}
    order = [name for name in known if name in leading] + [name for name in leading if name not in known]
    order.sort(key=lambda name: name == NOBODY)
    pages = {name: links.unit(known[name].id) if name in known else None for name in order}
    rows = [Row(name, name or NOBODY_WORDS, pages[name], parted=True) for name in order]
    shared = sum(len(_leading(base, matter)) > 1 for matter in base.matters if matter.group)
    twice = f"有{shared}项由两个以上单位牵头，各单位都计；合计每项只计一次。" if shared else ""
    sheet = Sheet("by-unit", "按牵头单位", base.said(twice), "牵头单位")
    return counts.table(sheet, base, rows, pairs)
