"""``check``: everything that keeps a draft from being signed, all at once. ``diff``: what a signature would change."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site import checks
from rectify_site.ledger import editions, sheets
from rectify_site.ledger.sheets import Sheet
from rectify_site.model.findings import Finding, Level
from rectify_site.model.records import Scope
from rectify_site.workflow.opening import Opened, open_ledger, open_office


class Checked(NamedTuple):
    """How many documents were looked at, and what was found."""

    documents: int
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """Findings that keep a document from being signed."""
        return sum(finding.level is Level.ERROR for finding in self.findings)


def findings(opened: Opened) -> tuple[Finding, ...]:
    """The faults of files and the complaints of every check."""
    return (*opened.faults, *checks.run(opened.office, opened.place))


def check(root: Path) -> Checked:
    """Look at all drafts."""
    opened = open_office(root)
    return Checked(len(opened.loaded), findings(opened))


def diff(root: Path) -> Sheet:
    """What would be signed now: every document that differs from its last signature, field by field."""
    opened = open_office(root)
    chain = open_ledger(opened.home, opened.settings.origin)
    known = [entry.as_of for entry in chain.entries if entry.as_of]
    public = [item for item in opened.office.documents if item.scope is not Scope.LIMITED]
    return sheets.sheet(public, chain.entries, chain.contents, max(known, default=date.min))


class Status(NamedTuple):
    """Where an office stands: what is signed, what is not, what is late, how long the ledger is."""

    signed: dict[str, tuple[str, ...]]
    unsigned: tuple[sheets.Item, ...]
    withdrawn: tuple[str, ...]
    findings: tuple[Finding, ...]
    size: int
    head: str
    as_of: date | None


def status(root: Path) -> Status:
    """Count what is signed and what still waits."""
    opened = open_office(root)
    chain = open_ledger(opened.home, opened.settings.origin)
    now = editions.standing(chain.entries)
    kinds = sorted({kind for kind, _ in now.signed})
    known = [entry.as_of for entry in chain.entries if entry.as_of]
    return Status(
        signed={kind: tuple(name for held, name in now.signed if held == kind) for kind in kinds},
        unsigned=diff(root).items,
        withdrawn=tuple(name for _, name in now.withdrawn),
        findings=findings(opened),
        size=len(chain.entries),
        head=chain.entries[-1].hash if chain.entries else "",
        as_of=max(known, default=None),
    )
