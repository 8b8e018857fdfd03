"""A list in parts, cut into pages: what of each part stands on which."""

from __future__ import annotations

from collections.abc import Sequence

from rectify_site import links
from rectify_site.pages.lines import Heap, items
from rectify_site.pages.paging import Leaf
from rectify_site.pages.view import Here, View
from rectify_site.tables.listings import Section
from rectify_site.tables.matters import Matter


def in_a_row(sections: Sequence[Section]) -> tuple[Matter, ...]:
    """The matters of all parts one after the other, as pages cut them."""
    return tuple(matter for section in sections for matter in section.matters)


def heaps_on(view: View, leaf: Leaf[Matter], sections: Sequence[Section]) -> list[Heap]:
    """What of each part stands on one page of a list; the figure beside its words is that of the whole part."""
    here, start = Here(leaf.path), (leaf.number - 1) * links.SIZE
    heaps, before = [], 0
    for section in sections:
        first, end = max(start - before, 0), max(start + links.SIZE - before, 0)
        inside = section.matters[first:end]
        before += len(section.matters)
        if inside:
            words = section.words if not first else f"{section.words}（续）"
            heaps.append(Heap(section.key, words, len(section.matters), items(view, inside, here)))
    return heaps
