"""Articles written for one kind of editor: fragments of HTML, each short enough for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rectify_site.channels.exports.blocks import Article, Block, Grid, Run, parted
from rectify_site.render import fragments
from rectify_site.render.escape import Safe
from rectify_site.render.fragments import BREAK, Dress, Look
from rectify_site.text import numeral

ROOM = 300
"""Characters kept free for what stands around the blocks of a part."""


class Editor(NamedTuple):
    """A kind of editor: its looks, and how many characters of HTML it takes in one piece; None where it takes all."""

    dress: Dress
    limit: int | None = None


WECHAT = Editor(fragments.PHONE, 20_000)
CMS = Editor(fragments.PORTAL)


class Piece(NamedTuple):
    """A fragment to paste: the article it belongs to, the name of its file, its title, its HTML."""

    article: Article
    key: str
    title: str
    html: Safe


def pieces(articles: Iterable[Article], editor: Editor) -> Iterator[Piece]:
    """Every article in as many parts as the editor asks for. A part of several says which one it is."""
    for article in articles:
        limit = editor.limit - ROOM if editor.limit else None
        parts = parted(article.chapters, lambda block: len(_block(block, editor.dress)), limit)
        for number, blocks in enumerate(parts, start=1):
            several = len(parts) > 1
            key = f"{article.key}-part-{number}" if several else article.key
            title = f"{article.title}（{numeral(number)}）" if several else article.title
            yield Piece(article, key, title, _whole(blocks, editor.dress))


def _whole(blocks: Iterable[Block], dress: Dress) -> Safe:
    return fragments.element(dress, Look.WHOLE, (_block(block, dress) for block in blocks))


def _block(block: Block, dress: Dress) -> Safe:
    if isinstance(block, Grid):
        return _grid(block, dress)
    return fragments.element(dress, block.look, (_run(run, dress) for run in block.runs))


def _run(run: Run, dress: Dress) -> Safe:
    said = fragments.text(run.words)
    return fragments.element(dress, run.look, (said,)) if run.look else said


def _grid(grid: Grid, dress: Dress) -> Safe:
    look = Look.FIGURE if grid.figures else Look.CELL
    rows = [_row(grid.heads, dress, (Look.HEAD, Look.HEAD))]
    for row in grid.rows:
        cells = (_lines(lines, dress) for lines in row)
        rows.append(_cells(cells, dress, (Look.CELL, look)))
    if grid.totals:
        rows.append(_row(grid.totals, dress, (Look.TOTAL, Look.TOTAL)))
    return fragments.element(dress, Look.TABLE, rows)


def _row(texts: Iterable[str], dress: Dress, looks: tuple[Look, Look]) -> Safe:
    return _cells((fragments.text(text) for text in texts), dress, looks)


def _cells(cells: Iterable[Safe], dress: Dress, looks: tuple[Look, Look]) -> Safe:
    """A row; the first cell has the first look."""
    made = (fragments.element(dress, looks[place > 0], (cell,)) for place, cell in enumerate(cells))
    return fragments.row(made)


def _lines(lines: Iterable[Run], dress: Dress) -> Safe:
    return BREAK.join(_run(run, dress) for run in lines if run.words)
