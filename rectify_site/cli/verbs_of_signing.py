"""The verbs around the leader's desk: what changes, the sheet to sign, the registered signature."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import click

from rectify_site.cli.door import State, door
from rectify_site.cli.verbs_of_office import DAY, TODAY, moment, salt
from rectify_site.cli.words import _, said
from rectify_site.errors import FINDINGS

CHINA = timezone(timedelta(hours=8))


class MomentOfPublication(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A day or a moment, in the time of China unless it says otherwise; in the form of the ledger."""

    name = "TIME"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The moment, or a usage error that shows the form."""
        try:
            found = datetime.fromisoformat(str(value).strip())
        except ValueError:
            form = _("{value} is no time; write it like 2022-03-12T09:00 or 2022-03-12")
            self.fail(form.format(value=value), param, ctx)
        there = found.replace(tzinfo=CHINA) if found.tzinfo is None else found.astimezone(CHINA)
        return there.isoformat(timespec="seconds")


MOMENT = MomentOfPublication()


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
    help=_("Make the folder to print and sign, with its check code. Without a name: all that is unsigned.")
)
@click.argument("names", metavar="[PLAN|ID…]", nargs=-1)
@click.option("--as-of", type=DAY, help=_("the cut-off date of the data; today if left out"))
@click.option(
    "--limited", is_flag=True, help=_("what is for a limited circle (一定范围通报) and never on the site")
)
@click.pass_obj
def review(state: State, names: tuple[str, ...], as_of: date | None, *, limited: bool) -> int:
    """Make the folder to sign."""
    from rectify_site.cli.reports import say_review
    from rectify_site.model.records import Scope
    from rectify_site.workflow import reviewing

    scope = Scope.LIMITED if limited else Scope.PUBLIC
    chosen = reviewing.named(state.project, names)
    reviewed = reviewing.review(state.project, chosen, as_of or TODAY(), said, scope)
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
    return FINDINGS if any(finding.stops for finding in reviewed.findings) else 0


def signature_of(value: str) -> dict[str, str]:
    """``签发=甲@2022-03-12`` in its parts."""
    role, equals, rest = value.partition("=")
    name, at, day = rest.rpartition("@")
    if not (equals and at and role and name):
        raise click.BadParameter(
            _("write {value} like 签发=甲@2022-03-12").format(value=value), param_hint="--sign"
        )
    return {"role": role.strip(), "name": name.strip(), "on": DAY.convert(day, None, None).isoformat()}


def signatures_of(signs: Iterable[str]) -> tuple[Any, ...]:
    """The signatures as they were typed, checked for what a line of the ledger cannot hold."""
    from rectify_site.ledger.entries import Signature

    try:
        return tuple(Signature.model_validate(signature_of(sign)) for sign in signs)
    except ValueError as error:
        problem = _("it holds an invisible or a control character, which cannot be published")
        raise click.BadParameter(problem, param_hint="--sign") from error


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
@click.option(
    "--reason", help=_("why published words change; it stays in the ledger, the public reads the class only")
)
@click.option(
    "--not-before",
    type=MOMENT,
    help=_("the time of publication on the paper; until then no build shows it"),
)
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
    from rectify_site.workflow import reviewing, signatures, signing

    plan = paper.pop("plan")
    paper["change"] = Change(str(paper["change"])) if paper["change"] else None
    paper["correction"] = CorrectionClass(str(paper["correction"])) if paper["correction"] else None
    if sum((bool(ids), plan is not None, everything)) != 1:
        raise click.UsageError(_("name the ids, or --plan, or --all: one of the three"))
    form = signatures.Form(signatures=signatures_of(signs), **paper)
    selection = reviewing.Selection(ids, plan if isinstance(plan, str) else None)
    approved = signing.approve(state.project, selection, form, signing.Clock(moment(), salt))
    say_approval(state.printer, approved)
    state.printer.data(approved)
    return FINDINGS if approved.findings else 0
