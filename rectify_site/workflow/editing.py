"""``import`` of the office's own ledger: what was changed in it since ``export``, and nothing else."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import NamedTuple

from rectify_site.documents import writing
from rectify_site.errors import N_, SourceError
from rectify_site.intake import edits, return_forms, workbooks
from rectify_site.intake.edits import Returned
from rectify_site.intake.kinds import Kind
from rectify_site.intake.merge import Merged, Take
from rectify_site.intake.proposals import new_units
from rectify_site.intake.report import Reading, Unread
from rectify_site.intake.workbooks import PRINTED, Book, Tick
from rectify_site.model.records import Plan, Record, Scope
from rectify_site.model.units import Unit
from rectify_site.store import files
from rectify_site.workflow.opening import Opened, file_of
from rectify_site.workflow.starting import still_public

TABLES = frozenset({".xlsx", ".xls", ".csv"})


class Edited(NamedTuple):
    """What a ledger that came back was read as, what it changed, units it named first, what stays on the site."""

    reading: Reading
    merged: Merged
    units: tuple[Unit, ...]
    still_public: tuple[str, ...]


def book_of(name: str, data: bytes, encoding: str | None, tick: Tick | None = None) -> Book | None:
    """The tables of a file, if it is one that a ledger can come back in."""
    suffix = PurePath(name).suffix.lower()
    return workbooks.sheets(data, suffix, tick, encoding) if suffix in TABLES else None


def returned(opened: Opened, book: Book) -> Returned | None:
    """The ledger in it, if it is one of ours. What a unit answers in a round is refused: it may not change a plan."""
    if return_forms.is_return(book.grids, book.own):
        hint = N_("take it in with: rectify-site collect in FILE")
        raise SourceError(
            "G127", N_("this is what a unit sent back in a collection round"), hint, exit_code=1
        )
    known = {*opened.office.plan_of, *(record.id for record in opened.office.records)}
    came = edits.returned(book.grids, book.own, known)
    if came is None and any(edits.remembered(grid) for grid in book.own):
        hint = N_("export the ledger again with rectify-site export ledger, and keep its first rows")
        message = N_("this is a ledger of ours, but the row with the titles of its columns is gone")
        raise SourceError("G164", message, hint, exit_code=1)
    return came


def edit(opened: Opened, book: Book, came: Returned, take: Take) -> Edited:
    """Lay what was edited over the drafts.

    Raises:
        SourceError: G117 for drafts that cannot be compared because they are broken, G154 for a plan nobody has.

    """
    plan = opened.office.plan_of.get(came.plan)
    refuse_broken(opened, came.plan)
    if plan is None:
        hint = N_("import it in the project it was exported from (--project)")
        message = N_("this is the ledger of {plan}, a plan that is not in this project")
        raise SourceError("G154", message, hint, exit_code=1, plan=came.plan)
    records = {record.id: record for record in opened.office.records if record.plan == plan.id}
    found = edits.edits(came, plan, records, take)
    changed = [_document(plan, name, tree) for name, tree in found.documents.items()]
    reading = Reading(
        kind=Kind.PLAN,
        plan=plan,
        records=tuple(item for item in changed if isinstance(item, Record)),
        used=found.used,
        unread=(*found.unread, *(Unread(each, each.aside) for each in book.asides if each.aside != PRINTED)),
        remarks=(*book.remarks, *found.remarks),
    )
    units = new_units(reading, opened.office.unit_names, [unit.id for unit in opened.office.units.units])
    drafts = {file_of(opened.home, item): writing.dump(item) for item in changed}
    files.write_all({**drafts, **with_units(opened, units)})
    merged = Merged(found.documents, found.updated, conflicts=found.conflicts)
    closed = [item for item in changed if item.scope is Scope.LIMITED]
    return Edited(reading, merged, units, still_public(opened, closed))


def refuse_broken(opened: Opened, plan: str) -> None:
    """Drafts that cannot be read cannot be compared with anything."""
    folder = opened.home.name(opened.home.plan(plan).parent) if plan else ""
    broken = [fault for fault in opened.faults if folder and fault.place.file.startswith(f"{folder}/")]
    if broken:
        hint = N_("run `rectify-site check`, mend this draft, then import again")
        message = N_("the draft {file} cannot be read")
        raise SourceError("G117", message, hint, exit_code=1, file=broken[0].place.file)


def _document(plan: Plan, name: str, tree: dict[str, object]) -> Plan | Record:
    return Plan.model_validate(tree) if name == plan.id else Record.model_validate(tree)


def with_units(opened: Opened, units: tuple[Unit, ...]) -> dict[Path, bytes]:
    """The list of units with the new ones at its end; nothing where there are none."""
    listed = opened.office.units
    more = listed.model_copy(update={"units": (*listed.units, *units)})
    return {opened.home.content / "units.yml": writing.dump(more)} if units else {}
