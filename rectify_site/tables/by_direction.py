"""整改方向 against how far they have come."""

from __future__ import annotations

from rectify_site import links
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Table
from rectify_site.model.records import Direction, Plan
from rectify_site.registry import table
from rectify_site.tables import counts
from rectify_site.tables.counts import Row, Sheet
from rectify_site.tables.listings import NO_DIRECTION
from rectify_site.tables.matters import Base, Matter, ordinal
from rectify_site.tables.places import in_list, on_page


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
            page = links.direction(matter.plan, top)
            rows[key] = Row(key, said, on_page(page), page)
        else:
            rest = [other for its, other in pairs if its == key]
            rows[key] = Row(key, NO_DIRECTION, in_list(links.list_of_rest(matter.plan.id), rest))
    sheet = Sheet("by-direction", "按整改方向", base.said(), "整改方向")
    return counts.table(sheet, base, list(rows.values()), pairs)
