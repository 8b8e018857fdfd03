"""``export docx`` and ``export press``: what is signed, as Word for those who read on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from rectify_site.cli.door import State
from rectify_site.cli.verbs_of_export import export
from rectify_site.cli.verbs_of_office import DAY, moment
from rectify_site.cli.words import _
from rectify_site.errors import N_

FILE = click.Path(path_type=Path, dir_okay=False)


@export.command(
    help=_(
        "Write a signed report (情况通报) or notice (公示) as Word in the form of GB/T 9704. "
        "Without options: the newest report."
    )
)
@click.option("--report", help=_("the id of a signed report"))
@click.option("--plan", help=_("the id of a plan: its newest report"))
@click.option("--notice", help=_("the id of a signed notice"))
@click.option("--as-of", type=DAY, help=_("the cut-off date; the latest signed one if left out"))
@click.option("--output", "-o", type=FILE, help=_("the file to write, its name ending in .docx"))
@click.pass_obj
def docx(
    state: State,
    report: str | None,
    plan: str | None,
    notice: str | None,
    as_of: date | None,
    output: Path | None,
) -> None:
    """Write one document."""
    from rectify_site.workflow import circulating

    if sum(name is not None for name in (report, plan, notice)) > 1:
        raise click.UsageError(_("give only one of --report, --plan and --notice"))
    _refuse_other_endings(output, ".docx")
    asked = circulating.Asked(report, plan, notice)
    with state.printer.working(N_("Writing…")):
        made = circulating.document(state.project, asked, output, as_of, moment())
    for path in made.paths:
        state.printer.line(
            N_("{path}: {id}, data up to {as_of}."), path=path, id=made.document, as_of=made.as_of
        )
    state.printer.line(
        N_("The words and figures are those that were signed; what is changed in Word is signed by nobody.")
    )
    state.printer.data(made)


@export.command(
    help=_("Write one page for the press, as Word and Markdown: the figures, three examples, whom to ask.")
)
@click.option("--as-of", type=DAY, help=_("the cut-off date; the latest signed one if left out"))
@click.option(
    "--output",
    "-o",
    type=FILE,
    help=_("the file to write, its name ending in .docx or .md; both if left out"),
)
@click.pass_obj
def press(state: State, as_of: date | None, output: Path | None) -> None:
    """Write the sheet for the press."""
    from rectify_site.workflow import circulating

    _refuse_other_endings(output, ".docx", ".md")
    with state.printer.working(N_("Writing…")):
        made = circulating.press(state.project, output, as_of, moment())
    for path in made.paths:
        state.printer.line(N_("{path}: data up to {as_of}."), path=path, as_of=made.as_of)
    state.printer.data(made)


def _refuse_other_endings(output: Path | None, *endings: str) -> None:
    if output is not None and output.suffix.lower() not in endings:
        message = _("give the file a name that ends in {endings}").format(endings=" / ".join(endings))
        raise click.BadParameter(message, param_hint="--output")
