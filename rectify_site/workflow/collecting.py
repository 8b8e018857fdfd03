"""``collect open`` and ``collect status``: what goes out to the units in a round, and who has not answered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site.documents.canonical import canonical
from rectify_site.errors import N_, USAGE, SourceError
from rectify_site.model import rounds, states
from rectify_site.model.fields import public_text
from rectify_site.model.records import Plan, Record
from rectify_site.model.rounds import Answer, Asked, Round
from rectify_site.model.units import Unit, UnitKind
from rectify_site.papers import reminders
from rectify_site.papers import rounds as papers
from rectify_site.store import files, projects
from rectify_site.store.projects import Project
from rectify_site.workflow.opening import Opened, open_office

LETTER = "通知.docx"


class Wanted(NamedTuple):
    """A round as the clerk opens it; ``again`` replaces one that was opened otherwise."""

    plan: str
    period: str
    due: date
    again: bool = False


class Sent(NamedTuple):
    """What was written: the round, its folder, the files that are new and those left as they were."""

    round: Round
    folder: Path
    written: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def early(self) -> bool:
        """Whether units have to answer before the period is over."""
        return self.round.due < rounds.period(self.round.period).ends


class Stand(NamedTuple):
    """Where a round stands on a day: the answers in the order of the units, and the list that was written."""

    round: Round
    plan: str
    answers: tuple[Answer, ...]
    overdue: bool
    file: Path

    @property
    def silent(self) -> tuple[str, ...]:
        """Units that have not reported on anything."""
        return tuple(one.unit for one in self.answers if one.missing and not one.reported)


def open_round(root: Path, wanted: Wanted) -> Sent:
    """Write a workbook for each unit and the letter, and remember what was asked. The same again changes nothing.

    Raises:
        SourceError: G130 no such plan, G131 a round that was opened otherwise, G132 a period that is none, G133 nothing
            to ask, G117 drafts that cannot be read.

    """
    opened = open_office(root)
    plan = plan_of(opened, wanted.plan)
    period = _period(wanted.period)
    if wanted.due < period.starts:
        message = N_("the due date {due} lies before {period} begins")
        hint = N_("give the day by which units answer with --due")
        raise SourceError("G132", message, hint, exit_code=USAGE, due=wanted.due, period=period.words)
    owed = [record for record in records_of(opened, plan) if not settled(record, plan)]
    asked = Round(plan=plan.id, period=period.code, due=wanted.due, asked=tuple(_asked(opened, owed)))
    if not owed:
        hint = N_("look at the plan with `rectify-site status`")
        raise SourceError(
            "G133", N_("{plan} has no open matters to ask about"), hint, exit_code=1, plan=plan.id
        )
    remembered = opened.home.round(plan.id, period.code)
    _refuse_another(opened.home, remembered, asked, again=wanted.again)
    folder = opened.home.collect / f"{plan.id}-{period.code}"
    made = {folder / name: data for name, data in _papers(opened, plan, asked, owed)}
    kept = [path for path in made if path.exists() and not wanted.again]
    new = {path: data for path, data in made.items() if path not in kept}
    files.write_all({**new, remembered: canonical(asked.model_dump(mode="json")) + b"\n"})
    return Sent(asked, folder, tuple(path.name for path in new), tuple(path.name for path in kept))


def plan_of(opened: Opened, name: str) -> Plan:
    """A plan by its id, with all its drafts in order."""
    plan = opened.office.plan_of.get(name)
    if plan is None:
        known = "、".join(opened.office.plan_of) or "—"
        raise SourceError(
            "G130",
            N_("there is no plan {id}"),
            N_("known are: {known}"),
            exit_code=USAGE,
            id=name,
            known=known,
        )
    folder = opened.home.name(opened.home.plan(name).parent)
    broken = [fault for fault in opened.faults if fault.place.file.startswith(f"{folder}/")]
    if broken:
        hint = N_("run `rectify-site check`, mend this draft, then try again")
        raise SourceError(
            "G117", N_("the draft {file} cannot be read"), hint, exit_code=1, file=broken[0].place.file
        )
    return plan


def records_of(opened: Opened, plan: Plan) -> tuple[Record, ...]:
    """The matters of a plan in their order."""
    return tuple(record for record in opened.office.records if record.plan == plan.id)


def settled(record: Record, plan: Plan) -> bool:
    """Whether nothing is owed any more: done, or no longer on the list. A stage that goes on is still asked about."""
    return states.group(states.status(record.events), plan) in {states.Group.DONE, None}


def _period(code: str) -> rounds.Period:
    try:
        return rounds.period(rounds.code(code))
    except ValueError as error:
        hint = N_(
            "write 2022H1 or 2022H2 for a half, 2022Q3 for a quarter, 2022-06 for a month, 2022 for a year"
        )
        raise SourceError(
            "G132", N_("“{period}” is no period"), hint, exit_code=USAGE, period=code
        ) from error


def _asked(opened: Opened, owed: Iterable[Record]) -> Iterator[Asked]:
    """Units in the order of the office's list, then those it does not know, last the office itself."""
    own = opened.settings.office
    units = opened.office.units.units
    by_name = {name: unit for unit in units for name in (unit.name, *unit.aliases)}
    by_id = {unit.id: unit for unit in units}
    held: dict[str, list[str]] = {}
    for record in owed:
        for unit in _leads(record, by_name, by_id) or (own,):
            held.setdefault(unit, []).append(record.id)
    order = {unit.name: place for place, unit in enumerate(units)}
    for unit in sorted(held, key=lambda name: (name == own, order.get(name, len(order)))):
        yield Asked(unit=unit, records=tuple(dict.fromkeys(held[unit])), own=unit == own)


def _leads(record: Record, by_name: Mapping[str, Unit], by_id: Mapping[str, Unit]) -> tuple[str, ...]:
    """The units that answer for a matter: by the names of today, a collective by its members.

    A collective without members is nobody one could write to, so the office reports on it.
    """
    found: list[str] = []
    for name in record.lead_units:
        unit = by_name.get(name)
        if unit is None:
            found.append(name)
        elif unit.kind is UnitKind.COLLECTIVE or unit.members:
            found += [_today(by_id[key], by_id).name for key in unit.members if key in by_id]
        else:
            found.append(_today(unit, by_id).name)
    return tuple(dict.fromkeys(found))


def _today(unit: Unit, by_id: Mapping[str, Unit]) -> Unit:
    """The unit that took over, if it was renamed or merged."""
    seen: set[str] = set()
    while unit.succeeded_by and unit.succeeded_by in by_id and unit.id not in seen:
        seen.add(unit.id)
        unit = by_id[unit.succeeded_by]
    return unit


def _refuse_another(home: Project, path: Path, asked: Round, *, again: bool) -> None:
    data = files.read_if_there(path)
    if data is None or again:
        return
    before = round_in(home.name(path), data)
    if before != asked:
        message = N_("the round {period} of {plan} is open already, due {due}, and would be another one now")
        hint = N_("move away workbooks that came back, then repeat the command with --again to make it anew")
        raise SourceError(
            "G131", message, hint, exit_code=1, period=asked.period, plan=asked.plan, due=before.due
        )


def round_in(name: str, data: bytes) -> Round:
    """A remembered round."""
    try:
        return Round.model_validate(json.loads(data))
    except ValueError as error:
        hint = N_("restore it from the backup, or open the round again with --again")
        raise SourceError("G118", N_("{file} was changed and cannot be read"), hint, file=name) from error


def all_rounds(home: Project) -> tuple[Round, ...]:
    """Every round that was opened, plans in the order of their names and each plan's rounds by time."""
    found = [round_in(name, data) for name, data in projects.rounds(home)]
    return tuple(sorted(found, key=lambda one: (one.plan, rounds.period(one.period).ends, one.period)))


def _papers(opened: Opened, plan: Plan, asked: Round, owed: Iterable[Record]) -> Iterator[tuple[str, bytes]]:
    cells = {record.id: papers.issued(record, plan) for record in owed}
    names = papers.file_names((one.unit for one in asked.asked), asked.words)
    for one in asked.asked:
        yield names[one.unit], papers.workbook(asked, one, plan, cells)
    contact = opened.settings.contact
    sender = papers.Sender(opened.settings.office, contact.unit or "", contact.telephone or "")
    yield LETTER, papers.letter(asked, plan, sender, {record.id: record.number for record in owed})


def stand(opened: Opened, asked: Round, records: Iterable[Record]) -> tuple[Answer, ...]:
    """The answers of a round by what stands in the records."""
    plan = opened.office.plan_of.get(asked.plan)
    held = tuple(records)
    done = [record.id for record in held if plan and record.plan == plan.id and settled(record, plan)]
    return rounds.answers(asked, held, done)


def status(root: Path, plan: str | None, on: date, period: str | None = None) -> tuple[Stand, ...]:
    """The rounds of each plan (or of one) and their lists of those who have not answered, as of a day.

    These are the newest, and the earlier ones that still lack an answer; or those of ``period`` alone.
    """
    opened = open_office(root)
    if plan is not None:
        plan_of(opened, plan)
    wanted = _period(period).code if period is not None else None
    known = [
        one for one in all_rounds(opened.home) if plan in {None, one.plan} and wanted in {None, one.period}
    ]
    if not known:
        hint = N_("open one: rectify-site collect open PLAN --period 2022H1 --due 2022-07-10")
        raise SourceError("G134", N_("no round was opened"), hint, exit_code=USAGE)
    newest = {one.plan: one for one in known}.values()
    found = [(one, *_stand(opened, one, on)) for one in known]
    told = [
        (stand, data)
        for one, stand, data in found
        if wanted or one in newest or any(its.missing for its in stand.answers)
    ]
    files.write_all({one.file: data for one, data in told})
    return tuple(one for one, _ in told)


def _stand(opened: Opened, asked: Round, on: date) -> tuple[Stand, bytes]:
    given = stand(opened, asked, opened.office.records)
    plan = opened.office.plan_of.get(asked.plan)
    title = public_text(plan.title) if plan else asked.plan
    names = {record.id: f"{record.number}．{public_text(record.heading)}" for record in opened.office.records}
    path = opened.home.collect / f"{asked.plan}-{asked.period}" / reminders.FILE
    overdue = on > asked.due and any(one.missing for one in given)
    return Stand(asked, title, given, overdue, path), reminders.reminders(asked, title, given, names, on)
