"""The verbs of the archivist: seal a year, correct it by number, take it offline; verify all of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from rectify_site.cli.door import State, door
from rectify_site.cli.verbs_of_office import DAY, TODAY, moment, salt
from rectify_site.cli.words import _
from rectify_site.errors import N_

YEAR = click.IntRange(1949, 2200)
DECIDED = ("retire", "reopen")


@door.command(
    help=_(
        "Seal a year: the site as of 31 December, never changed again. --correct: once more by number (补封), without "
        "what was taken back since. retire YEAR takes it offline, reopen YEAR puts it back."
    )
)
@click.argument("given", metavar="[retire|reopen] YEAR", nargs=-1, required=True)
@click.option("--correct", is_flag=True, help=_("seal a sealed year again by number (补封)"))
@click.option(
    "--reason",
    type=click.Choice(["内容更正后重新发布", "事项合并", "已移交档案馆", "依规定不再公开"]),
    default="依规定不再公开",
    show_default=True,
    help=_("with --correct: what the public may read"),
)
@click.option("--with-pdf", is_flag=True, help=_("put the year-end reports into it as PDF/A too"))
@click.option("--document", help=_("with retire or reopen: the number of the decision"))
@click.pass_context
def archive(context: click.Context, /, given: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401 - click's options
    """Seal a year, correct it, or take it offline."""
    *acts, typed = given
    year = int(click.types.convert_type(YEAR)(typed, None, context))
    if acts not in [[], *([act] for act in DECIDED)]:
        raise click.UsageError(_("say: archive YEAR, archive retire YEAR, or archive reopen YEAR"))
    if bool(acts) != bool(options["document"]) or (acts and options["correct"]):
        raise click.UsageError(_("retire and reopen need --document; nothing else takes it"))
    if acts:
        _decide(context.obj, acts[0], year, options["document"])
    else:
        reason = options["reason"] if options["correct"] else None
        _seal(context.obj, year, reason, paper=options["with_pdf"])


def _seal(state: State, year: int, reason: str | None, *, paper: bool) -> None:
    from rectify_site.ledger.entries import WithdrawReason
    from rectify_site.workflow import archiving, signing

    clock = signing.Clock(moment(), salt)
    with state.printer.working(N_("Sealing the year…")):
        if reason:
            sealed = archiving.correct(state.project, year, WithdrawReason(reason), clock)
        else:
            sealed = archiving.archive(state.project, year, clock, paper=paper)
    message = N_("Sealed {year}: {records} matters, {files} files in {folder}.")
    if sealed.number:
        message = N_("Correction no. {number} of {year}: {records} matters, {files} files in {folder}.")
    state.printer.line(
        message,
        number=sealed.number,
        year=year,
        records=sealed.records,
        files=sealed.files,
        folder=sealed.folder,
    )
    state.printer.line(N_("Anyone can check it there with: sha256sum -c manifest-sha256.txt"))
    state.printer.line(N_("On Windows, file by file: certutil -hashfile FILE SHA256"))
    state.printer.line(N_("Next: rectify-site build"))
    state.printer.data(sealed)


def _decide(state: State, act: str, year: int, document: str) -> None:
    from rectify_site.workflow import archiving, signing

    decide = archiving.retire if act == "retire" else archiving.reopen
    line = decide(state.project, year, document, signing.Clock(moment(), salt))
    said = {
        "retire": N_(
            "{year} is offline from the next build on, by {document}; its folder stays. Ledger line {line}."
        ),
        "reopen": N_(
            "{year} stands in the site again from the next build on, by {document}. Ledger line {line}."
        ),
    }
    state.printer.line(said[act], year=year, document=document, line=line.seq)
    state.printer.line(N_("Next: rectify-site build"))
    state.printer.data(line)


@door.command(
    "carry-over",
    help=_("Note in the drafts that what is not done goes on under the plan of the next year (结转)."),
)
@click.argument("plan")
@click.option("--to", required=True, help=_("the plan of the next year"))
@click.option("--on", type=DAY, help=_("the day of it; today if left out"))
@click.pass_obj
def carry_over(state: State, plan: str, to: str, on: date | None) -> None:
    """Carry unfinished matters over."""
    from rectify_site.model.words import STATE
    from rectify_site.workflow import carrying

    found = carrying.carry_over(state.project, plan, to, on or TODAY())
    for name, where in found.carried:
        state.printer.line(N_("Carried over: {id} ({state})"), id=name, state=STATE[where])
    message = N_(
        "To {to}: {count} matters; carried over before: {before}; done or moved, so they stay: {stays}."
    )
    counts = {"count": len(found.carried), "before": len(found.before), "stays": len(found.stays)}
    state.printer.line(message, to=to, **counts)
    if found.carried:
        state.printer.line(N_("Next: rectify-site review"))
    state.printer.data(found)


@door.command(
    help=_(
        "Verify the ledger, the site, a sealed year (archive YEAR), a bag, a published folder, a web archive, or all."
    )
)
@click.argument("what", required=False)
@click.argument("target", required=False)
@click.option(
    "--accept",
    metavar="HEAD",
    help=_(
        "with ledger: go on with the restored ledger whose last line has this hash, whatever remembers another"
    ),
)
@click.option("--against", metavar="PLACE", help=_("another copy, a folder or an address: the same files?"))
@click.pass_obj
def verify(
    state: State, what: str | None, target: str | None, accept: str | None, against: str | None
) -> None:
    """Verify papers and files."""
    from rectify_site.workflow import mending, verifying

    if accept is not None:
        if what != "ledger":
            raise click.UsageError(_("--accept belongs to: verify ledger"))
        accepted = mending.accept(state.project, accept, moment())
        for one in accepted.overruled:
            state.printer.line(N_("Overruled, and noted in the ledger: {where}"), where=one.where)
    with state.printer.working(N_("Verifying…")):
        found = verifying.verify(state.project, what, target)
        if against is not None:
            if what in {None, "ledger"} or (what == "archive" and target is None):
                raise click.UsageError(_("say what is compared: verify site, archive YEAR, or a folder"))
            found = (*found, verifying.against(state.project, str(what), target, against))
    for item in found:
        state.printer.line(
            N_("{what}: {count} whole {head}"), what=item.what, count=item.files, head=item.head
        )
    state.printer.data(found)
