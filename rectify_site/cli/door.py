"""The group of all verbs with its global options."""

from __future__ import annotations

from pathlib import Path

import click

from rectify_site import __version__
from rectify_site.cli.printing import Printer
from rectify_site.cli.words import _


class Door(click.Group):
    """The group of all verbs, listed in the order of the work and not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs as they were registered."""
        return list(self.commands)


class State:
    """The global options of this run."""

    def __init__(self, project: Path, printer: Printer) -> None:
        self.project, self.printer = project, printer


@click.group(
    cls=Door, help=_("Publish what was found wrong, who puts it right by when, and how far it has come.")
)
@click.option("--project", type=click.Path(path_type=Path), default=Path(), help=_("the project folder"))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=_("the language of messages"))
@click.option(
    "--json", "as_json", is_flag=True, help=_("data as JSON on standard output, words on standard error")
)
@click.option("--quiet", is_flag=True, help=_("no words but errors"))
@click.version_option(__version__, message="rectify-site %(version)s", help=_("show the version and stop"))
@click.help_option(help=_("show this help and stop"))
@click.pass_context
def door(context: click.Context, project: Path, lang: str, *, as_json: bool, quiet: bool) -> None:  # noqa: ARG001
    """Keep the global options; ``--lang`` was read before (``words``)."""
    context.obj = State(project, Printer(as_json=as_json, quiet=quiet))
