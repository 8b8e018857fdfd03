"""Offices of any size with texts as varied as real ones: words of the trade, names, numbers, signs that fold."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache

from rectify_site.model.edition import Edition
from rectify_site.model.records import Direction, Measure
from rectify_site.model.units import Unit
from rectify_site.pages import found_by_searching, of, view
from rectify_site.search.entries import Findable
from tests.builders import a_plan, a_record, a_rule, a_unit, an_edition, an_event, some_settings
from tests.pages.site import sources

PAIRS = (
    "整改落实问题群众街道社区小区道路积水排水管网老旧电梯停车学校托管食堂河道垃圾分类养老助餐就业培训"
    "审批窗口营商环境企业服务担当作为作风建设督查核查公示销号完成推进制定方案印发通知清单专班排查隐患"
    "消防燃气供水供热绿化公园医院挂号医保报销补贴资金项目招标验收改造新建维修巡查执法投诉答复满意回访"
    "机制制度台账台阶每月每季年底以前研究部署会议调研联系基层党员干部"
)
TRADE = [PAIRS[start : start + 2] for start in range(0, len(PAIRS), 2)]
SIGNS = [chr(code) for code in range(0x4E00, 0x5E00, 3)]
ODD = (
    "ＡＢ",
    "①",
    "㎡",
    "〔2022〕9号",
    "（试行）",
    "12345",
    "GB 50016",
    "“一网通办”",
    "90%",
    "⽂",
    "App",
    "○",
    "&<b>",
)


def a_text(chance: random.Random, words: int) -> str:
    """A few words in a row, now and then a name nobody else has or something odd."""
    said = []
    for _ in range(words):
        kind = chance.random()
        if kind < 0.8:
            said.append(chance.choice(TRADE))
        elif kind < 0.95:
            said.append("".join(chance.choices(SIGNS, k=2)))
        else:
            said.append(chance.choice(ODD))
        if chance.random() < 0.15:
            said.append("，")
    return "".join(said).strip() + "。"


def units(chance: random.Random) -> tuple[Unit, ...]:
    """Forty of them."""
    return tuple(a_unit(f"u{n}", f"{''.join(chance.choices(SIGNS, k=2))}{n}局") for n in range(40))


def an_office(size: int, seed: int = 7) -> Edition:
    """A signed office of that many matters."""
    chance = random.Random(seed)  # noqa: S311 - the same office every time
    led = units(chance)
    ways = tuple(Direction(number=f"（{n}）", title=a_text(chance, 4)) for n in "一二三四五六")
    records = []
    for number in range(1, size + 1):
        start = date(2022, 3, 1) + timedelta(days=chance.randrange(60))
        kinds = ["started", *["progress"] * chance.randrange(5)]
        events = [
            an_event(kind, (start + timedelta(days=30 * n)).isoformat(), text=a_text(chance, 14))
            for n, kind in enumerate(kinds)
        ]
        records.append(
            a_record(
                number,
                problem=a_text(chance, 8),
                target=a_text(chance, 10),
                direction=(ways[number * 6 // (size + 1)].number,),
                measures=tuple(Measure(text=a_text(chance, 16)) for _ in range(chance.randrange(2, 6))),
                lead_units=(chance.choice(led).name,),
                responsible_units=tuple(unit.name for unit in chance.sample(led, 2)),
                events=tuple(events),
                due=(start + timedelta(days=chance.randrange(90, 400))).isoformat(),
            )
        )
    return an_edition(records, plans=(a_plan(directions=ways),), units=led)


def found_in(edition: Edition) -> Findable:
    """What the search of an edition's pages is made from."""
    settings, rule = some_settings(), a_rule()
    made = view(edition, settings, sources(), rule)
    return found_by_searching(made, of(made))


@cache
def findable(size: int) -> Findable:
    """The same of an office of that many matters, made once for all who ask."""
    return found_in(an_office(size))
