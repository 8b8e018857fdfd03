"""The office's own ledger comes back: what was changed in it since it was exported, cell by cell.

Three sides as in ``merge``: the cell as exported (a hidden sheet remembers it), the draft, the cell now. A file that
lost its memory (saved as .csv) is held against the drafts. Nothing is deleted, and every cell is used or listed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from rectify_site.errors import N_
from rectify_site.intake.grids import Cell, Grid, column_name
from rectify_site.intake.ledger_cells import (
    ALL_TITLES,
    KEY,
    KEY_OF,
    NAMING,
    OF_PLAN,
    PUBLIC,
    READ_ONLY,
    cells,
    cells_of_plan,
    settled,
    worded,
)
from rectify_site.intake.ledger_values import Doubts, put
from rectify_site.intake.merge import Conflict, Take
from rectify_site.intake.paragraphs import Paragraph, Remark, shown
from rectify_site.intake.report import Unread
from rectify_site.model.records import Plan, Record

MEMORY, VERSION = "整改台账", "1"
"""The first two cells of the hidden sheet; the third is the id of the plan."""

LETTERS = re.compile(r"[A-Z]+(\d+)$", re.ASCII)
HEADER_WITHIN = 20  # rows in which the header is looked for
FEWEST_TITLES = 3

NO_COLUMN = N_("this column is none of the ledger's")
TWICE = N_("two columns have this title; neither is read")
NO_ID = N_("this row has no 编号: a new matter is written into the plan and imported from there")
UNKNOWN = N_("no draft has this 编号: a new matter is written into the plan and imported from there")
REPEATED = N_("this 编号 stands in several rows that differ; none of them is taken")
READ = N_("this column is only to be read; the change is not taken")
PLANS = N_("the words of the plan itself are corrected in the plan; here only who may read it is decided")
INVALID = N_("this cannot stand in a draft: it is too long, empty, or holds a character nobody can see")


class Row(NamedTuple):
    """One row by the keys of its columns."""

    id: str
    cells: Mapping[str, Cell]

    @property
    def words(self) -> dict[str, str]:
        """What counts in its cells."""
        return {key: settled(cell.text) for key, cell in self.cells.items()}


class Returned(NamedTuple):
    """A ledger as it came back: its rows, how its cells were exported (None where that is lost), what is unread."""

    plan: str
    rows: tuple[Row, ...]
    base: Mapping[str, Mapping[str, str]] | None
    frame: tuple[Cell, ...]
    unread: tuple[Unread, ...]


class Edits(NamedTuple):
    """The drafts that become other ones, as JSON by id; (id, field) taken; conflicts; and what there is to say."""

    documents: dict[str, dict[str, Any]]
    updated: tuple[tuple[str, str], ...]
    conflicts: tuple[Conflict, ...]
    used: tuple[Paragraph, ...]
    unread: tuple[Unread, ...]
    remarks: tuple[Remark, ...]


def memory(plan: str, keys: Sequence[str], rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The rows of the hidden sheet, all as long as the widest."""
    wide = max(len(keys), 3)
    head = (MEMORY, VERSION, plan)
    return [tuple(row) + ("",) * (wide - len(row)) for row in (head, keys, *rows)]


def returned(grids: Sequence[Grid], own: Sequence[Grid], known: Collection[str]) -> Returned | None:
    """The ledger in a workbook; None where it is another table. ``known`` are the ids of plans and records.

    With its memory a ledger is one of ours whatever became of it. Without it, its header has to stand there and
    most of its rows have to be known.
    """
    plan, base = next(filter(None, map(remembered, own)), ("", None))
    found = next(filter(None, (_header(grid) for grid in grids)), None)
    if found is None:
        return None
    grid, top = found
    keys, unread = _columns(grid, top)
    rows = list(_rows(grid, top, keys))
    named = [row.id for row in rows if row.id]
    if base is None and 2 * sum(name in known for name in named) <= len(named):
        return None
    frame = tuple(cell for line in grid.rows[: top + 1] for cell in line if cell.text and not cell.repeated)
    others = [_unread(cell, NO_COLUMN) for each in grids if each is not grid for cell in _filled(each.rows)]
    stems = (name.rpartition("-")[0] for name in named if name in known)
    plan = plan or next((stem for stem in stems if stem in known), next(iter(named), ""))
    return Returned(plan, tuple(rows), base, frame, (*unread, *others))


def remembered(grid: Grid) -> tuple[str, dict[str, dict[str, str]]] | None:
    """The plan and the cells that a hidden sheet of ours remembers."""
    rows = [[cell.text for cell in row] for row in grid.rows]
    if len(rows) < 2 or rows[0][:2] != [MEMORY, VERSION] or len(rows[0]) < 3:  # noqa: PLR2004 - head and keys
        return None
    keys = [key for key in rows[1] if key]
    base = {row[0]: dict(zip(keys, map(settled, row), strict=False)) for row in rows[2:]}
    return rows[0][2], base


def _header(grid: Grid) -> tuple[Grid, int] | None:
    """The row that names the columns."""
    for at, row in enumerate(grid.rows[:HEADER_WITHIN]):
        titles = {_title(cell) for cell in row} & set(KEY_OF)
        if ALL_TITLES[KEY] in titles and len(titles) >= FEWEST_TITLES:
            return grid, at
    return None


def _title(cell: Cell) -> str:
    return "".join(cell.text.split())


def _columns(grid: Grid, top: int) -> tuple[dict[str, int], list[Unread]]:
    """The place of each column by its key, and the cells of columns that nobody can read."""
    titles = [_title(cell) for cell in grid.rows[top]]
    keys, unread = {}, []
    for at, title in enumerate(titles):
        if title in KEY_OF and titles.count(title) == 1:
            keys[KEY_OF[title]] = at
            continue
        why = TWICE if title in KEY_OF else NO_COLUMN
        unread += [_unread(row[at], why) for row in grid.rows[top + 1 :] if row[at].text]
    return keys, unread


def _rows(grid: Grid, top: int, keys: Mapping[str, int]) -> Iterator[Row]:
    for row in grid.rows[top + 1 :]:
        its = {key: _placed(row, at) for key, at in keys.items()}
        if any(cell.text for cell in its.values()):
            yield Row("".join(its[KEY].text.split()), its)


def _placed(row: Sequence[Cell], at: int) -> Cell:
    """A cell of a row; an emptied one has its place from its neighbours."""
    if row[at].place:
        return row[at]
    beside = next((cell.place for cell in row if cell.place and not cell.repeated), "")
    return row[at]._replace(place=LETTERS.sub(lambda found: column_name(at) + found.group(1), beside))


def _filled(rows: Sequence[Sequence[Cell]]) -> Iterator[Cell]:
    return (cell for row in rows for cell in row if cell.text and not cell.repeated)


def _unread(cell: Cell, why: str) -> Unread:
    return Unread(_paragraph(cell), why)


def _paragraph(cell: Cell) -> Paragraph:
    return Paragraph(0, " ".join(cell.text.split()), place=cell.place)


def edits(came: Returned, plan: Plan, records: Mapping[str, Record], take: Take = None) -> Edits:
    """What a returned ledger changes in the drafts of a plan."""
    used: list[Paragraph] = [_paragraph(cell) for cell in came.frame]
    unread, outcomes = list(came.unread), list[_Outcome]()
    rows: dict[str, list[Row]] = {}
    for row in came.rows:
        rows.setdefault(row.id, []).append(row)
    for name, same in rows.items():
        why = _why_not(name, same, plan, records)
        if why:
            unread += [_unread(cell, why) for row in same for cell in row.cells.values() if cell.text]
            continue
        outcome = _outcome(same[0], came, plan, records.get(name, plan), take)
        outcomes.append(outcome)
        unread += outcome.unread
        left = {each.paragraph.place for each in outcome.unread}
        used += [_paragraph(c) for row in same for c in row.cells.values() if c.text and c.place not in left]
    return Edits(
        {each.id: each.document for each in outcomes if each.updated},
        tuple((each.id, field) for each in outcomes for field in each.updated),
        tuple(conflict for each in outcomes for conflict in each.conflicts),
        tuple(used),
        tuple(unread),
        (*(remark for each in outcomes for remark in each.remarks), *_missing(came, records)),
    )


def _why_not(name: str, rows: Sequence[Row], plan: Plan, records: Mapping[str, Record]) -> str:
    if not name:
        return NO_ID
    if name != plan.id and name not in records:
        return UNKNOWN
    return REPEATED if any(row.words != rows[0].words for row in rows) else ""


def _missing(came: Returned, records: Mapping[str, Record]) -> Iterator[Remark]:
    """Rows that were exported and did not come back."""
    names = {row.id for row in came.rows}
    exported = came.base if came.base is not None else records
    gone = [name for name in exported if name not in names]
    if gone:
        message = N_("{count} rows of the ledger did not come back ({ids}); nothing was deleted")
        yield Remark("G161", message, {"count": str(len(gone)), "ids": shown("、".join(gone))}, 0)
    if came.base is None:
        message = N_("the file does not remember what was exported: its cells are compared with the drafts")
        yield Remark("G162", message, {}, 0)


class _Outcome(NamedTuple):
    """What a row does to its draft."""

    id: str
    document: dict[str, Any]
    updated: list[str]
    conflicts: list[Conflict]
    unread: list[Unread]
    remarks: list[Remark]


def _outcome(row: Row, came: Returned, plan: Plan, draft: Plan | Record, take: Take) -> _Outcome:
    """Each cell of a row that says something else than it did when it was exported."""
    tree = draft.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    found = _Outcome(row.id, tree, [], [], [], [])
    shown_cells = cells(draft, plan) if isinstance(draft, Record) else cells_of_plan(draft)
    ours = {key: settled(words) for key, words in shown_cells.items()}
    base = (came.base or {}).get(row.id, ours)
    for key, words in row.words.items():
        before = base.get(key, ours.get(key, ""))
        if words == before or words == ours.get(key):
            continue
        if key in READ_ONLY or (isinstance(draft, Plan) and key not in OF_PLAN):
            if came.base is not None:
                found.unread.append(_unread_edit(row.cells[key], READ if key in READ_ONLY else PLANS))
            continue
        after, doubts, why = _laid_over(tree, key, words, plan)
        if why:
            found.unread.append(_unread_edit(row.cells[key], why))
        elif after == tree:
            continue
        elif take == "source" or (ours.get(key, "") == before and (words or key not in NAMING)):
            _take(found, key, after, doubts)
        elif take is None:
            found.conflicts.append(Conflict(row.id, key, ours.get(key, ""), words))
    return found


def _unread_edit(cell: Cell, why: str) -> Unread:
    paragraph = _paragraph(cell)
    return Unread(paragraph._replace(text=paragraph.text or "（空）"), why)


def _laid_over(
    tree: Mapping[str, Any], key: str, words: str, plan: Plan
) -> tuple[dict[str, Any], Doubts, str]:
    """The draft with an edited cell in it, what is doubtful about it, and why the draft cannot hold it."""
    done = put(key, words, tree, plan)
    if done.why:
        return {}, (), done.why
    changed = {**tree, key.removesuffix(PUBLIC): done.value}
    after = {name: value for name, value in changed.items() if value not in (None, [])}
    model = Plan if tree["id"] == plan.id else Record
    try:
        model.model_validate(after)
    except ValidationError:
        return {}, (), INVALID
    return after, done.doubts, ""


def _take(found: _Outcome, key: str, after: dict[str, Any], doubts: Doubts) -> None:
    """Keep the draft with the edited cell in it, and say what should be looked at."""
    before = found.document.get(key)
    found.document.clear()
    found.document.update(after)
    found.updated.append(key)
    found.remarks.extend(Remark(code, message, values, 0) for code, message, values in doubts)
    if worded(before):
        message = N_(
            "{id}: the words of {field} changed, its public wording stayed; see whether it still fits"
        )
        found.remarks.append(Remark("G163", message, {"id": found.id, "field": key}, 0))
