"""Pieces that several documents on paper share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rectify_site.model.outputs import Cell, Table
from rectify_site.model.writings import Block, Heading, Lines, Paragraph, Sheet, Writing
from rectify_site.pages.grid import Grid, Row
from rectify_site.pages.lines import badge, flag
from rectify_site.pages.responsibility import deadlines, roles
from rectify_site.pages.view import Head, Here, View
from rectify_site.render.templates import minute
from rectify_site.tables.matters import Matter
from rectify_site.tables.wording import heading

MATTERS = (("序号", 8), ("事项", 33), ("谁负责", 25), ("时限", 16), ("进展", 18))
"""The columns of a table of matters, and their shares of its width."""

NAME, NUMBER = 34, 12
"""Shares of the width: of the column with the names of a table of figures, and of each column of numbers."""


def time(moment: str) -> str:
    """A moment to the minute; empty where there is none."""
    return str(minute(moment)) if moment else ""


def writing(view: View, head: Head, key: str, remarks: Iterable[str], blocks: Iterable[Block]) -> Writing:
    """Put a document together; a preview has no time of publication."""
    return Writing.model_validate(
        {
            "kind": head.kind,
            "id": key,
            "title": head.title,
            "office": view.settings.office,
            "site": view.settings.site_name,
            "published": head.published or f"{view.edition.as_of.isoformat()}T00:00:00+08:00",
            "remarks": tuple(remark for remark in remarks if remark),
            "blocks": tuple(blocks),
            "wide": head.kind == "plan",
        }
    )


def prose(title: str, paragraphs: Sequence[str]) -> Iterator[Block]:
    """A chapter, where it has a text."""
    if paragraphs:
        yield Heading(words=title)
        yield from (Paragraph(words=text) for text in paragraphs)


def figures(table: Table) -> Sheet:
    """A table of figures with its row of totals."""
    return _figures(table.caption, table.base, table.heads, [*map(_cells, table.rows)], _cells(table.totals))


def compared(grid: Grid) -> Sheet:
    """The same of a table that a page has made ready."""
    totals = _row(grid.totals) if grid.totals else ()
    return _figures(grid.caption, grid.base, grid.heads, [*map(_row, grid.rows)], totals)


def _figures(
    caption: str, base: str, heads: Lines, rows: Iterable[tuple[Lines, ...]], totals: tuple[Lines, ...]
) -> Sheet:
    widths = (NAME, *(NUMBER for _ in heads[1:]))
    return Sheet(
        caption=caption, base=base, heads=heads, widths=widths, rows=tuple(rows), totals=totals, numbers=True
    )


def _cells(cells: tuple[Cell, ...]) -> tuple[Lines, ...]:
    return tuple((str(cell.value),) for cell in cells)


def _row(row: Row) -> tuple[Lines, ...]:
    return ((row.name,), *((str(figure.value),) for figure in row.figures))


def listed(view: View, found: Iterable[Matter]) -> Sheet:
    """Matters as a table: which, who answers for it, by when, how far it has come. Nothing is cut."""
    kept = tuple(found)
    return Sheet(
        heads=tuple(name for name, _ in MATTERS),
        widths=tuple(width for _, width in MATTERS),
        rows=tuple(_matter(view, matter) for matter in kept),
        late=tuple(row for row, matter in enumerate(kept) if matter.late),
    )


def _matter(view: View, matter: Matter) -> tuple[Lines, ...]:
    record, condition = matter.record, flag(matter)
    held = roles(view, matter, Here(record.id))
    return (
        (record.number,),
        (heading(record), f"编号 {record.id}"),
        tuple(f"{role.label}：{'、'.join(name.words for name in role.names)}" for role in held),
        when(matter),
        (badge(view, matter).word, *([condition.word] if condition else ())),
    )


def when(matter: Matter) -> Lines:
    """The deadline of the plan, and the one in force where it was moved."""
    given = deadlines(matter)
    several = len(given) > 1
    lines = []
    for one in given:
        day = one.on.isoformat() if one.on else ""
        lines += [f"{one.label} {day}" if several and day else day, f"“{one.words}”" if one.words else ""]
    return tuple(line for line in lines if line)
