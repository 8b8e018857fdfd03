"""What a collection round sends out: a workbook for each unit, and the letter that goes with them.

The workbook remembers in a hidden sheet what it was issued with, so that it is understood when it comes back with a
header deleted or a cell changed. Its words are content and therefore Chinese, like those of the site.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rectify_site.model import rounds, states, words
from rectify_site.model.due import deadline_in_force
from rectify_site.model.events import Event
from rectify_site.model.fields import Worded, Wording, public_text
from rectify_site.model.records import Plan, Record
from rectify_site.model.rounds import Asked, Round
from rectify_site.packing import fitting
from rectify_site.papers.letters import Grid, Line, written
from rectify_site.papers.workbooks import Column, Sheet, saved

TABLE, RULES, MEMORY = "进展报送", "填表说明", "_rectify"
UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
NAME_LIMIT = 50  # characters; with three bytes each and what stands behind them far below 255

WIDTHS = {
    rounds.ID: 13,
    rounds.NUMBER: 6,
    rounds.ITEM: 28,
    rounds.MEASURES: 30,
    rounds.DEADLINE: 12,
    rounds.STATE: 12,
    rounds.LAST: 20,
    rounds.PROGRESS: 34,
    rounds.STATUS: 14,
    rounds.PACE: 11,
    rounds.DONE_ON: 12,
    rounds.EVIDENCE: 18,
    rounds.REASON: 18,
    rounds.NEXT: 18,
    rounds.EXPECTED: 12,
}
CHOICES = {rounds.STATUS: rounds.STATUS_CHOICES, rounds.PACE: rounds.PACE_CHOICES}
DAYS = frozenset({rounds.DONE_ON, rounds.EXPECTED})


class Sender(NamedTuple):
    """The office that asks, and how it is reached."""

    office: str
    unit: str = ""
    telephone: str = ""


def issued(record: Record, plan: Plan) -> tuple[str, ...]:
    """The cells a unit only reads, in the order of ``rounds.ISSUED``, in the words of the plan."""
    measures = "\n".join(_office(measure.text) for measure in record.measures)
    cells = (
        record.id,
        record.number,
        _office(record.heading),
        measures,
        _deadline(record),
        words.state(states.status(record.events), plan),
        _last(record.events),
    )
    return tuple(fitting(cell) for cell in cells)


def _office(text: Worded | None) -> str:
    """The wording the office works with; the public one is for the site."""
    return text.text if isinstance(text, Wording) else text or ""


def _deadline(record: Record) -> str:
    said = record.deadline.text or words.DEADLINE[record.deadline.kind]
    now = deadline_in_force(record.deadline, record.events, None)
    return said if now == record.deadline.date else f"{said}（现定{now}）"


def _last(events: Sequence[Event]) -> str:
    told = [event for event in events if event.text]
    if not told:
        return ""
    newest = max(told, key=lambda event: event.on)
    return f"{newest.on} {public_text(newest.text)}"


def file_names(units: Iterable[str], period: str) -> dict[str, str]:
    """A file name for each unit that any system takes; units whose names become the same get a number."""
    taken: dict[str, int] = {}
    found = {}
    for unit in units:
        plain = UNSAFE.sub("_", unicodedata.normalize("NFC", unit)).strip(". ")[:NAME_LIMIT] or "单位"
        count = taken[plain.casefold()] = taken.get(plain.casefold(), 0) + 1
        found[unit] = f"{plain}{count if count > 1 else ''}-{period}报送表.xlsx"
    return found


def workbook(asked: Round, one: Asked, plan: Plan, rows: Mapping[str, Sequence[str]]) -> bytes:
    """The workbook of one unit; ``rows`` are the issued cells by record id."""
    own = tuple(tuple(rows[name]) for name in one.records)
    empty = (None,) * len(rounds.FILLED)
    columns = tuple(_column(title) for title in (*rounds.ISSUED, *rounds.FILLED))
    above = (
        f"{public_text(plan.title)}整改进展报送表",
        f"{rounds.UNIT_LINE}：{one.unit}",
        f"{rounds.PERIOD_LINE}：{asked.words}（{asked.period}）",
        f"{rounds.PLAN_LINE}：{asked.plan}　　{rounds.DUE_LINE}：{asked.due}",
        "只填浅黄色的格子；没有进展的事项整行空着；其他格子是办公室填好的，请不要改。",
    )
    table = Sheet(TABLE, columns, tuple((*row, *empty) for row in own), above, frozen=2)
    return saved((table, _rules(asked, one), _memory(asked, one, own)))


def _column(title: str) -> Column:
    return Column(
        title,
        WIDTHS[title],
        choices=CHOICES.get(title, ()),
        locked=title in rounds.ISSUED,
        day=title in DAYS,
    )


def _rules(asked: Round, one: Asked) -> Sheet:
    lines = (
        f"谁来填：{one.unit}。只填本单位的行；别的单位的行填了也不采用。",
        f"填哪一段：{asked.words}的进展。",
        f"什么时候报回：{chinese_day(asked.due)}前。",
        "空着＝未报：整行空着表示这一项本期没有报送，以前报过的内容不会因此删掉。",
        f"{rounds.PROGRESS}：写做了什么、到了哪一步，数字写清单位；不写“近日”“截至目前”，写日期。",
        f"{rounds.STATUS}：从下拉框里选。“已完成”表示本单位报送完成、等待核查，不等于销号。",
        f"{rounds.PACE}：还在整改的，选“按计划推进”或者“进度滞后”。",
        f"{rounds.DONE_ON}：选“已完成”的写实际完成的那一天，例如{rounds.period(asked.period).ends}；没有完成的空着。",
        f"{rounds.EVIDENCE}：写材料名称，几份材料用分号隔开或者换行；材料本身另附。",
        f"{rounds.REASON}、{rounds.NEXT}、{rounds.EXPECTED}：过了时限还没有完成的，三格都要写。",
        "请不要增删行和列，不要改编号；材料里不要写身份证号、手机号、家庭住址。",
        "填好后存为 .xlsx 或者 .xls，原样发回。",
    )
    return Sheet(RULES, (Column("", 100),), tuple((line,) for line in lines), (RULES,))


def _memory(asked: Round, one: Asked, own: Sequence[Sequence[str]]) -> Sheet:
    """What the workbook was issued with, cell for cell."""
    head: tuple[tuple[str, ...], ...] = (
        rounds.MARK,
        (rounds.OF_PLAN, asked.plan),
        (rounds.OF_PERIOD, asked.period),
        (rounds.OF_UNIT, one.unit),
        (rounds.OF_COLUMNS, *rounds.ISSUED, *rounds.FILLED),
    )
    rows = (*head, *((rounds.OF_ROW, *row) for row in own))
    width = max(len(row) for row in rows)
    filled = tuple((*row, *("",) * (width - len(row))) for row in rows)
    return Sheet(MEMORY, (Column("", 10),) * width, filled, hidden=True)


def chinese_day(day: date) -> str:
    """2022年7月10日."""
    return f"{day.year}年{day.month}月{day.day}日"


def letter(asked: Round, plan: Plan, sender: Sender, numbers: Mapping[str, str]) -> bytes:
    """The notice that goes out with the workbooks; ``numbers`` are the printed numbers by record id."""
    title = public_text(plan.title).strip("《》")
    number = f"（{plan.document}）" if plan.document else ""
    reach = "，".join(filter(None, (sender.unit, sender.telephone))) if sender.telephone else ""
    lines = (
        Line(f"关于报送{asked.words}整改进展的通知", "title"),
        Line("各有关单位：", "plain"),
        Line(
            f"根据《{title}》{number}，现将{asked.words}整改进展报送工作有关事项通知如下。",
        ),
        Line("一、报送内容", "heading"),
        Line("各单位按照随文发送的报送表逐项填报，各单位的事项见文后一览表。报送表只填浅黄色的格子。"),
        Line("二、填报要求", "heading"),
        Line("（一）没有进展的事项整行空着，按未报统计；以前报过的内容不受影响。"),
        Line("（二）“已完成”表示报送完成、等待核查，须写明完成日期和佐证材料；经核查认定后再办理销号。"),
        Line("（三）过了时限还没有完成的，写明未按期原因、下一步措施和预计完成日期。"),
        Line("（四）只填本单位的行，不增删行列，不改编号。"),
        Line("三、报送时间和方式", "heading"),
        Line(
            f"请于{chinese_day(asked.due)}前将报送表发回{sender.office}，.xlsx、.xls 格式均可。"
            + (f"联系方式：{reach}。" if reach else "")
        ),
        Line(""),
        Line(sender.office, "right"),
        Line("　　年　　月　　日", "right"),
        Line(""),
        Line(f"附：{asked.words}整改进展报送单位和事项一览表", "plain"),
    )
    rows = tuple(
        (
            str(index),
            one.unit + ("（统一汇总的事项）" if one.own else ""),
            str(len(one.records)),
            "、".join(numbers[name] for name in one.records),
        )
        for index, one in enumerate(asked.asked, start=1)
    )
    return written((*lines, Grid(("序号", "单位", "项数", "事项序号"), rows, (14, 62, 16, 64))))
