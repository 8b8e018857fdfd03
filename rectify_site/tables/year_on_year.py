"""The sealed years side by side, each as it stood on its last day, and today's figures below them."""

from __future__ import annotations

from collections.abc import Iterable

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.edition import SealedYear, YearFigure
from rectify_site.model.outputs import Cell, Table
from rectify_site.registry import table
from rectify_site.tables.matters import Base, counted
from rectify_site.tables.year_figures import year_figures

SAID = (
    "往年各按封存时公开的资料计，截至当年12月31日，点数字看当年的名单。没有做完的会在以后的年度里再次出现，所以各年度不相加；"
    "按期完成指在时限内报告完成并经认定的，没有写明时限的不在其内。"
)


@table("year-on-year")
def year_on_year(base: Base) -> Table:
    """One row a year, the oldest first. Years are not added up: a matter stands in each that it lasted."""
    told = [year for year in base.edition.sealed if year.figures and not year.retired]
    today = f"截至{base.edition.as_of.isoformat()}"
    item = words.item(matter.plan for matter in base.matters)
    done = words.done(matter.plan for matter in counted(base.matters))
    return Table(
        id="year-on-year",
        caption="各年度对比",
        base=SAID,
        heads=("年度", item, done, "其中：按期完成", words.LATE_OF),
        rows=(*map(_of_year, told), (Cell(value=today), *_cells(year_figures(base.matters)))),
    )


def _of_year(sealed: SealedYear) -> tuple[Cell, ...]:
    figures = (
        figure.model_copy(update={"href": figure.href and links.sealed(sealed.year, figure.href)})
        for figure in sealed.figures
    )
    return Cell(value=f"{sealed.year}年", href=links.archive(sealed.year)), *_cells(figures)


def _cells(figures: Iterable[YearFigure]) -> Iterable[Cell]:
    return (Cell(value=figure.value, href=figure.href) for figure in figures)
