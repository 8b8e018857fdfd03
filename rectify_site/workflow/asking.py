"""``diff`` and ``status``: what a signature would change, and where the office stands. Nothing here writes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site.ledger import editions
from rectify_site.ledger.release import known_time, waiting
from rectify_site.ledger.sheets import Item, Sheet
from rectify_site.model.findings import Finding
from rectify_site.model.records import Scope
from rectify_site.workflow import circles
from rectify_site.workflow.checking import findings
from rectify_site.workflow.circles import Circle
from rectify_site.workflow.opening import Opened, open_office
from rectify_site.workflow.reviewing import Selection, sheet_of


def diff(root: Path) -> Sheet:
    """What would be signed now: every document that differs from its last signature, field by field."""
    opened = open_office(root)
    return _waiting(opened, circles.of(opened, Scope.PUBLIC))


def _waiting(opened: Opened, circle: Circle) -> Sheet:
    """What ``review`` would lay before the leader, with the cut-off date left as it is."""
    last = editions.last_cut_off(circle.chain.entries)
    return sheet_of(opened, circle.chain, Selection(), last or date.min, circle.scope)


class Status(NamedTuple):
    """Where an office stands: what is signed, what is not, what was withdrawn (and lacks its paper), the ledger."""

    signed: dict[str, tuple[str, ...]]
    unsigned: tuple[Item, ...]
    withdrawn: tuple[str, ...]
    findings: tuple[Finding, ...]
    size: int
    head: str
    as_of: date | None
    unconfirmed: tuple[str, ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()
    """What is signed for a later time, by id and moment."""
    limited: tuple[str, ...] = ()
    limited_unsigned: tuple[str, ...] = ()
    limited_unconfirmed: tuple[str, ...] = ()
    """What is registered for a limited circle; what of it waits for a signature, or was taken back without a paper."""


def status(root: Path, now: str | None = None) -> Status:
    """Count what is signed and what still waits: for a signature, or for the time signed with it."""
    opened = open_office(root)
    public, limited = (circles.of(opened, scope) for scope in (Scope.PUBLIC, Scope.LIMITED))
    chain = public.chain
    held = editions.standing(chain.entries)
    kinds = sorted({kind for kind, _ in held.signed})
    waits = waiting(chain.entries, now or known_time(chain.entries))
    return Status(
        signed={kind: tuple(name for one, name in held.signed if one == kind) for kind in kinds},
        unsigned=_waiting(opened, public).items,
        withdrawn=tuple(name for _, name in held.withdrawn),
        findings=findings(opened, editions.last_cut_off(chain.entries)),
        size=len(chain.entries),
        head=chain.entries[-1].hash if chain.entries else "",
        as_of=editions.last_cut_off(chain.entries),
        unconfirmed=_unconfirmed(public),
        waiting=tuple((entry.id, entry.not_before or "") for entry in waits),
        limited=tuple(name for _, name in editions.standing(limited.chain.entries).signed),
        limited_unsigned=tuple(item.id for item in _waiting(opened, limited).items),
        limited_unconfirmed=_unconfirmed(limited),
    )


def _unconfirmed(circle: Circle) -> tuple[str, ...]:
    return tuple(entry.id for entry in editions.unconfirmed(circle.chain.entries))
