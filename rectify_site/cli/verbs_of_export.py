"""``export``: what the office takes out, one kind a verb."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from rectify_site.cli.door import State, door
from rectify_site.cli.verbs_of_office import DAY, TODAY, moment
from rectify_site.cli.words import _
from rectify_site.errors import N_


@door.group(help=_("Take something out of the project to work on it elsewhere."))
def export() -> None:
    """The group of what can be taken out."""


@export.command(
    help=_(
        "Write 整改台账 as a workbook: correct it in WPS or Excel, then import it. Without a plan: the only one."
    )
)
@click.argument("plan", required=False)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("the file to write, its name ending in .xlsx"),
)
@click.option("--as-of", type=DAY, help=_("the day the states are of; today if left out"))
@click.pass_obj
def ledger(state: State, plan: str | None, output: Path | None, as_of: date | None) -> None:
    """Write the ledger of a plan."""
    from rectify_site.workflow import exporting

    if output is not None and output.suffix.lower() != ".xlsx":
        raise click.BadParameter(_("give the file a name that ends in .xlsx"), param_hint="--output")
    with state.printer.working(N_("Writing…")):
        made = exporting.ledger(state.project, plan, output, as_of or TODAY())
    state.printer.line(
        N_("{path}: {records} matters of {plan}."), path=made.path, records=made.records, plan=made.plan
    )
    state.printer.line(
        N_("Next: correct it in WPS or Excel, save it, and run rectify-site import {path}"), path=made.path
    )
    state.printer.data(made)


@export.command(
    help=_("Write what is signed as PDF for paper and the archive: one plan, matter or report, or all.")
)
@click.option("--plan", metavar="ID", help=_("the plan to write"))
@click.option("--record", metavar="ID", help=_("the matter to write"))
@click.option("--report", metavar="ID", help=_("the report to write"))
@click.option("--all", "everything", is_flag=True, help=_("every plan, matter and report"))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=_("the file to write, its name ending in .pdf, or a folder; build/pdf if left out"),
)
@click.pass_obj
def pdf(state: State, /, output: Path | None, *, everything: bool, **ids: str | None) -> None:
    """Write PDFs."""
    from rectify_site.workflow import on_paper

    named = [on_paper.Choice(kind, key) for kind, key in ids.items() if key]
    if len(named) + everything != 1:
        raise click.UsageError(_("name one of --plan, --record, --report and --all"))
    with state.printer.working(N_("Writing…")):
        made = on_paper.export(state.project, named[0] if named else on_paper.Choice(), output, moment())
    if everything:
        state.printer.line(
            N_("{path}: {count} PDF files, data up to {as_of}."),
            path=made.paths[0].parent,
            count=len(made.paths),
            as_of=made.as_of,
        )
    else:
        state.printer.line(N_("Written: {path}"), path=made.paths[0])
    for path in made.outdated:
        state.printer.line(N_("{path} is of an earlier time and no longer public: delete it."), path=path)
    state.printer.data({"files": [str(path) for path in made.paths]})


@export.command(
    help=_("Write the lines with which a web server tells browsers what pages may do: nginx, Apache, IIS.")
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help=_("the folder to write into; build/headers if left out"),
)
@click.pass_obj
def headers(state: State, output: Path | None) -> None:
    """Write the lines for web servers."""
    from rectify_site.cli.proofs import say_headers
    from rectify_site.workflow import headers as lines

    written = lines.export(state.project, output)
    say_headers(state.printer, written)
    state.printer.data({"files": [str(path) for path in written]})


def _folder(state: State, kind: str, folder: Path | None) -> None:
    from rectify_site.workflow import desks

    with state.printer.working(N_("Writing…")):
        made = desks.export(state.project, kind, folder, moment())
    state.printer.line(N_("{path}: {articles} articles as of {day}."), **made._asdict() | {"day": made.as_of})
    state.printer.line(
        N_("Next: open {page} in a browser and copy from there."), page=made.path / "index.html"
    )
    state.printer.data(made)


FOLDER = click.Path(path_type=Path, file_okay=False)


@export.command(help=_("Write the articles for a 公众号, with a page to copy them from."))
@click.option("-o", "--output", type=FOLDER, help=_("the folder to write into; build/wechat if left out"))
@click.pass_obj
def wechat(state: State, output: Path | None) -> None:
    """Write articles for 公众号."""
    _folder(state, "wechat", output)


@export.command(
    help=_("Write the articles for the editor of a portal, with a page to copy them from and 录入单.")
)
@click.option("-o", "--output", type=FOLDER, help=_("the folder to write into; build/cms if left out"))
@click.pass_obj
def cms(state: State, output: Path | None) -> None:
    """Write articles for the editor of a portal."""
    _folder(state, "cms", output)
