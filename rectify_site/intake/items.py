"""One matter out of its paragraphs: what it is called, what is done, who answers for it and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from rectify_site.errors import N_
from rectify_site.intake import answering, deadlines, milestones
from rectify_site.intake.labels import LONG, Segment
from rectify_site.intake.markers import divide
from rectify_site.intake.outline import NAMING, Block, Item
from rectify_site.intake.paragraphs import Remark, shown
from rectify_site.intake.values import Value, said
from rectify_site.model.deadlines import Deadline, DeadlineKind
from rectify_site.model.fields import TEXT_LIMIT
from rectify_site.model.records import ItemLabel, Measure, Record

PROBLEMS_FIRST = re.compile("^[^施]*问题")  # 存在问题及整改措施, and not 整改措施
SENTENCE_END = "。！？!?"

DOUBTS = {
    "impossible": ("S255", N_("the date in “{words}” does not exist")),
    "no_year": ("S255", N_("“{words}” names no year, and the plan names none either")),
    "several": ("S255", N_("“{words}” names several dates; the latest is taken")),
    "assumed_year": ("S264", N_("“{words}” names no year; {year} is taken, here and in the other matters")),
}
ASSUMED = DOUBTS["assumed_year"][0]
BEHIND = N_("it stands behind the responsibility block of a matter, under no label")
NO_PLACE = {
    "progress": N_("what has been done is reported with its date and has no place in a plan"),
    "work_kind": N_("the kind of work has no place in a record; the deadline says it"),
    "contact": N_("telephones of the plan are not published; the contact stands in the settings"),
    "note": N_("a note beside a matter"),
}
NAMELESS = N_("a number with no words behind it")


class Parts(NamedTuple):
    """A matter taken apart: the words of its first paragraph, running text under no label, values, and the rest.

    ``beside`` are values that have no place in a record, in paragraphs that have others.
    """

    head: str
    body: tuple[str, ...]
    values: tuple[Value, ...]
    unread: tuple[tuple[int, str], ...]
    beside: tuple[Value, ...] = ()

    def texts(self, *roles: str) -> tuple[str, ...]:
        """The values under any of these labels that are not empty, in order."""
        return tuple(value.text for value in self.values if value.role in roles and value.text)

    @property
    def names_problem(self) -> bool:
        """Whether the matter tells its problem apart from its measures."""
        return any(value.role in {"measures", "problem"} for value in self.values)


class Made(NamedTuple):
    """A record (None where its paragraphs name nothing), and what there is to say about it.

    ``doubts`` are the remarks that make a single field unsure.
    """

    record: Record | None
    unread: tuple[tuple[int, str], ...]
    remarks: tuple[Remark, ...]
    doubts: tuple[tuple[str, Remark], ...] = ()


def take_apart(item: Item) -> Parts:
    """Sort the stretches of a matter under their labels.

    A label on a line of its own takes the next line as its value. Running text goes on under 整改措施 and its like;
    behind a single-line label it belongs to nothing, unless it has a number: then it is a measure.
    """
    head, body, values = "", list[str](), list[Value]()
    unread: list[tuple[int, str]] = []
    for block, part in _stretches(item):
        if part.role:
            values.append(Value(part.role, part.text, block, part.column, part.label))
        elif block is item.head:
            head = part.text
        elif values and _goes_on(values[-1], block):
            values.append(values[-1]._replace(text=_whole(block, part), block=block, column=0))
        elif block.number and any(value.role == "measures" for value in values):
            values.append(Value("measures", _whole(block, part), block, 0, ""))
        elif not values or block.number or len(block.parts) > 1 or values[-1].block is item.head:
            body.append(_whole(block, part))
        else:
            unread.append((block.place, BEHIND))
    return _set_aside(Parts(head, tuple(body), tuple(answering.divided(values)), tuple(unread)), item)


def _set_aside(parts: Parts, item: Item) -> Parts:
    """The values that have no place in a record taken out: paragraphs that hold nothing else are unread."""
    left = tuple(value for value in parts.values if value.role in NO_PLACE)
    if not left:
        return parts
    under = {value.block.place for value in parts.values if value.role not in NO_PLACE}
    used = (
        under
        | {item.head.place}
        | {block.place for block, part in _stretches(item) if len(block.parts) > 1 and not part.role}
    )
    alone = {value.block.place: NO_PLACE[value.role] for value in left if value.block.place not in used}
    kept = tuple(value for value in parts.values if value.role not in NO_PLACE)
    beside = tuple(value for value in left if value.block.place in used and value.text)
    return parts._replace(values=kept, unread=(*parts.unread, *alone.items()), beside=beside)


def _stretches(item: Item) -> Iterator[tuple[Block, Segment]]:
    for block in (item.head, *item.rest):
        for part in block.parts:
            yield block, part


def _goes_on(value: Value, block: Block) -> bool:
    listing = not value.text or value.text == value.block.paragraph.text
    if value.role == "measures" or (value.role in NAMING and block.number and listing):
        return True
    if value.block.paragraph.text.endswith(("、", "，")) and not block.number:
        return True
    return not block.number and (value.role in LONG or value.role == "progress" or not value.text)


def _whole(block: Block, part: Segment) -> str:
    """The words with their number: （1） is kept, as 一是 is."""
    return block.paragraph.text if len(block.parts) == 1 else part.text


def item_label(matters: Sequence[Parts], chapter_titles: str, default: ItemLabel) -> ItemLabel:
    """What the plan calls its items: most of them decide, then the heading of their chapter, then its kind."""
    tasks = sum(bool(parts.texts("task") and not parts.texts("problem")) for parts in matters) * 2 > len(
        matters
    )
    if not tasks and sum(parts.names_problem for parts in matters) * 2 > len(matters):
        return ItemLabel.PROBLEM
    if tasks or ("任务" in chapter_titles and "措施" not in chapter_titles):
        return ItemLabel.TASK
    if PROBLEMS_FIRST.search(chapter_titles):
        return ItemLabel.PROBLEM
    return ItemLabel.MEASURE if "措施" in chapter_titles or "举措" in chapter_titles else default


def make(name: str, item: Item, parts: Parts, label: ItemLabel, year: int | None) -> Made:
    """The record of a matter. ``name`` is its id, ``year`` the one its deadlines mean where they name none."""
    naming, measures = _naming(parts, label)
    if not naming:
        return Made(None, tuple((block.place, NAMELESS) for block in (item.head, *item.rest)), ())
    lists, unclear = answering.found(parts.values)
    due, doubts = _deadline(parts, year)
    record = Record(
        id=name,
        number=item.head.number,
        direction=tuple(heading.number for heading in item.path)[-3:],
        measures=tuple(Measure(text=text) for text in measures),
        **due,
        **naming,
        **lists,
    )
    unsure = (*unclear, *(("deadline", each) for each in doubts))
    return Made(record, parts.unread, (*_repeated(item, parts), *(each for _, each in unsure)), unsure)


def _naming(parts: Parts, label: ItemLabel) -> tuple[dict[str, str], list[str]]:
    """The fields that name the matter, and its measures."""
    head, body = (parts.head, parts.body) if parts.head else ("".join(parts.body[:1]), parts.body[1:])
    target, over = _joined(parts.texts("target"))
    measures = [*over, *parts.texts("measures")]
    problem, over = _joined(parts.texts("problem"))
    task, more = _joined(parts.texts("task"))
    if problem or task:
        title = parts.head.rstrip("。.：:")
        named = {"problem": problem, "task": task, "title": title, "target": target}
        measures += [*over, *more, *(body if parts.head else parts.body)]
    elif any(value.role == "measures" for value in parts.values):
        heading, over = _joined((head, *body))
        named = {"target": target, **_heading(heading, label)}
        measures = [*over, *measures]
    else:
        first, rest = first_sentence(head)
        named = {"target": target, **_heading(first, label)}
        measures += [rest, *body]
    naming = {field: text for field, text in named.items() if text}
    if not naming.keys() & {"problem", "task", "title"}:
        return {}, []
    return naming, [piece for text in measures if text for piece in divide(text)]


def _heading(text: str, label: ItemLabel) -> dict[str, str]:
    return {"title": text.removesuffix("。")} if label is ItemLabel.MEASURE else {label.value: text}


def _joined(texts: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Paragraphs as one, as many as a field can hold, and those that are left over."""
    text = ""
    for place, part in enumerate(texts):
        if len(text) + len(part) > TEXT_LIMIT:
            return text, texts[place:]
        text += part
    return text, ()


def first_sentence(text: str) -> tuple[str, str]:
    """Divided behind the first full stop that stands outside brackets; outside of any where brackets do not close."""
    depth = 0
    for index, character in enumerate(text):
        depth += (character in "（(《“") - (character in "）)》”")
        if character in SENTENCE_END and depth <= 0:
            return text[: index + 1], text[index + 1 :].strip()
    end = min(
        (at for at in (text.find(character) for character in SENTENCE_END) if at >= 0), default=len(text)
    )
    return text[: end + 1], text[end + 1 :].strip()


def _deadline(parts: Parts, year: int | None) -> tuple[dict[str, Any], tuple[Remark, ...]]:
    """The deadline and its milestones."""
    value = next((value for value in parts.values if value.role == "deadline" and value.text), None)
    if value is None:
        return {"deadline": Deadline(kind=DeadlineKind.NONE)}, ()
    if each := milestones.of_measures([(value.role, value.text) for value in parts.values], year):
        return {"deadline": each.last.deadline, "milestones": each.milestones}, ()
    stages = milestones.read(value.text, year)
    read = stages.last if stages else deadlines.read(value.text, year)
    found = {"deadline": read.deadline, "milestones": stages.milestones if stages else ()}
    if not read.doubt:
        return found, ()
    code, message = DOUBTS[read.doubt]
    return found, (said(value, code, message, words=shown(value.text), year=year),)


def _repeated(item: Item, parts: Parts) -> Iterator[Remark]:
    """A single value given twice: the first is kept, the others are said; and labels with nothing behind them."""
    seen = set[str]()
    staged = milestones.of_measures([(value.role, value.text) for value in parts.values], None) is not None
    single = {*answering.SINGLE, *(() if staged else ("deadline",))}
    filled = {value.role for value in parts.values if value.text}
    for value in parts.values:
        if value.role in filled and not value.text:
            continue
        if not value.text:
            message = N_("{label}: nothing stands there")
            yield said(value, "S256", message, label=value.label)
        elif value.role in seen and value.role in single:
            message = N_("matter {number} has a second {label}, which is not taken: {words}")
            words = shown(value.text)
            yield said(value, "S257", message, number=item.head.number, label=value.label, words=words)
        seen.add(value.role)
    for value in parts.beside:
        message = N_("“{label}” has no place in a record and is left out: {words}")
        yield said(value, "S285", message, label=value.label, words=shown(value.text))
