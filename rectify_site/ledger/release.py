"""When a signature becomes public: at once, or not before the moment that was signed with it (公开时间).

The ledger says the moment, whoever builds says the time. Nothing here looks at a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rectify_site.errors import N_, LedgerError
from rectify_site.ledger.entries import Entry, Moment, Op

NEVER = "9999"
"""Behind every moment a line can name."""


def moment(entry: Entry) -> Moment:
    """When what a line says becomes public."""
    return entry.not_before or entry.at


def known_time(entries: Iterable[Entry]) -> Moment:
    """The latest moment the ledger itself has seen; for a build that is told no time."""
    return max((entry.at for entry in entries), default="")


def waiting(entries: Sequence[Entry], now: Moment) -> tuple[Entry, ...]:
    """The approvals whose moment is still to come, in the order of their moments."""
    held = [entry for entry in _not_overtaken(entries) if _waits(entry, now)]
    return tuple(sorted(held, key=moment))


def newest(entries: Iterable[Entry], now: Moment) -> Moment:
    """The latest moment that was waited for and has come; empty where nothing waited."""
    return max(
        (entry.not_before for entry in entries if entry.not_before and entry.not_before <= now), default=""
    )


def released(entries: Sequence[Entry], now: Moment) -> tuple[Entry, ...]:
    """The lines that hold at a moment. What waits is left out, and so is the withdrawal of what never was public.

    Raises:
        LedgerError: L145 when all that was approved still waits.

    """
    kept: list[Entry] = []
    shown: set[tuple[str, str]] = set()
    for entry in _not_overtaken(entries):
        if _waits(entry, now):
            continue
        if entry.op is Op.APPROVE:
            shown.add((entry.kind, entry.id))
        elif entry.op is Op.WITHDRAW and (entry.kind, entry.id) not in shown:
            continue
        kept.append(entry)
    if not shown and (held := waiting(entries, now)):
        hint = N_("build again at that time or later")
        message = N_("all that is signed waits: nothing is to be public before {moment}")
        raise LedgerError("L145", message, hint, exit_code=1, moment=held[0].not_before)
    return tuple(kept)


def _waits(entry: Entry, now: Moment) -> bool:
    return entry.op is Op.APPROVE and (entry.not_before or "") > now


def _not_overtaken(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The lines without the approvals that something later overtook before their moment came.

    That is a later line about the same document, or the withdrawal of the plan a record belongs to.
    """
    later: dict[tuple[str, str], str] = {}
    gone: dict[str, str] = {}
    kept: list[Entry] = []
    for entry in reversed(entries):
        key = (entry.kind, entry.id)
        owner = entry.id.rpartition("-")[0] if entry.kind == "record" else ""
        overtaken = min(later.get(key, NEVER), gone.get(owner, NEVER))
        if not (entry.op is Op.APPROVE and entry.not_before and overtaken <= entry.not_before):
            kept.append(entry)
        later[key] = min(moment(entry), later.get(key, NEVER))
        if entry.op is Op.WITHDRAW and entry.kind == "plan":
            gone[entry.id] = min(entry.at, gone.get(entry.id, NEVER))
    return tuple(reversed(kept))
