"""``export``: what the office takes out, one kind a verb."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from rectify_site.cli.door import State, door
from rectify_site.cli.verbs_of_office import DAY, TODAY
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
