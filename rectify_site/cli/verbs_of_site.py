"""The verbs that make and prove what the public sees. Heavy rooms are imported when used."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from rectify_site.cli.door import State, door
from rectify_site.cli.verbs_of_office import DAY, TODAY, moment
from rectify_site.cli.words import _
from rectify_site.errors import FINDINGS, N_, UNCONFIRMED


@door.command(
    help=_("Show what is signed, what waits, what was found; of a TARGET: what is published there.")
)
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option(
    "--timeliness", is_flag=True, help=_("how long events took to the public, against 20 working days")
)
@click.option("--recurring", is_flag=True, help=_("problems that read like one of another plan"))
@click.pass_obj
def status(state: State, target: Path | None, *, timeliness: bool, recurring: bool) -> None:
    """Show where the office stands, or a target."""
    if timeliness or recurring:
        _of_the_office(state, timeliness=timeliness)
        return
    if target is not None:
        from rectify_site.cli.publications import say_releases
        from rectify_site.workflow import publishing

        releases = publishing.status(target)
        say_releases(state.printer, target, releases)
        state.printer.data(releases)
        return
    from rectify_site.cli.reports import say_status
    from rectify_site.workflow import asking

    found = asking.status(state.project, moment())
    say_status(state.printer, found)
    state.printer.data(found)


def _of_the_office(state: State, *, timeliness: bool) -> None:
    from rectify_site.cli import office_reports
    from rectify_site.workflow import recurring as repeats
    from rectify_site.workflow import timeliness as ways

    if timeliness:
        measured = ways.timeliness(state.project)
        office_reports.say_timeliness(state.printer, measured)
        state.printer.data(measured)
        return
    found = repeats.recurring(state.project)
    office_reports.say_recurring(state.printer, found)
    state.printer.data(found)


@door.command(help=_("Make the public site from what is signed."))
@click.option("--as-of", type=DAY, help=_("another cut-off date than the latest signed one"))
@click.option("--anew", is_flag=True, help=_("build even where nothing has changed since the last time"))
@click.pass_obj
def build(state: State, as_of: date | None, *, anew: bool) -> int:
    """Make the public site, unless it stands there already."""
    from rectify_site.cli.proofs import say_built
    from rectify_site.workflow import built as memory

    now = moment()
    built = None if anew else memory.standing(state.project, as_of, now)
    if built is not None:
        state.printer.line(N_("Nothing has changed since the last build: the site stands as it is."))
    else:
        built = _built_now(state, as_of, now)
    say_built(state.printer, built)
    state.printer.data(built)
    return FINDINGS if any(finding.stops for finding in built.findings) else 0


def _built_now(state: State, as_of: date | None, now: str) -> Any:  # noqa: ANN401 - what a build made
    from rectify_site.cli.findings import say_findings
    from rectify_site.workflow import building, guarding

    try:
        with state.printer.progress(N_("Building the site…")) as tick, _without_collector():
            return building.build(state.project, as_of, now, tick)
    except guarding.FaultyError as error:
        say_findings(state.printer, error.found)
        raise


@contextmanager
def _without_collector() -> Iterator[None]:
    """A build makes millions of values and no cycles: to look for them takes a fifth of its time and frees nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@door.command(help=_("Show the drafts as a site in the browser, marked as a preview on every page."))
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help=_("the port on this machine"),
)
@click.option("--as-of", type=DAY, help=_("the cut-off date of the data; today if left out"))
@click.option("--once", is_flag=True, help=_("build the preview and stop"))
@click.pass_obj
def serve(state: State, port: int, as_of: date | None, *, once: bool) -> None:
    """Serve the watermarked preview on this machine only."""
    from rectify_site.cli import serving
    from rectify_site.workflow import building

    with state.printer.working(N_("Building the preview…")):
        built = building.preview(state.project, as_of or TODAY())
    state.printer.line(
        N_("Preview of {records} matters on {pages} pages."), records=built.records, pages=built.pages
    )
    state.printer.data(built)
    if not once:
        serving.serve(
            state.printer, built.site, port, lambda: building.preview(state.project, as_of or TODAY())
        )


@door.command(
    help=_("Publish the built site into a folder, or as a .zip for a portal; --check what a place shows.")
)
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option(
    "--check", "place", metavar="PLACE", help=_("an address, a folder or a zip: does it show this site?")
)
@click.option(
    "--keep",
    type=click.IntRange(1, 100),
    default=5,
    show_default=True,
    help=_("how many releases stay in the folder, with the current one"),
)
@click.pass_obj
def publish(state: State, target: Path | None, place: str | None, keep: int) -> int:
    """Publish, or check what is published."""
    from rectify_site.cli.publications import say_confirmed, say_published
    from rectify_site.workflow import confirming, publishing

    if target is None and place is None:
        raise click.UsageError(_("name a TARGET, or a place with --check"))
    told: dict[str, object] = {}
    if target is not None:
        with state.printer.working(N_("Publishing…")):
            told["published"] = published = publishing.publish(state.project, target, keep)
        say_published(state.printer, published)
    code = 0
    if place is not None:
        with state.printer.progress(N_("Asking for each file…")) as tick:
            told["checked"] = confirmed = confirming.confirm(state.project, place, tick)
        say_confirmed(state.printer, confirmed)
        code = 0 if confirmed.sound else UNCONFIRMED
    state.printer.data(told)
    return code


@door.command(
    help=_("Show an earlier release of a published folder again, if nothing in it was withdrawn since.")
)
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--to", "release", metavar="RELEASE", help=_("which one; the one before the current if left out")
)
@click.pass_obj
def rollback(state: State, target: Path, release: str | None) -> None:
    """Point a published folder at an earlier release."""
    from rectify_site.workflow import publishing

    shown = publishing.rollback(state.project, target, release)
    state.printer.line(
        N_("Shown again: release {release} in {place}."), release=shown.release[:16], place=shown.place
    )
    state.printer.data(shown)
