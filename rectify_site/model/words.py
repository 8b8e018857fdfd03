"""The public words for states, conditions and events. One word per idea, everywhere the public reads.

They are content, not interface: the site is Chinese whatever language the clerk's terminal speaks.
"""

from __future__ import annotations

from collections.abc import Iterable

from rectify_site.model.deadlines import DeadlineKind
from rectify_site.model.due import Due
from rectify_site.model.edition import Part
from rectify_site.model.events import EventKind, EventResult, Pace, ReworkCause
from rectify_site.model.records import ItemLabel, Plan, PlanKind
from rectify_site.model.reports import DayKind
from rectify_site.model.states import Group, State
from rectify_site.model.units import UnitKind

STATE = {
    State.LISTED: "已列入整改，暂无进展报送",
    State.IN_PROGRESS: "正在整改",
    State.REWORK: "重新整改",
    State.SUBMITTED: "责任单位报告已完成，正在核查",
    State.ACCEPTED: "核查通过，待办理销号",
    State.ON_NOTICE: "正在公示",
    State.STAGE_DONE: "阶段目标已完成，长期坚持",
    State.CLOSED: "已完成（已销号）",
    State.MOVED: "已并入、移交或调出清单",
}

STATE_MEANS = {
    State.LISTED: "责任单位尚未报送进展。",
    State.IN_PROGRESS: "责任单位已经启动整改，尚未报告完成。",
    State.REWORK: "核查未通过、不同意见成立、群众不满意或者回头看发现反弹，需要重新整改。",
    State.SUBMITTED: "责任单位报告已经完成，尚未核查认定，不计入“已完成”。",
    State.ACCEPTED: "核查单位认定整改到位，还要办理销号。",
    State.ON_NOTICE: "拟销号事项正在公示，有不同意见请在公示期内反映。",
    State.STAGE_DONE: "须继续坚持，每半年复查一次，不计入“已完成”。",
    State.CLOSED: "经核查认定并办理销号。",
    State.MOVED: "并入其他事项、移交其他单位或者经批准调出清单，不再计入合计。",
}

DUE = {
    Due.NOT_DUE: "未到期",
    Due.NEAR: "临近时限",
    Due.REACHED: "已到时限，情况待核",
    Due.LATE: "超过时限，尚未完成",
}

LATE_OF = f"其中：{DUE[Due.LATE]}"
"""The head of a column that counts the late ones of a row."""

DUE_MEANS = {
    Due.NOT_DUE: "还没有到时限。",
    Due.NEAR: "离时限不多天了。",
    Due.REACHED: "时限已到，责任单位的情况正在收集核对。",
    Due.LATE: "时限已过，经核对尚未完成。页面上写明原因、下一步和预计完成日期。",
}

GROUP = {
    Group.DONE: "已完成（已销号）",
    Group.CHECKING: "核查和公示中",
    Group.WORKING: "正在整改",
    Group.WAITING: "暂无进展报送",
    Group.LASTING: "阶段目标已完成，长期坚持",
}

EVENT = {
    EventKind.REGISTERED: "列入清单",
    EventKind.STARTED: "启动整改",
    EventKind.PROGRESS: "报送进展",
    EventKind.STAGE_DONE: "完成阶段目标",
    EventKind.SUBMITTED: "报送完成",
    EventKind.ACCEPTED: "核查通过",
    EventKind.RETURNED: "核查退回",
    EventKind.NOTICE: "开始公示",
    EventKind.OBJECTION: "收到不同意见（异议）",
    EventKind.NOTICE_RESULT: "公示结果",
    EventKind.CLOSED: "办理销号",
    EventKind.REWORK: "重新整改",
    EventKind.DEADLINE_CHANGED: "时限调整",
    EventKind.RESPONSIBILITY_CHANGED: "责任调整",
    EventKind.DELAY_EXPLAINED: "未按期说明",
    EventKind.LOOK_BACK: "回头看",
    EventKind.FEEDBACK: "群众意见",
    EventKind.ANSWERED: "答复",
    EventKind.MOVED: "并入、移交或调出清单",
    EventKind.CARRIED_OVER: "结转下年度",
}

PACE = {Pace.ON_TRACK: "按计划推进", Pace.BEHIND: "进度滞后", Pace.NONE: ""}

CAUSE = {
    ReworkCause.RETURNED: "核查未通过",
    ReworkCause.OBJECTION: "不同意见成立",
    ReworkCause.PUBLIC: "群众不满意",
    ReworkCause.LOOK_BACK: "回头看发现反弹",
    ReworkCause.SUPERIOR: "上级要求",
}

DEADLINE = {
    DeadlineKind.IMMEDIATE: "立行立改",
    DeadlineKind.IMMEDIATE_AND_ONGOING: "即知即改，长期坚持",
    DeadlineKind.BY_DATE: "按期完成",
    DeadlineKind.BY_DATE_THEN_ONGOING: "按期完成，长期坚持",
    DeadlineKind.ONGOING: "长期坚持",
    DeadlineKind.PERIODIC: "定期",
    DeadlineKind.WITHIN: "自起算之日起",
    DeadlineKind.PHASE: "随活动阶段",
    DeadlineKind.VAGUE: "未写明日期",
    DeadlineKind.NONE: "方案未列时限",
    DeadlineKind.PLACEHOLDER: "时限待定",
}

ITEM = {ItemLabel.PROBLEM: "问题", ItemLabel.TASK: "任务", ItemLabel.MEASURE: "措施"}

PLAN = {
    PlanKind.DEMOCRATIC_LIFE: "民主生活会整改方案",
    PlanKind.ORGANIZATIONAL_LIFE: "组织生活会整改方案",
    PlanKind.EDUCATION: "主题教育检视整改方案",
    PlanKind.CAMPAIGN: "专项整治、作风整顿方案",
    PlanKind.INSPECTION: "巡视巡察整改方案",
    PlanKind.AUDIT: "审计整改清单",
    PlanKind.ENVIRONMENT: "生态环保督察整改方案",
    PlanKind.SUPERVISION: "督查、审议意见整改方案",
    PlanKind.OTHER: "整改方案",
}

UNNAMED_ITEM = "事项"
"""What items of plans that call them differently are called together."""

UNIT = {
    UnitKind.DEPARTMENT: "部门",
    UnitKind.STREET: "镇、街道",
    UnitKind.BODY: "党委、政府、领导小组",
    UnitKind.COLLECTIVE: "集体",
}

DAY_KIND = {DayKind.CALENDAR: "自然日", DayKind.WORKING: "工作日"}

RESULT = {
    EventResult.HELD: "整改成果保持住了",
    EventResult.RELAPSED: "发现反弹",
    EventResult.EXPLAINED: "已作说明",
    EventResult.ADOPTED: "意见已采纳",
}

CHANGE = {"new": "首次公开", "progress": "更新进展", "revision": "修订", "correction": "更正"}

FAULT = {"fact": "事实、数据有误", "wording": "文字表述不准确"}
"""What a correction corrects, as the public reads it."""

PART = {
    Part.STATUS: "状态",
    Part.DEADLINE: "时限",
    Part.LEAD_UNITS: "牵头单位",
    Part.RESPONSIBLE_UNITS: "责任单位",
    Part.COOPERATING_UNITS: "配合单位",
    Part.SUPERVISING_UNIT: "督导单位",
    Part.VERIFYING_UNIT: "核查单位",
    Part.DAY: "日期",
    Part.EXPECTED: "预计完成日期",
    Part.FIGURE: "数字",
}
"""The parts of a matter of which the public history tells old and new."""

DONE = {True: "已完成（已销号）", False: "已完成（经核查认定）", None: "已完成"}
"""By whether the plan closes matters formally; None where plans differ."""

DONE_MEANS = {
    True: STATE_MEANS[State.CLOSED],
    False: "经核查认定。",
    None: "经核查认定；方案规定要销号的，已办理销号。",
}


def closes(plan: Plan) -> bool:
    """Whether matters of this plan end with 销号; otherwise they end when the check is passed."""
    return EventKind.CLOSED in plan.closing


def done(plans: Iterable[Plan]) -> str:
    """What 已完成 means for these plans together."""
    ways = {closes(plan) for plan in plans}
    return DONE[ways.pop() if len(ways) == 1 else None]


def means(value: State, plans: Iterable[Plan]) -> str:
    """What a state means under these plans: some end with 销号, some when the check is passed."""
    if value is not State.CLOSED:
        return STATE_MEANS[value]
    ways = {closes(plan) for plan in plans}
    return DONE_MEANS[ways.pop() if len(ways) == 1 else None]


def state(value: State, plan: Plan) -> str:
    """The public word for a state under a plan: without 销号 a passed check is the end."""
    if value is State.ACCEPTED and not closes(plan):
        return DONE[False]
    return STATE[value]


def group(value: Group, plans: Iterable[Plan]) -> str:
    """The public word for a part of the home sentence over these plans."""
    return done(plans) if value is Group.DONE else GROUP[value]


def item(plans: Iterable[Plan]) -> str:
    """What these plans call their items."""
    labels = {plan.item_label for plan in plans}
    return ITEM[labels.pop()] if len(labels) == 1 else UNNAMED_ITEM


WITHDRAWN = ("内容更正后重新发布", "事项合并", "已移交档案馆", "依规定不再公开")
"""The closed list of reasons why a document is no longer public; the last one stands for all that is not said."""

GONE = {
    "record": "一项整改{item}",
    "plan": "一份整改方案",
    "report": "一期情况通报",
    "notice": "一次公示",
    "page": "一个说明页面",
}
"""What a withdrawn document was, by its kind: its own words are never told again."""
