"""Campaigns: a leading group, phases with windows, focus points and the numbered measures under them."""

from __future__ import annotations

import calendar
from random import Random
from typing import NamedTuple

from tests.intake.documents import due, frames, people, words
from tests.intake.documents.numbers import CIRCLES, LADDERS, NUMERALS, bare_number
from tests.intake.documents.truth import Due, Line, Matter, Paper, Truth, Window

TITLES = (
    "{org}{year}年作风建设专项整治行动实施方案",
    "{org}{year}年“庸懒散”专项整治活动实施方案",
    "{year}年{org}机关作风整顿活动实施方案",
    "{org}{year}年深化营商环境集中整治行动方案",
    "{org}{year}年形式主义为基层减负专项整治工作方案",
    "{org}关于开展{year}年纪律作风整顿活动的实施方案",
)
PHASES = (
    "动员部署阶段", "学习动员阶段", "自查自纠阶段", "查摆剖析阶段", "集中整治阶段", "整改落实阶段",
    "建章立制阶段", "总结提升阶段", "巩固提升阶段",
)  # fmt: skip
FOCUS = (
    "整治不担当不作为", "整治服务意识淡薄", "整治纪律松弛", "整治文山会海", "提升行政效能", "优化办事流程",
    "纠治慵懒散拖", "规范执法行为",
)  # fmt: skip
HEADS = (
    "开展大讨论", "深入查摆问题", "推行限时办结", "压减会议文件", "严肃工作纪律", "推动领导干部包联企业",
    "开展业务大练兵", "设立“办不成事”窗口", "畅通投诉渠道", "实行挂牌督办", "强化正反典型教育",
    "建立容错纠错清单", "规范政务公开",
)  # fmt: skip
FLAWS = (
    "理想信念淡化",
    "服务态度生硬",
    "办事拖拉推诿",
    "学风不浓",
    "执行力不强",
    "纪律观念不严",
    "担当精神不足",
)
MOVES = (
    "深入宣传发动。召开动员大会，印发方案。",
    "广泛征求意见。设立意见箱，公布举报电话。",
    "开展自查。对照重点内容逐项检查。",
    "组织回头看。巩固整治成果。",
)
STEPS = (
    "召开动员会，传达有关要求，营造浓厚氛围。",
    "各科室对照清单认真自查，列出问题清单。",
    "逐项整改销号，办公室跟踪督办。",
    "总结经验做法，健全长效机制。",
)


class Part(NamedTuple):
    """A chapter without its number, and the title it has."""

    title: str
    lines: list[Line]


def campaign(rng: Random) -> Paper:
    """A whole campaign plan."""
    year, org = rng.randint(2019, 2025), rng.choice(words.ORGS)
    title = rng.choice(TITLES).format(org=org, year=year)
    ladder = rng.choice(LADDERS[:5])
    bracketed = rng.random() < 0.4
    directions, matters, tasks = _tasks(rng, ladder, year, bracketed=bracketed)
    windows, steps, flaws = _phases(rng, ladder, year)
    roles, group = _group(rng, org)
    middle = [Part(rng.choice(("重点任务", "整治重点", "主要任务", "整治内容", "重点工作")), tasks), Part(
        rng.choice(("实施步骤", "方法步骤", "工作步骤", "时间安排", "步骤安排")), steps)]  # fmt: skip
    if rng.random() < 0.3:
        middle.reverse()
    chapters = [Part(rng.choice(("总体要求", "指导思想", "目标要求")), [Line(rng.choice(words.GOALS))])]
    organised = Part(rng.choice(("组织领导", "领导组织", "组织机构")), group)
    chapters += [organised, *middle] if rng.random() < 0.5 else [*middle, organised]
    last = rng.choice(("工作要求", "有关要求"))
    chapters.append(Part(last, frames.prose(rng, last, tuple(NUMERALS[ladder[1]](n) for n in range(1, 5)))))
    lead, declared = "为深入贯彻上级部署，切实转变干部作风，制定本方案。", []
    if rng.random() < 0.5:
        lead = f"为切实转变作风，聚焦{len(directions)}个着力点，推出{len(matters)}项具体举措，制定本方案。"
        declared = [(len(directions), len(directions)), (len(matters), len(matters))]
    if flaws:
        declared.append((flaws, flaws))
    frame = frames.framed(rng, title, org, year, lead)
    body = [
        line
        for at, part in enumerate(chapters, 1)
        for line in (Line(part.title, NUMERALS[ladder[0]](at), 1), *part.lines)
    ]
    lines, junk = frames.dirty(rng, [*frame.above, *body, *frame.below])
    truth = Truth(
        "campaign_plan",
        frame.titles,
        year,
        directions,
        matters,
        phases=windows,
        roles=roles,
        declared=tuple(declared),
        junk=junk,
    )
    return Paper("campaign", frames.typed(rng, tuple(lines)), truth=truth, labels=("责任单位", "完成时限"))


def _tasks(
    rng: Random, ladder: tuple[str, ...], year: int, *, bracketed: bool
) -> tuple[tuple[tuple[str, str], ...], tuple[Matter, ...], list[Line]]:
    directions, matters, lines = [], [], []
    running = rng.random() < 0.5
    heads = rng.sample(HEADS, len(HEADS))
    for at, focus in enumerate(rng.sample(FOCUS, rng.randint(2, 4)), 1):
        printed = NUMERALS[ladder[1]](at)
        directions.append((bare_number(printed), focus))
        lines.append(Line(focus + rng.choice(("", "。")), printed, 2))
        for nth in range(1, rng.randint(2, 3) + 1):
            number = NUMERALS[ladder[2]](len(matters) + 1 if running else nth)
            head = heads[len(matters) % len(heads)]
            text = "。".join(words.distinct(rng, words.measure, rng.randint(1, 2))) + "。"
            units, wanted, bracket = people.NOBODY, None, ""
            if bracketed:
                units, wanted = people.units(rng, "区", 3), due.due(rng, year)
                bracket = f"（责任单位：{units.text}；完成时限：{wanted.text}）"
            lines.append(Line(f"{head}。{text}{bracket}", number))
            path = (bare_number(printed),)
            matters.append(
                Matter(
                    bare_number(number),
                    path,
                    (head,),
                    (text,),
                    responsible_units=units.names,
                    due=wanted or Due("?", "?"),
                )
            )
    return tuple(directions), tuple(matters), lines


def _phases(rng: Random, ladder: tuple[str, ...], year: int) -> tuple[tuple[Window, ...], list[Line], int]:
    month, windows, lines, flaws = rng.randint(1, 3), [], [], 0
    names = sorted(rng.sample(PHASES, rng.randint(3, 4)), key=PHASES.index)
    form = rng.choice(
        ("{name}（{text}）", "{name}（{text}）", "{name}({text})", "{name}：{text}", "{short}（{text}）")
    )
    marker = rng.choice((NUMERALS[ladder[1]], NUMERALS[ladder[1]], NUMERALS["第一阶段："]))
    if marker is NUMERALS["第一阶段："]:
        form = "{short}（{text}）"
    steps = rng.random() < 0.3
    for at, name in enumerate(names, 1):
        text, window, month = _window(rng, name, year, month)
        lines.append(
            Line(form.format(name=name, text=text, short=name[:4]) + rng.choice(("", "。")), marker(at), 2)
        )
        windows.append(window)
        said = rng.choice(STEPS)
        if not flaws and rng.random() < 0.3:
            flaws = rng.randint(3, 6)
            found = "；".join(f"{CIRCLES[n]}{flaw}" for n, flaw in enumerate(rng.sample(FLAWS, flaws)))
            said = f"着重解决以下{flaws}个问题：{found}。"
        lines.append(Line(said))
        if steps:
            lines += [Line(text, NUMERALS[ladder[2]](n)) for n, text in enumerate(rng.sample(MOVES, 2), 1)]
    return tuple(windows), lines, flaws


def _window(rng: Random, name: str, year: int, month: int) -> tuple[str, Window, int]:
    """The words of a window, what they mean, and the month after it."""
    until = min(12, month + rng.randint(0, 2))
    last = calendar.monthrange(year, until)[1]
    day, end = rng.randint(1, 9), rng.randint(12, last)
    exact = Window(name, f"{year}-{month:02}-{day:02}", f"{year}-{until:02}-{end:02}")
    months = Window(name, f"{year}-{month:02}-01", f"{year}-{until:02}-{last}")
    dash = rng.choice("—-至")
    forms = [
        (f"{year}年{month}月{day}日至{until}月{end}日", exact),
        (f"{year}年{month}月{day}日{dash}{year}年{until}月{end}日", exact),
        (f"{month}月{day}日—{until}月{end}日", exact),
        (f"{year}年{month}月{day}日－{until}月{end}日", exact),
        (f"{year}.{month}.{day}-{year}.{until}.{end}", exact),
        ("XX月XX日至XX月XX日", Window(name)),
    ]
    if until == month:
        forms += [(f"{year}年{month}月", months), (f"{year}年{month}月{day}日至{end}日", exact)]
    else:
        forms += [(f"{year}年{month}月至{until}月", months), (f"{month}月—{until}月", months)]
    return (*rng.choice(forms), min(12, until + 1))


def _group(rng: Random, org: str) -> tuple[tuple[tuple[str, str], ...], list[Line]]:
    gap = rng.choice(("", "\u3000", "  "))
    head, deputies = people.person(rng), words.distinct(rng, people.person, 2)
    members = "各科室负责人"
    roles = [("组长", head), ("副组长", "、".join(deputies)), ("成员", members)]
    lines = [Line(f"成立{org}专项整治工作领导小组。")]
    lines += [Line(f"{role if len(role) > 2 else gap.join(role)}：{who}") for role, who in roles]
    if rng.random() < 0.6:
        chief = people.person(rng)
        lines += [
            Line("领导小组下设办公室，办公室设在机关党委。"),
            Line(f"主任：{chief}"),
            Line("办公室负责日常协调和督促检查。"),
        ]
        roles.append(("主任", chief))
    return tuple(roles), lines
