"""The figures of a report beside those of the report before it on the same plan."""

from __future__ import annotations

from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.model.reports import Report
from rectify_site.model.states import Group
from rectify_site.pages.grid import Figure, Grid, Row
from rectify_site.pages.reporting import reported
from rectify_site.pages.summary import Summary, summary
from rectify_site.pages.view import Here, View

BASE = "两次都按目前公开的事项统计；“超过时限”是上面各项中的一部分。"


def compared(view: View, report: Report, told: Summary, here: Here) -> Grid | None:
    """The table; None for the first report."""
    then = _before(view, report)
    if then is None or not then.matters or report.as_of is None:
        return None
    before = summary(then.matters, here)
    days = (f"截至{then.edition.as_of.isoformat()}", f"截至{report.as_of.isoformat()}")
    names = {part.key: part.words + part.note for part in (*before.parts, *told.parts)}
    rows = [(names[key], _number(before, key), _number(told, key)) for key in map(str, Group) if key in names]
    late = (f"其中：{words.DUE[Due.LATE]}", before.late, told.late)
    return Grid(
        id="compared",
        caption="与上一次通报相比",
        base=BASE,
        heads=("进展", *days),
        rows=tuple(_row(row, days) for row in (*rows, late)),
        totals=_row(("合计", before.total, told.total), days),
    )


def _before(view: View, report: Report) -> View | None:
    older = [one for one in view.edition.reports if one.plan == report.plan and _is_before(one, report)]
    last = max(older, key=lambda one: str(one.as_of), default=None)
    return reported(view, last) if last else None


def _is_before(one: Report, report: Report) -> bool:
    return bool(one.as_of and report.as_of and one.as_of < report.as_of)


def _number(told: Summary, key: str) -> int:
    return sum(part.number for part in told.parts if part.key == key)


def _row(row: tuple[str, int, int], days: tuple[str, str]) -> Row:
    figures = (Figure(day, value, None, not value) for day, value in zip(days, row[1:], strict=True))
    return Row(row[0], None, tuple(figures))
