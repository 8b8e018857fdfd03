"""Years of the work, side by side."""

from __future__ import annotations

from rectify_site import links
from rectify_site.model.outputs import Table
from rectify_site.registry import table
from rectify_site.tables import counts
from rectify_site.tables.counts import Row, Sheet
from rectify_site.tables.listings import NO_YEAR, gathered, year_of
from rectify_site.tables.matters import Base, counted
from rectify_site.tables.places import in_list


@table("by-year")
def by_year(base: Base) -> Table:
    """One row a year, the newest first; plans that name no year come last."""
    years = gathered(base.matters, lambda matter: year_of(matter.plan))
    order = sorted(years, key=lambda year: year if isinstance(year, int) else 0, reverse=True)
    rows = []
    for year in order:
        page = links.list_of_year(year if isinstance(year, int) else None)
        rows.append(Row(str(year), f"{year}年" if year else NO_YEAR, in_list(page, years[year]), page))
    pairs = [(str(year_of(matter.plan)), matter) for matter in counted(base.matters)]
    said = base.said("按方案的执行年度分，没有写执行年度的按所属年度。")
    return counts.table(Sheet("by-year", "按年度", said, "年度"), base, rows, pairs)
