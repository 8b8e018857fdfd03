"""What a report says of its plan in numbers (共14项任务，已完成5项), against the records on the day of the report."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from rectify_site.errors import N_
from rectify_site.model.due import deadline_in_force
from rectify_site.model.fields import public_text
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.office import Office
from rectify_site.model.records import Plan
from rectify_site.model.reports import Report
from rectify_site.model.states import OPEN, Group, State, group, status
from rectify_site.registry import check
from rectify_site.text import chinese_number, fold

NUMBER = "(?P<count>[0-9]{1,4}|[一二三四五六七八九十百]{1,5})"
NOUN = "(?:项|个)(?:整改)?(?:任务|问题|事项)?"
END = "(?![\u4e00-\u9fff]|[0-9])"
STATES = {
    "done": "(?:已|均已|现已|已全部|全部)(?:经)?(?:按期|如期)?"
    "(?:完成整改|整改(?:完成|到位|销号)?|完成(?:销号)?|销号|办结)|完成整改",
    "working": "正在(?:进行)?(?:整改|推进|办理)|正(?:持续)?推进|推进中|整改中",
    "lasting": "长期坚持|阶段性完成(?:并|,)?(?:长期坚持|持续整改)?|持续坚持",
    "late": "超过时限|超期|逾期|超时限|未按期完成",
}
COUNTED = tuple(
    (what, re.compile(pattern))
    for what, words in STATES.items()
    for pattern in (
        rf"(?:{words})(?:的)?(?:有|共|了)?{NUMBER}{NOUN}{END}",
        rf"(?<![0-9第]){NUMBER}{NOUN}(?:{words}){END}",
    )
)
TOTAL = re.compile(
    rf"(?:共|共计|共有|总共|合计|梳理出?|明确|确定)(?:整改)?{NUMBER}(?:项|个)(?:整改)?(?:任务|问题|事项){END}"
    rf"|(?<![0-9第]){NUMBER.replace('count', 'within')}(?:项|个)(?:整改)?(?:任务|问题|事项)(?:中|里)(?=[,:，：])"
)
SENTENCE = re.compile("[^。！？!?]+")
OTHERS = re.compile(
    "[局委办镇乡街道村部科室](?:牵头|负责|承担)|其中.{0,10}方面|(?:类|方面|领域|环节)(?:的)?(?:问题|任务)?(?:中|共)"
)
OVERVIEW = re.compile("总体|基本情况|整改(?:工作)?(?:完成|落实|进展)?情况|完成情况|进展情况|总的情况")
PERIOD = re.compile(
    "(?P<year>[12][0-9]{3})(?:年|-)?"
    "(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<words>上半年|下半年|全年|年度)|第?(?P<season>[一二三四1-4])季度)?"
)
LAST_MONTH = {"上半年": 6, "下半年": 12, "全年": 12, "年度": 12}


class Stated(NamedTuple):
    """A number of the report: what it counts, and the field it stands in."""

    what: str
    number: int
    field: str


@check("R702", level=Level.ERROR, on="report", title=N_("the report counts otherwise than the list"))
def stated_counts(report: Report, office: Office) -> Iterator[Complaint]:
    """Only what the report says of the whole plan, in its lead, its end and its overview.

    Matters that were moved do not count.
    """
    plan = office.plan_of.get(report.plan or "")
    if plan is None:
        return
    found = _found(plan, office, report.as_of or report.issued_on or _end_of(report.period))
    for one in _stated(report):
        real = found[one.what]
        wrong = min(real) < one.number if one.what == "late" else one.number not in real
        if wrong:
            message, hint = MISMATCH[one.what]
            yield Complaint(one.field, message, {"stated": one.number, "found": real[0]}, hint)


HINT = N_("correct the number in the report, or register what is missing in the list")
MISMATCH = {
    "total": (N_("the text speaks of {stated} matters, the list has {found}"), HINT),
    "done": (N_("the text says {stated} are completed, in the list {found} are"), HINT),
    "working": (N_("the text says {stated} are being put right, in the list {found} are"), HINT),
    "lasting": (N_("the text says {stated} are kept up for good, in the list {found} are"), HINT),
    "late": (N_("the text says {stated} are past their time, in the list {found} are"), HINT),
}


def _found(plan: Plan, office: Office, as_of: date | None) -> Mapping[str, tuple[int, ...]]:
    """How many matters there are of each kind; several numbers where the word may mean either."""
    records = [record for record in office.records if record.plan == plan.id]
    states = [status(record.events, as_of) for record in records]
    groups = [group(state, plan) for state in states]
    working, waiting = groups.count(Group.WORKING), groups.count(Group.WAITING)
    past = sum(
        state in OPEN
        and as_of is not None
        and (deadline_in_force(record.deadline, record.events, as_of) or as_of) < as_of
        for record, state in zip(records, states, strict=True)
    )
    return {
        "total": (len(states) - states.count(State.MOVED),),
        "done": (groups.count(Group.DONE),),
        "working": (working, working + waiting),
        "lasting": (groups.count(Group.LASTING),),
        "late": (past,),
    }


def _stated(report: Report) -> Iterator[Stated]:
    for field, text in _of_the_whole(report):
        plain = "".join(fold(text).text.split())
        for sentence in SENTENCE.findall(plain):
            if not OTHERS.search(sentence):
                yield from (Stated(what, count, field) for what, count in _counts(sentence))


def _of_the_whole(report: Report) -> Iterator[tuple[str, str]]:
    """Paragraphs that speak of the plan as a whole, with their fields."""
    for name in ("preamble", "conclusion"):
        for index, text in enumerate(getattr(report, name)):
            yield f"{name}.{index}", public_text(text)
    for at, aspect in enumerate(report.aspects):
        if OVERVIEW.search(public_text(aspect.title)):
            for index, text in enumerate(aspect.paragraphs):
                yield f"aspects.{at}.paragraphs.{index}", public_text(text)


def _counts(sentence: str) -> Iterator[tuple[str, int]]:
    for found in TOTAL.finditer(sentence):
        yield "total", _number(found["count"] or found["within"])
    for what, pattern in COUNTED:
        for found in pattern.finditer(sentence):
            yield what, _number(found["count"])


def _number(words: str) -> int:
    return int(words) if words.isdigit() else chinese_number(words) or 0


def _end_of(period: str | None) -> date | None:
    """The last day of 2022H1, 2022年上半年, 2022年第三季度, 2022年."""
    found = PERIOD.search(fold(period or "").text)
    if not found:
        return None
    quarter = found["quarter"] or found["season"]
    month = LAST_MONTH.get(found["words"] or "", 12)
    if found["half"]:
        month = 6 * int(found["half"])
    elif quarter:
        month = 3 * (int(quarter) if quarter.isdigit() else chinese_number(quarter) or 4)
    year = int(found["year"])
    return date(year, month, monthrange(year, month)[1])
