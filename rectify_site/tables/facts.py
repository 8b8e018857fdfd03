"""Plans, matters, their measures and stages, and units, as plain public facts."""

from __future__ import annotations

from typing import NamedTuple

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.deadlines import Milestone
from rectify_site.model.edition import Edition
from rectify_site.model.events import EventKind
from rectify_site.model.fields import public_text
from rectify_site.model.records import Measure, Plan
from rectify_site.model.units import Unit
from rectify_site.tables.datasets import Column, Dataset, Kind
from rectify_site.tables.happenings import events, figures
from rectify_site.tables.matters import Matter, counted
from rectify_site.tables.roles import Part, parts
from rectify_site.tables.wording import deadline_words

TEXT, NAMES, NUMBER, FLAG, DAY, TIME = Kind


class Filed(NamedTuple):
    """A matter, and when it was first and last published."""

    matter: Matter
    published: tuple[str, str]


class Planned(NamedTuple):
    """A plan, how many of its matters are counted, and when it was first and last published."""

    plan: Plan
    counted: int
    published: tuple[str, str]


class Piece(NamedTuple):
    """A measure or a stage of a matter, with its place in the list."""

    record: str
    no: int
    of: Measure | Milestone


class Office(NamedTuple):
    """A unit and its part."""

    unit: Unit
    part: Part | None


def direction(matter: Matter) -> str:
    """The directions above a matter, from the top down."""
    return " / ".join(public_text(heading.title) for heading in matter.headings)


def due_words(matter: Matter) -> str:
    """The deadline as the plan words it."""
    return deadline_words(matter.record.deadline, matter.plan)


def postponed(matter: Matter) -> int:
    """How often its deadline was changed by decision."""
    return sum(event.kind is EventKind.DEADLINE_CHANGED for event in matter.record.events)


PLANS = (
    Column("id", "方案编号", TEXT, "固定不变", lambda it: it.plan.id),
    Column("title", "方案名称", TEXT, "", lambda it: public_text(it.plan.title)),
    Column("kind", "方案类别代码", TEXT, "供程序使用", lambda it: str(it.plan.kind)),
    Column("kind_title", "方案类别", TEXT, "", lambda it: words.PLAN[it.plan.kind]),
    Column("year", "所属年度", NUMBER, "", lambda it: it.plan.year),
    Column("items", "公开的项数", NUMBER, "计入合计的项数，不含已并入、移交或调出的", lambda it: it.counted),
    Column("page", "网页", TEXT, "从网站首页所在位置起算的网页位置", lambda it: links.plan(it.plan.id)),
    Column("first_published", "首次公开时间", TIME, "", lambda it: it.published[0]),
    Column("last_published", "最近公布时间", TIME, "", lambda it: it.published[1]),
)

RECORDS = (
    Column("id", "编号", TEXT, "固定不变", lambda it: it.matter.record.id),
    Column("number", "序号", TEXT, "方案中的序号，照原样", lambda it: it.matter.record.number),
    Column("plan", "方案编号", TEXT, "", lambda it: it.matter.plan.id),
    Column("plan_title", "方案名称", TEXT, "", lambda it: public_text(it.matter.plan.title)),
    Column("direction", "整改方向", TEXT, "有几级的从大到小，用斜线分开", lambda it: direction(it.matter)),
    Column("title", "名称", TEXT, "该项的名称；没有另起名称的，是问题或者任务的原文",
           lambda it: public_text(it.matter.record.heading)),
    Column("problem", "问题", TEXT, "", lambda it: public_text(it.matter.record.problem)),
    Column("task", "任务", TEXT, "", lambda it: public_text(it.matter.record.task)),
    Column("source", "问题来源", TEXT, "", lambda it: it.matter.record.source_of_problem),
    Column("target", "整改目标", TEXT, "", lambda it: public_text(it.matter.record.target)),
    Column("responsible_body", "整改主体", TEXT, "", lambda it: it.matter.record.responsible_body),
    Column("leaders", "责任领导", NAMES, "职务", lambda it: it.matter.record.leaders),
    Column("persons", "责任人", NAMES, "照方案", lambda it: it.matter.record.persons),
    Column("lead_units", "牵头单位", NAMES, "", lambda it: it.matter.record.lead_units),
    Column("responsible_units", "责任单位", NAMES, "", lambda it: it.matter.record.responsible_units),
    Column("cooperating_units", "配合单位", NAMES, "", lambda it: it.matter.record.cooperating_units),
    Column("supervising_unit", "督导单位", TEXT, "", lambda it: it.matter.record.supervising_unit),
    Column("verifying_unit", "核查单位", TEXT, "", lambda it: it.matter.record.verifying_unit),
    Column("deadline_text", "时限原文", TEXT, "照方案", lambda it: due_words(it.matter)),
    Column("deadline_kind", "时限种类", TEXT, "", lambda it: words.DEADLINE[it.matter.record.deadline.kind]),
    Column("original_deadline", "原定时限", DAY, "方案写明日期的", lambda it: it.matter.record.deadline.date),
    Column("deadline", "现定时限", DAY, "经批准调整的按调整以后的", lambda it: it.matter.deadline),
    Column("postponed", "时限调整次数", NUMBER, "", lambda it: postponed(it.matter)),
    Column("state", "状态代码", TEXT, "供程序使用", lambda it: str(it.matter.state)),
    Column("state_title", "状态", TEXT, "意思见“数据说明”", lambda it: words.state(it.matter.state, it.matter.plan)),
    Column("counted", "计入合计", FLAG, "已并入、移交或调出清单的不计入", lambda it: it.matter.group is not None),
    Column("due", "时限情况", TEXT, "不欠时限的空着", lambda it: words.DUE[it.matter.due] if it.matter.due else None),
    Column("late", "超过时限", FLAG, "按数据截至日期计算", lambda it: it.matter.late),
    Column("stale", "久无进展", FLAG, "很久没有新进展，天数见“数据说明”", lambda it: it.matter.stale),
    Column("event_count", "办理情况条数", NUMBER, "", lambda it: len(it.matter.record.events)),
    Column("page", "网页", TEXT, "从网站首页所在位置起算的网页位置", lambda it: links.record(it.matter.record.id)),
    Column("first_published", "首次公开时间", TIME, "", lambda it: it.published[0]),
    Column("last_published", "最近公布时间", TIME, "", lambda it: it.published[1]),
)  # fmt: skip

MEASURES = (
    Column("record", "编号", TEXT, "哪一项的", lambda it: it.record),
    Column("no", "第几条", NUMBER, "", lambda it: it.no),
    Column("text", "整改措施", TEXT, "", lambda it: public_text(it.of.text)),
)

STAGES = (
    Column("record", "编号", TEXT, "哪一项的", lambda it: it.record),
    Column("no", "第几个", NUMBER, "", lambda it: it.no),
    Column("text", "阶段目标", TEXT, "", lambda it: it.of.text),
    Column("deadline_text", "时限原文", TEXT, "", lambda it: deadline_words(it.of.deadline)),
    Column("deadline", "时限", DAY, "写明日期的", lambda it: it.of.deadline.date),
)

UNITS = (
    Column("id", "单位编号", TEXT, "固定不变", lambda it: it.unit.id),
    Column("name", "单位名称", TEXT, "", lambda it: it.unit.name),
    Column("kind", "单位类别", TEXT, "", lambda it: words.UNIT[it.unit.kind]),
    Column("aliases", "其他叫法", NAMES, "", lambda it: it.unit.aliases),
    Column("members", "所含单位", NAMES, "集体名称包括哪些单位，写单位编号", lambda it: it.unit.members),
    Column("telephone", "电话", TEXT, "", lambda it: it.unit.telephone),
    Column("hours", "接听时间", TEXT, "", lambda it: it.unit.hours),
    Column("lead", "牵头项数", NUMBER, "", lambda it: len(it.part.lead) if it.part else 0),
    Column("named", "点名负责项数", NUMBER, "", lambda it: len(it.part.named) if it.part else 0),
    Column("joint", "共同任务项数", NUMBER, "面向多个单位的任务", lambda it: len(it.part.joint) if it.part else 0),
    Column("helping", "配合督导核查项数", NUMBER, "", lambda it: len(it.part.helping) if it.part else 0),
    Column("page", "网页", TEXT, "没有任务的单位空着", lambda it: links.unit(it.unit.id) if it.part else None),
)  # fmt: skip


def datasets(edition: Edition, found: tuple[Matter, ...]) -> tuple[Dataset, ...]:
    """All open data of an edition, its matters first."""
    nothing = ("", "")
    kept = counted(found)
    filed = (Filed(it, edition.published.get(it.record.id, nothing)) for it in found)
    planned = (
        Planned(it, sum(one.plan.id == it.id for one in kept), edition.published.get(it.id, nothing))
        for it in edition.plans
    )
    part_of = parts(edition, found)
    offices = (Office(unit, part_of.get(unit.id)) for unit in edition.units)
    measures = (Piece(it.record.id, no, one) for it in found for no, one in enumerate(it.record.measures, 1))
    stages = (Piece(it.record.id, no, one) for it in found for no, one in enumerate(it.record.milestones, 1))
    owned, numbered = (("record", "records"),), ("record", "no")
    return (
        Dataset("records", "整改清单", "每项一行：是什么、谁负责、什么时候、到哪一步", ("id",),
                RECORDS, tuple(filed), (("plan", "plans"),)),
        Dataset("measures", "整改措施", "每条措施一行", numbered, MEASURES, tuple(measures), owned),
        Dataset("stages", "阶段目标", "每个阶段目标一行", numbered, STAGES, tuple(stages), owned),
        events(edition, found),
        figures(found),
        Dataset("units", "单位", "每个单位一行，按单位名单的顺序", ("id",), UNITS, tuple(offices)),
        Dataset("plans", "整改方案", "每个方案一行", ("id",), PLANS, tuple(planned)),
    )  # fmt: skip
