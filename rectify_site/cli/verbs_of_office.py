"""The verbs of the office's own desk: from a Word file to a registered signature."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Literal

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


@door.command("import", help=_("Read a plan (.docx, .txt) into drafts; what could not be read is listed."))
@click.argument(
    "sources", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False)
)
@click.option("--plan", help=_("the id of the plan, if it should not be made from the year and the kind"))
@click.option("--encoding", help=_("the encoding of a text file, if it cannot be told"))
@click.option(
    "--take", type=click.Choice(["source", "draft"]), help=_("which side wins where both were changed")
)
@click.pass_obj
def import_(
    state: State, sources: tuple[Path, ...], plan: str | None, encoding: str | None, take: Take
) -> int:
    """Import source files."""
    from rectify_site.cli.reports import say_import
    from rectify_site.workflow import importing

    wish = importing.Wish(plan=plan, encoding=encoding, take=take)
    with state.printer.working(N_("Reading…")):
        reports = [importing.import_source(state.project, source, wish) for source in sources]
    for report in reports:
        say_import(state.printer, report)
    told = [importing.as_json(report, _) for report in reports]
    state.printer.data(told if len(told) > 1 else told[0])
    return 0 if all(report.written for report in reports) else FINDINGS


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
    state.printer.line(
        N_("Decided for {count} documents: {decision}. Next: rectify-site check"),
        count=len(done.ids),
        decision=decision,
    )
    for name in done.still_public:
        state.printer.line(
            N_("Still on the site: {id}. To take it off: rectify-site withdraw {id} …"), id=name
        )
    state.printer.data(done)


@door.command(help=_("List everything that keeps drafts from being signed."))
@click.pass_obj
def check(state: State) -> int:
    """Check all drafts."""
    from rectify_site.cli.reports import say_findings
    from rectify_site.workflow import checking

    with state.printer.working(N_("Checking…")):
        checked = checking.check(state.project)
    say_findings(state.printer, checked.findings)
    message = N_("{documents} documents, {findings} findings, {errors} of them errors.")
    state.printer.line(
        message, documents=checked.documents, findings=len(checked.findings), errors=checked.errors
    )
    state.printer.line(_next(finding.code for finding in checked.findings if finding.level == "error"))
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


@door.command(help=_("Show what a signature would change, field by field."))
@click.pass_obj
def diff(state: State) -> None:
    """Show differences between drafts and what is signed."""
    from rectify_site.cli.reports import say_sheet
    from rectify_site.workflow import asking

    sheet = asking.diff(state.project)
    say_sheet(state.printer, sheet)
    state.printer.data(sheet.items)


@door.command(
    help=_("Make the sheet to print and sign, with its check code. Without a name: all that is unsigned.")
)
@click.argument("names", metavar="[PLAN|ID…]", nargs=-1)
@click.option("--as-of", type=DAY, help=_("the cut-off date of the data; today if left out"))
@click.pass_obj
def review(state: State, names: tuple[str, ...], as_of: date | None) -> int:
    """Make the sheet to sign."""
    from rectify_site.cli.reports import say_review
    from rectify_site.workflow import reviewing

    reviewed = reviewing.review(state.project, reviewing.named(state.project, names), as_of or TODAY())
    say_review(state.printer, reviewed)
    state.printer.data(
        {
            "sheet_code": reviewed.sheet.code,
            "as_of": reviewed.sheet.as_of,
            "items": reviewed.sheet.items,
            "late": [record.id for record in reviewed.late],
            "findings": reviewed.findings,
            "folder": reviewed.folder,
        }
    )
    return FINDINGS if any(finding.level == "error" for finding in reviewed.findings) else 0


def _signature(value: str) -> dict[str, str]:
    """``签发=甲@2022-03-12`` in its parts."""
    role, equals, rest = value.partition("=")
    name, at, day = rest.rpartition("@")
    if not (equals and at and role and name):
        raise click.BadParameter(
            _("write {value} like 签发=甲@2022-03-12").format(value=value), param_hint="--sign"
        )
    return {"role": role.strip(), "name": name.strip(), "on": DAY.convert(day, None, None).isoformat()}


def moment() -> str:
    """Now, in the time of China, wherever this machine thinks it is."""
    return datetime.now(timezone(timedelta(hours=8))).isoformat(timespec="seconds")


def _signatures(signs: Iterable[str]) -> tuple[Any, ...]:
    from rectify_site.ledger.entries import Signature

    try:
        return tuple(Signature.model_validate(_signature(sign)) for sign in signs)
    except ValueError as error:
        problem = _("it holds an invisible or a control character, which cannot be published")
        raise click.BadParameter(problem, param_hint="--sign") from error


def salt() -> str:
    """Sixteen random bytes: a digest then tells nothing about a short text."""
    return secrets.token_hex(SALT_BYTES)


SIGN = click.option(
    "--sign", "signs", multiple=True, help=_("a signature on the paper: ROLE=NAME@DATE; once for each")
)
NUMBER = click.option("--document", required=True, help=_("the number of the document that was issued"))


@door.command(
    help=_(
        "Register the signatures on the paper (登记签发): only what the sheet with this code shows is taken."
    )
)
@click.argument("ids", metavar="[ID…]", nargs=-1)
@click.option("--plan", help=_("a plan and all that belongs to it"))
@click.option("--all", "everything", is_flag=True, help=_("all that stands on the sheet"))
@click.option("--sheet-code", required=True, help=_("the check code on the paper"))
@SIGN
@NUMBER
@click.option("--as-of", type=DAY, help=_("the cut-off date of the data, as on the sheet"))
@click.option(
    "--change",
    type=click.Choice(["revision", "correction"]),
    help=_("what it is when published words change"),
)
@click.option(
    "--class",
    "correction",
    type=click.Choice(["fact", "wording", "personal", "sensitive"]),
    help=_("what was wrong"),
)
@click.option("--reason", help=_("why published words change"))
@click.pass_obj
def approve(
    state: State,
    /,
    ids: tuple[str, ...],
    signs: tuple[str, ...],
    *,
    everything: bool,
    **paper: Any,  # noqa: ANN401 - the options of the paper, as click names them
) -> int:
    """Register signatures."""
    from rectify_site.cli.reports import say_approval
    from rectify_site.ledger.entries import Change, CorrectionClass
    from rectify_site.workflow import reviewing, signing

    plan = paper.pop("plan")
    paper["change"] = Change(str(paper["change"])) if paper["change"] else None
    paper["correction"] = CorrectionClass(str(paper["correction"])) if paper["correction"] else None
    if sum((bool(ids), plan is not None, everything)) != 1:
        raise click.UsageError(_("name the ids, or --plan, or --all: one of the three"))
    form = signing.Form(signatures=_signatures(signs), **paper)
    selection = reviewing.Selection(ids, plan if isinstance(plan, str) else None)
    approved = signing.approve(state.project, selection, form, signing.Clock(moment(), salt))
    say_approval(state.printer, approved)
    state.printer.data(approved)
    return FINDINGS if approved.findings else 0


@door.command(help=_("Take a published document out of the site; its page says that it was withdrawn."))
@click.argument("name", metavar="ID")
@click.option(
    "--reason",
    required=True,
    type=click.Choice(["内容更正后重新发布", "事项合并", "已移交档案馆", "依规定不再公开"]),
    help=_("one of the reasons the public may read"),
)
@SIGN
@NUMBER
@click.pass_obj
def withdraw(state: State, name: str, reason: str, signs: tuple[str, ...], document: str) -> None:
    """Withdraw a published document."""
    from rectify_site.ledger.entries import WithdrawReason
    from rectify_site.workflow import signing

    form = signing.Form(sheet_code="", signatures=_signatures(signs), document=document)
    entry = signing.withdraw(state.project, name, WithdrawReason(reason), form, signing.Clock(moment(), salt))
    state.printer.line(
        N_("Withdrawn: {id}, ledger line {line}. Next: rectify-site build"), id=name, line=entry.seq
    )
    state.printer.data(entry)
