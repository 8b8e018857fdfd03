"""What a year says of itself in four figures, each with the list of what it counts. A sealed year keeps them."""

from __future__ import annotations

from collections.abc import Sequence

from rectify_site import links
from rectify_site.model.edition import YearFigure
from rectify_site.model.states import Group
from rectify_site.tables.listings import on_time
from rectify_site.tables.matters import Matter, counted
from rectify_site.tables.places import COUNTED, LATE, of_site

DONE, ON_TIME = str(Group.DONE), "on_time"
KEYS = (COUNTED, DONE, ON_TIME, LATE)


def year_figures(found: Sequence[Matter]) -> tuple[YearFigure, ...]:
    """How many there are, are done, were done on time, and are late; what is late is not done."""
    kept, places = counted(found), of_site(found)
    told = {
        COUNTED: (len(kept), places[COUNTED]),
        DONE: (sum(matter.group is Group.DONE for matter in kept), places[DONE]),
        ON_TIME: (sum(on_time(matter) for matter in kept), links.ON_TIME),
        LATE: (sum(matter.late for matter in kept), places[LATE]),
    }
    return tuple(
        YearFigure(key=key, value=value, href=href if value else None) for key, (value, href) in told.items()
    )
