"""A public document as it is read on paper: its blocks in their order, all of them plain text.

It stands between what the pages know and what a printed outlet does with it: a block says what a passage is, and
nothing of how it looks. No text in it is markup of any kind.
"""

from __future__ import annotations

from typing import Literal

from rectify_site.model.fields import Noun

Look = Literal["plain", "lead", "small", "strong", "late"]
Lines = tuple[str, ...]


class Heading(Noun):
    """A heading; ``level`` 2 stands under the title."""

    block: Literal["heading"] = "heading"
    level: int = 2
    words: str


class Paragraph(Noun):
    """A passage of prose: the sentence that leads, a remark in small letters, what is late."""

    block: Literal["paragraph"] = "paragraph"
    words: str
    look: Look = "plain"


class Facts(Noun):
    """Names and what they hold, each in as many lines as it has."""

    block: Literal["facts"] = "facts"
    rows: tuple[tuple[str, Lines], ...]


class Items(Noun):
    """A list; ``numbered`` where the texts bring no numbers of their own."""

    block: Literal["items"] = "items"
    items: Lines
    numbered: bool = False


class Sheet(Noun):
    """A real table: each cell is lines, ``widths`` are shares of the whole.

    With ``numbers``, all columns but the first are figures. ``late`` are the rows, from 0, of what is past its time.
    """

    block: Literal["sheet"] = "sheet"
    caption: str = ""
    base: str = ""
    heads: Lines
    widths: tuple[int, ...]
    rows: tuple[tuple[Lines, ...], ...]
    totals: tuple[Lines, ...] = ()
    numbers: bool = False
    late: tuple[int, ...] = ()


class Entry(Noun):
    """What happened on a day: who tells it, in which words, and the facts and figures that go with it."""

    block: Literal["entry"] = "entry"
    when: str
    words: str
    side: str = ""
    text: str = ""
    figures: Lines = ()
    facts: tuple[tuple[str, str], ...] = ()


Block = Heading | Paragraph | Facts | Items | Sheet | Entry


class Writing(Noun):
    """One document: what it is, when it was published (ISO 8601 with offset), and its blocks.

    ``remarks`` stand under the title. ``wide`` where its tables need a page turned on its side.
    """

    kind: Literal["plan", "record", "report"]
    id: str
    title: str
    office: str
    site: str
    published: str
    remarks: Lines = ()
    blocks: tuple[Block, ...]
    wide: bool = False
