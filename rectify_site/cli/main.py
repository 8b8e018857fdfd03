"""Where the program begins and ends: one place that catches, and sets the exit code."""

from __future__ import annotations

import gc
import logging
import sys

import click

from rectify_site.cli import (
    verbs_of_archive,
    verbs_of_collection,
    verbs_of_export,
    verbs_of_handing_out,
    verbs_of_office,
    verbs_of_removal,
    verbs_of_signing,
    verbs_of_site,
)
from rectify_site.cli.clicks_words import problem
from rectify_site.cli.door import door
from rectify_site.cli.mending import mended
from rectify_site.cli.printing import Aside, Printer, error_lines, plain
from rectify_site.cli.words import _, said
from rectify_site.errors import N_, USAGE, RectifyError

VERBS = (
    verbs_of_office,
    verbs_of_export,
    verbs_of_handing_out,
    verbs_of_collection,
    verbs_of_signing,
    verbs_of_removal,
    verbs_of_site,
    verbs_of_archive,
)
"""The files whose verbs the door offers, in the order of the work; importing them registers the verbs."""

PROGRAM = "rectify-site"
ASIDE = Aside(logging.WARNING)

GARBAGE = 100_000, 50, 100
"""Documents hold no circles; looking for them after every 700 objects, as Python does, takes a third of an import."""

GLOBAL_FLAGS = frozenset({"--json", "--quiet"})
GLOBAL_OPTIONS = frozenset({"--project", "--lang"})


def globals_first(arguments: list[str]) -> list[str]:
    """Put the global options before the verb, wherever they were written: ``check --json`` is what people type."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            return [*front, *rest, word, *words]
        if word in GLOBAL_FLAGS or (word.partition("=")[0] in GLOBAL_OPTIONS and "=" in word):
            front.append(word)
        elif word in GLOBAL_OPTIONS:
            front += [word, *([value] if (value := next(words, None)) is not None else [])]
        else:
            rest.append(word)
    return [*front, *rest]


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with the code of DESIGN: 0 fine, 1 findings, 2 usage, 3 trust, 4 disk, 5 unsure."""
    gc.set_threshold(*GARBAGE)
    given = globals_first(sys.argv[1:] if arguments is None else arguments)
    logging.getLogger("rectify_site").addHandler(ASIDE)
    try:
        code = mended(given, _run)
    except RectifyError as error:
        _say(error, as_json="--json" in given)
        code = error.exit_code
    except click.ClickException as error:
        click.echo(
            said(N_("The command was not understood: {problem}"), {"problem": problem(error)}),
            err=True,
        )
        click.echo("    → " + said(N_("see {command}"), {"command": _help(error)}), err=True)
        if "--json" in given:
            Printer(as_json=True, quiet=True).data({"error": {"code": "usage", "message": problem(error)}})
        code = USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Stopped. Nothing was written after this point."), err=True)
        code = USAGE
    sys.exit(code if isinstance(code, int) else 0)


def _run(given: list[str]) -> object:
    return door.main(given, prog_name=PROGRAM, standalone_mode=False)


def _help(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"{context.command_path if context is not None else PROGRAM} --help"


def _say(error: RectifyError, *, as_json: bool) -> None:
    for row in error_lines(error):
        click.echo(row, err=True)
    if as_json:
        Printer(as_json=True, quiet=True).data({"error": {"code": error.code, "values": plain(error.values)}})
