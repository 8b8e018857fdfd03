"""How many matters stand in each state."""

from __future__ import annotations

import pandas as pd

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.outputs import Cell, Table
from rectify_site.model.states import GROUPS, State
from rectify_site.registry import table
from rectify_site.tables.counts import TOTAL, figure
from rectify_site.tables.matters import Base, counted
from rectify_site.tables.places import COUNTED


@table("by-status")
def by_status(base: Base) -> Table:
    """Every state that counts, in the order in which the public reads them, also those with nothing in them."""
    found = counted(base.matters)
    plans = [matter.plan for matter in found]
    order = [state for state in State if state in GROUPS]
    numbers = pd.Series([str(matter.shelf) for matter in found], dtype=object).value_counts()
    numbers = numbers.reindex([str(state) for state in order], fill_value=0)
    rows = []
    for state in order:
        number = int(numbers[str(state)])
        page = links.state(state) if number else None
        word = words.done(plans) if state is State.CLOSED else words.STATE[state]
        rows.append((Cell(value=word, href=page), Cell(value=number, href=page)))
    return Table(
        id="by-status",
        caption="按状态",
        base=base.said(),
        heads=("状态", words.item(plans)),
        rows=tuple(rows),
        totals=(Cell(value=TOTAL), figure(len(found), base.places[COUNTED])),
    )
