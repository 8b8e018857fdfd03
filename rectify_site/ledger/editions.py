"""From the chain to an Edition: the only door through which a document reaches the public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rectify_site.errors import N_, LedgerError
from rectify_site.ledger.chain import head
from rectify_site.ledger.entries import GENESIS, Content, Entry, Op
from rectify_site.model.edition import Edition, Publication, Withdrawn
from rectify_site.model.office import KINDS, Document, Office
from rectify_site.model.records import Plan, Record, Scope
from rectify_site.model.reports import Notice, Report
from rectify_site.model.states import until
from rectify_site.model.units import HandPage, Units

Key = tuple[str, str]
"""Kind and id of a document."""


class Standing(NamedTuple):
    """Where each document stands: the line that signed it last, and the line that withdrew it."""

    signed: dict[Key, Entry]
    withdrawn: dict[Key, Entry]


def standing(entries: Iterable[Entry]) -> Standing:
    """Fold the chain: the last line about a document wins."""
    signed: dict[Key, Entry] = {}
    withdrawn: dict[Key, Entry] = {}
    for entry in entries:
        key = (entry.kind, entry.id)
        if entry.op is Op.APPROVE:
            signed[key] = entry
            withdrawn.pop(key, None)
        else:
            signed.pop(key, None)
            withdrawn[key] = entry
    return Standing(signed, withdrawn)


def cut_off(entries: Sequence[Entry]) -> date:
    """The latest cut-off date that was signed. Never today: a build on another day says the same."""
    days = [entry.as_of for entry in entries if entry.as_of]
    if not days:
        hint = N_("run `rectify-site review` and register a signature with `rectify-site approve`")
        raise LedgerError(
            "L201", N_("nothing is signed yet, so there is nothing to publish"), hint, exit_code=1
        )
    return max(days)


def document_of(entry: Entry, contents: Mapping[str, Content]) -> Document | None:
    """The document a line signed; None when its content was purged."""
    content = contents.get(entry.digest)
    return KINDS[entry.kind].model_validate(content.content) if content else None


def edition(entries: Sequence[Entry], contents: Mapping[str, Content], as_of: date | None = None) -> Edition:
    """All that is signed for the public, as of a cut-off date. It cuts events by their day, never approvals."""
    day = as_of or cut_off(entries)
    now = standing(entries)
    plans = {key[1] for key in now.signed if key[0] == "plan"}
    signed = [document_of(entry, contents) for entry in now.signed.values() if entry.scope is Scope.PUBLIC]
    in_force = [item for item in signed if item and not (isinstance(item, Record) and item.plan not in plans)]
    orphans = [key for key in now.signed if key[0] == "record" and key[1].rpartition("-")[0] not in plans]
    return _edition(in_force, day).model_copy(
        update={
            "head": head(entries),
            "size": len(entries),
            "withdrawn": _withdrawn(now, orphans),
            "publications": tuple(_publication(entry) for entry in entries if entry.scope is Scope.PUBLIC),
        }
    )


def preview(office: Office, as_of: date) -> Edition:
    """What would be published if everything were signed: marked as a draft, for ``build/preview`` only."""
    drafts = [item for item in office.documents if item.scope is not Scope.LIMITED]
    return _edition(drafts, as_of).model_copy(update={"draft": True})


def _edition(documents: Iterable[Document], day: date) -> Edition:
    kept = list(documents)
    records = [item for item in kept if isinstance(item, Record)]
    return Edition(
        as_of=day,
        head=GENESIS,
        size=0,
        plans=tuple(sorted((item for item in kept if isinstance(item, Plan)), key=lambda plan: plan.id)),
        records=tuple(_cut(record, day) for record in sorted(records, key=_place)),
        reports=tuple(item for item in kept if isinstance(item, Report)),
        notices=tuple(item for item in kept if isinstance(item, Notice)),
        units=tuple(unit for item in kept if isinstance(item, Units) for unit in item.units),
        pages=tuple(item for item in kept if isinstance(item, HandPage)),
    )


def _place(record: Record) -> tuple[str, int, str]:
    ordinal = record.id.rpartition("-")[2]
    return record.plan, int(ordinal) if ordinal.isdecimal() else 0, record.id


def _cut(record: Record, day: date) -> Record:
    return record.model_copy(update={"events": until(record.events, day)})


def _withdrawn(now: Standing, orphans: Iterable[Key]) -> tuple[Withdrawn, ...]:
    gone = [
        Withdrawn(kind=kind, id=name, at=entry.at, reason=entry.reason or "")
        for (kind, name), entry in now.withdrawn.items()
        if entry.scope is Scope.PUBLIC
    ]
    for kind, name in orphans:
        owner = now.withdrawn.get(("plan", name.rpartition("-")[0]))
        if owner:
            gone.append(Withdrawn(kind=kind, id=name, at=owner.at, reason=owner.reason or ""))
    return tuple(sorted(gone, key=lambda item: (item.kind, item.id)))


def _publication(entry: Entry) -> Publication:
    return Publication(
        kind=entry.kind,
        id=entry.id,
        op=entry.op,
        change=entry.change,
        at=entry.not_before or entry.at,
        document=entry.document,
        reason=entry.reason,
    )
