"""What an article is made of before any editor's HTML: paragraphs and tables, of any length, and how it is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from rectify_site.render.fragments import Look

STEP = 1200
"""Characters of a paragraph that stay together where it has to be cut; at most ten times as many are written."""

ROOM = 3000
"""Characters kept free beside the longest table of a part, for the lines that lead to it."""

STOPS = "。；！？"


class Run(NamedTuple):
    """Words in a line, perhaps with a look of their own."""

    words: str
    look: Look | None = None


class Paragraph(NamedTuple):
    """A paragraph."""

    look: Look
    runs: tuple[Run, ...]


class Grid(NamedTuple):
    """A table. A cell is one or more lines; ``figures`` says that all but the first column are numbers."""

    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    totals: tuple[str, ...] = ()
    figures: bool = False


Block = Paragraph | Grid
Chapter = tuple[Block, ...]


class Article(NamedTuple):
    """One article, and what the form of a portal asks about it.

    ``key`` names its file and never changes; ``made_on`` is 成文日期, ``at`` the time of publication in ISO 8601.
    """

    key: str
    column: str
    title: str
    source: str
    made_on: date | None
    at: str
    keywords: tuple[str, ...]
    summary: str
    chapters: tuple[Chapter, ...]
    files: tuple[str, ...] = ()


def line(look: Look, *words: str | Run) -> Paragraph:
    """A paragraph of words, some with a look of their own; what is empty is left out."""
    runs = (given if isinstance(given, Run) else Run(given) for given in words)
    return Paragraph(look, tuple(run for run in runs if run.words))


def fact(label: str, words: str) -> Paragraph:
    """牵头单位：区住建局."""
    return line(Look.FACT, Run(f"{label}：", Look.LABEL), words)


def parted(
    chapters: Iterable[Chapter], size: Callable[[Block], int], limit: int | None
) -> tuple[tuple[Block, ...], ...]:
    """The blocks in parts no longer than ``limit``: chapters stay whole where they can, rows of tables always."""
    if limit is None:
        return (tuple(block for chapter in chapters for block in chapter),)
    parts: list[list[Block]] = [[]]
    used = 0
    for chapter in chapters:
        whole = sum(map(size, chapter))
        fits = whole <= limit
        pieces = (
            chapter if fits else [piece for block in chapter for piece in _cut(block, size, limit - ROOM)]
        )
        for place, piece in enumerate(pieces):
            needed = whole if fits and not place else size(piece)
            if parts[-1] and used + needed > limit:
                parts.append([])
                used = 0
            parts[-1].append(piece)
            used += size(piece)
    return tuple(tuple(part) for part in parts)


def _cut(block: Block, size: Callable[[Block], int], limit: int) -> Iterator[Block]:
    if size(block) <= limit:
        yield block
    elif isinstance(block, Paragraph):
        for run in block.runs:
            yield from (Paragraph(block.look, (Run(piece, run.look),)) for piece in _sentences(run.words))
    else:
        yield from _rows(block, size, limit)


def _sentences(text: str) -> Iterator[str]:
    """The text in pieces, cut behind a sentence where there is one."""
    while len(text) > STEP:
        stop = max(text.rfind(mark, 0, STEP) for mark in STOPS) + 1 or STEP
        yield text[:stop]
        text = text[stop:]
    if text:
        yield text


def _rows(grid: Grid, size: Callable[[Block], int], limit: int) -> Iterator[Grid]:
    """Tables of some rows each, all with the head, the last one with the totals."""
    bare, kept = grid._replace(rows=(), totals=()), list[tuple[tuple[Run, ...], ...]]()
    head = size(bare)
    used = head
    for row in grid.rows:
        longer = size(bare._replace(rows=(row,))) - head
        if kept and used + longer > limit:
            yield bare._replace(rows=tuple(kept))
            kept, used = [], head
        kept.append(row)
        used += longer
    yield grid._replace(rows=tuple(kept))
