"""``collect``: the collection round, from the workbooks that go out to those who have not answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from rectify_site.cli.door import State, door
from rectify_site.cli.verbs_of_office import DAY, TODAY
from rectify_site.cli.words import _
from rectify_site.errors import FINDINGS, N_


@door.group(help=_("Ask the units how far they have come, and take in what they answer."))
def collect() -> None:
    """The group of the round's verbs."""


@collect.command("open", help=_("Write a workbook for each lead unit, and the letter that goes with them."))
@click.argument("plan")
@click.option("--period", required=True, help=_("2022H1, 2022Q3, 2022-06, or 2022 for a year"))
@click.option("--due", required=True, type=DAY, help=_("the day by which units answer"))
@click.option("--again", is_flag=True, help=_("make an open round anew, with another day or other matters"))
@click.pass_obj
def open_(state: State, plan: str, period: str, due: date, *, again: bool) -> None:
    """Open a round."""
    from rectify_site.cli.rounds import say_sent
    from rectify_site.workflow import collecting

    with state.printer.working(N_("Writing…")):
        sent = collecting.open_round(state.project, collecting.Wanted(plan, period, due, again))
    say_sent(state.printer, sent)


@collect.command("in", help=_("Take in what came back: workbooks, a folder of them, or a zip archive."))
@click.argument(
    "sources",
    metavar="FOLDER|ZIP|FILE…",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, readable=False),
)
@click.option("--on", type=DAY, help=_("the day the answers are of; today if left out"))
@click.option("--period", help=_("the period, where a file does not say it"))
@click.option("--encoding", help=_("the encoding of a .csv file, if it cannot be told"))
@click.option(
    "--take",
    type=click.Choice(["source"]),
    help=_("let a corrected file replace what the same unit said before"),
)
@click.pass_obj
def in_(
    state: State,
    sources: tuple[Path, ...],
    on: date | None,
    *,
    period: str | None,
    encoding: str | None,
    take: str | None,
) -> int:
    """Take in what came back."""
    from rectify_site.cli.rounds import say_collected
    from rectify_site.workflow import answering, returning

    today = TODAY()
    wish = answering.Wish(on or today, period, bool(take), encoding, today)
    with state.printer.progress(N_("Reading…")) as tick:
        collected = returning.collect_in(state.project, sources, wish, tick)
    say_collected(state.printer, collected)
    return FINDINGS if collected.open_questions else 0


@collect.command("status", help=_("Show who has not answered yet, and write 催报清单."))
@click.argument("plan", required=False)
@click.option("--on", type=DAY, help=_("the day it is counted for; today if left out"))
@click.option("--period", help=_("this period alone, also one that all have answered"))
@click.pass_obj
def status(state: State, plan: str | None, on: date | None, period: str | None) -> None:
    """Show who has not answered."""
    from rectify_site.cli.rounds import say_stands
    from rectify_site.workflow import collecting

    day = on or TODAY()
    say_stands(state.printer, collecting.status(state.project, plan, day, period), day)
