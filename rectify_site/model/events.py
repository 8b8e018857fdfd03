"""What happens to a matter, as one dated list. The state is folded from it and never stored."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from rectify_site.model.fields import Day, Noun, Slug, Text, Worded


class EventKind(StrEnum):
    """The twenty kinds; what each leads to stands in ``states.RULES``."""

    REGISTERED = "registered"
    STARTED = "started"
    PROGRESS = "progress"
    STAGE_DONE = "stage_done"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    NOTICE = "notice"
    OBJECTION = "objection"
    NOTICE_RESULT = "notice_result"
    CLOSED = "closed"
    REWORK = "rework"
    DEADLINE_CHANGED = "deadline_changed"
    RESPONSIBILITY_CHANGED = "responsibility_changed"
    DELAY_EXPLAINED = "delay_explained"
    LOOK_BACK = "look_back"
    FEEDBACK = "feedback"
    ANSWERED = "answered"
    MOVED = "moved"
    CARRIED_OVER = "carried_over"


class Pace(StrEnum):
    """How the reporting unit itself sees its pace."""

    ON_TRACK = "on_track"
    BEHIND = "behind"
    NONE = "none"


class ReworkCause(StrEnum):
    """Why a matter has to be put right again."""

    RETURNED = "returned"
    OBJECTION = "objection"
    PUBLIC = "public"
    LOOK_BACK = "look_back"
    SUPERIOR = "superior"


class EventResult(StrEnum):
    """The outcome of a look-back (held, relapsed) or of an answer (explained, adopted)."""

    HELD = "held"
    RELAPSED = "relapsed"
    EXPLAINED = "explained"
    ADOPTED = "adopted"


class Satisfaction(StrEnum):
    """What the person who was answered thought of it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Figure(Noun):
    """A number in its context: 现场办公 12 次. ``value`` keeps the digits as written (9万余)."""

    label: Text
    value: Text
    unit: Text | None = None
    approximate: bool = False


class Evidence(Noun):
    """What shows that a thing was done. Not for the public unless it says so."""

    title: Text
    kind: Text | None = None
    on: Day | None = None
    public: bool = False


class Event(Noun):
    """One thing that happened on one day. Which fields a kind needs stands in ``states.RULES``.

    ``from`` and ``to`` are days for a notice and a changed deadline, and texts or ids for responsibility,
    moved and carried over. ``units`` says whose progress it is: without it no street finds its own matter.
    """

    on: Day
    kind: EventKind
    text: Worded | None = None
    units: tuple[Text, ...] = ()
    by: Text | None = None
    reason: Worded | None = None
    document: Text | None = None
    period: Text | None = None
    pace: Pace | None = None
    figures: tuple[Figure, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    milestone: Slug | None = None
    cause: ReworkCause | None = None
    deadline: Day | None = None
    from_: Text | None = Field(default=None, alias="from")
    to: Text | None = None
    body: Text | None = None
    expected: Day | None = None
    next_step: Worded | None = None
    notice: Slug | None = None
    objections: int | None = Field(default=None, ge=0)
    upheld: int | None = Field(default=None, ge=0)
    filed: Text | None = None
    channel: Text | None = None
    result: EventResult | None = None
    satisfied: Satisfaction | None = None
    make_up: bool = False
    basis: Text | None = None
