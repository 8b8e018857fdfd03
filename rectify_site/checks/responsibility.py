"""Somebody answers for each matter, and it is not the doer who checks (自验自销)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rectify_site.checks.tokens import is_blank
from rectify_site.errors import N_
from rectify_site.model.events import EventKind
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.office import Office
from rectify_site.model.plan_kinds import ANSWERING, CUSTOMS
from rectify_site.model.records import Record
from rectify_site.registry import check

EXPECTED = {
    ("lead_units",): (
        N_("matter {number} has no lead unit"),
        N_("write the lead unit (牵头单位) in the source document, or confirm that the office itself leads"),
    ),
    ("lead_units", "responsible_units"): (
        N_("matter {number} has no unit that answers for it"),
        N_(
            "write the unit (牵头单位 or 责任单位) in the source document, or confirm that it is the office itself"
        ),
    ),
    ("responsible_body",): (
        N_("matter {number} has no body that puts it right (整改主体)"),
        N_("write it in the source document, for example 整改主体：区政府"),
    ),
    ("supervising_unit",): (
        N_("matter {number} has no supervising unit (督导单位)"),
        N_("write it in the source document, for example 督导单位：区生态环境局"),
    ),
}


def _named(*names: str | None) -> bool:
    return any(name and not is_blank(name) for name in names)


def _in(record: Record, roles: Iterable[str]) -> Iterator[str | None]:
    """The names under these roles, which hold one name or several."""
    for role in roles:
        value = getattr(record, role)
        yield from value if isinstance(value, tuple) else (value,)


@check("R301", level=Level.ERROR, on="record", title=N_("nobody answers for the matter"))
def somebody_answers(record: Record, _office: Office) -> Iterator[Complaint]:
    """A leader, a person, a unit or the body as a whole; a placeholder is nobody, a unit that helps is not enough."""
    if not _named(*_in(record, ANSWERING)):
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
def expected_roles(record: Record, office: Office) -> Iterator[Complaint]:
    """The roles that this kind of plan names for each matter. Silent where nobody answers at all.

    Some kinds name persons only; then the page says 本单位.
    """
    plan = office.plan_of.get(record.plan)
    if not plan or not _named(*_in(record, ANSWERING)):
        return
    for roles in CUSTOMS[plan.kind].expected:
        if not _named(*_in(record, roles)):
            message, hint = EXPECTED[roles]
            yield Complaint(roles[0], message, {"number": record.number}, hint)


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
