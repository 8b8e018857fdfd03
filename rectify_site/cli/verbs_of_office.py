"""The verbs of the office's own desk: from a Word file to a registered signature."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Literal

import click

from rectify_site.cli.door import State, door
from rectify_site.cli.words import _
from rectify_site.errors import FINDINGS, N_

Take = Literal["source", "draft"] | None
TODAY = date.today  # the only clock of the house stands at its doors
SALT_BYTES = 16


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A calendar day as YYYY-MM-DD."""

    name = "DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that shows the form."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(_("{value} is no date; write it like 2022-03-12").format(value=value), param, ctx)


DAY = Day()


def moment() -> str:
    """Now, in the time of China, wherever this machine thinks it is."""
    return datetime.now(timezone(timedelta(hours=8))).isoformat(timespec="seconds")


def salt() -> str:
    """Sixteen random bytes: a digest then tells nothing about a short text."""
    return secrets.token_hex(SALT_BYTES)


@door.command(help=_("Make a project folder with everything that is needed to begin."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def init(state: State, folder: Path) -> None:
    """Make a project folder."""
    from rectify_site.workflow import starting

    started = starting.init(folder)
    state.printer.line(N_("Made {folder} with {count} files."), folder=folder, count=len(started.files))
    state.printer.line(
        N_("Next: put the plan's file there and run: rectify-site --project {folder} import FILE"),
        folder=folder,
    )
    state.printer.data(started)


@door.command(
    "import",
    help=_("Read plans, ledgers, reports and notices into drafts; what could not be read is listed."),
)
@click.argument(
    "sources", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False)
)
@click.option("--plan", help=_("the id of the plan, if it should not be made from the year and the kind"))
@click.option("--encoding", help=_("the encoding of a text file, if it cannot be told"))
@click.option(
    "--take", type=click.Choice(["source", "draft"]), help=_("which side wins where both were changed")
)
@click.option(
    "--as",
    "kind",
    type=click.Choice(["plan", "report", "notice", "ledger"]),
    help=_("what kind of document it is, if it is read as another"),
)
@click.option(
    "--review",
    "page",
    is_flag=True,
    help=_("also write a page with the source and what was read side by side"),
)
@click.pass_obj
def import_(state: State, /, sources: tuple[Path, ...], take: Take, *, page: bool, **wish: str | None) -> int:
    """Import source files, each on its own."""
    from rectify_site.cli.import_reports import say_all
    from rectify_site.workflow import importing

    with state.printer.progress(N_("Reading…")) as tick:
        tried = importing.import_all(state.project, sources, importing.Wish(take=take, **wish), tick)
    return say_all(state.printer, tried, state.project if page else None)


@door.command(
    help=_(
        "Decide who may read documents: public or limited. A plan's id decides for all that is undecided in it."
    )
)
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@click.argument("decision", type=click.Choice(["public", "limited"]))
@click.option("--basis", help=_("the basis of publication, for example 党务公开"))
@click.pass_obj
def scope(state: State, ids: tuple[str, ...], decision: str, basis: str | None) -> None:
    """Write a decision about scope into drafts."""
    from rectify_site.model.records import Scope
    from rectify_site.workflow import starting

    done = starting.scope(state.project, ids, Scope(decision), basis)
    message = (
        N_("Decided for {count} documents: {decision}. Next: rectify-site check")
        if done.ids
        else N_("Nothing to write: they are decided already, and stay as they are. Next: rectify-site check")
    )
    state.printer.line(message, count=len(done.ids), decision=decision)
    for name in done.still_public:
        state.printer.line(
            N_("Still on the site: {id}. To take it off: rectify-site withdraw {id} …"), id=name
        )
    state.printer.data(done)


@door.command(help=_("List everything that keeps drafts from being signed."))
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("also write the list as a workbook (.xlsx) for those who mend the source"),
)
@click.option(
    "--fix", is_flag=True, help=_("show personal data as they may be published, masked; nothing is written")
)
@click.option("--write", is_flag=True, help=_("with --fix: write the masked texts into the drafts"))
@click.pass_obj
def check(state: State, report: Path | None, *, fix: bool, write: bool) -> int:
    """Check all drafts."""
    from rectify_site.cli.findings import say_findings
    from rectify_site.cli.reports import say_fixes
    from rectify_site.cli.words import said
    from rectify_site.workflow import checking, masking

    if write and not fix:
        raise click.UsageError(_("--write goes with --fix: look at the masked texts first"))
    if fix:
        say_fixes(state.printer, masking.mask(state.project, write=write), written=write)

    if report is not None and report.suffix.lower() != ".xlsx":
        raise click.BadParameter(_("give the list a name that ends in .xlsx"), param_hint="--report")
    with state.printer.working(N_("Checking…")):
        checked = checking.check(state.project, TODAY())
        if report is not None:
            checking.report(checked, report, said)
    say_findings(state.printer, checked.findings)
    message = N_("{documents} documents, {findings} findings, {errors} of them errors.")
    state.printer.line(
        message, documents=checked.documents, findings=len(checked.findings), errors=checked.errors
    )
    if report is not None:
        state.printer.line(N_("The list stands in {path}."), path=report)
    state.printer.line(_next(finding.code for finding in checked.findings if finding.stops))
    state.printer.data(checked)
    return FINDINGS if checked.errors else 0


def _next(errors: Iterable[str]) -> str:
    """What a clerk does after a check, by the codes of the errors in it."""
    codes = set(errors)
    if not codes:
        return N_("Next: rectify-site review")
    if codes == {"R401"}:  # the one error that no source file can mend
        return N_("Next: decide who may read it with rectify-site scope, then check again.")
    return N_("Next: mend the source file and import it again; events stand in the draft alone.")
