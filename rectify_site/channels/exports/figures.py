"""The sentence that adds up and the tables of figures, as paragraphs and tables of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rectify_site.channels.exports.blocks import Block, Grid, Paragraph, Run, line
from rectify_site.model.outputs import Cell, Table
from rectify_site.render.fragments import Look
from rectify_site.tables.progress import Progress, sentence

LATE = re.compile(r"(其中超过时限\d+项)")
"""What is red in the sentence."""

FIXED = 2
"""Columns of a table of figures that stay though all of it is nought: the names and the totals."""


def opening(before: str, told: Progress) -> tuple[Paragraph, ...]:
    """The sentence that adds up, and how many have come to their day without anybody knowing yet how they stand."""
    runs = [part for part in LATE.split(before + sentence(told)) if part]
    first = line(Look.TEXT, *(Run(part, Look.LATE) if LATE.fullmatch(part) else part for part in runs))
    if not told.reached:
        return (first,)
    return first, line(Look.NOTE, f"未完成的{told.item}中，{told.reached}项已到时限，情况待核。")


def legend(told: Progress) -> tuple[Paragraph, ...]:
    """The parts in the colours of the picture, so that it can be read."""
    if not told.total:
        return ()
    pairs = ((Run(f"{part.words} {part.number}", Look(part.key)), Run(" ")) for part in told.parts)
    return (line(Look.FACT, *(run for pair in pairs for run in pair)),)


def plain(paragraph: Paragraph) -> str:
    """The words of a paragraph."""
    return "".join(run.words for run in paragraph.runs)


def chapter(table: Table) -> tuple[Block, ...]:
    """A table under its caption, with the base it counts. Columns in which nothing is counted are left out."""
    return (line(Look.HEADING, table.caption), grid(table), line(Look.NOTE, table.base))


def grid(table: Table) -> Grid:
    """A table of figures, narrow enough for a telephone."""
    kept = [
        place
        for place in range(len(table.heads))
        if place < FIXED or any(row[place].value for row in (*table.rows, table.totals))
    ]

    def of(cells: Sequence[Cell]) -> Iterable[str]:
        return (str(cells[place].value) for place in kept)

    return Grid(
        heads=tuple(table.heads[place] for place in kept),
        rows=tuple(tuple((Run(value),) for value in of(row)) for row in table.rows),
        totals=tuple(of(table.totals)),
        figures=True,
    )
