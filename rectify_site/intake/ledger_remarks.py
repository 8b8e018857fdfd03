"""What there is to say about a ledger as a whole: what was filled in, united or could not be divided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rectify_site.errors import N_
from rectify_site.intake.answering import PEOPLE, UNIT_LISTS
from rectify_site.intake.ledgers import Filled, Row, Table
from rectify_site.intake.paragraphs import Remark
from rectify_site.intake.plans import Composed
from rectify_site.intake.traces import Sure, Trace

NAMED = 5  # places named in a remark
UNITED = frozenset({*UNIT_LISTS, *PEOPLE})
FILLED = (
    ("same", "S275", N_("{count} cells say 同上; the words above them are taken ({places})")),
    ("blank", "S276", N_("{count} matters name no direction; the one above is taken ({places})")),
    ("dated", "S277", N_("{count} bare numbers are read as the dates Excel means by them ({places})")),
    ("counted", "S278", N_("{count} matters have no number; they are counted ({places})")),
    (
        "whole",
        "S281",
        N_(
            "{count} cells hold several kinds of values that cannot be told apart; each is taken as one kind ({places})"
        ),
    ),
)
ONE_LIST = N_(
    "{count} matters name units or people for each of their measures; they are in one list now ({places})"
)
STAGES = N_(
    "{count} matters have a deadline for each of their measures; they are milestones, and the matter is due with the "
    "latest ({places})"
)
TAKEN = N_("no column is called 问题 or 任务; the one called “{label}” is read as the problem")
NOT_DIVIDED = N_("the cell holds several kinds of values that cannot be told apart")


def added(composed: Composed, tables: Sequence[Table], rows: Sequence[Row]) -> Composed:
    """The plan with these remarks, and with the fields that nobody can be sure of marked."""
    filled = [each.filled for each in tables]
    whole = frozenset(place for each in filled for place in each.whole)
    counted = frozenset(place for each in filled for place in each.counted)
    return composed._replace(
        remarks=(*composed.remarks, *_taken(tables), *_filled_in(filled), *_united(composed, rows)),
        traces={name: tuple(_traced(its, whole, counted)) for name, its in composed.traces.items()},
    )


def _taken(tables: Sequence[Table]) -> Iterator[Remark]:
    for label in dict.fromkeys(each.head.taken for each in tables if each.head.taken):
        yield Remark("S284", TAKEN, {"label": label}, 0)


def _filled_in(filled: Sequence[Filled]) -> Iterator[Remark]:
    for name, code, message in FILLED:
        yield from _said(code, message, [place for each in filled for place in getattr(each, name)])


def _united(composed: Composed, rows: Sequence[Row]) -> Iterator[Remark]:
    """Matters whose measures stand in rows of their own, each with its own units or deadline."""
    yield from _said("S282", ONE_LIST, [row.first.place for row in rows if _differ(row, UNITED)])
    staged = {each.source.place for each in composed.records if each.source and each.milestones}
    several = (row.first.place for row in rows if _differ(row, {"deadline"}))
    yield from _said("S283", STAGES, [place for place in several if place in staged])


def _differ(row: Row, roles: Iterable[str]) -> bool:
    """Whether one column says different things in the rows of a matter."""
    said: dict[tuple[str, str], tuple[str, str]] = {}
    for entry in row.entries:
        key, its = (entry.column.label, entry.column.role), (entry.cell.place, entry.text)
        if (
            entry.column.role in roles
            and (before := said.setdefault(key, its))[0] != its[0]
            and before[1] != its[1]
        ):
            return True
    return False


def _said(code: str, message: str, places: Sequence[str]) -> Iterator[Remark]:
    if places:
        named = "、".join(places[:NAMED]) + ("…" if len(places) > NAMED else "")
        yield Remark(code, message, {"count": str(len(places)), "places": named}, 0)


def _traced(its: Sequence[Trace], whole: frozenset[str], counted: frozenset[str]) -> Iterator[Trace]:
    """A number that stands in its column is sure, and what nobody can divide is not."""
    for each in its:
        if each.field == "number" and each.place not in counted:
            yield each._replace(sure=Sure.CLEAR, why="")
        elif each.place in whole:
            yield each._replace(sure=Sure.UNSURE, why=NOT_DIVIDED)
        else:
            yield each
