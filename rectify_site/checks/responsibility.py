"""Somebody answers for each matter, and it is not the doer who checks (自验自销)."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site.checks.tokens import is_blank
from rectify_site.errors import N_
from rectify_site.model.events import EventKind
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.office import Office
from rectify_site.model.records import Record
from rectify_site.registry import check


def _named(*names: str | None) -> bool:
    return any(name and not is_blank(name) for name in names)


def _answering(record: Record) -> tuple[str | None, ...]:
    units = (*record.lead_units, *record.responsible_units)
    return (*units, *record.leaders, *record.persons, record.responsible_body)


@check("R301", level=Level.ERROR, on="record", title=N_("nobody answers for the matter"))
def somebody_answers(record: Record, _office: Office) -> Iterator[Complaint]:
    """A leader, a person, a unit or the body as a whole; a placeholder is nobody, a unit that helps is not enough."""
    if not _named(*_answering(record)):
        hint = N_(
            "write who answers, for example 牵头单位：区发展改革局, under the matter in the source document"
        )
        yield Complaint(
            "lead_units",
            N_("nobody is named who answers for matter {number}"),
            {"number": record.number},
            hint,
        )


@check("R302", level=Level.WARNING, on="record", title=N_("no lead unit"))
def lead_unit(record: Record, _office: Office) -> Iterator[Complaint]:
    """Some kinds of plan name persons only; then the page says 本单位. Silent where nobody answers at all."""
    if not _named(*record.lead_units) and _named(*_answering(record)):
        hint = N_(
            "write the lead unit (牵头单位) in the source document, or confirm that the office itself leads"
        )
        yield Complaint("lead_units", N_("matter {number} has no lead unit"), {"number": record.number}, hint)


@check("R303", level=Level.WARNING, on="record", title=N_("accepted by its own lead unit"))
def checked_by_another(record: Record, office: Office) -> Iterator[Complaint]:
    """核查 by the unit that did the work is no check; names that mean the same unit are taken as one."""
    leads = {_same(name, office) for name in record.lead_units if not is_blank(name)}
    checkers = [("verifying_unit", record.verifying_unit)]
    checkers += [
        (f"events.{n}.by", event.by)
        for n, event in enumerate(record.events)
        if event.kind is EventKind.ACCEPTED
    ]
    for path, name in checkers:
        if name and _same(name, office) in leads:
            hint = N_("name the unit that checked it (核查单位); it cannot be the unit that leads the work")
            yield Complaint(path, N_("{unit} leads the work and checks it itself"), {"unit": name}, hint)


def _same(name: str, office: Office) -> str:
    if name not in office.unit_names:
        return name
    return next(unit.id for unit in office.units.units if name == unit.name or name in unit.aliases)
