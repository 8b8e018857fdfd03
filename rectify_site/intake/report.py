"""What an import has read, and the report of it (``import --json``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from rectify_site.intake import figures, names
from rectify_site.intake.counts import Declared
from rectify_site.intake.kinds import Kind
from rectify_site.intake.paragraphs import Paragraph, Remark
from rectify_site.intake.roles import Role
from rectify_site.intake.traces import Trace
from rectify_site.model.fields import Worded, public_text
from rectify_site.model.records import Phase, Plan, Record
from rectify_site.model.reports import Aspect, Notice, Report


class Unread(NamedTuple):
    """A paragraph that is in no draft, and why (a template; it has no values)."""

    paragraph: Paragraph
    why: str


class Reading(NamedTuple):
    """Drafts, and an account of every paragraph: used + junk + unread is the total (P11)."""

    kind: Kind
    plan: Plan | None = None
    records: tuple[Record, ...] = ()
    title: str | None = None
    derived_title: str | None = None
    year: int | None = None
    used: tuple[Paragraph, ...] = ()
    junk: tuple[Paragraph, ...] = ()
    unread: tuple[Unread, ...] = ()
    remarks: tuple[Remark, ...] = ()
    declared: tuple[Declared, ...] = ()
    roles: tuple[Role, ...] = ()
    report: Report | None = None
    notice: Notice | None = None
    notice_numbers: tuple[str, ...] = ()
    traces: Mapping[str, tuple[Trace, ...]] = MappingProxyType({})

    @property
    def total(self) -> int:
        """Paragraphs that are not blank, asides among them."""
        return len(self.used) + len(self.junk) + len(self.unread)


def documents(reading: Reading) -> dict[str, dict[str, Any]]:
    """The drafts as JSON dicts by id, plan or report first: what is written, and what ``merge`` compares."""
    drafts = [draft for draft in (reading.plan, reading.report, reading.notice, *reading.records) if draft]
    return {draft.id: draft.model_dump(mode="json", by_alias=True, exclude_defaults=True) for draft in drafts}


def as_json(reading: Reading, say: Callable[[str], str] = str) -> dict[str, Any]:
    """The report in the keys that stay the same for ever; ``say`` translates the templates."""
    return {
        "kind": reading.kind.value,
        "title": reading.title,
        "derived_title": reading.derived_title,
        "year": reading.year,
        "plan": reading.plan.id if reading.plan else None,
        "phases": [_phase(phase) for phase in (reading.plan.phases if reading.plan else ())],
        "directions": [
            {"number": direction.number, "title": public_text(direction.title)}
            for direction in (reading.plan.directions if reading.plan else ())
        ],
        "records": [
            _record(record) | {"fields": _fields(reading.traces.get(record.id, ()), say)}
            for record in reading.records
        ],
        **_told(reading.report),
        "notice": _posted(reading),
        "roles": [{"role": one.role, "who": one.who} for one in reading.roles],
        "declared": [
            {"text": one.text, "declared": one.declared, "found": one.found} for one in reading.declared
        ],
        "paragraphs": {
            "total": reading.total,
            "used": len(reading.used),
            "junk": len(reading.junk),
            "unread": len(reading.unread),
        },
        "unread": [_unread(one, say) for one in reading.unread],
        "findings": [
            {
                "code": remark.code,
                "line": remark.line or None,
                "column": remark.column,
                "message": _at_place(remark, say(remark.message).format_map(remark.values)),
            }
            for remark in reading.remarks
        ],
    }


def _at_place(remark: Remark, said: str) -> str:
    """What is said of a cell begins with its place: line and column mean nothing there."""
    return f"{remark.place}: {said}" if remark.place else said


def _phase(phase: Phase) -> dict[str, Any]:
    return {
        "id": phase.id,
        "name": phase.name,
        "text": phase.text,
        "starts": phase.starts.isoformat() if phase.starts else None,
        "ends": phase.ends.isoformat() if phase.ends else None,
    }


def _told(report: Report | None) -> dict[str, Any]:
    """What a progress report says; lists that are empty in a plan."""
    return {
        "aspects": [_aspect(aspect) for aspect in (report.aspects if report else ())],
        "remaining": [_text(text) for text in (report.remaining if report else ())],
        "next_steps": [_text(text) for text in (report.next_steps if report else ())],
    }


def _posted(reading: Reading) -> dict[str, Any] | None:
    """The notice as it is drafted, and the printed numbers of the matters it names."""
    if reading.notice is None:
        return None
    said = reading.notice.model_dump(mode="json", by_alias=True, exclude={"source", "scope", "basis"})
    return {**said, "numbers": list(reading.notice_numbers)}


def _fields(traces: Sequence[Trace], say: Callable[[str], str]) -> list[dict[str, Any]]:
    """Where each field was read and how sure that is."""
    return [
        {
            "field": one.field,
            "line": one.line or None,
            "column": one.column,
            "place": one.place or None,
            "confidence": one.sure.value,
            "why": say(one.why).format_map(one.values) if one.why else None,
        }
        for one in traces
    ]


def _aspect(aspect: Aspect) -> dict[str, Any]:
    """``figures`` are all that stand in the text: a placeholder is counted here and is no figure of the draft."""
    texts = [_text(text) for text in aspect.paragraphs]
    return {
        "number": aspect.number,
        "title": _text(aspect.title),
        "text": "\n".join(texts),
        "figures": [
            {**figure.model_dump(), "placeholder": names.has_placeholder(figure.value)}
            for text in (_text(aspect.title), *texts)
            for figure in figures.in_prose(text)
        ],
    }


def _record(record: Record) -> dict[str, Any]:
    """``problem`` is what names the matter, whichever way the plan puts it; ``title`` is there where it is a title."""
    report = {
        "id": record.id,
        "number": record.number,
        "direction": list(record.direction),
        "problem": public_text(record.problem or record.title or record.task),
        "measures": [_text(measure.text) for measure in record.measures],
        "leaders": list(record.leaders),
        "persons": list(record.persons),
        "lead_units": list(record.lead_units),
        "responsible_units": list(record.responsible_units),
        "cooperating_units": list(record.cooperating_units),
        "deadline": {
            "text": record.deadline.text,
            "kind": record.deadline.kind.value,
            "date": record.deadline.date.isoformat() if record.deadline.date else None,
        },
    }
    return report | ({"title": _text(record.title)} if record.title else {})


def _text(words: Worded) -> str:
    return public_text(words)


def _unread(one: Unread, say: Callable[[str], str]) -> dict[str, Any]:
    place = one.paragraph.place
    why = say(one.why)
    return {
        "line": one.paragraph.line or None,
        "text": one.paragraph.text,
        "why": f"{place}: {why}" if place else why,
    }
