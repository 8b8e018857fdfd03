"""整改台账 as a workbook: one row a matter, the fields an office corrects, and beside them what it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rectify_site.intake import edits
from rectify_site.intake.ledger_cells import (
    ALL_TITLES,
    BASIS,
    DEADLINE,
    KEY,
    MEASURES,
    NUMBER,
    READ_ONLY,
    SCOPE,
    SCOPES,
    SHOWN_ONLY,
    WORDED,
    cells,
    cells_of_plan,
    columns,
)
from rectify_site.model.fields import public_text
from rectify_site.model.records import Plan, Record
from rectify_site.papers.workbooks import Column, Sheet, saved

MEMORY_SHEET = "_rectify"
WIDTHS = {KEY: 16, NUMBER: 6, SCOPE: 13, BASIS: 12, DEADLINE: 18, MEASURES: 48, "progress": 30}
WIDE, NARROW = 32, 14
RULES = (
    "改好以后保存，用 rectify-site import 读回：改了哪一格，就只改草稿的哪一处；没有改的格子不动。",
    "整改措施一行一条。编号和最后三列只供查看。删去一行不会删除事项；新增事项请写进方案后重新读入。",
    "第一行“方案”只用来决定方案本身的公开属性。公开属性填：向社会公开、一定范围通报，没有决定的填 —。",
)


def ledger(plan: Plan, records: Sequence[Record], told: Mapping[str, Mapping[str, str]]) -> bytes:
    """The workbook of a plan. ``told`` holds the cells of the read-only columns by id and key."""
    return saved(sheets(plan, records, told))


def sheets(
    plan: Plan, records: Sequence[Record], told: Mapping[str, Mapping[str, str]]
) -> tuple[Sheet, Sheet]:
    """The ledger, and a hidden sheet that remembers every cell: so an edit can be told from an older draft."""
    keys = (*columns(records), *SHOWN_ONLY)
    heading = next((key for key in WORDED if key in keys), MEASURES)
    rows = [_row(cells_of_plan(plan, heading), {}, keys)]
    rows += [_row(cells(record, plan), told.get(record.id, {}), keys) for record in records]
    visible = Sheet(
        title="整改台账",
        columns=tuple(_column(key) for key in keys),
        rows=tuple(rows),
        above=(f"{public_text(plan.title)}　整改台账", *RULES),
        frozen=2,
    )
    kept = edits.memory(plan.id, keys, rows)
    hidden = Sheet(MEMORY_SHEET, tuple(Column("", NARROW) for _ in kept[0]), tuple(kept), hidden=True)
    return visible, hidden


def _row(its: Mapping[str, str], told: Mapping[str, str], keys: Sequence[str]) -> tuple[str, ...]:
    return tuple({**its, **told}.get(key, "") for key in keys)


def _column(key: str) -> Column:
    width = WIDTHS.get(key, WIDE if key in WORDED or key.endswith(".public") else NARROW)
    choices = tuple(SCOPES.values()) if key == SCOPE else ()
    return Column(ALL_TITLES[key], width, choices, locked=key in READ_ONLY)
