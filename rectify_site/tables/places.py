"""Where the matters behind each figure of a row are listed: a page, and the place on it that holds exactly these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rectify_site import links
from rectify_site.model.due import Due
from rectify_site.model.states import Group, State
from rectify_site.tables.matters import Matter, counted

Places = Mapping[str, str]
"""By ``COUNTED``, ``LATE`` or a part of the whole; over the site also ``REACHED``, ``MOVED``, ``late_of`` a part."""

COUNTED, LATE, REACHED, MOVED = "counted", "late", "reached", "moved"


def late_of(part: Group) -> str:
    """The key of the late matters of one part."""
    return f"{LATE}-{part}"


def on_page(page: str, counted_at: str = COUNTED) -> Places:
    """Places on a page that lists all of a row, each part under its own anchor."""
    return {
        COUNTED: f"{page}#{counted_at}",
        **{key: f"{page}#{key}" for key in (LATE, MOVED, *map(str, Group))},
    }


def in_list(first: str, found: Sequence[Matter]) -> Places:
    """Places in a list that may be cut into pages: the late ones, the parts, what has left (see ``listings``)."""
    kept = counted(found)
    before = sum(matter.late for matter in kept)
    places = {LATE: links.place(first, 0, LATE), COUNTED: links.place(first, before, COUNTED)}
    for part in Group:
        places[str(part)] = links.place(first, before, str(part))
        before += sum(matter.group is part for matter in kept)
    return places | {MOVED: links.place(first, before, MOVED)}


def of_site(found: Sequence[Matter]) -> Places:
    """Places for figures over the whole site: the page of a state where a part has but one, else its list."""
    kept = counted(found)
    places = dict(in_list(links.LIST, found))
    for part in Group:
        shelves = {matter.shelf for matter in kept if matter.group is part}
        if len(shelves) == 1:
            places[str(part)] = links.state(shelves.pop())
    if len(kept) == len(found):
        places[COUNTED] = links.ALL
    for due in (Due.LATE, Due.REACHED):
        places[str(due)] = links.condition(due, sum(matter.due is due for matter in kept))
    behind = {late_of(part): links.list_of_late(part) for part in Group}
    return places | behind | {MOVED: links.state(State.MOVED)}
