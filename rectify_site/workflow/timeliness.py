"""``status --timeliness``: how long an event took from its day to the signature and to the public. For the office only.

政府信息公开条例 art. 26: 20 working days from the making or the change of the information.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site import workdays
from rectify_site.ledger.entries import Content, Entry, Op
from rectify_site.ledger.release import moment
from rectify_site.model.events import Event
from rectify_site.model.records import Record, Scope
from rectify_site.store import projects
from rectify_site.workdays import Holidays
from rectify_site.workflow.named_inputs import holidays
from rectify_site.workflow.opening import Chain, open_ledger, open_settings

ALLOWED = 20  # working days
SIGNER = "签发"


class Way(NamedTuple):
    """One event on its way to the public; ``took`` counts working days from its day, which itself does not count."""

    record: str
    kind: str
    on: date
    signed: date | None
    published: date
    took: int

    @property
    def late(self) -> bool:
        """Whether the public had to wait longer than the regulation allows."""
        return self.took > ALLOWED


class Timeliness(NamedTuple):
    """All events that were published, and the slow ones among them, the slowest first."""

    events: int
    late: tuple[Way, ...]
    median: int
    guessed: tuple[int, ...]
    """Years whose holidays nobody has announced: their working days are Monday to Friday."""


def timeliness(root: Path) -> Timeliness:
    """Measure each event once: by the first signature that brought it to the public."""
    home = projects.project(root)
    days = holidays(home)
    ways = tuple(_ways(open_ledger(home, open_settings(home)[0].origin), days))
    took = sorted(way.took for way in ways)
    years = {year for way in ways for year in (way.on.year, way.published.year)}
    return Timeliness(
        events=len(ways),
        late=tuple(
            sorted((way for way in ways if way.late), key=lambda way: (-way.took, way.record, way.on))
        ),
        median=took[len(took) // 2] if took else 0,
        guessed=tuple(sorted(year for year in years if not workdays.announced(date(year, 1, 1)))),
    )


def _ways(chain: Chain, days: Holidays) -> Iterator[Way]:
    known: dict[str, list[Event]] = {}
    for entry in chain.entries:
        if entry.op is Op.APPROVE and entry.kind == "record" and entry.scope is Scope.PUBLIC:
            events = _events(entry, chain.contents)
            before = known.get(entry.id, [])
            yield from (_way(entry, event, days) for event in events if not _same(event, before))
            known[entry.id] = [*before, *events]


def _events(entry: Entry, contents: Mapping[str, Content]) -> tuple[Event, ...]:
    """What a line signed; nothing where its text was purged."""
    content = contents.get(entry.digest)
    return Record.model_validate(content.content).events if content else ()


def _same(event: Event, before: list[Event]) -> bool:
    """A corrected event is the same one: its kind and day are known."""
    return any((one.kind, one.on) == (event.kind, event.on) for one in before)


def _way(entry: Entry, event: Event, days: Holidays) -> Way:
    published = date.fromisoformat(moment(entry)[:10])
    signed = next((one.on for one in entry.signatures if one.role == SIGNER), None)
    took = workdays.between(event.on, published, days)
    return Way(entry.id, str(event.kind), event.on, signed, published, took)
