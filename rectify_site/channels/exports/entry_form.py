"""录入单: what the form of a portal asks about each article, a row each, to be copied from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rectify_site.channels import spreadsheet
from rectify_site.channels.exports.writing import Piece
from rectify_site.channels.spreadsheet import Sheet, Value

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


def form(pieces: Iterable[Piece], origin: str) -> bytes:
    """The workbook. Times of publication are those that were signed."""
    return spreadsheet.book(
        [Sheet("录入单", COLUMNS, (map(_value, _row(piece, origin)) for piece in pieces))]
    )


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


def _value(value: Value) -> Value:
    """A text on one line: what is copied from a cell goes into a field of one line."""
    return " ".join(value.split()) if isinstance(value, str) else value
