"""The sentence that adds up: how many matters, and how far each part of them has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rectify_site import links
from rectify_site.charts.bar import Part as Drawn
from rectify_site.charts.bar import bar
from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.model.states import Group, State
from rectify_site.pages.view import Here
from rectify_site.render.escape import Safe, drawing
from rectify_site.tables.matters import Matter, counted, page_of


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


def summary(found: Sequence[Matter], here: Here, *, whole: bool = True) -> Summary:
    """Count. Numbers link to their lists where these are of the whole site, else they stand alone."""
    kept = counted(found)

    def to(page: str, number: int) -> Safe | None:
        return here.to(page) if whole and number else None

    reached, moved = sum(matter.due is Due.REACHED for matter in kept), len(found) - len(kept)
    parts = [_part(part, kept) for part in Group]
    return Summary(
        item=words.item(matter.plan for matter in found),
        total=len(kept),
        href=to(links.ALL, len(kept)),
        parts=tuple(
            part._replace(
                href=to(page_of(Group(part.key), kept), part.number),
                late_href=to(f"{links.DEADLINES}#late", part.late),
            )
            for part in parts
            if part.number or part.key == Group.DONE
        ),
        reached=reached,
        reached_href=to(f"{links.DEADLINES}#reached", reached),
        moved=moved,
        moved_href=to(links.state(State.MOVED), moved),
    )


def _part(part: Group, kept: Sequence[Matter]) -> Part:
    inside = [matter for matter in kept if matter.group is part]
    word, bracket, note = words.group(part, (matter.plan for matter in kept)).partition("（")
    late = sum(matter.late for matter in inside)
    return Part(str(part), word.replace("，", "、"), bracket + note, len(inside), None, late, None)


def chart(told: Summary) -> Safe | None:
    """The parts as one bar; None where there is nothing to draw."""
    if not told.total:
        return None
    drawn = [Drawn(part.key, part.words + part.note, part.number) for part in told.parts]
    return drawing(bar(f"{told.total}项{told.item}的整改进度", drawn))
