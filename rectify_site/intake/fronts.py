"""What stands before the first number: title, document number, who adopted the document when, and its lead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from rectify_site.intake import deadlines, decimals, frame
from rectify_site.intake.blocks import FRAMED, LABELLED, PART
from rectify_site.intake.kinds import AFTER_TITLE, DOCUMENT_NUMBER, TITLE
from rectify_site.intake.labels import FIELDS, segments
from rectify_site.intake.markers import marker, spoken
from rectify_site.intake.outline import NAMING
from rectify_site.intake.paragraphs import Paragraph

PART_OF_TITLE = re.compile("[\u4e00-\u9fffXx×〔〕（）()《》“”、·0-9０-９〇—-]{2,40}")
WRAPPED = re.compile("(?:印发|转发|下发|公布)(?:关于)?《(?P<inner>[^》]{4,80})》")
CAPTION = re.compile("[（(][^（()）]{4,60}[）)]")
PASSED = re.compile("通过|审议|批准|印发|发布|公布|制定|同意|审定")
ONLY_KIND = re.compile(
    "公示|公告|通告|通报|公示公告|整改方案|整改报告|整改清单|整改台账"
)  # set wide: 公　　示
FIRST_LINES = 4
END = re.compile(f"(?:{AFTER_TITLE})$")


class Front(NamedTuple):
    """The lines of the title, the document number, the day and body named with them, and the other paragraphs.

    ``taken`` are all places whose words stand in a field; ``lead`` those that are running text.
    """

    title: str = ""
    title_lines: tuple[int, ...] = ()
    document: str = ""
    adopted: date | None = None
    issuer: str = ""
    taken: frozenset[int] = frozenset()
    lead: tuple[int, ...] = ()


def front(paragraphs: Sequence[Paragraph]) -> Front:
    """Read the paragraphs up to the first number or label."""
    outline = set(decimals.marks([each.text for each in paragraphs]))
    framed = [place for place, each in enumerate(paragraphs) if FRAMED.fullmatch(each.text)]
    outline |= set(framed if len(framed) > 1 else ())
    begun = (place for place, each in enumerate(paragraphs) if place in outline or _begins(each.text))
    end = next(begun, len(paragraphs))
    lines = _title_lines(paragraphs, end)
    inner = _inner_title(paragraphs, lines, end)
    number = next((at for at in range(end) if DOCUMENT_NUMBER.fullmatch(paragraphs[at].text)), None)
    letter = frame.signed_off(paragraphs[: inner[0]], lines) if inner else frame.SignedOff()
    lines = inner or lines
    adopted, caption = _caption(paragraphs, lines, end)
    taken = {*lines, *letter.places, *({number} - {None}), *caption}
    return Front(
        title="".join(_together(paragraphs[at]) for at in lines),
        title_lines=lines,
        document="" if number is None else paragraphs[number].text,
        adopted=adopted or letter.on,
        issuer=letter.issuer,
        taken=frozenset(at for at in taken if at is not None),
        lead=tuple(at for at in range(end) if at not in taken),
    )


def _together(paragraph: Paragraph) -> str:
    return "".join(paragraph.text.split()) if _only_kind(paragraph) else paragraph.text


def beside(paragraphs: Sequence[Paragraph], pattern: re.Pattern[str]) -> int | None:
    """The place of a page header or text box that is a title or a document number, as the pattern says."""
    places = (at for at, each in enumerate(paragraphs) if each.aside and _beside_text(each.place))
    return next((at for at in places if pattern.fullmatch("".join(paragraphs[at].text.split()))), None)


def _beside_text(place: str) -> bool:
    return place.startswith("页眉") or place.endswith("文本框")


def _begins(text: str) -> bool:
    """Whether the text of the document begins here: a number, or a label that only a matter has."""
    if marker(text) or PART.match(text):
        return True
    if LABELLED.search(text) and segments(text)[0].role in FIELDS | NAMING:
        return True
    said = spoken(text)
    return said is not None and said.number == "一"


def _title_lines(paragraphs: Sequence[Paragraph], end: int) -> tuple[int, ...]:
    """The line that ends in 方案 or the like, and the lines set above it that go on into it."""
    last = next((at for at in range(end) if TITLE.fullmatch(paragraphs[at].text)), None)
    if last is None:
        called = next((at for at in range(min(end, FIRST_LINES)) if _only_kind(paragraphs[at])), None)
        return _two_lines(paragraphs, end) or (() if called is None else (called,))
    first, gap = last, _gap(paragraphs)
    while first and _goes_on_into(paragraphs[first - 1], paragraphs[first], gap):
        first -= 1
    return tuple(range(first, last + 1))


def _only_kind(paragraph: Paragraph) -> bool:
    return ONLY_KIND.fullmatch("".join(paragraph.text.split())) is not None


def _two_lines(paragraphs: Sequence[Paragraph], end: int) -> tuple[int, ...]:
    """A title whose last word alone stands on the second line: 整改 / 方案."""
    pairs = range(end - 1)
    gap = _gap(paragraphs)
    joined = (at for at in pairs if _goes_on_into(paragraphs[at], paragraphs[at + 1], gap))
    found = next((at for at in joined if TITLE.fullmatch(_both(paragraphs, at))), None)
    return () if found is None else (found, found + 1)


def _both(paragraphs: Sequence[Paragraph], at: int) -> str:
    return paragraphs[at].text + paragraphs[at + 1].text


def _gap(paragraphs: Sequence[Paragraph]) -> int:
    """How far apart lines stand that follow each other: 2 where every line has a blank one behind it (Markdown)."""
    steps = (lower.line - upper.line for upper, lower in pairwise(paragraphs))
    return min((step for step in steps if step > 0), default=1)


def _goes_on_into(upper: Paragraph, lower: Paragraph, gap: int) -> bool:
    return (
        lower.line - upper.line <= gap
        and PART_OF_TITLE.fullmatch(upper.text) is not None
        and DOCUMENT_NUMBER.fullmatch(upper.text) is None
        and CAPTION.fullmatch(upper.text) is None
        and frame.date_line(upper.text) is None
    )


def _inner_title(paragraphs: Sequence[Paragraph], lines: Sequence[int], end: int) -> tuple[int, ...]:
    """The title of the document itself behind the letter that sends it out (关于印发《…方案》的通知)."""
    wrapped = WRAPPED.search("".join(paragraphs[at].text for at in lines))
    if not wrapped:
        return ()
    for first in range(lines[-1] + 1, end):
        for last in range(first, min(first + 3, end)):
            if "".join(paragraphs[at].text for at in range(first, last + 1)) == wrapped["inner"]:
                return tuple(range(first, last + 1))
    return ()


def _caption(paragraphs: Sequence[Paragraph], lines: Sequence[int], end: int) -> tuple[date | None, set[int]]:
    """The day under the title (题注). Where it says more than the day, its words stay in the lead."""
    after = lines[-1] + 1 if lines else 0
    for at in range(after, min(after + 3, end)):
        text = paragraphs[at].text
        if (alone := frame.date_line(text)) and lines:
            return alone, {at}
        if CAPTION.fullmatch(text) and PASSED.search(text):
            days = [when.day for when in deadlines.days(deadlines.plain_words(text), None) if when.day]
            if len(days) == 1:
                return days[0], set()
    return None, set()
