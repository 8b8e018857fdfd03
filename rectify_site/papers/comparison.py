"""变化对照表: every word a signature brings, beside the word it replaces, and where it stands in the 公开稿."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rectify_site.model.titles import title
from rectify_site.papers.findings import COLUMNS as FINDING_COLUMNS
from rectify_site.papers.public_draft import Paragraph, grouped, number_of
from rectify_site.papers.sheet_words import KINDS, WORDING, Row, heading, parts, told
from rectify_site.papers.submissions import Submission
from rectify_site.papers.workbooks import Column, Sheet, Value, saved

FILE = "变化对照表.xlsx"
CHANGES, TEXTS, LATE, LATER, FINDINGS = "变化对照表", "两种表述", "超过时限", "暂不显示", "检查结果"
COLUMNS = (
    Column("段号", 6),
    Column("编号", 15),
    Column("事项", 22),
    Column("字段", 16),
    Column("修改前", 44),
    Column("修改后", 44),
    Column("变化", 6),
)
OF_TEXTS = (
    Column("段号", 6),
    Column("编号", 18),
    Column("字段", 20),
    Column("原文（不公开）", 60),
    Column("公开表述", 60),
)
OF_LATE = (
    Column("编号", 18),
    Column("序号", 8),
    Column("事项", 44),
    Column("原定时限", 13),
    Column("原因", 40),
    Column("下一步", 36),
    Column("预计完成", 13),
)
OF_LATER = (Column("编号", 24), Column("进展日期", 14))
LINES, PER_LINE = 24, 20  # of a cell on paper: its lines, the characters of a line


def comparison(given: Submission, found: Sequence[Paragraph]) -> bytes:
    """The workbook. Lists with nothing in them have no sheet."""
    above = f"{given.settings.office}　数据截至{given.sheet.as_of}　{given.above}"
    tables: tuple[tuple[str, tuple[Column, ...], Iterator[tuple[Value, ...]], str], ...] = (
        (CHANGES, COLUMNS, _changes(given, found), "段号是公开稿里的段号；没有段号的不公开。"),
        (TEXTS, OF_TEXTS, two_texts(given, found), "左边是本单位内部用的原文，不公开；右边是公开的表述。"),
        (LATE, OF_LATE, iter(given.late), "公开以后显示为“超过时限，尚未完成”的全部事项。"),
        (LATER, OF_LATER, iter(given.later), "发生在数据截至日期以后：这次一并签发，下次更新数据时才显示。"),
        (FINDINGS, FINDING_COLUMNS, iter(given.found), "级别为“错误”的改完才能登记；其余由签发人研判。"),
    )
    filled = ((name, columns, tuple(map(tuple, rows)), why) for name, columns, rows, why in tables)
    return saved(
        Sheet(name, columns, rows, (name, above, why), frozen=1, code=given.above, printed=True)
        for name, columns, rows, why in filled
        if rows or name == CHANGES
    )


def _changes(given: Submission, found: Sequence[Paragraph]) -> Iterator[tuple[Value, ...]]:
    """One row a change; the words that name an item stand on the first of its rows."""
    by_item = grouped(found)
    for item in given.sheet.items:
        of_item = by_item[item.key]
        called = heading(item.content) or KINDS[item.kind]
        for row in told(item):
            number = number_of(row.field, item, of_item) if row.field else None
            for index, (before, after) in enumerate(_pieces(row)):
                name = f"{row.name}（续）" if index else row.name
                yield number, item.id, called, name, before, after, row.how
                called = ""


def _pieces(row: Row) -> Iterator[tuple[str, str]]:
    """Both sides of a change, in pieces that a row can show on paper: a taller row would be cut off."""
    yield from zip_longest(_cut(row.before), _cut(row.after), fillvalue="")


def _cut(text: str) -> list[str]:
    pieces, room = [""], LINES
    for line in text.splitlines():
        for start in range(0, max(1, len(line)), LINES * PER_LINE):
            piece = line[start : start + LINES * PER_LINE]
            room -= -(-len(piece) // PER_LINE) or 1
            if start or room < 0:
                pieces.append(piece)
                room = LINES - (-(-len(piece) // PER_LINE) or 1)
            else:
                pieces[-1] += ("\n" if pieces[-1] else "") + piece
    return pieces


def two_texts(given: Submission, found: Sequence[Paragraph]) -> Iterator[tuple[Value, ...]]:
    """Every text that the public reads in other words than the office: both, side by side."""
    by_item = grouped(found)
    for item in given.sheet.items:
        of_item = by_item[item.key]
        for part in parts(item.content):
            for field, inner, public in _pairs(part.field, part.value):
                yield number_of(field, item, of_item), item.id, title(field), inner, public


def _pairs(field: str, value: object) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, dict) and set(value) == WORDING and isinstance(value["public"], str):
        yield field, value["text"], value["public"]
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _pairs(f"{field}.{name}", one)
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _pairs(f"{field}.{index}", one)
