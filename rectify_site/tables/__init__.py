"""Tables that add up: one file a table. pandas lives here and is imported only when a table is made."""

from __future__ import annotations

from functools import cache

from rectify_site.model.due import DueRule
from rectify_site.model.edition import Edition
from rectify_site.model.outputs import Table
from rectify_site.registry import Plug, gather, table
from rectify_site.tables.matters import Base, Matter, matters


def of(edition: Edition, rule: DueRule) -> dict[str, Table]:
    """Every table over an edition, by its name."""
    return over(edition, matters(edition, rule))


def over(edition: Edition, found: tuple[Matter, ...]) -> dict[str, Table]:
    """Every table over all matters of a site."""
    return {key: plug.function(Base(edition, found)) for key, plug in _plugs().items()}


def one(key: str, edition: Edition, found: tuple[Matter, ...]) -> Table:
    """One table over some of the matters of a site, such as those of a plan."""
    whole = len(found) == len(edition.records)
    made: Table = _plugs()[key].function(Base(edition, found, whole))
    return made


@cache
def _plugs() -> dict[str, Plug]:
    gather("rectify_site.tables")
    return {plug.key: plug for plug in table}
