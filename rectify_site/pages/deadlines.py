"""按时限: what is late, what is due, and what falls due in which month."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.model.outputs import Page
from rectify_site.model.states import Group
from rectify_site.pages.drawings import due_dates
from rectify_site.pages.due_lists import due_lists
from rectify_site.pages.grid import grid
from rectify_site.pages.lines import Heap, Said, heap, items, late
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.tables.listings import on_time


@page("deadlines")
def deadlines(view: View) -> Iterator[Page]:
    """Late ones with their reasons, then those that are due, the months, and those without a date.

    On a large site each list stands on pages of its own, and only its beginning here.
    """
    if not view.counted:
        return
    here, lists = Here(links.DEADLINES), due_lists(view)
    conditions = [_beginning(view, due, here) for due in (Due.REACHED, Due.NEAR)]
    yield view.page(
        Head(links.DEADLINES, "deadlines", "按时限查看", view.crumbs(), view.edition.published_at),
        as_of=view.edition.as_of,
        behind=_beginning(view, Due.LATE, here),
        late=late(view, view.counted, here)[: links.FEW],
        conditions=[found for found in conditions if found.number],
        by_due=grid(view.tables["by-due"], here),
        dated_done=sum(matter.group is Group.DONE and matter.deadline is not None for matter in view.counted),
        on_time=sum(on_time(matter) for matter in view.counted),
        on_time_at=here.to(links.ON_TIME),
        drawn=due_dates(view, view.counted),
        grid=grid(view.tables["by-month"], here),
        lists=[
            heap(view, Said(given.words, href=here.to(path)), given.matters, here)
            if len(view.counted) <= links.SIZE
            else Heap("", given.words, len(given.matters), (), here.to(path))
            for path, given in lists.items()
            if given.due is None
        ],
    )


def _beginning(view: View, due: Due, here: Here) -> Heap:
    found = [matter for matter in view.counted if matter.due is due]
    href = here.to(links.condition(due, len(found))) if len(found) > links.FEW else None
    return Heap(str(due), words.DUE[due], len(found), items(view, found[: links.FEW], here), href)
