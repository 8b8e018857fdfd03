"""How results look: words for people, JSON for programs. With ``--json`` data go to stdout and words to stderr."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import click

from rectify_site.cli.words import _, harmless, said
from rectify_site.errors import RectifyError

WIDTH = 100  # columns of a table
Tick = Callable[[int, int], None]
"""How far something has come: done, total."""


class Printer:
    """Where words and data go, as the global options say."""

    def __init__(self, *, as_json: bool, quiet: bool) -> None:
        self.as_json, self.quiet = as_json, quiet

    def line(self, message: str, **values: object) -> None:
        """A sentence for people."""
        if not self.quiet:
            click.echo(said(message, values), err=self.as_json)

    def rows(self, rows: Iterable[str]) -> None:
        """Lines that are no sentences: lists, file names."""
        for row in rows:
            if not self.quiet:
                click.echo(harmless(row), err=self.as_json)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A small table; the same characters wherever the output goes, so that it can be kept and compared."""
        if self.quiet:
            return
        from rich import box
        from rich.console import Console
        from rich.table import Table

        made = Table(*map(harmless, head), box=box.SIMPLE)
        for row in rows:
            made.add_row(*map(harmless, row))
        out = io.StringIO()
        Console(file=out, width=WIDTH, color_system=None, markup=False, highlight=False).print(made)
        self.rows(line.rstrip() for line in out.getvalue().splitlines() if line.strip())

    def always(self, rows: Iterable[str]) -> None:
        """What a person has to see even with ``--quiet``: what is wrong."""
        for row in rows:
            click.echo(harmless(row), err=self.as_json)

    def data(self, value: object) -> None:
        """Data for programs; nothing without ``--json``."""
        if self.as_json:
            click.echo(json.dumps(plain(value), ensure_ascii=False, indent=1))

    @contextlib.contextmanager
    def progress(self, message: str) -> Iterator[Tick]:
        """A bar with the time left, while something long says how far it has come: ``tick(done, total)``."""
        if self.quiet or not sys.stderr.isatty():
            yield lambda _done, _total: None
            return
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        text = TextColumn("{task.description}")  # the spinner goes on while drafts are made of what was read
        parts = (SpinnerColumn(), text, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(_(message), total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    @contextlib.contextmanager
    def working(self, message: str) -> Iterator[None]:
        """A sign of life while something takes longer than a second."""
        if self.quiet or not sys.stderr.isatty():
            yield
            return
        from rich.console import Console

        with Console(stderr=True).status(_(message)):
            yield


class Aside(logging.Handler):
    """Says at once, beside the result, what a room below wants a person to know: why nothing seems to happen."""

    def emit(self, record: logging.LogRecord) -> None:
        """The message of a record is a template, its argument the values."""
        values = record.args if isinstance(record.args, Mapping) else {}
        click.echo(said(str(record.msg), values), err=True)


def error_lines(error: RectifyError) -> Iterator[str]:
    """An error in two lines: what is wrong and where; what to do next."""
    at = ":".join(
        error.values[name]
        for name in ("line", "column")
        if name in error.values and "{line}" not in error.message
    )
    yield f"{error.code} {said(error.message, error.values)}" + (f"（{at}）" if at else "")
    if error.hint:
        yield f"    → {said(error.hint, error.values)}"


def plain(value: object) -> Any:  # noqa: ANN401, PLR0911 - any JSON value; one return a type reads best
    """Named tuples, models, dates and paths as JSON values."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, Path)):
        return str(value)
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain(item) for name, item in value._asdict().items()}
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return value
