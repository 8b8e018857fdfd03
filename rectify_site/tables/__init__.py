"""Tables that add up: one file a table. pandas lives here and is imported only when a table is made."""

from __future__ import annotations

from functools import cache

from rectify_site import links
from rectify_site.model.due import DueRule
from rectify_site.model.edition import Edition
from rectify_site.model.outputs import Table
from rectify_site.registry import Plug, gather, table
from rectify_site.tables.matters import Base, Matter, matters
from rectify_site.tables.places import Places, in_list, of_site


def of(edition: Edition, rule: DueRule) -> dict[str, Table]:
    """Every table over an edition, by its name."""
    return over(edition, matters(edition, rule))


def over(edition: Edition, found: tuple[Matter, ...]) -> dict[str, Table]:
    """Every table over all matters of a site."""
    base = Base(edition, found, of_site(found))
    return {key: plug.function(base) for key, plug in _plugs().items()}


def one(key: str, edition: Edition, found: tuple[Matter, ...], places: Places | None = None) -> Table:
    """One table over the matters of one plan; ``places``: where all of them are listed, if not on the site."""
    made: Table = _plugs()[key].function(Base(edition, found, places or places_of(edition, found)))
    return made


def places_of(edition: Edition, found: tuple[Matter, ...]) -> Places:
    """Where the matters of one plan are listed; where there is no other plan, that is where those of the site are."""
    if len(found) == len(edition.records):
        return of_site(found)
    return in_list(links.list_of_plan(found[0].plan.id), found) if found else of_site(())


@cache
def _plugs() -> dict[str, Plug]:
    gather("rectify_site.tables")
    return {plug.key: plug for plug in table}
