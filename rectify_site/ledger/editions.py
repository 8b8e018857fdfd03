"""From the chain to an Edition: the only door through which a document reaches the public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rectify_site.errors import N_, LedgerError
from rectify_site.ledger.chain import head
from rectify_site.ledger.changes import Kept, changes
from rectify_site.ledger.entries import GENESIS, Change, Content, CorrectionClass, Entry, Moment, Op
from rectify_site.ledger.release import known_time, moment, released
from rectify_site.model.edition import Changed, Edition, Publication, Withdrawn
from rectify_site.model.office import KINDS, Document, Office
from rectify_site.model.records import Plan, Record, Scope
from rectify_site.model.reports import Notice, Report
from rectify_site.model.states import until
from rectify_site.model.units import HandPage, Units

Key = tuple[str, str]
"""Kind and id of a document."""


class Standing(NamedTuple):
    """Where each document stands: the line that signed it last, the line that withdrew it, since when it is gone.

    A withdrawal in haste is followed by the line of its paper; what is gone is gone since the first of the two.
    """

    signed: dict[Key, Entry]
    withdrawn: dict[Key, Entry]
    since: dict[Key, str]


def standing(entries: Iterable[Entry]) -> Standing:
    """Fold the chain: the last line about a document wins."""
    signed: dict[Key, Entry] = {}
    withdrawn: dict[Key, Entry] = {}
    since: dict[Key, str] = {}
    for entry in entries:
        key = (entry.kind, entry.id)
        if entry.op is Op.APPROVE:
            signed[key] = entry
            withdrawn.pop(key, None)
            since.pop(key, None)
        elif entry.op is Op.WITHDRAW:
            again = [gone for gone, line in withdrawn.items() if (line.kind, line.id) == key]
            for gone in dict.fromkeys((key, *_matters_of(entry, signed), *again)):
                signed.pop(gone, None)
                withdrawn[gone] = entry
                since.setdefault(gone, entry.at)
        elif entry.op is Op.PURGE and key in signed and signed[key].digest == entry.digest:
            withdrawn[key] = entry
            since[key] = entry.at
            del signed[key]
    return Standing(signed, withdrawn, since)


def unconfirmed(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The withdrawals in haste whose paper (补办手续) is not registered yet, oldest first.

    A withdrawal without a document is one in haste; a later withdrawal or approval under a document settles it.
    """
    found: dict[Key, Entry] = {}
    for entry in entries:
        key = (entry.kind, entry.id)
        if entry.op is Op.WITHDRAW and entry.document is None:
            found[key] = entry
        elif entry.op in {Op.WITHDRAW, Op.APPROVE}:
            found.pop(key, None)
    return tuple(found.values())


def traceless(entry: Entry) -> bool:
    """Whether a line withdrew a document so that no page tells of it: it gives the public no reason."""
    return entry.op is Op.WITHDRAW and entry.reason is None


def _matters_of(entry: Entry, signed: Mapping[Key, Entry]) -> list[Key]:
    """The records of a plan that is withdrawn: they go with it, and come back only under a new signature."""
    if entry.kind != "plan":
        return []
    return [key for key in signed if key[0] == "record" and key[1].rpartition("-")[0] == entry.id]


def last_cut_off(entries: Iterable[Entry]) -> date | None:
    """The latest cut-off date that was signed; None before the first signature."""
    return max((entry.as_of for entry in entries if entry.as_of), default=None)


def cut_off(entries: Iterable[Entry]) -> date:
    """The date a site is of. Never today: a build on another day says the same."""
    last = last_cut_off(entries)
    if last is None:
        hint = N_("run `rectify-site review` and register a signature with `rectify-site approve`")
        raise LedgerError(
            "L201", N_("nothing is signed yet, so there is nothing to publish"), hint, exit_code=1
        )
    return last


def document_of(entry: Entry, contents: Mapping[str, Content]) -> Document | None:
    """The document a line signed; None when its content was purged."""
    content = contents.get(entry.digest)
    return KINDS[entry.kind].model_validate(content.content) if content else None


def edition(
    entries: Sequence[Entry],
    contents: Mapping[str, Content],
    as_of: date | None = None,
    now: Moment | None = None,
) -> Edition:
    """All that is signed for the public, as of a cut-off date. It cuts events by their day, never approvals.

    ``now`` decides which approvals still wait for their moment; without it, it is the ledger's own latest time.
    """
    lines = released(entries, now or known_time(entries))
    last = cut_off(lines)
    if as_of and as_of > last:
        hint = N_("leave out --as-of, or sign newer data first")
        raise LedgerError(
            "L202",
            N_("data are signed until {last}, not until {given}"),
            hint,
            exit_code=2,
            last=last,
            given=as_of,
        )
    held = standing(lines)
    signed = [document_of(entry, contents) for entry in held.signed.values() if entry.scope is Scope.PUBLIC]
    made = _edition((item for item in signed if item), as_of or last)
    units = frozenset(name for unit in made.units for name in unit.names)
    unspoken = _unspoken(lines)
    told = changes(entries, {line.seq for line in lines}, contents, Kept(made.as_of, units))
    return made.model_copy(
        update={
            "head": head(entries),
            "size": len(entries),
            "withdrawn": _withdrawn(held),
            "publications": tuple(
                _publication(entry, told.get(entry.seq, ()))
                for entry in sorted(lines, key=moment)
                if _told(entry) and entry.seq not in unspoken
            ),
        }
    )


def preview(office: Office, as_of: date) -> Edition:
    """What would be published if everything were signed: marked as a draft, for ``build/preview`` only."""
    drafts = [item for item in office.documents if item.scope is not Scope.LIMITED]
    return _edition(drafts, as_of).model_copy(update={"draft": True})


def _edition(documents: Iterable[Document], day: date) -> Edition:
    """Sort documents into an edition. What did not exist on the cut-off date is not in it."""
    kept = [item for item in documents if _begins(item) <= day]
    plans = sorted((item for item in kept if isinstance(item, Plan)), key=lambda plan: plan.id)
    names = {plan.id for plan in plans}
    records = [item for item in kept if isinstance(item, Record) and item.plan in names]
    return Edition(
        as_of=day,
        head=GENESIS,
        size=0,
        plans=tuple(plans),
        records=tuple(_cut(record, day) for record in sorted(records, key=_place)),
        reports=tuple(item for item in kept if isinstance(item, Report)),
        notices=tuple(item for item in kept if isinstance(item, Notice)),
        units=tuple(unit for item in kept if isinstance(item, Units) for unit in item.units),
        pages=tuple(item for item in kept if isinstance(item, HandPage)),
    )


def _begins(document: Document) -> date:
    """The day from which a document exists: a plan is adopted, a report's data reach to it, a notice is put up."""
    if isinstance(document, Plan):
        return document.adopted_on or document.held_on or date.min
    if isinstance(document, Report):
        return document.as_of or document.issued_on or date.min
    return document.from_ if isinstance(document, Notice) else date.min


def _place(record: Record) -> tuple[str, int, str]:
    ordinal = record.id.rpartition("-")[2]
    return record.plan, int(ordinal) if ordinal.isdecimal() else 0, record.id


def _cut(record: Record, day: date) -> Record:
    return record.model_copy(update={"events": until(record.events, day)})


def _withdrawn(now: Standing) -> tuple[Withdrawn, ...]:
    gone = [
        Withdrawn(kind=kind, id=name, at=now.since[kind, name], reason=entry.reason or "")
        for (kind, name), entry in now.withdrawn.items()
        if entry.scope is Scope.PUBLIC and not traceless(entry)
    ]
    return tuple(sorted(gone, key=lambda item: (item.kind, item.id)))


def _told(entry: Entry) -> bool:
    """Whether a line is news for the public. A purge is none: it came after the withdrawal or the correction."""
    return entry.scope is Scope.PUBLIC and entry.op in {Op.APPROVE, Op.WITHDRAW} and not traceless(entry)


def _unspoken(entries: Sequence[Entry]) -> frozenset[int]:
    """The numbers of the lines about a document that was later withdrawn without a trace, or whose plan was.

    They stay untold when it is signed again: to the public it is new then.
    """
    gone: set[Key] = set()
    found: list[int] = []
    for entry in reversed(entries):
        key = (entry.kind, entry.id)
        owner = ("plan", entry.id.rpartition("-")[0])
        if key in gone or (entry.kind == "record" and owner in gone):
            found.append(entry.seq)
        if traceless(entry):
            gone.add(key)
    return frozenset(found)


def _publication(entry: Entry, told: tuple[Changed, ...]) -> Publication:
    """A line as the public may know it: why a text was changed is told by its class, never in a clerk's own words."""
    return Publication(
        kind=entry.kind,
        id=entry.id,
        op=entry.op,
        change=entry.change,
        at=moment(entry),
        as_of=entry.as_of,
        document=entry.document,
        reason=entry.reason if entry.op is Op.WITHDRAW else None,
        fault=_fault(entry),
        changed=told,
    )


def _fault(entry: Entry) -> str | None:
    """The class of a correction: a fact, or the wording. To name personal data would send readers to look for them."""
    if entry.change is not Change.CORRECTION:
        return None
    return str(CorrectionClass.FACT if entry.class_ is CorrectionClass.FACT else CorrectionClass.WORDING)
