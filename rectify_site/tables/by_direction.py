"""整改方向 against how far they have come."""

from __future__ import annotations

from rectify_site import links
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Table
from rectify_site.model.records import Direction, Plan
from rectify_site.registry import table
from rectify_site.tables import counts
from rectify_site.tables.counts import Row, Sheet
from rectify_site.tables.matters import Base, Matter, ordinal

NONE = "方案未分方向"


def _key(matter: Matter) -> str:
    place = (
        matter.plan.directions.index(matter.headings[0]) if matter.headings else len(matter.plan.directions)
    )
    return f"{matter.plan.id}/{place:04}"


def _words(plan: Plan, heading: Direction, *, several: bool) -> str:
    title = ordinal(heading) + public_text(heading.title)
    return f"{public_text(plan.title)}：{title}" if several else title


@table("by-direction")
def by_direction(base: Base) -> Table:
    """One row a top direction, in the order of the plans; matters without one come last in their plan."""
    pairs = [(_key(matter), matter) for matter in base.matters if matter.group]
    several = len(base.plans) > 1
    rows = {}
    for key, matter in sorted(pairs, key=lambda pair: pair[0]):
        if matter.headings:
            top = matter.headings[0]
            said = _words(matter.plan, top, several=several)
            rows[key] = Row(key, said, links.direction(matter.plan, top), parted=True)
        else:
            rows[key] = Row(key, NONE, links.plan(matter.plan.id))
    sheet = Sheet("by-direction", "按整改方向", base.said(), "整改方向")
    return counts.table(sheet, base, list(rows.values()), pairs)
