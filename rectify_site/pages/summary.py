"""The sentence that adds up: how many matters, and how far each part of them has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rectify_site.charts.bar import bar
from rectify_site.charts.ink import Part as Drawn
from rectify_site.model.states import Group
from rectify_site.pages.view import Here
from rectify_site.render.escape import Safe, drawing
from rectify_site.tables.matters import Matter
from rectify_site.tables.places import COUNTED, LATE, MOVED, REACHED, Places, late_of
from rectify_site.tables.progress import Share, progress


class Part(NamedTuple):
    """A part of the whole, in the words of the sentence, with its late ones."""

    key: str
    words: str
    note: str
    number: int
    href: Safe | None
    late: int
    late_href: Safe | None


class Summary(NamedTuple):
    """The whole and its parts; the numbers of the parts always sum to ``total``."""

    item: str
    total: int
    href: Safe | None
    parts: tuple[Part, ...]
    reached: int
    reached_href: Safe | None
    moved: int
    moved_href: Safe | None

    @property
    def late(self) -> int:
        """How many are late, over all parts."""
        return sum(part.late for part in self.parts)


def summary(found: Sequence[Matter], here: Here, places: Places | None = None) -> Summary:
    """Count. Numbers link to the places that list what they count; without such they stand alone."""
    told, at = progress(found), places or {}

    def to(page: str | None, number: int) -> Safe | None:
        return here.to(page) if page and number else None

    return Summary(
        item=told.item,
        total=told.total,
        href=to(at.get(COUNTED), told.total),
        parts=tuple(
            Part(
                *part[:4],
                href=to(at.get(part.key), part.number),
                late=part.late,
                late_href=to(_late_place(at, part, told.late), part.late),
            )
            for part in told.parts
        ),
        reached=told.reached,
        reached_href=to(at.get(REACHED), told.reached),
        moved=told.moved,
        moved_href=to(at.get(MOVED), told.moved),
    )


def _late_place(places: Places, part: Share, behind: int) -> str | None:
    """Where the late ones of a part stand alone: with all late ones, where no other part has such."""
    return places.get(LATE) if part.late == behind else places.get(late_of(Group(part.key)))


def chart(told: Summary) -> Safe | None:
    """The parts as one bar; None where there is nothing to draw."""
    if not told.total:
        return None
    drawn = [Drawn(part.key, part.words + part.note, part.number) for part in told.parts]
    return drawing(bar("parts", f"{told.total}项{told.item}的整改进度", drawn))
