"""From a matter taken apart and the record made of it to where each field was read."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site.errors import N_
from rectify_site.intake.items import Made, Parts
from rectify_site.intake.outline import Block, Item
from rectify_site.intake.traces import Sure, Trace
from rectify_site.intake.values import Value
from rectify_site.model.records import Record

NAMING = ("problem", "task", "title")
BY_LABEL = (
    "source_of_problem",
    "target",
    "leaders",
    "persons",
    "responsible_body",
    "lead_units",
    "responsible_units",
    "cooperating_units",
    "supervising_unit",
    "verifying_unit",
    "deadline",
)
BEHIND_NUMBER = N_("it stands behind the number, under no label")
UNDER_MATTER = N_("it follows the words of the matter, under no label")
COUNTED = N_("no number is printed; the matters are counted")
NO_DEADLINE = N_("no label for a deadline stands in the matter")
WITH_PHASE = N_("it is due with the phase it stands in")
ONE_PERSON = N_("posts with 、 between them are read as those of one person")


def traces(item: Item, parts: Parts, made: Made) -> tuple[Trace, ...]:
    """One trace for each field that the record has; none for a matter that became no record."""
    return tuple(_traces(item, parts, made, made.record)) if made.record else ()


def _traces(item: Item, parts: Parts, made: Made, record: Record) -> Iterator[Trace]:
    first: dict[str, Value] = {}
    for value in parts.values:
        if value.text:
            first.setdefault(value.role, value)
    doubts = dict(made.doubts)
    printed = item.head.words != item.head.paragraph.text or not item.head.number
    number = _at(item.head, "number", *((Sure.CLEAR, "") if printed else (Sure.INFERRED, COUNTED)))
    yield number._replace(column=item.head.paragraph.column)
    for heading in item.path[-1:]:
        yield _at(heading, "direction", Sure.CLEAR, "")
    for field in (each for each in NAMING if getattr(record, each)):
        yield _under(first, field) or _at(item.head, field, Sure.INFERRED, BEHIND_NUMBER)
    if record.measures:
        block = next(iter(item.rest), item.head)
        yield _under(first, "measures") or _at(block, "measures", Sure.INFERRED, UNDER_MATTER)
    for field in (each for each in BY_LABEL if each in first):
        if field in doubts:
            doubt = doubts[field]
            yield _of(first[field], Sure.UNSURE, doubt.message)._replace(values=doubt.values)
        elif field in {"leaders", "persons"} and any("、" in name for name in getattr(record, field)):
            yield _of(first[field], Sure.INFERRED, ONE_PERSON)
        else:
            yield _of(first[field], Sure.CLEAR, "")
    if "deadline" not in first:
        yield _at(item.head, "deadline", Sure.INFERRED, NO_DEADLINE)


def due_with_phase(traced: tuple[Trace, ...]) -> tuple[Trace, ...]:
    """The traces of a record whose deadline is that of its phase."""
    return tuple(each._replace(why=WITH_PHASE) if each.why == NO_DEADLINE else each for each in traced)


def _under(first: dict[str, Value], field: str) -> Trace | None:
    return _of(first[field], Sure.CLEAR, "") if field in first else None


def _of(value: Value, sure: Sure, why: str) -> Trace:
    return _at(value.block, value.role, sure, why, value.column)


def _at(block: Block, field: str, sure: Sure, why: str, column: int = 0) -> Trace:
    paragraph = block.paragraph
    offset = len(paragraph.text) - len(block.words) + column
    return Trace(field, paragraph.line, paragraph.column + offset, paragraph.place, sure, why)
