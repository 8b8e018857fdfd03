"""``export``: what an office takes out to work on with its own programs. Nothing of it is published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site.errors import N_, USAGE, SourceError
from rectify_site.intake import edits, workbooks
from rectify_site.ledger import editions
from rectify_site.ledger.entries import Entry
from rectify_site.model import words
from rectify_site.model.fields import public_text
from rectify_site.model.records import Plan, Record
from rectify_site.model.states import history, until
from rectify_site.papers import ledger as papers
from rectify_site.store import files
from rectify_site.workflow.handing import put
from rectify_site.workflow.opening import Chain, Opened, open_ledger, open_office
from rectify_site.workflow.reviewing import Selection, sheet_of


class Exported(NamedTuple):
    """A file that was made, and how many matters stand in it."""

    path: Path
    plan: str
    records: int


def ledger(root: Path, name: str | None, target: Path | None, as_of: date) -> Exported:
    """Write 整改台账 of a plan. ``as_of`` is the day the read-only column of states is of.

    Raises:
        SourceError: G115 for a plan nobody has, G150 where the plan has to be named, G152 for a file that holds edits.

    """
    opened = open_office(root)
    plan = chosen(opened, name)
    path = target or opened.home.root / f"整改台账-{plan.id}.xlsx"
    records = [record for record in opened.office.records if record.plan == plan.id]
    data = papers.ledger(plan, records, _told(opened, plan, records, as_of))
    _refuse_to_lose(opened, path, data)
    put(path, data)
    return Exported(path, plan.id, len(records))


def chosen(opened: Opened, name: str | None) -> Plan:
    """The plan that is meant: the one named, or the only one there is."""
    plans = opened.office.plan_of
    if name is not None and name not in plans:
        hint = N_("look at the ids with `rectify-site status`")
        raise SourceError("G115", N_("there is no document {id}"), hint, exit_code=USAGE, id=name)
    if name is None and len(plans) != 1:
        hint = N_("name one of them: {plans}") if plans else N_("import a plan first")
        message = N_("there are {count} plans; it has to be said which one is meant")
        raise SourceError(
            "G150", message, hint, exit_code=USAGE, count=len(plans), plans="、".join(sorted(plans))
        )
    return plans[name] if name is not None else next(iter(plans.values()))


def _told(opened: Opened, plan: Plan, records: list[Record], as_of: date) -> Mapping[str, Mapping[str, str]]:
    """The cells of the read-only columns."""
    chain = open_ledger(opened.home, opened.settings.origin)
    signed = editions.standing(chain.entries).signed
    waiting = _waiting(opened, chain, plan)
    return {
        record.id: {
            "state": words.state(history(record.events, as_of).state, plan),
            "progress": _last(record, as_of),
            "signed": _signed(signed.get(("record", record.id)), changed=record.id in waiting),
        }
        for record in records
    }


def _waiting(opened: Opened, chain: Chain, plan: Plan) -> set[str]:
    """The ids whose drafts differ from what is signed."""
    day = editions.last_cut_off(chain.entries)
    if day is None:
        return set()
    return {item.id for item in sheet_of(opened, chain, Selection(plan=plan.id), day).items}


def _last(record: Record, as_of: date) -> str:
    """The latest event, as one line."""
    events = until(record.events, as_of)
    if not events:
        return ""
    last = events[-1]
    said = public_text(last.text) if last.text else ""
    return f"{last.on.isoformat()} {words.EVENT[last.kind]}" + (f"：{said}" if said else "")


def _signed(entry: Entry | None, *, changed: bool) -> str:
    if entry is None:
        return "未登记签发"
    number = f" {entry.document}" if entry.document else ""
    return f"{entry.at[:10]}{number}" + ("（草稿又有改动）" if changed else "")


def _refuse_to_lose(opened: Opened, path: Path, data: bytes) -> None:
    """A ledger somebody has worked in is not written over before it was read back."""
    before = files.read_if_there(path)
    if before is None or before == data:
        return
    hint = N_("import it first, or name another file with --output")
    try:
        book = workbooks.sheets(before, path.suffix.lower())
    except SourceError as error:
        message = N_("{path} is there already and is no ledger of this tool")
        raise SourceError("G152", message, hint, exit_code=USAGE, path=path) from error
    known = {item.id for item in opened.office.documents}
    came = edits.returned(book.grids, book.own, known)
    plan = opened.office.plan_of.get(came.plan) if came else None
    if came is None or plan is None:
        message = N_("{path} is there already and is no ledger of this tool")
        raise SourceError("G152", message, hint, exit_code=USAGE, path=path)
    records = {record.id: record for record in opened.office.records if record.plan == plan.id}
    found = edits.edits(came, plan, records)
    open_ends = len(found.updated) + len(found.conflicts) + len(found.unread)
    if open_ends:
        message = N_("{path} holds {count} changes that were not imported")
        raise SourceError("G153", message, hint, exit_code=1, path=path, count=open_ends)
