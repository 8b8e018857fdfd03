"""Ledgers: the same matters as a table, with the header, the merged cells and the odd rows real tables have."""

from __future__ import annotations

import re
from random import Random

from tests.intake.documents import words
from tests.intake.documents.due import chinese_number
from tests.intake.documents.rows import HEADERS, OTHERS, ROLES, Row, Table, matter, placed
from tests.intake.documents.truth import Cell, Line, Matter, Paper, Sheet, Truth

TITLES = (
    "{org}{year}年度民主生活会问题整改台账",
    "{year}年{org}巡察反馈问题整改任务清单",
    "{org}{year}年主题教育检视问题清单",
    "{year}年度审计发现问题整改台账",
    "{org}{year}年生态环境保护督察问题整改任务分解表",
    "{org}{year}年度民主生活会整改措施清单",
)
ABOVE = (
    "填报单位：{org}　　　填报日期：{year}年6月30日",
    "单位：{org}（盖章）",
    "（截至{year}年6月30日）",
    "",
)
EXPLAINED = (
    "说明：1.本表由各责任单位填写，经主要负责人审签后报送。",
    "2.整改措施要具体可行，能够检查。",
    "3.已完成的事项请附佐证材料。",
    "4.纸质版一式两份，电子版发送至指定邮箱。",
)
BELOW = ("备注：本表一式两份。", "填表人：王某　　审核人：李某", "注：序号连续编号，不得跳号。", "合计")


def ledger(rng: Random) -> Paper:
    """A workbook with one sheet or several, or a table in a document."""
    year, org = rng.randint(2019, 2025), rng.choice(words.ORGS)
    title = rng.choice(TITLES).format(org=org, year=year)
    work = year + 1 if "民主生活会" in title else year
    how = _table(rng, work)
    count = rng.choice((1, 1, 1, 1, 2, 3))
    areas = rng.sample(words.AREAS, count)
    sheets, matters, offset = [], [], int(rng.random() < 0.08)
    named = count > 1 and how.directions == "none"
    for at, area in enumerate(areas, 1):
        name = f"{area}方面" if named else f"Sheet{at}"
        top = _above(rng, title, org, work, len(how.columns))
        rows, found = _rows(rng, how, name if named else "", top[:1])
        top = top if at == 1 or rng.random() < 0.7 else []
        whole = (*top, *rows, *_below(rng, len(how.columns)))
        sheets.append(Sheet(name, tuple((Cell(""),) * offset + row for row in whole), len(top)))
        matters += found
    if rng.random() < 0.1 and count > 1:
        sheets.append(Sheet("填表说明", ((Cell("请各单位如实填报，于每月25日前报送。"),),)))
    around = _prose(rng) if count == 1 and rng.random() < 0.4 else ()
    return Paper(
        "ledger",
        around,
        sheets=tuple(sheets),
        truth=Truth("ledger", (title,), year, matters=tuple(matters)),
        labels=(
            "填报单位",
            "填报日期",
            "责任分工",
            *OTHERS,
            *re.findall(r"\w+", " ".join(how.names.values())),
        ),
    )


def _prose(rng: Random) -> tuple[Line, ...]:
    """Chapters above the table of a Word document; the last line says that the table follows."""
    lines = [Line(rng.choice(words.GOALS))]
    if rng.random() < 0.6:
        lines = [Line("总体要求", "一、", 1), *lines, Line("整改任务", "二、", 1)]
    return (*lines, Line(rng.choice(("具体整改任务见下表。", "整改台账如下：", "任务分工如下。"))))


def _table(rng: Random, year: int) -> Table:
    roles = [role for role in ROLES if rng.random() < 0.5]
    middle = [*(roles or ["responsible_units"]), "deadline"]
    directions = rng.choice(("column", "column", "section", "blank", "none"))
    front = ["number", *(["direction"] if directions in {"column", "blank"} else []), "problem", "measures"]
    if directions in {"column", "blank"} and rng.random() < 0.3:
        front[:2] = ["direction", "number"]
    for other in rng.sample(list(OTHERS), rng.randint(0, 3)):
        middle.insert(rng.randint(0, len(middle)) if rng.random() < 0.4 else len(middle), other)
    if rng.random() < 0.08:
        front.remove("number")
    names = {role: rng.choice(headers) for role, headers in HEADERS.items()}
    if rng.random() < 0.2:
        names = {role: name[:2] + "\n" + name[2:] if len(name) == 4 else name for role, name in names.items()}
    if rng.random() < 0.2:
        names |= {
            "deadline": names["deadline"] + "（年月日）",
            "measures": names["measures"] + "（具体、可操作）",
        }
    odd = (rng.random() < 0.25, rng.random() < 0.3)
    return Table((*front, *middle), names, directions, *odd, year, rng.choice(words.PLACES))


def _wide(cell: Cell, columns: int) -> Row:
    return (cell._replace(columns=columns), *[None] * (columns - 1))


def _plain(values: list[object], columns: int) -> tuple[Cell, ...]:
    return tuple(Cell(value) for value in [*values, *[""] * (columns - len(values))])


def _above(rng: Random, title: str, org: str, year: int, columns: int) -> list[Row]:
    merged = rng.random() < 0.6
    rows = [_wide(Cell(title), columns) if merged else _plain([title], columns)]
    line = rng.choice(ABOVE).format(org=org, year=year)
    if line:
        rows.append(_wide(Cell(line), columns) if merged else _plain([line], columns))
    if rng.random() < 0.15:
        rows.insert(0, _plain(["附件1"], columns))
    if rng.random() < 0.15:
        said = rng.sample(EXPLAINED, rng.randint(1, len(EXPLAINED)))
        rows += [_plain([text], columns) for text in said]
    if rng.random() < 0.15:
        rows.append(_plain([], columns))
    return rows


def _below(rng: Random, columns: int) -> list[Row]:
    if rng.random() < 0.6:
        return []
    said = rng.choice(BELOW)
    gap = [_plain([], columns)] if rng.random() < 0.4 else []
    if said == "合计":
        return [*gap, _plain(["合计", "5项"], columns)]
    return [*gap, _wide(Cell(said), columns) if rng.random() < 0.5 else _plain([said], columns)]


def _header(how: Table) -> list[Row]:
    """One row, or two where the units stand under a common heading."""
    names = [how.names.get(column, column) for column in how.columns]
    units = [at for at, column in enumerate(how.columns) if column.endswith("_units")]
    if not how.grouped or len(units) < 2 or units[-1] - units[0] >= len(units):
        return [tuple(map(Cell, names))]
    above: list[Cell | None] = [Cell(name, rows=2) for name in names]
    below: list[Cell | None] = [None] * len(names)
    for at in units:
        above[at], below[at] = None, Cell(names[at])
    above[units[0]] = Cell("责任分工", columns=len(units))
    return [tuple(above), tuple(below)]


def _rows(rng: Random, how: Table, sheet: str, title: list[Row]) -> tuple[list[Row], list[Matter]]:
    """The header and the rows of a sheet, and its matters; ``sheet`` is its name where that is a direction."""
    header = _header(how)
    rows = [*header]
    matters: list[Matter] = []
    chinese, text = rng.random() < 0.05, rng.random() < 0.3
    last = Matter("")
    areas = rng.sample(words.AREAS, rng.randint(2, 4)) if how.directions != "none" else [""]
    for at, area in enumerate(areas, 1):
        direction = f"{area}方面" if area else sheet
        if how.directions == "section":
            rows.append(
                _wide(
                    Cell(f"{chinese_number(at)}、{direction}" if rng.random() < 0.7 else direction),
                    len(how.columns),
                )
            )
        start, first = len(rows), len(matters)
        for _ in range(rng.randint(1, 3) if area else rng.randint(3, 10)):
            number = len(matters) + 1
            printed = chinese_number(number) if chinese else str(number) if text else number
            made, lines = matter(rng, how, str(printed) if "number" in how.columns else "?", direction, last)
            matters.append(made)
            rows += placed(how, Cell(printed), lines)
            last = made
            if rng.random() < 0.03:
                rows.append(_plain([], len(how.columns)))
        if len(matters) > first and how.directions in {"column", "blank"}:
            _directed(rng, how, rows, start, direction)
        if rng.random() < 0.04 and at < len(areas):
            rows += [*(title if rng.random() < 0.3 else []), *header]  # a new page
    return rows, matters


def _directed(rng: Random, how: Table, rows: list[Row], start: int, direction: str) -> None:
    """Fill the column of directions: merged downwards, or said once with blanks below, or in every row."""
    column = how.columns.index("direction")
    height = len(rows) - start
    each = how.directions == "column" and rng.random() < 0.4
    for at in range(start, len(rows)):
        row = list(rows[at])
        if all(cell is not None and not cell.value for cell in row):
            height = min(height, at - start)  # a blank row ends what can be merged
        row[column] = Cell(direction if each or at == start else "")
        rows[at] = tuple(row)
    if how.directions == "column" and not each and height == len(rows) - start:
        for at in range(start, len(rows)):
            row = list(rows[at])
            row[column] = Cell(direction, rows=height) if at == start else None
            rows[at] = tuple(row)
