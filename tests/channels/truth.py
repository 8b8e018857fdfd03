"""What is true of every matter, worked out from the signed contents alone: no noun, table or writer of the program.

A fact is written the same way whoever tells it: days as YYYY-MM-DD, words without blanks, names of units run together.
Words that the public reads for states and events stand here a second time, from the vocabulary of the field.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from tests.recount import Counted, Doc

Fact = str | bool | tuple[str, ...] | None
Facts = dict[str, Fact]

FACTS = (
    "number",  # 第几项
    "name",
    "leads",  # 牵头单位
    "units",  # everyone in charge, with what for
    "deadline",  # the day that counts now
    "words",  # the deadline in the words of the plan
    "state",
    "late",
    "texts",  # problem or task beside the name, target, measures
    "events",  # what happened, with its day
    "said",  # what was said of it
    "figures",
    "reason",  # why it is late, and what comes next
)
ROLES = {
    "责任领导": "leaders",
    "责任人": "persons",
    "牵头单位": "lead_units",
    "责任单位": "responsible_units",
    "配合单位": "cooperating_units",
    "督导单位": "supervising_unit",
    "核查单位": "verifying_unit",
}
STATES = {
    "已列入整改": "listed",
    "正在整改": "in_progress",
    "重新整改": "rework",
    "责任单位报告已完成": "submitted",
    "核查通过": "accepted",
    "正在公示": "on_notice",
    "公示已结束": "on_notice",
    "阶段目标已完成": "stage_done",
    "已完成": "closed",
    "已并入": "moved",
}
EVENTS = {
    "registered": "列入清单",
    "started": "启动整改",
    "progress": "报送进展",
    "stage_done": "完成阶段目标",
    "submitted": "报送完成",
    "accepted": "核查通过",
    "returned": "核查退回",
    "notice": "开始公示",
    "objection": "收到不同意见",
    "notice_result": "公示结果",
    "closed": "办理销号",
    "rework": "重新整改",
    "deadline_changed": "时限调整",
    "responsibility_changed": "责任调整",
    "delay_explained": "未按期说明",
    "look_back": "回头看",
    "feedback": "群众意见",
    "answered": "答复",
    "moved": "并入、移交或调出清单",
    "carried_over": "结转下年度",
}
SILENT = {"objection", "delay_explained"}
"""What an objector wrote is nobody's business; why it is late is told as a reason."""

SPANS = {"months": "个月内", "days": "天内", "working_days": "个工作日内"}
DEADLINES = {
    "immediate": "立行立改",
    "immediate_and_ongoing": "即知即改，长期坚持",
    "by_date": "按期完成",
    "by_date_then_ongoing": "按期完成，长期坚持",
    "ongoing": "长期坚持",
    "periodic": "定期",
    "vague": "未写明日期",
    "none": "方案未列时限",
    "placeholder": "时限待定",
}
PARTS = {
    "已完成": "done",
    "核查和公示中": "checking",
    "正在整改": "working",
    "暂无进展报送": "waiting",
    "阶段目标已完成、长期坚持": "lasting",
}


def squeezed(text: str) -> str:
    """Without blanks: lines of paper end anywhere."""
    return "".join(text.split())


def bare(text: str) -> str:
    """A statement without its stop and without the number a list puts before it."""
    return re.sub(r"^\d+\.", "", squeezed(text)).rstrip("。；，")


def together(names: str | Iterable[str] | None) -> str:
    """Names run together: a line, a 、 or a cell may stand between them."""
    return squeezed("".join(names or "")).replace("、", "")


def state(words: str) -> str:
    """The state that public words mean."""
    return next((key for begin, key in STATES.items() if squeezed(words).startswith(begin)), words)


def public(given: Any) -> str:  # noqa: ANN401 - a text, two texts, or nothing
    return (given or {}).get("public", "") if isinstance(given, dict) else given or ""


def facts(matter: Counted, as_of: str) -> Facts:
    """Everything an outlet may tell of a matter, as of a day."""
    doc = matter.doc
    name = public(doc.get("title") or doc.get("problem") or doc.get("task"))
    texts = [public(doc.get(key)) for key in ("problem", "task", "target")]
    texts = [text for text in texts if text and bare(text) != bare(name)]
    texts += [public(measure["text"]) for measure in doc.get("measures", [])]
    events = [event for event in doc.get("events", []) if event["on"] <= as_of]
    said = [public(event.get("text")) for event in events if event["kind"] not in SILENT]
    formal = "closed" in matter.plan.get("closing", ["submitted", "accepted", "closed"])
    return {
        "number": doc["number"],
        "name": bare(name),
        "leads": together(doc.get("lead_units")),
        "units": tuple(f"{role}{together(doc[key])}" for role, key in ROLES.items() if doc.get(key)),
        "deadline": matter.deadline,
        "words": squeezed(_due(doc.get("deadline", {}), matter.plan)),
        "state": "closed" if matter.state == "accepted" and not formal else matter.state,
        "late": matter.late,
        "texts": tuple(sorted(map(bare, texts))),
        "events": tuple(sorted(event["on"] + EVENTS[event["kind"]] for event in events)),
        "said": tuple(sorted(bare(text) for text in said if text)),
        "figures": tuple(sorted(_figure(figure) for event in events for figure in event.get("figures", []))),
        "reason": _reason(events) if matter.late else (),
    }


def _due(deadline: Doc, plan: Doc) -> str:
    """The deadline in the words of the plan, or what the field says where the plan has none of its own."""
    within = deadline.get("within")
    phase = next((one["name"] for one in plan.get("phases", []) if one["id"] == deadline.get("phase")), "")
    counted_from = f"自{within['anchor']}之日起{within['count']}{SPANS[within['unit']]}" if within else ""
    return deadline.get("text") or phase or counted_from or DEADLINES[deadline["kind"]]


def _figure(figure: Mapping[str, Any]) -> str:
    about = "约" if figure.get("approximate") else ""
    return squeezed(f"{figure['label']}{about}{figure['value']}{figure.get('unit') or ''}")


def _reason(events: list[Doc]) -> tuple[str, ...]:
    told = [event for event in events if event["kind"] == "delay_explained"][-1:]
    return tuple(
        bare(text) for event in told for key in ("reason", "next_step") if (text := public(event.get(key)))
    )


def shares(found: Iterable[Counted]) -> Counter[str]:
    """The figures that add up: the whole, each part of it, and how many are late."""
    base = [matter for matter in found if matter.part]
    told = Counter(str(matter.part) for matter in base)
    told["total"], told["late"] = len(base), sum(matter.late for matter in base)
    return +told
