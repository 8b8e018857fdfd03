"""The open data of an edition: one data set for each kind of thing, and what each of its columns means.

Only what its pages show is in it, and in the same words. Values keep their kind; a writer of files gives them a form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

Value = str | int | bool | date | tuple[str, ...] | None
"""None where a document says nothing; never an empty text."""


class Kind(StrEnum):
    """What kind of value a column holds."""

    TEXT = "text"
    NAMES = "names"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    TIME = "time"


KIND_WORDS = {
    Kind.TEXT: "文字",
    Kind.NAMES: "文字，几个之间用顿号分开",
    Kind.NUMBER: "整数",
    Kind.FLAG: "是或者否",
    Kind.DAY: "日期",
    Kind.TIME: "时间",
}


class Column(NamedTuple):
    """A column: its name for programs, its title and meaning for people, and how it is read from a thing."""

    name: str
    title: str
    kind: Kind
    means: str
    of: Callable[[Any], Value]


@dataclass(frozen=True)
class Dataset:
    """A table of things of one kind. ``owners`` says which column names a thing of which other data set."""

    key: str
    title: str
    means: str
    identified_by: tuple[str, ...]
    columns: tuple[Column, ...]
    things: Sequence[object]
    owners: tuple[tuple[str, str], ...] = ()

    @cached_property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """What the columns say of each thing. Worked out when it is asked for: a page that lists data sets does not."""
        readers = [column.of for column in self.columns]
        return tuple(tuple(_given(read(thing)) for read in readers) for thing in self.things)

    def objects(self) -> Iterable[dict[str, Value]]:
        """Each row by the names of its columns."""
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)


def _given(value: Value) -> Value:
    return None if value == "" else value
