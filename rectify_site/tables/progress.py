"""The figures that add up: how many matters, and how far each part of them has come. And their sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.model.states import Group
from rectify_site.tables.matters import Matter, counted


class Share(NamedTuple):
    """A part of the whole, in the words of the sentence, with its late ones."""

    key: str
    words: str
    note: str
    number: int
    late: int


class Progress(NamedTuple):
    """The whole and its parts; the numbers of the parts always sum to ``total``."""

    item: str
    total: int
    parts: tuple[Share, ...]
    reached: int
    moved: int

    @property
    def late(self) -> int:
        """How many are late, over all parts."""
        return sum(part.late for part in self.parts)


def progress(found: Sequence[Matter]) -> Progress:
    """Count. A part of which there is nothing is left out, but for what is done."""
    kept = counted(found)
    parts = (_share(part, kept) for part in Group)
    return Progress(
        item=words.item(matter.plan for matter in found),
        total=len(kept),
        parts=tuple(part for part in parts if part.number or part.key == Group.DONE),
        reached=sum(matter.due is Due.REACHED for matter in kept),
        moved=len(found) - len(kept),
    )


def _share(part: Group, kept: Sequence[Matter]) -> Share:
    inside = [matter for matter in kept if matter.group is part]
    word, bracket, note = words.group(part, (matter.plan for matter in kept)).partition("（")
    late = sum(matter.late for matter in inside)
    return Share(str(part), word.replace("，", "、"), bracket + note, len(inside), late)


def sentence(told: Progress) -> str:
    """14项任务中，已完成5项（已销号），正在整改9项（其中超过时限1项）."""
    parts = "，".join(_part(part) for part in told.parts)
    moved = f"另有{told.moved}项已并入、移交或调出清单，不计入。" if told.moved else ""
    return f"{told.total}项{told.item}中，{parts}。{moved}"


def _part(part: Share) -> str:
    note = part.note if part.key == Group.DONE else ""
    late = f"（其中超过时限{part.late}项）" if part.late else ""
    return f"{part.words}{part.number}项{note}{late}"
