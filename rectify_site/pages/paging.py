"""Long lists on several pages, so that a telephone can open them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from rectify_site import links
from rectify_site.pages.view import Here
from rectify_site.render.escape import Safe

T = TypeVar("T")


class Leaf(NamedTuple, Generic[T]):
    """One page of a long list: its path, its number of how many, and what stands on it."""

    path: str
    number: int
    of: int
    kept: tuple[T, ...]

    @property
    def title(self) -> str:
        """What to add to the title, so that no two pages have the same."""
        return "" if self.number == 1 else f"（第{self.number}页）"

    def pager(self, first: str) -> tuple[tuple[str, Safe], ...]:
        """Links to the page before and the one after."""
        here = Here(self.path)
        around = (("上一页", self.number - 1), ("下一页", self.number + 1))
        return tuple(
            (words, here.to(links.leaf(first, number))) for words, number in around if 1 <= number <= self.of
        )


def leaves(first: str, found: Sequence[T]) -> Iterator[Leaf[T]]:
    """Cut a list into pages; nothing gives none."""
    of = -(-len(found) // links.SIZE)
    for number in range(1, of + 1):
        cut = tuple(found[(number - 1) * links.SIZE : number * links.SIZE])
        yield Leaf(links.leaf(first, number), number, of, cut)
