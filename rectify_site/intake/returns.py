"""A workbook that came back from a unit: what stands in its rows, and what of that is not the unit's to say.

Rows are matched by id. Nothing is decided here about events: see ``claims``.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from rectify_site.errors import N_, SourceError
from rectify_site.intake.grids import Cell, Grid
from rectify_site.intake.paragraphs import shown
from rectify_site.intake.return_forms import Cells, Form, Layout, is_header, key, plain
from rectify_site.intake.return_forms import layout as layout_of
from rectify_site.intake.workbooks import NO_RESULT, PRINTED, Book
from rectify_site.model import rounds
from rectify_site.text import fold

OURS_ABOVE = re.compile(
    rf"(?:{rounds.UNIT_LINE}|{rounds.PERIOD_LINE}|{rounds.PLAN_LINE}|{rounds.DUE_LINE}):|报送表$|^只填浅黄色的格子"
)
OUR_RULES = "填表说明"
OUR_FOOTER = re.compile(r"第.{1,8}页.{1,4}共.{1,8}页")


class Note(NamedTuple):
    """What is to be said of a file: ``asked`` needs an answer and was not taken, ``said`` only informs."""

    code: str
    message: str
    values: dict[str, str]
    weight: Literal["asked", "said"] = "asked"
    hint: str = ""


class Row(NamedTuple):
    """What a unit wrote about one matter: its filled cells by title, blank ones too."""

    id: str
    number: str
    cells: Mapping[str, Cell]

    @property
    def blank(self) -> bool:
        """Whether nothing was written."""
        return not any(cell.text for cell in self.cells.values())


class Returned(NamedTuple):
    """The unit's own rows, what there is to say, and the counts of the report."""

    rows: tuple[Row, ...] = ()
    notes: tuple[Note, ...] = ()
    blank: int = 0
    foreign: int = 0
    unmatched: int = 0


def read(grids: Sequence[Grid], form: Form) -> Returned:
    """The rows of a returned workbook.

    Raises:
        SourceError: G135 where no sheet has the columns of the form, and nothing proves where they were.

    """
    laid = [(grid, layout) for grid in grids if (layout := layout_of(grid, form))]
    if not laid:
        hint = N_("ask the unit for the workbook as it was sent, with its header row and its 编号 column")
        raise SourceError("G135", N_("the columns of the form are not there"), hint, exit_code=1)
    told = [_sheet(grid, layout, form) for grid, layout in laid]
    notes = [note for one in told for note in one.notes]
    notes += [note for grid in grids if grid not in [one for one, _ in laid] for note in _not_read(grid)]
    rows, twice = _once([row for one in told for row in one.rows])
    return Returned(
        tuple(rows),
        (*notes, *twice),
        sum(one.blank for one in told),
        sum(one.foreign for one in told),
        sum(one.unmatched for one in told),
    )


def _sheet(grid: Grid, layout: Layout, form: Form) -> Returned:
    """One sheet: its own rows, rows of others, rows that answer to nothing, and cells outside the form."""
    rows: list[Row] = []
    notes = list(_above(grid, layout))
    if not layout.header:
        notes.append(Note("G149", PROVED, {"sheet": grid.name}, "said"))
    blank = foreign = unmatched = 0
    for index, row in enumerate(grid.rows[layout.first :], start=layout.first):
        name = _named(layout, row, form)
        filled = layout.filled(grid, index, form.formulas)
        written = [cell for cell in filled.values() if cell.text]
        if name in form.own:
            emptied, said = _locked(layout, row, name, form)
            blank += emptied
            notes += [*said, *_beside(layout, row)]
            rows.append(Row(name, (form.expected(name, rounds.NUMBER) or name), filled))
        elif name in form.issued:
            changed = written or _locked(layout, row, name, form)[1]
            foreign += bool(changed)
            notes += [_note("G139", FOREIGN, row[0], id=name)] if changed else []
        elif any(cell.text and not cell.repeated for cell in row) and not is_header(row):
            unmatched += 1
            words = next(cell for cell in row if cell.text)
            notes.append(_note("G141", UNMATCHED, words, words=shown(words.text)))
    return Returned(tuple(rows), tuple(notes), blank, foreign, unmatched)


PROVED = N_("{sheet}: the header is missing; the cells that were sent out show where the columns are")
FOREIGN = N_("{place}: {id} is not a matter of this unit; what was changed in this row was not taken")
UNMATCHED = N_("{place}: “{words}” belongs to no matter of this round")
LOCKED = N_(
    "{place}: {title} of {id} was changed to “{words}”; it was issued to be read only, and was not taken"
)
OUTSIDE = N_("{place}: “{words}” stands outside the form and was not read")
TWICE = N_("{place}: {id} stands twice with different answers; neither was taken")


def _note(
    code: str, message: str, cell: Cell, weight: Literal["asked", "said"] = "asked", **values: str
) -> Note:
    return Note(code, message, {"place": cell.place, **values}, weight)


def _named(layout: Layout, row: Cells, form: Form) -> str:
    """The id of a row; where its cell is empty, the one own matter with the very same words."""
    name = key(layout.cell(row, rounds.ID))
    item = plain(layout.cell(row, rounds.ITEM).text)
    if name or not item:
        return name
    same = [own for own in form.own if plain(form.expected(own, rounds.ITEM) or "") == item]
    return same[0] if len(same) == 1 else ""


def _locked(layout: Layout, row: Cells, name: str, form: Form) -> tuple[int, list[Note]]:
    """How many issued cells came back empty, and those that came back changed."""
    emptied, changed = 0, []
    for title in rounds.ISSUED:
        expected = form.expected(name, title)
        if expected is None or title not in layout.columns:
            continue
        cell = layout.cell(row, title)
        if not cell.text:
            emptied += bool(expected)
        elif plain(cell.text) != plain(expected):
            changed.append(_note("G140", LOCKED, cell, title=title, id=name, words=shown(cell.text)))
    return emptied, changed


def _beside(layout: Layout, row: Cells) -> Iterator[Note]:
    """Cells of a row that stand in no column of the form (备注)."""
    known = set(layout.columns.values())
    for at, cell in enumerate(row):
        if at not in known and cell.text and not cell.repeated:
            yield _note("G149", OUTSIDE, cell, words=shown(cell.text))


def _above(grid: Grid, layout: Layout) -> Iterator[Note]:
    """Lines above the header that the office did not write."""
    for row in grid.rows[: layout.first - 1] if layout.header else ():
        for cell in row:
            if cell.text and not cell.repeated and not OURS_ABOVE.search(fold(cell.text).text):
                yield _note("G149", OUTSIDE, cell, "said", words=shown(cell.text))


def _not_read(grid: Grid) -> Iterator[Note]:
    """A sheet that holds no rows of the form, unless it is the one with the rules."""
    words = [cell for row in grid.rows for cell in row if cell.text and not cell.repeated]
    if words and words[0].text != OUR_RULES:
        yield _note("G149", OUTSIDE, words[0], words=shown(words[0].text))


def _once(rows: Sequence[Row]) -> tuple[list[Row], list[Note]]:
    """One row a matter: the filled one, where the others are blank or say the same."""
    kept: dict[str, Row] = {}
    twice: dict[str, Note] = {}
    for row in rows:
        before = kept.get(row.id)
        if before is None or before.blank:
            kept[row.id] = row
        elif not row.blank and _words(row) != _words(before):
            cell = next(cell for cell in row.cells.values() if cell.text)
            twice[row.id] = _note("G148", TWICE, cell, id=row.id)
    return [row for row in kept.values() if row.id not in twice], list(twice.values())


def _words(row: Row) -> dict[str, str]:
    return {title: plain(cell.text) for title, cell in row.cells.items()}


def words(returned: Returned) -> dict[str, dict[str, str]]:
    """What a unit wrote, for comparing two files of it."""
    return {row.id: _words(row) for row in returned.rows if not row.blank}


def formulas(book: Book) -> frozenset[str]:
    """The places of formulas without a stored result: their cells look blank and are not."""
    return frozenset(aside.place for aside in book.asides if aside.aside == NO_RESULT)


def unseen(book: Book, asked: Container[str] = ()) -> Iterator[Note]:
    """What stands in a workbook and is not seen on the sheet, and what its reader remarked; not what was ``asked``."""
    for aside in book.asides:
        if aside.place not in asked and not (aside.aside == PRINTED and OUR_FOOTER.search(aside.text)):
            yield Note("G149", OUTSIDE, {"place": aside.place, "words": shown(aside.text)}, "asked")
    for remark in book.remarks:
        yield Note(remark.code, remark.message, remark.values, "said")
