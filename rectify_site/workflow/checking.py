"""``check``: everything that keeps a draft from being signed, all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site import checks
from rectify_site.checks.given import Given
from rectify_site.errors import N_
from rectify_site.ledger import editions
from rectify_site.model.findings import Finding, Level
from rectify_site.model.titles import title
from rectify_site.papers import findings as papers
from rectify_site.workflow.answered_places import advised
from rectify_site.workflow.handing import put
from rectify_site.workflow.opening import Opened, open_ledger, open_office

Say = Callable[[str, Mapping[str, object]], str]
"""A message template and its values in the language of the door."""

ORDER = (Level.ERROR, Level.JUDGE, Level.WARNING)
LEVELS = {Level.ERROR: N_("error"), Level.JUDGE: N_("to be judged"), Level.WARNING: N_("warning")}
WAIVED = N_("waived")


class Checked(NamedTuple):
    """How many documents were looked at, and what was found."""

    documents: int
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """Findings that keep a document from being signed."""
        return sum(finding.stops for finding in self.findings)


def findings(opened: Opened, as_of: date | None = None, today: date | None = None) -> tuple[Finding, ...]:
    """The faults of files and the complaints of every check, in the order of the source.

    ``as_of`` is the cut-off date against which a matter is late, ``today`` the day after which a waiver is over.
    """
    given = Given(opened.lexicon, opened.waivers, as_of, opened.rule, today)
    found = checks.run(opened.office, opened.place, given)
    return tuple(sorted((*opened.faults, *map(advised, found)), key=opened.order))


def check(root: Path, today: date | None = None) -> Checked:
    """Look at all drafts; what is late is so against the cut-off date that was signed last."""
    opened = open_office(root)
    chain = open_ledger(opened.home, opened.settings.origin)
    as_of = editions.last_cut_off(chain.entries)
    return Checked(len(opened.loaded), findings(opened, as_of, today))


def report(checked: Checked, target: Path, say: Say) -> None:
    """Write what was found as a workbook: errors first, in the order of the source.

    Raises:
        StoreError: G151 for a file that is open in a desk program.

    """
    found = sorted(checked.findings, key=lambda finding: (bool(finding.waived), ORDER.index(finding.level)))
    put(target, papers.findings(row(finding, say) for finding in found))


def as_written(message: str, values: Mapping[str, object]) -> str:
    """A message as it stands in the code, for whoever has no door."""
    return message.format_map(values)


def row(finding: Finding, say: Say) -> papers.Row:
    """A finding in the words of its reader."""
    place = finding.place
    values = {**finding.values, "field": finding.values.get("field", finding.field)}
    field = title(finding.field)
    where = place.source_place or (f"第{place.line}行" if place.line else "")
    return papers.Row(
        place=where,
        words="：".join(filter(None, (field, finding.words))),
        problem=say(finding.message, values),
        suggestion=say(finding.hint, values) if finding.hint else "",
        level=say(WAIVED if finding.waived else LEVELS[finding.level], {}),
        file=(place.source_file if place.source_place else None) or place.file,
        document=finding.document,
        field=field,
        code=finding.code,
    )
