"""公开稿: what the public will read, paragraph by paragraph, numbered so that a leader can say 第12段."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rectify_site.ledger.editions import Key
from rectify_site.ledger.sheets import Item, Sheet
from rectify_site.model.records import Scope, Undisclosed
from rectify_site.model.titles import title
from rectify_site.papers.letters import Line, written
from rectify_site.papers.sheet_words import PROSE, Part, called, office_only, parts, said_to_the_public, told
from rectify_site.papers.submissions import Submission

NAMES = {Scope.PUBLIC: "公开稿", Scope.LIMITED: "通报稿"}
NEW, CHANGED = "〔新增〕", "〔有改动〕"
UNTITLED = PROSE | {"events", "markdown", "units"}
"""Parts that are sentences of their own."""

NOT_TOLD = frozenset({"declared_items", "undisclosed", "undisclosed_items"})
"""What the public is not told: how many matters there would be, but where a plan says how many it leaves out."""


class Paragraph(NamedTuple):
    """A numbered paragraph: of which document, which part of it, its words."""

    number: int
    item: Item
    field: str
    words: str


def file(scope: Scope) -> str:
    """How the file is called: what is for a limited circle never carries the name of what is public."""
    return f"{NAMES[scope]}.docx"


def paragraphs(sheet: Sheet) -> tuple[Paragraph, ...]:
    """All that the documents on a sheet say to the public; one number runs through all of them."""
    found = [(item, field, words) for item in sheet.items for field, words in _public(item)]
    return tuple(Paragraph(number, *one) for number, one in enumerate(found, start=1))


def _public(item: Item) -> Iterator[tuple[str, str]]:
    for part in parts(item.content):
        for words in _lines(part):
            yield part.field, words
    if item.content.get("undisclosed") == Undisclosed.COUNT and item.content.get("undisclosed_items"):
        yield "undisclosed_items", f"另有{item.content['undisclosed_items']}项不公开，未计入各项数字。"


def _lines(part: Part) -> Iterator[str]:
    words = said_to_the_public(part)
    if part.name in NOT_TOLD:
        return
    if part.name == "markdown":
        yield from (line.strip() for line in words.splitlines() if line.strip())
    elif words:
        yield words if part.name in UNTITLED else f"{title(part.field)}：{words}"


def grouped(found: Iterable[Paragraph]) -> dict[Key, list[Paragraph]]:
    """The paragraphs of each document."""
    by_item: dict[Key, list[Paragraph]] = defaultdict(list)
    for paragraph in found:
        by_item[paragraph.item.key].append(paragraph)
    return by_item


def number_of(field: str, item: Item, found: Sequence[Paragraph]) -> int | None:
    """The paragraph of a document in which a field stands; None for what the public does not read."""
    if office_only(field, item.content):
        return None
    near = [one for one in found if f"{field}.".startswith(f"{one.field}.")]
    return max(near, key=lambda one: len(one.field)).number if near else None


def public_draft(given: Submission, found: Iterable[Paragraph]) -> bytes:
    """The document: a heading for each item, its paragraphs with their numbers, and what is new in them."""
    lines = [Line(NAMES[given.scope], "title")]
    day = given.sheet.as_of
    lines.append(
        Line(
            f"{given.settings.site_name}。数据截至{day}。段首方括号内是段号，提出修改意见时请写明第几段。",
            "plain",
        )
    )
    before: Item | None = None
    marks: dict[str, str] = {}
    for paragraph in found:
        if paragraph.item is not before:
            before, marks = paragraph.item, _marks(paragraph.item)
            lines.append(Line(called(paragraph.item), "heading"))
        mark = marks.get(paragraph.field, "")
        lines.append(Line(f"[{paragraph.number}]\t{mark}{paragraph.words}", "numbered"))
    return written(lines, given.above)


def _marks(item: Item) -> dict[str, str]:
    """What of a document that is public already is new or changed, by part."""
    if item.change == "new":
        return {}
    rows = told(item)
    fields = [part.field for part in parts(item.content)]
    touched = {field: [row for row in rows if f"{row.field}.".startswith(f"{field}.")] for field in fields}
    whole = {
        field: any(row.field == field and not row.before for row in found) for field, found in touched.items()
    }
    return {field: NEW if whole[field] else CHANGED for field, found in touched.items() if found}
