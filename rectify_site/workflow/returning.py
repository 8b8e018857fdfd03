"""``collect in``: what units sent back becomes events of their own rows, and of nothing else (DOMAIN §5).

Each file stands for itself: one that cannot be read never stops the others. What was asked, changed by others, signed
already or contradicts itself is listed and not taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rectify_site.documents import writing
from rectify_site.errors import N_, USAGE, SourceError
from rectify_site.intake import returns
from rectify_site.intake.return_forms import plain
from rectify_site.model.events import Event, EventKind
from rectify_site.model.records import Record
from rectify_site.model.rounds import Answer, Round
from rectify_site.papers import rounds as papers
from rectify_site.store import files
from rectify_site.workflow import answered_places, answering, collecting, registering
from rectify_site.workflow.answering import Answered, Desk, Handed, Wish
from rectify_site.workflow.opening import Opened, open_ledger, open_office
from rectify_site.workflow.registering import Registered

Tick = Callable[[int, int], None]


class RoundReport(NamedTuple):
    """Where a round stands after this: the answers of its units."""

    round: Round
    answers: tuple[Answer, ...]


class Collected(NamedTuple):
    """All that came of it: the files, what was registered, where their rounds stand now."""

    files: tuple[Handed, ...]
    registered: tuple[Registered, ...]
    rounds: tuple[RoundReport, ...]

    def submitted(self) -> tuple[tuple[str, str], ...]:
        """Id and number of the matters that are now reported as done, and wait for the check."""
        return tuple(
            (one.id, one.number)
            for one in self.registered
            if any(event.kind is EventKind.SUBMITTED for event in one.appended)
        )

    @property
    def blank(self) -> int:
        """Cells that were filled and are blank now: 未报, nothing was deleted."""
        cells = sum(one.answered.returned.blank for one in self.files if one.answered)
        return cells + sum(one.blank for one in self.registered)

    @property
    def foreign(self) -> int:
        """Rows of other units that somebody wrote in."""
        return sum(one.answered.returned.foreign for one in self.files if one.answered)

    @property
    def unmatched(self) -> int:
        """Rows that belong to no matter of their round."""
        return sum(one.answered.returned.unmatched for one in self.files if one.answered)

    @property
    def open_questions(self) -> bool:
        """Whether something was refused or asked."""
        notes = [note for one in self.files for note in one.notes]
        notes += [note for one in self.registered for note in one.notes]
        return any(note.weight == "asked" for note in notes) or any(one.refused for one in self.files)


def collect_in(root: Path, sources: Sequence[Path], wish: Wish, tick: Tick | None = None) -> Collected:
    """Read what came back and append the events of each unit's own rows. Collecting the same twice changes nothing.

    Raises:
        SourceError: G134 where no round was opened, G159 for a day that has not come.

    """
    answering.refuse_future(wish)
    opened = open_office(root)
    known = {(one.plan, one.period): one for one in collecting.all_rounds(opened.home)}
    if not known:
        hint = N_("open one: rectify-site collect open PLAN --period 2022H1 --due 2022-07-10")
        raise SourceError("G134", N_("no round was opened"), hint, exit_code=USAGE)
    desk = _desk(opened, known, wish)
    pieces = [piece for source in sources for piece in answering.pieces(source)]
    given = []
    for place, piece in enumerate(pieces, start=1):
        given.append(answering.handed(desk, piece))
        if tick:
            tick(place, len(pieces))
    given = _settled(given)
    answers = [one.answered for one in given if one.answered]
    chain = open_ledger(opened.home, opened.settings.origin)
    records = {record.id: record for record in opened.office.records}
    done = tuple(_register(desk, answers, records, registering.signed_events(chain.entries, chain.contents)))
    drafts = {
        opened.home.document("record", record.plan, record.id): writing.dump(record)
        for before in opened.office.records
        if (record := records[before.id]) != before
    }
    files.write_all({**drafts, **_places(opened, given, done)})
    told = {answered.key[:2]: answered.round for answered in answers}.values()
    stands = tuple(RoundReport(one, collecting.stand(opened, one, records.values())) for one in told)
    return Collected(tuple(given), done, stands)


def _places(opened: Opened, given: Iterable[Handed], done: Iterable[Registered]) -> dict[Path, bytes]:
    """Where what was registered stands in the files of the units, round by round."""
    new = {(one.id, one.turn.unit, one.turn.period) for one in done if one.appended}
    answers, touched = dict(opened.answers), {}
    for one, its in ((one, one.answered) for one in given):
        for row in its.returned.rows if its else ():
            if its and (key := (row.id, its.unit, its.round.words)) in new:
                answers[key] = _where_written(one.file, row)
                touched[its.key[:2]] = its.round
    owned: dict[str, set[str]] = {}
    for record in opened.office.records:
        owned.setdefault(record.plan, set()).add(record.id)
    return {
        opened.home.answered(one.plan, one.period): answered_places.remembered(
            answers, one.words, owned[one.plan]
        )
        for one in touched.values()
    }


def _desk(opened: Opened, known: dict[tuple[str, str], Round], wish: Wish) -> Desk:
    issued, broken = {}, {}
    for name in dict.fromkeys(plan for plan, _period in known):
        try:
            issued[name] = _cells(opened, name)
        except SourceError as error:
            broken[name] = error
    ids = frozenset(name for cells in issued.values() for name in cells)
    units = opened.office.units.units
    names = {plain(name): plain(unit.name) for unit in units for name in (unit.name, *unit.aliases)}
    return Desk(opened, known, issued, broken, ids, names, wish)


def _cells(opened: Opened, name: str) -> dict[str, tuple[str, ...]]:
    """The issued cells of all matters of a plan as they would be today."""
    plan = collecting.plan_of(opened, name)
    return {record.id: papers.issued(record, plan) for record in collecting.records_of(opened, plan)}


def _settled(given: Sequence[Handed]) -> list[Handed]:
    """Two files of one unit: the same twice counts once; two that differ are both left alone."""
    by_unit: dict[tuple[str, str, str], list[Handed]] = {}
    for one in given:
        if one.answered:
            by_unit.setdefault(one.answered.key, []).append(one)
    found = []
    for one in given:
        group = by_unit[one.answered.key] if one.answered else [one]
        group = [other for other in group if _words(other)] or group
        others = [other for other in group if other is not one]
        if one not in group:
            asked = tuple(note for note in one.notes if note.weight == "asked")
            blank = N_("it is blank, and another file of this unit is not")
            found.append(Handed(one.file, notes=asked, skipped=blank))
        elif any(_words(other) != _words(one) for other in others):
            found.append(Handed(one.file, refused=_two(one, others)))
        elif one is not group[0]:
            found.append(Handed(one.file, skipped=N_("it says the same as another file of this unit")))
        else:
            found.append(one)
    return found


def _words(one: Handed) -> dict[str, dict[str, str]]:
    return returns.words(one.answered.returned) if one.answered else {}


def _two(one: Handed, others: Iterable[Handed]) -> SourceError:
    return SourceError(
        "G147",
        N_("{others} comes from {unit} too and says something else; neither was taken"),
        N_("keep the right one of the two and collect again"),
        exit_code=1,
        others="、".join(other.file for other in others),
        unit=one.answered.unit if one.answered else "",
    )


def _register(
    desk: Desk,
    answers: Iterable[Answered],
    records: dict[str, Record],
    signed: Mapping[str, Sequence[Event]],
) -> Iterator[Registered]:
    """Take the claims over into ``records``, unit by unit in the order of the office's list."""
    order = [(*key, one.unit) for key, asked in desk.rounds.items() for one in asked.asked]
    for answered in sorted(answers, key=lambda one: order.index(one.key)):
        rows = {row.id: row for row in answered.returned.rows}
        for claimed in answered.claimed:
            before = records.get(claimed.id)
            if before is None:
                continue
            plan = desk.opened.office.plan_of[before.plan]
            turn = registering.Turn(answered.unit, answered.round.words, take=desk.wish.take)
            done = registering.register(before, plan, claimed, turn, signed.get(claimed.id, ()))
            records[claimed.id] = done.record
            yield done._replace(blank=registering.emptied(before, rows[claimed.id], turn))


def _where_written(file: str, row: returns.Row) -> answered_places.Answer:
    """Where what a unit wrote about a matter stands, field by field."""
    titles = answered_places.TITLES.items()
    cells = {field: row.cells[title] for field, title in titles if title in row.cells}
    return answered_places.Answer(file, {field: cell.place for field, cell in cells.items() if cell.text})
