"""The verbs by which something leaves the public: withdrawn with its paper, or at once; purged for good."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rectify_site.cli.door import State, door
from rectify_site.cli.verbs_of_office import moment, salt
from rectify_site.cli.verbs_of_signing import SIGN, signatures_of
from rectify_site.cli.words import _
from rectify_site.errors import FINDINGS, N_

FAULTS = {"事实": "fact", "表述": "wording", "个人信息": "personal", "错敏": "sensitive"}
"""What is wrong with a document that has to go at once, as an office says it."""

AT_ONCE = "紧急撤下"
"""The role under which the ledger names who decided without a paper."""


@door.command(
    help=_(
        "Take a published document out of the site; its page says that it was withdrawn. --urgent: before any paper."
    )
)
@click.argument("name", metavar="ID")
@click.option(
    "--reason",
    type=click.Choice(["内容更正后重新发布", "事项合并", "已移交档案馆", "依规定不再公开"]),
    help=_("one of the reasons the public may read"),
)
@click.option(
    "--no-trace", is_flag=True, help=_("no page says that it was withdrawn: its address is not found (404)")
)
@SIGN
@click.option("--document", help=_("the number of the document that was issued"))
@click.option("--limited", is_flag=True, help=_("what was signed for the limited circle; it has no page"))
@click.option("--urgent", is_flag=True, help=_("at once; the paper is registered later with the same verb"))
@click.option("--by", help=_("with --urgent: who decided it"))
@click.option("--class", "fault", type=click.Choice(list(FAULTS)), help=_("with --urgent: what is wrong"))
@click.option(
    "--publish",
    "target",
    type=click.Path(path_type=Path),
    help=_("build the site and publish it there in the same step"),
)
@click.pass_obj
def withdraw(state: State, /, name: str, target: Path | None, **given: Any) -> None:  # noqa: ANN401 - click's options
    """Withdraw a published document."""
    from rectify_site.cli.proofs import say_built
    from rectify_site.cli.publications import say_published
    from rectify_site.workflow import building, publishing

    entry = _registered(state, name, given | {"target": target})
    state.printer.line(N_("Withdrawn: {id}, ledger line {line}."), id=name, line=entry.seq)
    if given["urgent"]:
        hint = N_(
            "Register the paper when it is signed: rectify-site withdraw {id} {options} --sign … --document …"
        )
        state.printer.line(hint, id=name, options="--limited" if given["limited"] else "--reason …")
    told: dict[str, object] = {"withdrawn": entry}
    if given["limited"]:
        state.printer.line(
            N_(
                "It was on no page. Take back the copies you handed out; its text goes with purge {id} --limited."
            ),
            id=name,
        )
    elif target is None:
        state.printer.line(N_("Next: rectify-site build"))
    else:
        with state.printer.working(N_("Building the site…")):
            told["built"] = built = building.build(state.project, now=moment())
        say_built(state.printer, built)
        with state.printer.working(N_("Publishing…")):
            told["published"] = published = publishing.publish(state.project, target)
        say_published(state.printer, published)
    state.printer.data(told)


def _registered(state: State, name: str, given: dict[str, Any]) -> Any:  # noqa: ANN401 - a line of the ledger
    """The line of the withdrawal, as the options ask for it."""
    from rectify_site.ledger.entries import CorrectionClass, WithdrawReason
    from rectify_site.model.records import Scope
    from rectify_site.workflow import removing, signatures, signing

    _refuse_mixed(given)
    unsaid = given["no_trace"] or given["limited"]
    reason = None if unsaid else WithdrawReason(given["reason"] or WithdrawReason.RULES)
    scope = Scope.LIMITED if given["limited"] else Scope.PUBLIC
    clock = signing.Clock(moment(), salt)
    if not given["urgent"]:
        form = signatures.Form("", signatures_of(given["signs"]), given["document"])
        return removing.withdraw(state.project, name, reason, form, clock, scope)
    (by,) = signatures_of([f"{AT_ONCE}={given['by']}@{clock.at[:10]}"])
    urgent = removing.Urgent(by, CorrectionClass(FAULTS[given["fault"]]))
    return removing.withdraw_at_once(state.project, name, reason, urgent, clock, scope)


def _refuse_mixed(given: dict[str, Any]) -> None:
    """What belongs to a paper and what belongs to haste are not given together."""
    if given["reason"] and given["no_trace"]:
        raise click.UsageError(_("give --reason or --no-trace, not both"))
    if given["limited"] and (given["reason"] or given["no_trace"] or given["target"]):
        raise click.UsageError(
            _("--limited: leave out --reason, --no-trace and --publish, it was on no page")
        )
    if given["urgent"]:
        if given["signs"] or given["document"]:
            raise click.UsageError(_("--urgent is before any paper: leave out --sign and --document"))
        if not (given["by"] and given["fault"]):
            raise click.UsageError(_("--urgent needs --by NAME and --class"))
        return
    if given["by"] or given["fault"]:
        raise click.UsageError(_("--by and --class belong to --urgent"))
    if not given["document"]:
        raise click.UsageError(_("a withdrawal needs --document and --sign, or --urgent"))
    if not (given["reason"] or given["no_trace"] or given["limited"]):
        raise click.UsageError(_("give --reason or --no-trace"))


@door.command(
    help=_("Delete the signed texts of a withdrawn document, or an old text of a public one, for good.")
)
@click.argument("name", metavar="ID")
@click.option("--digest", help=_("only the text with this digest; its first characters are enough"))
@click.option(
    "--reseal",
    is_flag=True,
    help=_("correct the sealed years that show it (补封), so that it is gone there too"),
)
@click.option("--limited", is_flag=True, help=_("what was signed for the limited circle"))
@click.pass_obj
def purge(state: State, name: str, digest: str | None, *, reseal: bool, limited: bool) -> int:
    """Delete signed texts for good."""
    from rectify_site.model.records import Scope
    from rectify_site.workflow import purging

    scope = Scope.LIMITED if limited else Scope.PUBLIC
    with state.printer.working(N_("Looking through the project…")):
        purged = purging.purge(state.project, name, moment(), digest, reseal=reseal, scope=scope)
    message = N_("Purged: {id}, {count} texts; lines of the ledger: {lines}.")
    lines = "、".join(str(entry.seq) for entry in purged.entries) or "—"
    state.printer.line(message, id=name, count=purged.texts, lines=lines)
    for year in purged.years:
        state.printer.line(
            N_("Sealed again without it: {year}. Hand the archivist the new folder."), year=year
        )
    for path in purged.removed:
        state.printer.line(N_("Deleted: {path}"), path=path)
    for path in purged.rewritten:
        state.printer.line(N_("Taken out of: {path}"), path=path)
    for path in purged.left:
        state.printer.line(N_("Still holds its words: {path}. Mend or delete this file."), path=path)
    for path in purged.bound:
        message = N_("Still holds its words and must not be changed: {path}. Tell the archivist.")
        state.printer.line(message, path=path)
    for path in purged.unread:
        state.printer.line(N_("Could not be looked into: {path}. Look yourself."), path=path)
    out_of_reach = N_(
        "Out of reach of this tool: backups, version control, source files elsewhere, paper, what was published."
    )
    state.printer.line(out_of_reach)
    if not limited:
        state.printer.line(N_("Next: rectify-site build, then publish"))
    state.printer.data(purged)
    return FINDINGS if purged.left or purged.bound or purged.unread else 0
