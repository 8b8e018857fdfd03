"""What a document is: a plan, a campaign, a report; what it is called and which year it is of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from rectify_site.intake import deadlines
from rectify_site.model.records import PlanKind

PLANS = (
    "方案|清单|台账|计划|措施|任务书|任务分解|分解表|一览表|责任分工|责任表|分工表|实施意见|工作要点|明细表"
    "|承诺(?:事项|书)?"
)
REPORTS = "通报|报告|汇报|公示|公告|总结|情况说明|的说明|情况"
AFTER_TITLE = "》?(?:的通知)?(?:[（(][^（()）]{1,20}[）)])?"
TITLE = re.compile(rf"[^。；;！!？?，,：:]{{2,100}}(?:{PLANS}|{REPORTS}){AFTER_TITLE}")
PLAN_TITLE = re.compile(rf"(?:{PLANS}){AFTER_TITLE}$")
DOCUMENT_NUMBER = re.compile(r"\S{1,20}[〔\[［]\s?(?:19|20)\d\d\s?[〕\]］]\s?(?:第\s?)?\d{1,5}\s?号")
REPORTED = re.compile(
    "现将(?P<what>[^。]{2,80}?(?:情况|结果))(?:[^。，]{0,10}?)(?P<form>通报|报告|汇报|公示|公布)(?:如下|于后)"
)
MADE = re.compile("(?:制定|制订|拟定|提出|形成)了?[^，。；]{0,40}?(?:方案|清单|措施|计划|台账)")
AIM = re.compile(
    "为(?:切实|认真|扎实|全面|进一步|深入|着力|确保)?(?:抓好|做好|推进|推动|落实|完成|加强|开展|搞好)(?:好)?"
    "(?P<what>[^，。；]{4,80}?)(?:工作)?，"
)
CAMPAIGN = re.compile("整顿|专项整治|集中整治|专项行动|专项治理|活动")
PHASE = re.compile(
    "(?:动员|宣传|部署|自查|查摆|整治|整改|总结|巩固|提升|实施|启动|准备|验收)[\u4e00-\u9fff]{0,8}阶段"
)
FEWEST_PHASES = 2
FIRST_YEAR = 1949
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(度)?")
LEAD = 3  # paragraphs in which a plan says what it is

KINDS = (
    (PlanKind.ORGANIZATIONAL_LIFE, "组织生活会"),
    (PlanKind.DEMOCRATIC_LIFE, "民主生活会"),
    (PlanKind.INSPECTION, "巡视|巡察"),
    (PlanKind.AUDIT, "审计"),
    (PlanKind.ENVIRONMENT, "环保督察|生态环境保护督察|生态环保|环境保护督察"),
    (PlanKind.EDUCATION, "主题教育|学习教育|党史学习"),
    (PlanKind.CAMPAIGN, "专项整治|作风整顿|集中整治|专项行动|专项治理|作风建设"),
    (PlanKind.SUPERVISION, "督查|督导|审议意见|人大|政协|提案"),
)
SLUGS = {
    PlanKind.DEMOCRATIC_LIFE: "minzhu",
    PlanKind.EDUCATION: "zhuti",
    PlanKind.INSPECTION: "xuncha",
    PlanKind.AUDIT: "shenji",
    PlanKind.ENVIRONMENT: "huanbao",
    PlanKind.SUPERVISION: "ducha",
    PlanKind.CAMPAIGN: "zhuanxiang",
    PlanKind.ORGANIZATIONAL_LIFE: "zuzhi",
    PlanKind.OTHER: "zhenggai",
}


class Kind(StrEnum):
    """The kinds of document an import names."""

    PLAN = "plan"
    CAMPAIGN_PLAN = "campaign_plan"
    LEDGER = "ledger"
    PROGRESS_REPORT = "progress_report"
    NOTICE = "notice"
    UNKNOWN = "unknown"


def derived_title(lead: Iterable[str]) -> str:
    """A title out of the lead sentence of a document that has none; "" where the sentence does not give one."""
    for text in lead:
        if reported := REPORTED.search(text):
            return reported.group("what") + reported.group("form")
        made, aim = MADE.search(text), AIM.search(text)
        if made and aim:
            what = aim.group("what")
            return what if what.endswith("方案") else what + "方案"
    return ""


def kind(title: str, lead: Sequence[str], headings: Sequence[str], phases: int, *, fields: bool) -> Kind:
    """What the document is. Its title decides, then its lead sentence, then whether matters have fields.

    ``phases`` are those with a window; a heading may name one without.
    """
    phases = max(phases, sum(PHASE.search(heading) is not None for heading in headings))
    if title:
        is_plan = PLAN_TITLE.search(title) is not None
    else:
        reported = any(REPORTED.search(text) for text in lead)
        is_plan = not reported and (fields or any(MADE.search(text) for text in lead))
        if not is_plan:
            return Kind.PROGRESS_REPORT if reported else Kind.UNKNOWN
    if not is_plan:
        return Kind.PROGRESS_REPORT if not fields or "情况" in title else Kind.PLAN
    campaign = phases >= FEWEST_PHASES and any(CAMPAIGN.search(text) for text in (title, *lead))
    return Kind.CAMPAIGN_PLAN if campaign else Kind.PLAN


def plan_kind(title: str, lead: Sequence[str]) -> PlanKind:
    """What gave rise to the plan, from its title, else from its lead."""
    for text in (title, *lead):
        for its, words in KINDS:
            if re.search(words, text):
                return its
    return PlanKind.OTHER


def stated_year(title: str, lead: Sequence[str]) -> int | None:
    """The year the plan says it is of: 2021年度 before 2021年, the title before the lead."""
    for text in (title, *lead):
        plain = deadlines.plain_words(text)
        years = [(int(year), whole) for year, whole in YEAR.findall(plain) if int(year) >= FIRST_YEAR]
        if years:
            return next((year for year, whole in years if whole), years[0][0])
    return None


def most_common(years: Iterable[int]) -> int | None:
    """The year named most often; of equals the earlier."""
    counted = Counter(years)
    return min(counted, key=lambda year: (-counted[year], year)) if counted else None
