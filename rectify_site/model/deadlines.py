"""By when something is to be put right (落实时限), as the plan words it and as a date where it has one."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from rectify_site.model.fields import Day, Noun, Slug, Text


class DeadlineKind(StrEnum):
    """The kinds of deadline that real plans use."""

    IMMEDIATE = "immediate"  # 立行立改
    IMMEDIATE_AND_ONGOING = "immediate_and_ongoing"  # 即知即改，长期坚持
    BY_DATE = "by_date"  # 2022年12月底前
    BY_DATE_THEN_ONGOING = "by_date_then_ongoing"  # 6月底前完成，并长期坚持
    ONGOING = "ongoing"  # 长期坚持
    PERIODIC = "periodic"  # 每季；6月底和12月底前
    WITHIN = "within"  # 自反馈之日起3个月内
    PHASE = "phase"  # 随活动阶段
    VAGUE = "vague"  # 今后较长时间内
    NONE = "none"  # 方案未列时限
    PLACEHOLDER = "placeholder"  # XX月XX日


DATED = frozenset({DeadlineKind.BY_DATE, DeadlineKind.BY_DATE_THEN_ONGOING})


class SpanUnit(StrEnum):
    """What a span is counted in."""

    MONTHS = "months"
    DAYS = "days"
    WORKING_DAYS = "working_days"


class Within(Noun):
    """A span counted from a named event: 自反馈之日起3个月内."""

    count: int
    unit: SpanUnit
    anchor: Text
    starts: Day | None = None


class Deadline(Noun):
    """The words of the plan beside what they mean. The words are always shown: 取得实效 is not 完成.

    ``date`` stands where the words name one day (the last of a month for 月底); ``dates`` for periodic ones.
    """

    kind: DeadlineKind
    text: Text | None = None
    date: Day | None = None
    dates: tuple[Day, ...] = ()
    within: Within | None = None
    phase: Slug | None = None

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.kind in DATED and self.date is None:
            message = "a deadline with a day needs its date"
            raise ValueError(message)
        return self


class Milestone(Noun):
    """A stage on the way (阶段目标) with a deadline of its own."""

    id: Slug
    text: Text
    deadline: Deadline
