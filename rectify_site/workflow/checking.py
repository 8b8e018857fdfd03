"""``check``: everything that keeps a draft from being signed, all at once."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from rectify_site import checks
from rectify_site.model.findings import Finding, Level
from rectify_site.workflow.opening import Opened, open_office


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
