"""What a careful person reads in a document; where two readings are right, both are there."""

from __future__ import annotations

from typing import Any, NamedTuple


class Due(NamedTuple):
    """The words of a deadline and what they mean; ``date`` is ISO, or "" where there is no single day."""

    text: str = ""
    kind: str = "none"
    date: str = ""


class Matter(NamedTuple):
    """One record. Empty lists are true readings too: nothing stood there. Any one of ``problem`` is right."""

    number: str
    direction: tuple[str, ...] = ()
    problem: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    lead_units: tuple[str, ...] = ()
    responsible_units: tuple[str, ...] = ()
    cooperating_units: tuple[str, ...] = ()
    due: Due = Due()


class Told(NamedTuple):
    """An aspect of a report. Figures are (value, unit, approximate, placeholder), in the order of the text."""

    number: str
    title: str
    text: str
    figures: tuple[tuple[str, str, bool, bool], ...] = ()


class Window(NamedTuple):
    """A phase of a campaign; dates are ISO or ""."""

    name: str
    starts: str = ""
    ends: str = ""


class Truth(NamedTuple):
    """All that is asked of a reading. None means: not asked here."""

    kind: str
    title: tuple[str, ...] = ()
    year: int | None = None
    directions: tuple[tuple[str, str], ...] | None = None
    matters: tuple[Matter, ...] | None = None
    aspects: tuple[Told, ...] | None = None
    remaining: tuple[str, ...] | None = None
    next_steps: tuple[str, ...] | None = None
    phases: tuple[Window, ...] | None = None
    roles: tuple[tuple[str, str], ...] | None = None
    declared: tuple[tuple[int, int], ...] = ()
    junk: tuple[str, ...] = ()
    notice: dict[str, Any] | None = None


class Line(NamedTuple):
    """A paragraph: its printed number, its words, and its level as a heading (0: body)."""

    text: str
    number: str = ""
    level: int = 0


class Cell(NamedTuple):
    """A cell of a table: what stands in it, and how many rows and columns it covers. None: covered by another."""

    value: Any = ""
    rows: int = 1
    columns: int = 1


class Sheet(NamedTuple):
    """A table with its name; every row has the same number of cells, ``header`` rows stand above its header."""

    name: str
    rows: tuple[tuple[Cell | None, ...], ...]
    header: int = 0


class Paper(NamedTuple):
    """A document before it becomes a file: its shape, the lines or the sheets, and the truth."""

    shape: str
    lines: tuple[Line, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    truth: Truth = Truth("")
    breaks: bool = False
    labels: tuple[str, ...] = ()
