"""Rows of a ledger: the cells of one matter, and where they stand."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import NamedTuple

from tests.intake.documents import due, people, words
from tests.intake.documents.due import chinese_number
from tests.intake.documents.truth import Cell, Due, Matter

Row = tuple[Cell | None, ...]
HEADERS = {
    "number": ("序号", "编号", "序 号"),
    "direction": ("整改方向", "类别", "问题类别", "所属方面", "方面"),
    "problem": ("存在问题", "问题", "具体问题", "反馈问题", "问题清单", "问题描述", "存在的主要问题"),
    "measures": ("整改措施", "具体整改措施", "整改举措", "措施"),
    "leaders": ("责任领导", "分管领导", "牵头领导", "整改责任领导"),
    "persons": ("责任人", "具体责任人", "整改责任人"),
    "lead_units": ("牵头单位", "主责单位", "牵头部门", "牵头责任单位"),
    "responsible_units": ("责任单位", "责任部门", "整改责任单位", "责任科室"),
    "cooperating_units": ("配合单位", "协办单位", "配合部门"),
    "deadline": ("整改时限", "完成时限", "完成时间", "整改期限", "计划完成时间"),
}
OTHERS = {
    "备注": ("", "", "", "需持续推进", "已向区纪委报告"),
    "联系电话": ("0571-88880000", "88881234"),
    "整改进展": ("正在推进", "已制定方案", "已完成初步摸排"),
    "佐证材料": ("见附件1", "会议纪要", ""),
    "涉及金额（万元）": (12.5, 3, 0.86),
    "是否完成": ("√", "", "否"),
    "整改类型": ("立行立改", "分阶段整改", "持续整改"),
}
SAME = ("同上", "〃", "同上")
ROLES = ("leaders", "persons", "lead_units", "responsible_units", "cooperating_units")


class Table(NamedTuple):
    """How the tables of one workbook are made: columns from left to right, and what is odd about them."""

    columns: tuple[str, ...]
    names: dict[str, str]
    directions: str  # column, section, blank, none
    several: bool  # measures have rows of their own
    grouped: bool  # the units have a second header row
    year: int
    place: str


def matter(
    rng: Random, how: Table, number: str, direction: str, last: Matter
) -> tuple[Matter, dict[str, list[Cell]]]:
    """A matter and its cells by column; ``last`` is the one above, for 同上."""
    cells: dict[str, list[Cell]] = {
        "problem": [Cell(words.problem(rng, long=rng.random() < 0.1) + rng.choice(("。", "")))]
    }
    cells["measures"], measures = _measures(rng, how)
    found: dict[str, tuple[str, ...]] = {}
    for role in how.columns:
        if role not in ROLES:
            continue
        if getattr(last, role) and rng.random() < 0.08:
            found[role] = getattr(last, role)
            cells[role] = [Cell(rng.choice(SAME))]
        else:
            listed = (
                people.leaders(rng) if role in {"leaders", "persons"} else people.units(rng, how.place, 3)
            )
            listed = people.NOBODY if rng.random() < 0.05 else listed
            found[role] = listed.names
            cells[role] = [Cell(listed.text.replace("、", "\n") if rng.random() < 0.1 else listed.text)]
    cell, wanted = _due(rng, how.year)
    if last.due.text and rng.random() < 0.05:
        cell, wanted = Cell(rng.choice(SAME)), last.due._replace(text="*")
    cells["deadline"] = [cell]
    for name in how.columns:
        if name in OTHERS:
            cells[name] = [Cell(rng.choice(OTHERS[name]))]
    problem = str(cells["problem"][0].value)
    return Matter(
        number, (f"={direction}",) if direction else (), (problem,), measures, due=wanted, **found
    ), cells


def _measures(rng: Random, how: Table) -> tuple[list[Cell], tuple[str, ...]]:
    """Measures in rows of their own, in lines of a cell, in one run, or a single one."""
    texts = tuple(text.replace("。", "，") for text in words.distinct(rng, words.measure, rng.randint(2, 3)))
    if how.several:
        return [Cell(text + "。") for text in texts], texts
    kind = rng.random()
    if kind < 0.3:
        return [Cell("\n".join(f"{at}.{text}。" for at, text in enumerate(texts, 1)))], texts
    if kind < 0.5:
        return [Cell("".join(f"{chinese_number(at)}是{text}。" for at, text in enumerate(texts, 1)))], texts
    return [Cell(texts[0] + rng.choice(("。", "")))], texts[:1]


def _due(rng: Random, year: int) -> tuple[Cell, Due]:
    """A deadline as text, as a date of the workbook, or as the bare number behind such a date."""
    kind = rng.random()
    if kind < 0.55:
        wanted = due.due(rng, year)
        return Cell(wanted.text), wanted
    day = date(year, rng.randint(5, 12), rng.randint(1, 28))
    wanted = Due("*", "by_date", day.isoformat())
    if kind < 0.85:
        return Cell(day), wanted
    if kind < 0.9:
        return Cell((day - date(1899, 12, 30)).days), wanted
    return Cell(f"{day.year}.{day.month}.{day.day}"), wanted


def placed(how: Table, number: Cell, lines: dict[str, list[Cell]]) -> list[Row]:
    """The rows of one matter: one, or one a measure with all other cells merged downwards."""
    height = len(lines["measures"])
    rows = []
    for at in range(height):
        row: list[Cell | None] = []
        for column in how.columns:
            if column == "measures":
                row.append(lines[column][at])
                continue
            cell = number if column == "number" else Cell("") if column == "direction" else lines[column][0]
            row.append(cell._replace(rows=height) if not at else None)
        rows.append(tuple(row))
    return rows
