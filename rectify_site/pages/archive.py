"""往年: the sealed years, each with its own cover and figures, and side by side where there are several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.model.edition import SealedYear
from rectify_site.model.outputs import Page
from rectify_site.pages.drawings import years as drawn
from rectify_site.pages.grid import grid
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page
from rectify_site.render.escape import Safe
from rectify_site.tables.places import COUNTED, LATE
from rectify_site.tables.year_figures import DONE, ON_TIME

SEVERAL = 2
"""Years from which on they are set side by side."""

WORDS = {DONE: "已完成", ON_TIME: "其中按期完成", LATE: words.DUE[Due.LATE]}


class Told(NamedTuple):
    """A figure: its key, its words, and the list it leads to."""

    key: str
    words: str
    value: int
    href: Safe | None


class Year(NamedTuple):
    """A sealed year: its cover, its figures, and its own search where it has one."""

    sealed: SealedYear
    href: Safe
    told: tuple[Told, ...]
    search: Safe | None


@page("archive")
def archive(view: View) -> Iterator[Page]:
    """One list, the newest year first; none where no year is sealed. A year that is offline says so and has no link."""
    if not view.edition.sealed:
        return
    here = Here(links.ARCHIVE)
    newest_first = sorted(view.edition.sealed, key=lambda sealed: -sealed.year)
    open_years = [sealed for sealed in newest_first if sealed.figures and not sealed.retired]
    table = view.tables["year-on-year"]
    yield view.page(
        Head(links.ARCHIVE, "archive", "往年资料", view.crumbs()),
        years=[_year(sealed, here) for sealed in newest_first],
        grid=grid(table, here) if len(open_years) >= SEVERAL else None,
        drawn=drawn(view, table, open_years[::-1]) if len(open_years) >= SEVERAL else None,
        across=here.to(f"{links.SEARCH}#years") if any(sealed.searched for sealed in open_years) else None,
    )


def _year(sealed: SealedYear, here: Here) -> Year:
    search = here.to(links.sealed(sealed.year, links.SEARCH)) if sealed.searched else None
    return Year(sealed, here.to(links.archive(sealed.year)), tuple(_told(sealed, here)), search)


def _told(sealed: SealedYear, here: Here) -> Sequence[Told]:
    named = {COUNTED: sealed.item, **WORDS}
    return [
        Told(
            figure.key,
            named[figure.key],
            figure.value,
            here.to(links.sealed(sealed.year, figure.href)) if figure.href else None,
        )
        for figure in sealed.figures
        if figure.key in named and (figure.value or figure.key == COUNTED)
    ]
