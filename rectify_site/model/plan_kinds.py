"""What each kind of plan asks of its matters: how they are called, who has to be named, what ends them.

There is no default scope: whoever signs decides it. A plan that is imported takes its closing steps from here and
carries them from then on, so that a change of this table changes no document that is written already.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rectify_site.model.events import EventKind
from rectify_site.model.fields import Noun, Text
from rectify_site.model.records import ItemLabel, PlanKind

ANSWERING = ("lead_units", "responsible_units", "leaders", "persons", "responsible_body")
"""Roles of which one at least has to be named in every kind of plan."""

CHECKED = (EventKind.SUBMITTED, EventKind.ACCEPTED)  # ends at 核查通过, without 销号
CLOSED = (*CHECKED, EventKind.CLOSED)
ON_NOTICE = (*CHECKED, EventKind.NOTICE, EventKind.CLOSED)

CLAIMS = ("已完成", "正在整改", "阶段性完成", "未启动")


class Customs(Noun):
    """The customs of one kind. ``expected`` are roles each matter should name, any one of each group.

    ``label`` is meant where a plan does not say what its matters are; ``claims`` are the words in which a unit
    reports how far it is.
    """

    label: ItemLabel = ItemLabel.MEASURE
    expected: tuple[tuple[str, ...], ...] = (("lead_units",),)
    closing: tuple[EventKind, ...] = CLOSED
    claims: tuple[Text, ...] = CLAIMS


EITHER_UNIT = (("lead_units", "responsible_units"),)

CUSTOMS: Mapping[PlanKind, Customs] = MappingProxyType(
    {
        PlanKind.DEMOCRATIC_LIFE: Customs(),
        PlanKind.ORGANIZATIONAL_LIFE: Customs(expected=()),
        PlanKind.EDUCATION: Customs(expected=()),
        PlanKind.CAMPAIGN: Customs(expected=(), closing=CHECKED),
        PlanKind.INSPECTION: Customs(label=ItemLabel.PROBLEM, expected=EITHER_UNIT),
        PlanKind.AUDIT: Customs(
            label=ItemLabel.PROBLEM,
            expected=EITHER_UNIT,
            claims=("已整改", "部分整改", "持续整改", "未整改"),
        ),
        PlanKind.ENVIRONMENT: Customs(
            label=ItemLabel.PROBLEM,
            expected=(("responsible_body",), ("supervising_unit",)),
            closing=ON_NOTICE,
            claims=("已完成", "达到序时进度", "未达到序时进度", "未启动"),
        ),
        PlanKind.SUPERVISION: Customs(label=ItemLabel.PROBLEM, expected=EITHER_UNIT, closing=CHECKED),
        PlanKind.OTHER: Customs(closing=ON_NOTICE),
    }
)
