"""整改方案 against how far they have come."""

from __future__ import annotations

from rectify_site import links
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Table
from rectify_site.registry import table
from rectify_site.tables import counts
from rectify_site.tables.counts import Row, Sheet
from rectify_site.tables.listings import gathered
from rectify_site.tables.matters import Base
from rectify_site.tables.places import in_list


@table("by-plan")
def by_plan(base: Base) -> Table:
    """One row a plan that has public matters, in the order of the edition."""
    pairs = [(matter.plan.id, matter) for matter in base.matters if matter.group]
    rows = [
        Row(
            str(key),
            public_text(found[0].plan.title),
            in_list(links.list_of_plan(str(key)), found),
            links.plan(str(key)),
        )
        for key, found in gathered(base.matters, lambda matter: matter.plan.id).items()
    ]
    sheet = Sheet("by-plan", "按整改方案", base.said(), "整改方案")
    return counts.table(sheet, base, rows, pairs)
