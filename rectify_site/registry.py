"""The sockets of the house. A new importer, check, table, page or channel is one new file with a decorator.

Nobody imports a plug-in by its name: ``gather`` finds all files of a room, and those of other distributions
that name the entry-point group ``rectify_site``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from typing import Any, NamedTuple, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class Plug(NamedTuple):
    """One registered function with the facts its decorator was given."""

    key: str
    function: Callable[..., Any]
    facts: dict[str, Any]


class Socket:
    """A named place for plugs. Used as a decorator: ``@check("D101", level=…)``."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._plugs: dict[str, Plug] = {}

    def __call__(self, key: str, **facts: Any) -> Callable[[F], F]:  # noqa: ANN401 - each socket has its own facts
        """Register a function under a key; a key is given once."""

        def plug_in(function: F) -> F:
            taken = self._plugs.get(key)
            if taken and _name(taken.function) != _name(function):
                message = f"{self.name} {key!r} is taken by {taken.function.__module__}"
                raise ValueError(message)
            self._plugs[key] = Plug(key, function, facts)
            return function

        return plug_in

    def __getitem__(self, key: str) -> Plug:
        return self._plugs[key]

    def __contains__(self, key: str) -> bool:
        return key in self._plugs

    def __iter__(self) -> Iterator[Plug]:
        """All plugs, in the order of their keys."""
        return iter([self._plugs[key] for key in sorted(self._plugs)])


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


importer = Socket("importer")
check = Socket("check")
table = Socket("table")
page = Socket("page")
channel = Socket("channel")


def gather(room: str) -> None:
    """Import every file of a room (``rectify_site.checks``) and the outside plug-ins of the entry-point group."""
    package = importlib.import_module(room)
    for module in pkgutil.iter_modules(package.__path__, f"{room}."):
        importlib.import_module(module.name)
    for point in entry_points(group="rectify_site"):
        point.load()
