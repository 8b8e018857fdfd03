"""How publishing is told: what stands where, and what a place shows that it should not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rectify_site.cli.printing import Printer
from rectify_site.cli.words import said
from rectify_site.errors import N_
from rectify_site.workflow.confirming import Confirmed
from rectify_site.workflow.publishing import Published, Release

SHOWN = 20  # of the files that differ; the rest is counted, and all stand in the JSON
SHORT = 16  # characters of a release's name


def say_published(printer: Printer, done: Published) -> None:
    """What was published and what to do with it."""
    printer.line(
        N_("Published: {count} files, release {release}."), count=done.files, release=done.release[:SHORT]
    )
    if done.mended:
        printer.always([said(N_("This release stood there damaged; it was written again."), {})])
    for name in done.removed:
        printer.line(N_("Removed: release {release}"), release=name[:SHORT])
    if done.note is not None:
        printer.line(N_("Hand over together: {zip} and {note}"), zip=done.place, note=done.note)
    else:
        printer.line(N_("The web server shows: {path}"), path=done.place)
    printer.line(N_("When it is on the server: rectify-site publish --check ADDRESS"))


def say_confirmed(printer: Printer, found: Confirmed) -> None:
    """Whether the place shows what was built; if not, which files."""
    if found.sound:
        printer.line(N_("{place} shows the built site: {count} files."), place=found.place, count=found.files)
        return
    printer.always([said(N_("{place} does not show the site that was built:"), {"place": found.place})])
    if found.other:
        message = N_(
            "it shows another release, {release}: perhaps it was not uploaded yet, or is kept in a cache"
        )
        printer.always(["    " + said(message, {"release": found.other[:SHORT]})])
    words = (
        (N_("missing: {path}"), found.missing),
        (N_("other: {path}"), found.changed),
        (N_("not ours: {path}"), found.extra),
    )
    rows = ["    " + said(message, {"path": path}) for message, paths in words for path in paths]
    printer.always(rows[:SHOWN])
    if len(rows) > SHOWN:
        printer.always(["    " + said(N_("and {count} more"), {"count": len(rows) - SHOWN})])
    printer.always(["    → " + said(N_("upload these files again, empty the cache, then check again"), {})])


def say_releases(printer: Printer, target: Path, releases: Sequence[Release]) -> None:
    """The releases of a target, the newest first."""
    if not releases:
        printer.line(N_("Nothing is published in {path}."), path=target)
    for one in reversed(releases):
        mark = "→ " if one.current else "  "
        message = N_("{mark}{release}  data until {day}  ledger line {size}")
        printer.line(message, mark=mark, release=one.digest[:SHORT], day=one.as_of or "?", size=one.size)
        if not one.whole:
            printer.always([said(N_("    damaged: publish again"), {})])
