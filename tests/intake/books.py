"""Workbooks for tests, made of rows: .xlsx, .xls and .csv with the same cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence

import xlwt
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Row = Sequence[object]

LEDGER: tuple[Row, ...] = (
    ("甲县水务局2022年度民主生活会整改台账",),
    ("序号", "整改方向", "存在问题", "整改措施", "责任领导", "牵头单位", "配合单位", "完成时限"),
    (1, "学习方面", "学得不够。", "一是多学。二是多记。", "局长", "办公室", "人事科", "2022年9月底"),
    (2, "学习方面", "讨论偏少。", "每月议一次。", "副局长", "办公室", "各科室", "立行立改，长期坚持"),
    (3, "服务方面", "手续偏多。", "减去两份材料。", "副局长", "县水务局、县政务服务局", "", "2022.6.30"),
)


def saved(book: Workbook) -> bytes:
    """The bytes of an openpyxl workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xlsx(rows: Iterable[Row] = LEDGER, change: Callable[[Worksheet], object] | None = None) -> bytes:
    """A workbook with one sheet, 表一; ``change`` may do more to it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表一"
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    return saved(book)


def xls(rows: Iterable[Row] = LEDGER, change: Callable[[xlwt.Worksheet], object] | None = None) -> bytes:
    """The same as a workbook of Excel 97."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    if change:
        change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def text(rows: Iterable[Row] = LEDGER, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """The same as text."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode(encoding)
