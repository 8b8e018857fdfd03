"""A ledger (台账、清单) row by row: which rows are matters, which go on with the one above, which are something else.

A matter begins where its number or its problem does; rows below it that only hold more measures or units belong to
it. The cells become the values of one matter, and from there on the grammar is that of every other plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rectify_site.errors import N_
from rectify_site.intake import cells, columns, row_kinds, shared_cells
from rectify_site.intake.columns import NAMING, Column, Head
from rectify_site.intake.grids import Cell, Grid
from rectify_site.intake.markers import marker, ordinal, spoken
from rectify_site.model.fields import TEXT_LIMIT

SAME = re.compile('(?:同上|同前|同上一?[行项条格]|〃|″|"|“|”|〞|々){1,2}')
PLAIN = 1  # the level of a heading without a number
TICKED = re.compile(r"[√✓✔☑■●]\s*[（(]?(.+?)[）)]?$")
SPLIT = tuple("。；;！!")
MULTIPLE = frozenset(
    {"lead_units", "responsible_units", "cooperating_units", "leaders", "persons", "evidence"}
)

TOO_LONG = N_("a cell of more than 20,000 characters")
UNKNOWN_COLUMN = N_("the heading of this column is not known")
NO_HEADING = N_("it stands in a column without a heading")
NO_MATTER = N_("it belongs to no matter: no row above it has a number or a problem")
NO_ROWS = N_("a heading with no matter below it")


class Entry(NamedTuple):
    """One value of a matter: the column, the cell it comes from, and its words (those of the cell above for 同上)."""

    column: Column
    cell: Cell
    text: str


class Row(NamedTuple):
    """A matter as it stands in a table: its number, the headings it is under, and its values in order."""

    number: str
    first: Cell
    path: tuple[Cell, ...]
    entries: tuple[Entry, ...]


class Table(NamedTuple):
    """A table read: its matters, cells that are in none of them with the reason, and what was filled in."""

    head: Head
    rows: tuple[Row, ...]
    left: Mapping[str, str]
    filled: Filled


class Filled(NamedTuple):
    """Places of cells that do not say themselves what they mean: 同上, a blank direction, a bare date, no number.

    ``whole`` are the cells of a shared column that nobody can divide, with the label of the role they were given to.
    """

    same: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


class _Walk(NamedTuple):
    """What is known while the rows are walked; the lists and dicts fill."""

    head: Head
    numbers: tuple[int, ...]
    naming: tuple[int, ...]
    directions_at: tuple[int, ...]
    found: list[tuple[str, Cell, tuple[Cell, ...], list[Entry]]]
    left: dict[str, str]
    same: list[str]
    blank: list[str]
    dated: list[str]
    counted: list[str]
    whole: list[str]
    before: dict[int, str]
    headings: list[tuple[int, Cell]]
    directions: dict[int, Cell]
    opened: list[tuple[Cell, tuple[Cell, ...]]]


def read(grid: Grid, head: Head) -> Table:
    """The matters of a table under its header."""
    walk = _Walk(
        head,
        head.at("number"),
        head.at(*NAMING) or head.at("measures"),
        head.at("direction"),
        *([], {}, [], [], [], [], [], {}, [], {}, []),
    )
    for cell, column in zip(grid.rows[head.end - 1] if head.end else (), head.columns, strict=False):
        if cell.text and not column.role:
            walk.left[cell.place] = UNKNOWN_COLUMN
    above = (cell for line in grid.rows[: head.end] for cell in line if cell.text)
    known = frozenset(cell.text for cell in above)
    noted = False
    for row in grid.rows[head.end :]:
        noted = _step(walk, row, known, noted=noted)
    rows = tuple(Row(number, first, path, tuple(entries)) for number, first, path, entries in walk.found)
    under = {cell.place for row in rows for cell in row.path}
    empty = (own for heading, own in walk.opened if heading.place not in under)
    walk.left.update((cell.place, NO_ROWS) for own in empty for cell in own)
    filled = Filled(*map(tuple, (walk.same, walk.blank, walk.dated, walk.counted, walk.whole)))
    return Table(head, rows, walk.left, filled)


def _step(walk: _Walk, row: Sequence[Cell], known: frozenset[str], *, noted: bool) -> bool:
    """One row. Returned is whether a note was begun (说明：1.…), whose other lines have rows of their own."""
    own = [cell for cell in row if cell.text and not cell.repeated]
    if not own:
        return noted
    why = row_kinds.no_matter(own, known, noted=noted)
    if why:
        walk.left.update((cell.place, why) for cell in own)
        return noted or row_kinds.is_note(own[0].text)
    section = _section(walk, row, own)
    if section:
        _open(walk, section, own)
        return False
    number = _starts(walk, row)
    if number is not None:
        _begin(walk, row, number)
    elif not walk.found:
        walk.left.update((cell.place, NO_MATTER) for cell in own)
        return noted
    _enter(walk, row, begins=number is not None)
    return False


def _section(walk: _Walk, row: Sequence[Cell], own: Sequence[Cell]) -> Cell | None:
    """The cell of a row that is a heading above the matters below it (一、学习方面, set across the table)."""
    places = {cell.place for cell in row if cell.text}
    numbers = walk.numbers
    if len(places) == 1:
        spans = sum(cell.place == own[0].place for cell in row)
        at = next(place for place, cell in enumerate(row) if cell.text)
        plain_number = row_kinds.NUMBER.fullmatch(own[0].text) is not None
        aside = at in numbers or (at == 0 and not walk.head.columns[0].role)
        set_apart = spans > 1 or aside or row_kinds.is_heading(own[0].text)
        return own[0] if not plain_number and set_apart else None
    number = row[numbers[0]] if numbers else own[0]
    others = [cell for cell in own if cell is not number]
    if numbers and number in own and len({cell.text for cell in others}) == 1:  # 一 | 学习方面
        chinese = not row_kinds.printed(number.text).isascii()
        if chinese and (
            others[0].text.endswith(("方面", "问题", "类")) or row_kinds.is_heading(others[0].text)
        ):
            return others[0]._replace(text=f"{number.text.rstrip('、.')}、{others[0].text}")
    return None


def _open(walk: _Walk, heading: Cell, own: Sequence[Cell]) -> None:
    """Open a heading; those of its level and below are closed."""
    mark = marker(heading.text)
    level = mark.level if mark else PLAIN
    walk.opened.append((heading, tuple(own)))
    walk.headings[:] = [(its, cell) for its, cell in walk.headings if its < level] + [(level, heading)]
    walk.directions.clear()


def _starts(walk: _Walk, row: Sequence[Cell]) -> str | None:
    """The number of the matter that begins in a row ("" where none is printed); None where none begins."""
    numbers = walk.numbers
    named = any(_own(row[place]) for place in walk.naming)
    if not numbers:
        return "" if named else None
    cell = row[numbers[0]]
    if _own(cell):
        return cell.text
    by_name = named and walk.head.columns[walk.naming[0]].role in NAMING
    return cell.text if by_name else None


def _own(cell: Cell) -> bool:
    return bool(cell.text) and not cell.repeated


def _begin(walk: _Walk, row: Sequence[Cell], number: str) -> None:
    first = next(cell for cell in row if _own(cell))
    printed = row_kinds.printed(number)
    if not printed:
        printed = str((ordinal(walk.found[-1][0]) or len(walk.found)) + 1 if walk.found else 1)
        walk.counted.append(first.place)
    directions = tuple(_filled(walk, row, place) for place in walk.directions_at)
    chosen = tuple(cell for cell in directions if cell.text)
    walk.found.append((printed, first, (*(cell for _, cell in walk.headings), *chosen)[-3:], []))


def _filled(walk: _Walk, row: Sequence[Cell], place: int) -> Cell:
    """The direction in a row: its own, that of a √ below it, or the one above (blank cells of an unmerged CSV)."""
    cell, column = row[place], walk.head.columns[place]
    if column.choice:
        return cell._replace(text=column.choice) if cell.text in columns.TICKS else Cell()
    if cell.text and not SAME.fullmatch(cell.text):
        walk.directions[place] = cell
    elif place in walk.directions:
        (walk.same if cell.text else walk.blank).append(cell.place or walk.directions[place].place)
    return walk.directions.get(place, Cell())


def _enter(walk: _Walk, row: Sequence[Cell], *, begins: bool) -> None:
    """The values of a row into the matter that begins in it, or the one above."""
    entries = walk.found[-1][-1]
    for place, cell in enumerate(row):
        column = walk.head.columns[place]
        beside = place > 0 and cell.repeated and row[place - 1].place == cell.place
        if not cell.text or beside or (cell.repeated and not begins):
            continue
        if column.choice and cell.text in columns.CROSSES:
            continue
        why = _why_left(column, cell)
        if why and not cell.repeated:
            walk.left[cell.place] = why
        elif not why and column.role not in {"number", "direction"}:
            text = _text(walk, place, cell)
            entries += divided(Entry(column, cell, text), walk.whole)
            walk.before[place] = text


def divided(entry: Entry, whole: list[str]) -> Iterator[Entry]:
    """The values of a cell of a shared column (责任单位/责任人); the place of one that is whole goes to ``whole``."""
    roles = entry.column.shared
    if not roles:
        yield entry
        return
    found = shared_cells.divide(roles, entry.text)
    if found is None:
        whole.append(entry.cell.place)
        found = ((shared_cells.first(roles), entry.text),)
    for role, text in found:
        yield Entry(entry.column._replace(role=role), entry.cell, text)


def _why_left(column: Column, cell: Cell) -> str:
    if not column.role:
        return UNKNOWN_COLUMN if column.label else NO_HEADING
    return TOO_LONG if len(cell.text) > TEXT_LIMIT else ""


def _text(walk: _Walk, place: int, cell: Cell) -> str:
    """The words of a cell: those above for 同上, the heading's for √, and a date for Excel's bare number of one."""
    column, text = walk.head.columns[place], row_kinds.chosen(cell.text)
    if SAME.fullmatch(text) and place in walk.before:
        walk.same.append(cell.place)
        return walk.before[place]
    if column.choice and text in columns.TICKS:
        return column.choice
    if column.choice and column.role == "work_kind":
        text = TICKED.sub(r"\1", text)
    day = cells.serial_date(text) if column.role in {"deadline", "done_on"} else None
    if day:
        walk.dated.append(cell.place)
        return cells.in_words(day)
    return text


def pieces(entry: Entry) -> Iterator[str]:
    """The words of a cell as paragraphs: measures one by one, lists joined by 、, wrapped lines put together."""
    lines = entry.text.split("\n")
    role = entry.column.role
    if role in MULTIPLE:
        yield "、".join(line.strip("、，,；;") for line in lines)
        return
    if role == "deadline":
        yield "，".join(lines) if all(re.search("[年月日]", line) for line in lines) else "".join(lines)
        return
    whole = ""
    for line in lines:
        new = role == "measures" and (marker(line) or spoken(line) or whole.endswith(SPLIT))
        if whole and new:
            yield whole
            whole = ""
        whole += line
    yield whole
