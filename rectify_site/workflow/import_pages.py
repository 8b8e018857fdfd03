"""``import --review``: the source and what was read out of it, side by side. The page stays in the office."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from rectify_site.intake.ledger_cells import BASIS, KEY, SCOPE, TITLES, cells
from rectify_site.intake.paragraphs import Paragraph
from rectify_site.intake.report import Reading
from rectify_site.intake.traces import Sure, Trace
from rectify_site.model.fields import public_text
from rectify_site.model.records import Record
from rectify_site.render import templates as rendering
from rectify_site.store import files, projects
from rectify_site.store.templates import templates
from rectify_site.workflow.importing import Imported
from rectify_site.workflow.sources import where

TEMPLATE = "office/import.html.jinja"
MOST = 500  # matters on one page, which a browser has to open
CELL = re.compile(r"(?P<sheet>.*?)(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})$", re.ASCII)
NUMBERS = re.compile(r"(\d{1,9})")
OUTSIDE = 10**9  # behind all lines: what stands on no line of the body
MARKS = {Sure.CLEAR: ("●", "清楚"), Sure.INFERRED: ("◐", "推断"), Sure.UNSURE: ("▲", "待核对")}
UNSAID = frozenset({KEY, SCOPE, BASIS})
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')

Say = Callable[[str, Mapping[str, object]], str]
"""A message template and its values in the language of the door."""


class Passage(NamedTuple):
    """A stretch of the source on the page: its number there, its place, its words, what became of it and why."""

    number: int
    where: str
    text: str
    kind: str
    why: str = ""


def write(root: Path, imported: Imported, say: Say) -> Path:
    """Make the page of one source. It works from the disk, has no script and asks for nothing from elsewhere."""
    reading = imported.reading
    passages = _passages(reading, say)
    sources = {name: data.decode() for name, data in templates().items() if name == TEMPLATE}
    page = rendering.write(
        rendering.environment(sources),
        TEMPLATE,
        source=imported.source,
        title=_title(reading),
        counts={"used": len(reading.used), "junk": len(reading.junk), "unread": len(reading.unread)},
        unsure=_unsure(reading),
        left=[each._asdict() for each in passages if each.kind == "unread"],
        remarks=[say(remark.message, remark.values) for remark in reading.remarks],
        rows=list(_rows(imported, passages, say)),
        more=max(0, len(reading.records) - MOST),
    )
    target = (
        projects.project(root).root / "build" / "import-review" / f"{UNSAFE.sub('_', imported.source)}.html"
    )
    files.write(target, page.encode())
    return target


def _title(reading: Reading) -> str:
    drafted = reading.plan or reading.report or reading.notice
    return public_text(drafted.title) if drafted else reading.title or ""


def _unsure(reading: Reading) -> int:
    return sum(one.sure is Sure.UNSURE for traced in reading.traces.values() for one in traced)


def _passages(reading: Reading, say: Say) -> list[Passage]:
    """Everything that was read, in the order of the source."""
    found = [(one, "used", "") for one in reading.used]
    found += [(one, "junk", "") for one in reading.junk]
    found += [(one.paragraph, "unread", say(one.why, {})) for one in reading.unread]
    found.sort(key=lambda each: _order(each[0]))
    return [
        Passage(number, where(one.line, one.place), one.text, kind, why)
        for number, (one, kind, why) in enumerate(found, 1)
    ]


def _order(paragraph: Paragraph) -> tuple[object, ...]:
    """By line and column; cells by sheet, row and column; what stands outside the body last."""
    cell = CELL.fullmatch(paragraph.place)
    if cell:
        letters = cell["column"]
        return (paragraph.line, 1, cell["sheet"], int(cell["row"]), len(letters), letters)
    pieces = [piece.rjust(9, "0") if piece.isdigit() else piece for piece in NUMBERS.split(paragraph.place)]
    line = paragraph.line or OUTSIDE
    return (line, int(bool(paragraph.place)), "".join(pieces), 0, paragraph.column, "")


def _rows(imported: Imported, passages: Sequence[Passage], say: Say) -> Iterator[dict[str, Any]]:
    """The source cut where matters begin, each piece beside the matter that was read out of it."""
    known = {each.where: each.number for each in reversed(passages)}
    records = imported.reading.records[:MOST]
    starts = [max(1, known.get(_begins(record), 0)) for record in records]
    last = len(passages) + 1
    first = min(starts, default=last)
    if first > 1:
        yield {"passages": _plain(passages[: first - 1]), "record": None}
    for record, (start, end) in zip(records, pairwise([*starts, last]), strict=True):
        traced = imported.reading.traces.get(record.id, ())
        ends = end if record is not records[-1] else _end(traced, known, start)
        card = _card(imported, record, traced, known, say)
        yield {"passages": _plain(passages[start - 1 : ends - 1]), "record": card}
        if record is records[-1] and ends < last:
            yield {"passages": _plain(passages[ends - 1 :]), "record": None}


def _begins(record: Record) -> str:
    source = record.source
    return where(source.paragraph or 0, source.place or "") if source else ""


def _end(traced: Sequence[Trace], known: Mapping[str, int], start: int) -> int:
    """Behind the last passage that a field of the last matter came from."""
    return max([start, *(known.get(where(one.line, one.place), 0) for one in traced)]) + 1


def _plain(passages: Sequence[Passage]) -> list[dict[str, Any]]:
    return [each._asdict() for each in passages]


def _card(
    imported: Imported, record: Record, traced: Sequence[Trace], known: Mapping[str, int], say: Say
) -> dict[str, Any]:
    """A matter with its fields, each with its mark and the passage it came from."""
    by_field = {one.field.partition(".")[0]: one for one in reversed(traced)}
    its = cells(record, imported.reading.plan)
    fields = [
        _field(key, its[key], by_field.get(key), known, say)
        for key in TITLES
        if key not in UNSAID and its[key]
    ]
    return {"id": imported.merged.names.get(record.id, record.id), "fields": fields}


def _field(key: str, words: str, trace: Trace | None, known: Mapping[str, int], say: Say) -> dict[str, Any]:
    sure = trace.sure if trace else Sure.INFERRED
    mark, word = MARKS[sure]
    place = where(trace.line, trace.place) if trace else ""
    return {
        "name": TITLES[key],
        "lines": words.splitlines(),
        "sure": sure.value,
        "mark": mark,
        "word": word,
        "why": say(trace.why, trace.values) if trace and trace.why else "",
        "where": place,
        "number": known.get(place, 0),
    }
