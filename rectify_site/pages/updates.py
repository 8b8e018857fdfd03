"""上次以来变了什么: each publication, the newest first, and what it brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from rectify_site import links
from rectify_site.model.edition import Publication
from rectify_site.model.outputs import Page
from rectify_site.pages.history import Update, shown, update
from rectify_site.pages.paging import leaves
from rectify_site.pages.view import Head, Here, View
from rectify_site.registry import page


class Issue(NamedTuple):
    """What was published at once: when, under which number, how much of what, and each of it."""

    at: str
    document: str
    counts: tuple[tuple[str, int], ...]
    moved: int
    updates: tuple[Update, ...]


@page("updates")
def pages(view: View) -> Iterator[Page]:
    """One list, cut into pages; none in a preview, where nothing is published."""
    found, first = shown(view), Here(links.UPDATES)
    whole = {issue.at: issue for issue in _issues(view, found, first)}
    for leaf in leaves(links.UPDATES, found):
        here = Here(leaf.path)
        issues = [whole[issue.at]._replace(updates=issue.updates) for issue in _issues(view, leaf.kept, here)]
        yield view.page(
            Head(leaf.path, "updates", f"更新情况{leaf.title}", view.crumbs(), view.edition.published_at),
            as_of=view.edition.as_of,
            issues=issues,
            corrections=here.to(links.CORRECTIONS) if any(done.fault for done in found) else None,
            leaf=leaf,
            pager=leaf.pager(links.UPDATES),
        )


def _issues(view: View, found: Iterable[Publication], here: Here) -> Iterator[Issue]:
    """Acts grouped by their moment; corrections stand first, then what is in another state than before."""
    for at, group in groupby(found, key=lambda done: done.at):
        told = [update(view, done, here) for done in group]
        kept = tuple(sorted(told, key=lambda one: (not one.act.why, not one.act.moved)))
        yield Issue(
            at=at,
            document="、".join(dict.fromkeys(one.act.document for one in kept if one.act.document)),
            counts=tuple(Counter(one.act.words for one in kept).items()),
            moved=sum(one.act.moved for one in kept),
            updates=kept,
        )
