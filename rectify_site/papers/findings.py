"""检查结果 as a workbook: one row a finding, the place in the source first, so that it is mended there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rectify_site.papers.workbooks import Column, Sheet, saved

COLUMNS = (
    Column("位置", 16),
    Column("原文", 40),
    Column("问题", 36),
    Column("建议", 44),
    Column("级别", 8),
    Column("文件", 24),
    Column("编号", 18),
    Column("字段", 20),
    Column("代码", 8),
)
RULE = "请按“位置”在来源文件里改，保存后重新读入（rectify-site import），再检查一次。级别为“错误”的改完才能送审。"


class Row(NamedTuple):
    """A finding in the words of its reader."""

    place: str
    words: str
    problem: str
    suggestion: str
    level: str
    file: str
    document: str
    field: str
    code: str


def findings(rows: Iterable[Row]) -> bytes:
    """The workbook; with nothing found it says so."""
    kept = tuple(rows)
    said = f"共 {len(kept)} 处，按级别和来源文件里的先后排列" if kept else "没有发现问题"
    return saved((Sheet("检查结果", COLUMNS, kept, above=("检查结果", said, RULE)),))
