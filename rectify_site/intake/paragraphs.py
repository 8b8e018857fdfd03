"""A source as a list of paragraphs, whatever file it came from; and what there is to say about them.

Everything an importer sees becomes a paragraph: body text, and asides (tables, headers, comments) with the reason
why they are no part of the plan. From here on each of them is used, junk or unread, and nothing else (P11).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rectify_site.errors import N_, SourceError
from rectify_site.intake.grids import Grid
from rectify_site.model.fields import FORBIDDEN, TEXT_LIMIT
from rectify_site.text import INVISIBLE

SOFT_BREAK = re.compile("[\n\x0b\x0c\u2028\u2029]")
VARIATION = {
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}  # kept: they choose the shape of a sign
UNSEEN = re.compile(f"[{''.join(sorted(INVISIBLE - VARIATION))}]")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
NO_CHARACTER = re.compile(
    "[" + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)) + "]"
)
UNSEEN_LETTERS = frozenset(sign for sign in INVISIBLE - VARIATION if sign.isprintable()) | {"\ufffd"}
"""Invisible signs that Unicode calls letters, and the sign for a lost one; all others are not printable."""

SHOWN = 20
PARAGRAPH_LIMIT = 50_000  # the longest plan seen has 400

TOO_LONG = N_("a paragraph of more than 20,000 characters")


class Paragraph(NamedTuple):
    """One paragraph, or one visual line of it where a soft break divides it.

    ``line`` counts physical lines of a text file or body paragraphs of a Word file, blank ones too. ``aside`` is why
    it is not body text ("" for body), ``place`` where such an aside stands (表1 第2行第3列).
    """

    line: int
    text: str
    column: int = 1
    place: str = ""
    aside: str = ""


class Remark(NamedTuple):
    """A finding of the import: the reading went on, the clerk should look. The message is a template."""

    code: str
    message: str
    values: dict[str, str]
    line: int
    column: int = 1
    place: str = ""


class Extract(NamedTuple):
    """What an importer hands over: paragraphs in reading order, none of them blank; and its tables.

    The cells of the tables are among the paragraphs, as asides with the same places.
    """

    paragraphs: tuple[Paragraph, ...]
    remarks: tuple[Remark, ...] = ()
    grids: tuple[Grid, ...] = ()


def shown(text: str) -> str:
    """The first words, enough to find the place."""
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def remark(paragraph: Paragraph, code: str, message: str, column: int = 0, **values: object) -> Remark:
    """A finding about a paragraph; ``column`` counts from the start of its text."""
    given = {name: str(value) for name, value in values.items()}
    return Remark(code, message, given, paragraph.line, paragraph.column + column, paragraph.place)


def settle(raw: Iterable[Paragraph]) -> Extract:
    """Divide at soft breaks, take out what cannot be seen (and say so), drop blank lines, refuse control characters."""
    paragraphs: list[Paragraph] = []
    remarks: list[Remark] = []
    for whole in raw:
        for piece in _lines(whole):
            tidied, said = clean(piece)
            remarks.extend(said)
            text = tidied.text.strip()
            if text:
                lead = len(tidied.text) - len(tidied.text.lstrip())
                aside = tidied.aside or (TOO_LONG if len(text) > TEXT_LIMIT else "")
                paragraphs.append(tidied._replace(text=text, column=tidied.column + lead, aside=aside))
        if len(paragraphs) > PARAGRAPH_LIMIT:
            message = N_("the file has more than {limit} paragraphs")
            raise SourceError("S205", message, N_("divide it, one plan a file"), limit=PARAGRAPH_LIMIT)
    return Extract(tuple(paragraphs), tuple(remarks))


def _lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    start = 0
    for part in SOFT_BREAK.split(paragraph.text):
        yield paragraph._replace(text=part, column=paragraph.column + start)
        start += len(part) + 1


def clean(paragraph: Paragraph) -> tuple[Paragraph, list[Remark]]:
    """Without tabs and what cannot be seen; each such sign is said. Raises S214 for control characters."""
    if plain(paragraph.text):
        return paragraph, []
    text = paragraph.text.replace("\t", " ")
    remarks = []
    unseen = UNSEEN.findall(text)
    if unseen:
        at, code_point = text.index(unseen[0]), f"U+{ord(unseen[0]):04X}"
        message = N_("{count} invisible characters ({code_point}) were taken out")
        remarks.append(remark(paragraph, "S251", message, at, count=len(unseen), code_point=code_point))
        text = UNSEEN.sub("", text)
    _refuse_controls(paragraph._replace(text=text))
    private = PRIVATE.search(text)
    if private:
        message = N_("the character {code_point} has no meaning outside its own font; it is kept")
        code_point = f"U+{ord(private.group()):04X}"
        remarks.append(remark(paragraph, "S252", message, private.start(), code_point=code_point))
    return paragraph._replace(text=text), remarks


def plain(text: str) -> bool:
    """Whether nothing is to be looked at: no control, format, private or unseen sign. Most text is, so it is quick."""
    printable = text.isprintable() or text.replace("\n", "").replace("\u3000", "").isprintable()
    return printable and UNSEEN_LETTERS.isdisjoint(text)


def _refuse_controls(paragraph: Paragraph) -> None:
    found = FORBIDDEN.search(paragraph.text) or NO_CHARACTER.search(paragraph.text)
    if not found:
        return
    message = N_("line {line}, column {column}: the character {code_point} cannot stand in a text")
    if not paragraph.line:
        message = N_("{place}: the character {code_point} cannot stand in a text")
    raise SourceError(
        "S214",
        message,
        N_("delete it there (beside “{words}”), save the file and import it again"),
        line=paragraph.line,
        column=paragraph.column + found.start(),
        place=paragraph.place,
        code_point=f"U+{ord(found.group()):04X}",
        words=shown(FORBIDDEN.sub("", paragraph.text[max(0, found.start() - 10) :])),
    )
