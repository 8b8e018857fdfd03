"""Tables that are a ledger become a plan and its records; prose around them stays in its own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rectify_site.errors import N_
from rectify_site.intake import (
    answering,
    cards,
    columns,
    deadlines,
    items,
    ledger_events,
    ledger_fronts,
    ledger_remarks,
    ledgers,
    plans,
    row_kinds,
)
from rectify_site.intake.columns import NAMING, Head
from rectify_site.intake.grids import Cell, Grid
from rectify_site.intake.items import Parts
from rectify_site.intake.label_words import WORDS
from rectify_site.intake.labels import Segment
from rectify_site.intake.ledger_fronts import Found
from rectify_site.intake.ledgers import Entry, Row, Table
from rectify_site.intake.markers import marker, ordinal
from rectify_site.intake.outline import Block, Chapter, Item, spans
from rectify_site.intake.paragraphs import Extract, Paragraph
from rectify_site.intake.plans import Composed, Front, Matters
from rectify_site.intake.values import Value
from rectify_site.model.deadlines import DeadlineKind
from rectify_site.model.records import ItemLabel
from rectify_site.text import numeral

LEVEL = 3
VALUES = frozenset(WORDS) - items.NO_PLACE.keys()

NO_LEDGER = N_("a table without the header of a ledger (序号、问题、整改措施、责任单位 …)")


class Tabled(NamedTuple):
    """A plan out of tables: the drafts, and what became of each cell by its place in the list of paragraphs."""

    composed: Composed
    front: Front
    used: frozenset[int]
    junk: frozenset[int]
    unread: dict[int, str]


def compose(extract: Extract, prose: Sequence[Block], front: Front) -> Tabled | None:
    """The plan in the tables of a source; None where none of them is a ledger."""
    found = tuple(_found(extract.grids))
    if not any(each.table.rows for each in found):
        return None
    index = {each.place: at for at, each in enumerate(extract.paragraphs) if each.place}
    desk = Desk(extract.paragraphs, index, {})
    above = ledger_fronts.read(found, front)
    matters, rows, left = _matters(found, desk, prose)
    composed = plans.of_matters(matters, above.front)
    if composed is None:
        return None
    composed, untold = _with_events(composed, rows, above.as_of)
    left = {**above.left, **left, **untold}
    marks = {index[place]: why for place, why in left.items() if place in index}
    whole = {
        index[cell.place] for each in found for line in each.grid.rows for cell in line if cell.place in index
    }
    unread = {at: why for at, why in marks.items() if why != row_kinds.AGAIN}
    unread |= {at: why for at, why in composed.unread.items() if at in whole}
    junk = frozenset(at for at, why in marks.items() if why == row_kinds.AGAIN)
    composed = ledger_remarks.added(composed, [each.table for each in found], rows)
    return Tabled(composed, above.front, frozenset(whole - unread.keys() - junk), junk, unread)


# --- which tables ----------------------------------------------------------------------------------------


def _found(grids: Sequence[Grid]) -> Iterator[Found]:
    """The tables with the header of a ledger, and those that go on with the one before under the same columns."""
    last: Table | None = None
    on_cards = 0
    for grid in grids:
        head = columns.head(grid)
        if head is None and last and _goes_on(grid, last):
            head = Head(0, 0, last.head.columns)
        card = None if head else cards.read(grid, on_cards)
        last = ledgers.read(grid, head) if head else card
        on_cards += len(card.rows) if card else 0
        if last:
            cells = {cell.place: cell for line in grid.rows[: last.head.first] for cell in line if cell.text}
            yield Found(grid, last, tuple(cells.values()))


def _goes_on(grid: Grid, last: Table) -> bool:
    """Whether a table without a header is as wide as the one before, and its first number the next."""
    numbers = last.head.at("number")
    if not numbers or not last.rows or not grid.rows or len(grid.rows[0]) != len(last.head.columns):
        return False
    before, first = ordinal(last.rows[-1].number), ordinal(grid.rows[0][numbers[0]].text.strip("、.．"))
    return before is not None and first == before + 1


# --- matters ---------------------------------------------------------------------------------------------


class Desk(NamedTuple):
    """The paragraphs of the source, where each cell stands among them, and the headings met so far."""

    paragraphs: Sequence[Paragraph]
    places: Mapping[str, int]
    headings: dict[tuple[str, ...], Block]

    def block(self, cell: Cell) -> Block:
        """A cell as a paragraph of the grammar."""
        at = self.places.get(cell.place, -1)
        paragraph = self.paragraphs[at] if at >= 0 else Paragraph(0, cell.text, place=cell.place)
        return Block(at, paragraph, 0, "", paragraph.text, ())


def _matters(
    found: Sequence[Found], desk: Desk, prose: Sequence[Block]
) -> tuple[Matters, tuple[Row, ...], dict[str, str]]:
    """The matters of all tables, the rows they come from, and cells that are in none with the reason."""
    left: dict[str, str] = {}
    rows, whole, parts = list[Row](), list[Item](), list[Parts]()
    above = _headings(found, prose)
    for each, heading in zip(found, above, strict=True):
        left |= each.table.left
        for row in each.table.rows:
            path = _path(desk, heading, row.path)
            its, beside = _parts(desk, row)
            left |= beside
            first = desk.block(row.first)._replace(level=LEVEL, number=row.number)
            rows.append(row)
            whole.append(
                Item(first, tuple(value.block for value in its.values if value.block.place >= 0), path)
            )
            parts.append(its)
    taken = {id(block) for block in above if isinstance(block, Block)}
    kept = [block for block in prose if id(block) not in taken]
    chapters = tuple(_prose(span) for span in spans(kept))
    label = items.item_label(parts, "", ItemLabel.MEASURE)
    return Matters(chapters, tuple(whole), tuple(parts), label), tuple(rows), left


def _prose(span: tuple[Block, ...]) -> Chapter:
    head = span[0] if span[0].level == 1 else None
    return Chapter(head, span[1:] if head else span)


def _headings(found: Sequence[Found], prose: Sequence[Block]) -> list[Block | str]:
    """What stands over each of several tables that name no directions: a heading in Word, or the name of the sheet."""
    directed = any(row.path for each in found for row in each.table.rows)
    if directed or len(found) < 2:  # noqa: PLR2004 - one table is under no heading of its own
        return ["" for _ in found]
    if not found[0].grid.line:
        names = [each.grid.name.strip() for each in found]
        return ["" if ledger_fronts.PLAIN_NAME.fullmatch(name) else name for name in names]
    over = [
        next(
            (block for block in reversed(prose) if block.level and block.paragraph.line <= each.grid.line),
            None,
        )
        for each in found
    ]
    distinct = len({id(block) for block in over}) == len(over) and all(over)
    return [block or "" if distinct else "" for block in over]


def _path(desk: Desk, heading: Block | str, cells: Sequence[Cell]) -> tuple[Block, ...]:
    """The headings a matter is under; the same words under the same heading are the same direction."""
    path: list[Block] = []
    words: tuple[str, ...] = ()
    if isinstance(heading, Block):
        path, words = [heading], (heading.words,)
    elif heading:
        cells = (Cell(heading), *cells)
    for cell in cells:
        words = (*words, "".join(cell.text.split()))
        if words not in desk.headings:
            desk.headings[words] = _heading(desk, cell, words)
        path.append(desk.headings[words])
    return tuple(path[-3:])


def _heading(desk: Desk, cell: Cell, words: tuple[str, ...]) -> Block:
    """A direction with the number it has, else the next one."""
    text = " ".join(cell.text.split())
    beside = [block.number for its, block in desk.headings.items() if its[:-1] == words[:-1]]
    mark = marker(text)
    number = mark.number if mark and mark.number not in beside else numeral(len(beside) + 1)
    title = (text[mark.end :] if mark else text) or text
    block = desk.block(cell)
    return block._replace(
        place=-2 - len(desk.headings),
        level=len(words),
        number=number,
        words=title,
        parts=(Segment("", title),),
    )


def _parts(desk: Desk, row: Row) -> tuple[Parts, dict[str, str]]:
    """The values of a row under their labels, and cells that have no place in a record."""
    values, beside = list[Value](), list[Value]()
    left: dict[str, str] = {}
    for entry in _due(row.entries):
        role = entry.column.role
        block = desk.block(entry.cell)
        if role in items.NO_PLACE and role != "progress":
            if entry.column.shared:
                beside.append(Value(role, entry.text, block, 0, entry.column.label))
            else:
                left[entry.cell.place] = items.NO_PLACE[role]
        elif role in VALUES:
            whole = [Value(role, piece, block, 0, entry.column.label) for piece in ledgers.pieces(entry)]
            values += answering.divided(whole) if role in answering.UNIT_LISTS else whole
    if not any(value.role in NAMING for value in values):
        first = next((value for value in values if value.role == "measures"), None)
        others = tuple(value for value in values if value is not first)
        return Parts(first.text if first else "", (), others, (), tuple(beside)), left
    return Parts("", (), tuple(values), (), tuple(beside)), left


def _due(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries with one deadline where all rows of a matter name the same, or where √ stands under 立行立改."""
    roles = [entry.column.role for entry in entries]
    if "work_kind" not in roles and roles.count("deadline") < 2:  # noqa: PLR2004 - nothing to choose from
        yield from entries
        return
    days = [entry for entry in entries if entry.column.role == "deadline"]
    chosen = [
        entry for entry in entries if not days and entry.column.role == "work_kind" and _says_when(entry)
    ]
    same = days[1:] if len({entry.text for entry in days}) == 1 else []
    for entry in entries:
        if chosen and entry is chosen[0]:
            words = "，".join(dict.fromkeys(its.text for its in chosen))
            yield Entry(entry.column._replace(role="deadline"), entry.cell, words)
        elif entry not in chosen and not any(entry is its for its in same):
            yield entry


def _says_when(entry: Entry) -> bool:
    kind = deadlines.parse(entry.text).kind
    return bool(entry.column.choice) or kind not in {DeadlineKind.VAGUE, DeadlineKind.NONE}


# --- progress, and what there is to say ------------------------------------------------------------------


def _with_events(
    composed: Composed, rows: Sequence[Row], as_of: date | None
) -> tuple[Composed, dict[str, str]]:
    by_place = {row.first.place: row for row in rows}
    left: dict[str, str] = {}
    records = []
    for record in composed.records:
        row = by_place.get(record.source.place or "") if record.source else None
        told = ledger_events.told(row.entries, as_of) if row else ledger_events.Told()
        left |= dict(told.left)
        records.append(record.model_copy(update={"events": told.events}) if told.events else record)
    return composed._replace(records=tuple(records)), left
