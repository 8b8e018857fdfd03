"""录入单: what the form of a portal asks about each article, a row each, to be copied from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rectify_site.channels.writing import Piece
from rectify_site.packing import fitting, packed

NAME = "录入单.xlsx"
COLUMNS = (
    ("栏目", 16),
    ("标题", 44),
    ("信息来源", 24),
    ("成文日期", 13),
    ("发布时间", 18),
    ("索引号", 34),
    ("公开方式", 11),
    ("关键词", 30),
    ("摘要", 60),
    ("附件", 16),
)
OPENLY = "主动公开"
LIKE_A_FORMULA = ("=", "+", "-", "@", "'", "\t")
DAY, MINUTE, TEXT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "@"

Value = str | date | None


def form(pieces: Iterable[Piece], origin: str) -> bytes:
    """The workbook. Times of publication are those that were signed; a text stays a text whatever it begins with."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("录入单")
    for place, (title, width) in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, place, title)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E3E8EF")
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    for number, piece in enumerate(pieces, start=2):
        for place, value in enumerate(_row(piece, origin), start=1):
            _write(sheet, number, place, value)
    out = BytesIO()
    book.save(out)
    return packed(out.getvalue())


def _row(piece: Piece, origin: str) -> tuple[Value, ...]:
    article = piece.article
    return (
        article.column,
        piece.title,
        article.source,
        article.made_on,
        datetime.fromisoformat(article.at).replace(tzinfo=None, second=0) if article.at else None,
        f"{origin}/{piece.key}",
        OPENLY,
        ",".join(article.keywords),
        article.summary,
        "、".join(article.files) if piece.key in {article.key, f"{article.key}-part-1"} else None,
    )


def _write(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    if value is None:
        return
    cell = sheet.cell(row, column)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str):
        cell.value = fitting(" ".join(value.split())) or None
        cell.number_format = TEXT
        if cell.value:
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(LIKE_A_FORMULA)
        return
    cell.value = value
    cell.number_format = MINUTE if isinstance(value, datetime) else DAY
