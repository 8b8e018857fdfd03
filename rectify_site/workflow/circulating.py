"""``export docx`` and ``export press``: what an office hands out in Word, from what is signed and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site.channels.exports import circular, posted_notice, press_sheet
from rectify_site.channels.outlet import Outlet
from rectify_site.errors import N_, USAGE, SourceError
from rectify_site.ledger import editions
from rectify_site.model.due import DueRule
from rectify_site.model.outputs import Artifact
from rectify_site.model.reports import Report
from rectify_site.store import files, projects
from rectify_site.store.projects import Project
from rectify_site.tables.matters import matters
from rectify_site.tables.reporting import newest
from rectify_site.workflow import guarding, named_inputs
from rectify_site.workflow.building import Making, making
from rectify_site.workflow.handing import put_all
from rectify_site.workflow.opening import Chain, open_ledger


class Asked(NamedTuple):
    """Which document: a report, the newest report of a plan, a notice; nothing at all is the newest report."""

    report: str | None = None
    plan: str | None = None
    notice: str | None = None


class HandedOut(NamedTuple):
    """The files that were made, and of which signed document and day they are."""

    paths: tuple[Path, ...]
    document: str
    as_of: date


class Open(NamedTuple):
    """A project open for handing out: its signed documents, and what the last look at them needs."""

    home: Project
    chain: Chain
    made: Making
    outlet: Outlet

    @property
    def rule(self) -> DueRule:
        """How the office counts days."""
        return self.made.rule


def document(root: Path, asked: Asked, target: Path | None, as_of: date | None, now: str) -> HandedOut:
    """Write a signed report as 情况通报, or a signed notice as 公示.

    Raises:
        SourceError: C120 for a document that is not public, C121 where there is none at all, C122 for a file with
            other contents.
        LeakError: K101–K108.

    """
    opened = _open(root, as_of, now)
    day = opened.outlet.edition.as_of
    if asked.notice is not None:
        notices = {one.id: one for one in opened.outlet.edition.notices}
        name = _known(asked.notice, notices)
        data = posted_notice.posted(opened.outlet, notices[name])
        title = f"公示-{name}.docx"
    else:
        report = _report(opened, asked)
        name, day = report.id, min(day, report.as_of or day)
        data = circular.circular(opened.outlet, opened.rule, report)
        title = f"情况通报-{name}.docx"
    made = {target or opened.home.root / title: data}
    return HandedOut(_handed_out(opened, made), name, day)


def press(root: Path, target: Path | None, as_of: date | None, now: str) -> HandedOut:
    """Write the sheet for the press as Word and as Markdown, or the one that the target's name asks for.

    Raises:
        SourceError: C121 where nothing is public, C122 for a file with other contents.
        LeakError: K101–K108.

    """
    opened = _open(root, as_of, now)
    if not opened.outlet.matters:
        raise _nothing()
    said = press_sheet.sheet(opened.outlet)
    forms = {".docx": press_sheet.as_word(said), ".md": press_sheet.as_markdown(said)}
    day = opened.outlet.edition.as_of.isoformat()
    made = (
        {target: forms[target.suffix.lower()]}
        if target
        else {opened.home.root / f"新闻素材-{day}{ending}": data for ending, data in forms.items()}
    )
    return HandedOut(_handed_out(opened, made), "", opened.outlet.edition.as_of)


def _open(root: Path, as_of: date | None, now: str) -> Open:
    home = projects.project(root)
    made = making(home)
    chain = open_ledger(home, made.settings.origin)
    edition = editions.edition(chain.entries, chain.contents, as_of, now)
    guarding.refuse_faults(guarding.examined(edition, named_inputs.waivers(home)))
    outlet = Outlet(edition, made.settings, matters(edition, made.rule))
    return Open(home, chain, made, outlet)


def _report(opened: Open, asked: Asked) -> Report:
    found = {one.id: one for one in newest(opened.outlet.edition)}
    if asked.report is not None:
        return found[_known(asked.report, found)]
    if asked.plan is not None:
        _known(asked.plan, opened.outlet.edition.plan_of)
    fitting = [one for one in found.values() if asked.plan in {None, one.plan}]
    if not fitting:
        raise _nothing()
    return fitting[0]


def _known(name: str, found: Mapping[str, object]) -> str:
    if name not in found:
        names = "、".join(sorted(found))
        hint = (
            N_("take one of these: {names}") if found else N_("have it signed first, with review and approve")
        )
        message = N_("{id} is not among the signed public documents of this kind")
        raise SourceError("C120", message, hint, exit_code=USAGE, id=name, names=names)
    return name


def _nothing() -> SourceError:
    hint = N_("import it, have it signed with review and approve, then run the same command again")
    return SourceError("C121", N_("nothing of this kind is signed and public yet"), hint, exit_code=USAGE)


def _handed_out(opened: Open, made: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Look through the bytes as through a site, then write them; what somebody has worked on is not written over."""
    artifacts = [Artifact(path.name, data) for path, data in made.items()]
    templates, root = opened.made.published, opened.home.root
    against = guarding.Against(opened.outlet.edition, opened.chain, opened.made.settings, templates, root)
    guarding.refuse_leaking(artifacts, against)
    for path, data in made.items():
        if files.read_if_there(path) not in {None, data}:
            hint = N_("move it away if it is no longer needed, or name another file with --output")
            message = N_("{path} is there already with other contents, and may have been worked on")
            raise SourceError("C122", message, hint, exit_code=USAGE, path=path)
    put_all(made)
    return tuple(made)
