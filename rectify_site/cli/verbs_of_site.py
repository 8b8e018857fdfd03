"""The verbs that make and prove what the public sees. Heavy rooms are imported when used."""

from __future__ import annotations

from datetime import date

import click

from rectify_site.cli.door import State, door
from rectify_site.cli.verbs_of_office import DAY, TODAY, moment, salt
from rectify_site.cli.words import _
from rectify_site.errors import FINDINGS, N_


@door.command(help=_("Show what is signed, what waits, what was found, and where the ledger stands."))
@click.pass_obj
def status(state: State) -> None:
    """Show where the office stands."""
    from rectify_site.cli.reports import say_status
    from rectify_site.workflow import asking

    found = asking.status(state.project)
    say_status(state.printer, found)
    state.printer.data(found)


@door.command(help=_("Make the public site from what is signed."))
@click.option("--as-of", type=DAY, help=_("another cut-off date than the latest signed one"))
@click.pass_obj
def build(state: State, as_of: date | None) -> int:
    """Make the public site."""
    from rectify_site.cli.proofs import say_built
    from rectify_site.workflow import building

    with state.printer.working(N_("Building the site…")):
        built = building.build(state.project, as_of)
    say_built(state.printer, built)
    state.printer.data(built)
    return FINDINGS if any(finding.level == "error" for finding in built.findings) else 0


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


@door.command(help=_("Seal a year: the site as of 31 December, never changed again."))
@click.argument("year", type=click.IntRange(1949, 2200))
@click.pass_obj
def archive(state: State, year: int) -> None:
    """Seal a year."""
    from rectify_site.workflow import archiving, signing

    with state.printer.working(N_("Sealing the year…")):
        sealed = archiving.archive(state.project, year, signing.Clock(moment(), salt))
    message = N_("Sealed {year}: {records} matters, {files} files in {folder}.")
    state.printer.line(message, year=year, records=sealed.records, files=sealed.files, folder=sealed.folder)
    state.printer.line(N_("Anyone can check it there with: sha256sum -c manifest-sha256.txt"))
    state.printer.line(N_("On Windows, file by file: certutil -hashfile FILE SHA256"))
    state.printer.line(N_("Next: rectify-site build"))
    state.printer.data(sealed)


@door.command(help=_("Verify the ledger, the site, a sealed year (archive YEAR), a folder, or all of it."))
@click.argument("what", required=False)
@click.argument("target", required=False)
@click.pass_obj
def verify(state: State, what: str | None, target: str | None) -> None:
    """Verify papers and files."""
    from rectify_site.workflow import archiving

    with state.printer.working(N_("Verifying…")):
        found = archiving.verify(state.project, what, target)
    for item in found:
        state.printer.line(
            N_("{what}: {count} whole {head}"), what=item.what, count=item.files, head=item.head
        )
    state.printer.data(found)
