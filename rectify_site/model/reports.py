"""What is published beside records: reports (情况通报) and notices (公示)."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from rectify_site.model.events import Figure
from rectify_site.model.fields import Day, Noun, Slug, Text, Worded
from rectify_site.model.records import Scope, Source


class DayKind(StrEnum):
    """How the days of a notice are counted: 自然日 or 工作日. Both end days count."""

    CALENDAR = "calendar"
    WORKING = "working"


class Aspect(Noun):
    """One chapter of a report: what was found, what was done, and the figures in it."""

    number: Text | None = None
    title: Worded
    paragraphs: tuple[Worded, ...] = ()
    figures: tuple[Figure, ...] = ()


class Report(Noun):
    """A progress or completion report; it may stand without a plan.

    ``as_of`` is the day its data reach to; with it the page counts the matters as they stood on that day.
    """

    id: Slug
    title: Worded
    plan: Slug | None = None
    year: int | None = Field(default=None, ge=1949, le=2200)
    period: Text | None = None
    as_of: Day | None = None
    issued_by: Text | None = None
    issued_on: Day | None = None
    document: Text | None = None
    preamble: tuple[Worded, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    remaining: tuple[Worded, ...] = ()
    next_steps: tuple[Worded, ...] = ()
    conclusion: tuple[Worded, ...] = ()  # chapters behind the aspects
    scope: Scope | None = None
    basis: Text | None = None
    source: Source | None = None


class Notice(Noun):
    """A public notice (公示) of matters about to be closed."""

    id: Slug
    title: Worded
    plan: Slug | None = None
    records: tuple[Slug, ...] = ()
    from_: Day = Field(alias="from")
    to: Day
    days: int = Field(ge=1)
    day_kind: DayKind
    contact: Text
    how_to_object: Text
    text: tuple[Worded, ...] = ()
    scope: Scope | None = None
    basis: Text | None = None
    source: Source | None = None

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.to < self.from_:
            message = "a notice ends before it begins"
            raise ValueError(message)
        return self
