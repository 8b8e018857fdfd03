"""Plans, their directions, and the records that follow from them (整改方案、整改事项)."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from rectify_site.model.deadlines import Deadline, Milestone
from rectify_site.model.events import Event, EventKind
from rectify_site.model.fields import Day, Noun, Slug, Text, Worded


class Scope(StrEnum):
    """Who may read it. There is no default: someone has to decide (党务公开条例 art. 15)."""

    PUBLIC = "public"
    LIMITED = "limited"


class PlanKind(StrEnum):
    """What gave rise to the plan; it decides the label of an item and the roles that are required."""

    DEMOCRATIC_LIFE = "democratic_life"  # 民主生活会整改方案
    ORGANIZATIONAL_LIFE = "organizational_life"  # 组织生活会
    EDUCATION = "education"  # 主题教育检视整改
    CAMPAIGN = "campaign"  # 专项整治/作风整顿方案
    INSPECTION = "inspection"  # 巡视巡察整改方案
    AUDIT = "audit"  # 审计整改清单
    ENVIRONMENT = "environment"  # 生态环保督察整改方案
    SUPERVISION = "supervision"  # 督查/审议意见整改
    OTHER = "other"


class Undisclosed(StrEnum):
    """What the public is told of matters that are not published: how many there are, or nothing at all."""

    COUNT = "count"
    SILENT = "silent"


class ItemLabel(StrEnum):
    """What the plan calls its items."""

    PROBLEM = "problem"
    TASK = "task"
    MEASURE = "measure"


class Source(Noun):
    """Where a draft was read from. Not signed and never shown: file names are internal."""

    file: Text
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    paragraph: int | None = None
    place: Text | None = None


class Measure(Noun):
    """One thing that will be done (整改措施)."""

    text: Worded
    status: Text | None = None


class Direction(Noun):
    """A heading under which matters are grouped (整改方向), up to three levels by ``parent``."""

    number: Text
    title: Worded
    parent: Text | None = None


class Phase(Noun):
    """A stage of a campaign with its window."""

    id: Slug
    name: Text
    text: Text | None = None
    starts: Day | None = None
    ends: Day | None = None


class Section(Noun):
    """A chapter of the plan that is prose: kept in its own words, shown under the matters."""

    number: Text | None = None
    title: Text | None = None
    paragraphs: tuple[Worded, ...] = ()


class ReportDue(Noun):
    """When the plan itself asks for a report, and of what."""

    on: Day
    text: Text
    content: Text | None = None


class Plan(Noun):
    """A rectification plan as the office adopted it.

    ``year`` is the year of the meeting (所属年度), ``execution_year`` the one of the work (执行年度).
    ``closing`` are the steps that end a matter; a plan without 销号 ends at ``accepted``. ``undisclosed_items`` is how
    many of its matters are not published: signed like all else, because a page counts nothing that is not signed.
    """

    id: Slug
    kind: PlanKind
    title: Worded
    year: int | None = Field(default=None, ge=1949, le=2200)
    execution_year: int | None = Field(default=None, ge=1949, le=2200)
    held_on: Day | None = None
    adopted_on: Day | None = None
    document: Text | None = None
    issued_by: Text | None = None
    source_of_problem: tuple[Text, ...] = ()
    item_label: ItemLabel = ItemLabel.PROBLEM
    closing: tuple[EventKind, ...] = (
        EventKind.SUBMITTED,
        EventKind.ACCEPTED,
        EventKind.NOTICE,
        EventKind.CLOSED,
    )
    directions: tuple[Direction, ...] = ()
    phases: tuple[Phase, ...] = ()
    preamble: tuple[Worded, ...] = ()
    sections: tuple[Section, ...] = ()
    reports_due: tuple[ReportDue, ...] = ()
    declared_items: int | None = Field(default=None, ge=0)
    undisclosed: Undisclosed | None = None
    undisclosed_items: int | None = Field(default=None, ge=0)
    scope: Scope | None = None
    basis: Text | None = None
    source: Source | None = None

    @property
    def counted_undisclosed(self) -> int:
        """How many matters the public is told to exist beside those it can read."""
        return self.undisclosed_items or 0 if self.undisclosed is Undisclosed.COUNT else 0


class Record(Noun):
    """One matter: what was found wrong, what is done, who answers for it, by when, and how far it has come.

    ``id`` is ``<plan>-<running ordinal>`` and fixed for ever; ``number`` is what is printed.
    """

    id: Slug
    number: Text
    direction: tuple[Text, ...] = Field(default=(), max_length=3)
    problem: Worded | None = None
    title: Worded | None = None
    task: Worded | None = None
    source_of_problem: Text | None = None
    target: Worded | None = None
    measures: tuple[Measure, ...] = ()
    leaders: tuple[Text, ...] = ()
    persons: tuple[Text, ...] = ()
    responsible_body: Text | None = None
    lead_units: tuple[Text, ...] = ()
    responsible_units: tuple[Text, ...] = ()
    cooperating_units: tuple[Text, ...] = ()
    supervising_unit: Text | None = None
    verifying_unit: Text | None = None
    deadline: Deadline
    milestones: tuple[Milestone, ...] = ()
    scope: Scope | None = None
    basis: Text | None = None
    events: tuple[Event, ...] = ()
    source: Source | None = None

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.heading is None:
            message = "a record needs a problem, a title or a task"
            raise ValueError(message)
        return self

    @property
    def heading(self) -> Worded | None:
        """The words that name this matter, whichever way the plan puts it."""
        return self.title or self.problem or self.task

    @property
    def plan(self) -> str:
        """The id of the plan this matter belongs to."""
        return self.id.rpartition("-")[0]
