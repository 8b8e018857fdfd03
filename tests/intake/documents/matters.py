"""One matter of a plan, in the manner of its document: who does what by when, and where that stands."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from tests.intake.documents import due, layouts, people, words
from tests.intake.documents.due import chinese_number
from tests.intake.documents.layouts import LAYOUTS, Written
from tests.intake.documents.numbers import CIRCLES, LADDERS, NUMERALS
from tests.intake.documents.people import NOBODY, Listed
from tests.intake.documents.truth import Due, Line, Matter

LABELS = {
    "problem": ("存在问题", "问题表现", "具体问题", "突出问题", "问题", "主要问题", "具体表现", "问题描述"),
    "measures": ("整改措施", "具体措施", "整改举措", "改进措施", "措施", "工作措施", "落实措施"),
    "leaders": ("责任领导", "分管领导", "牵头领导", "包抓领导", "整改责任领导"),
    "persons": ("责任人", "具体责任人", "直接责任人", "整改责任人", "负责人"),
    "lead_units": ("牵头单位", "主责单位", "主办单位", "牵头部门", "牵头责任单位", "主责部门", "牵头科室"),
    "responsible_units": ("责任单位", "责任部门", "承办单位", "责任科室", "整改责任单位", "承办部门"),
    "cooperating_units": ("配合单位", "协办单位", "配合部门", "协助单位", "协办部门"),
    "deadline": (
        "落实时限",
        "完成时限",
        "整改时限",
        "完成时间",
        "整改期限",
        "时限要求",
        "整改完成时限",
        "完成期限",
    ),
}
EXTRAS = (
    "整改目标：问题整改到位，制度落实到位。", "问题来源：区委巡察反馈", "督导单位：区委督查室",
    "验收单位：区纪委监委", "整改类型：分阶段整改", "备注：无",
)  # fmt: skip
ROLES = ("leaders", "persons", "lead_units", "responsible_units", "cooperating_units")
ENUMERATIONS: dict[str, Callable[[int], str]] = {
    "一是": NUMERALS["一是"],
    "一要": lambda at: f"{chinese_number(at)}要",
    "①": lambda at: CIRCLES[at - 1],
    "第一，": NUMERALS["第一，"],
    "1.…": lambda at: f"{at}.",
    "（1）…": lambda at: f"（{at}）",
}
TASKS = (
    "推进“{slogan}”",
    "抓好{subject}",
    "提升{subject}水平",
    "加强{subject}",
    "对照{book}查漏补缺",
    "持续优化{subject}",
)


class Manner(NamedTuple):
    """How one document is written; the same from its first matter to its last."""

    ladder: tuple[str, ...]
    labels: dict[str, str]
    roles: tuple[str, ...]
    colon: str
    gap: str  # between a number and its words
    layout: str
    measures: str
    place: str
    year: int
    yearless: bool
    running: bool
    missing: float
    extra: str
    below: str = "（1）"  # the number form of measures: one that no matter has


def manner(rng: Random, year: int, *, yearless: bool) -> Manner:
    """Draw a manner."""
    roles = tuple(role for role in ROLES if rng.random() < 0.55) or ("responsible_units",)
    return Manner(
        ladder=rng.choice(LADDERS),
        labels={role: rng.choice(names) for role, names in LABELS.items()},
        roles=roles,
        colon=rng.choice(("：", "：", "：", "：", ":", "： ", " ：", "：\u3000")),
        gap=rng.choice(("", "", "", "", " ")),
        layout=rng.choice(tuple(LAYOUTS)),
        measures=rng.choice(("one", "numbered", "lines", "；", "——", *ENUMERATIONS)),
        place=rng.choice(words.PLACES),
        year=year,
        yearless=yearless,
        running=rng.random() < 0.5,
        missing=rng.choice((0, 0, 0.15)),
        extra=rng.choice(EXTRAS) if rng.random() < 0.15 else "",
    )


def matter(rng: Random, how: Manner, marker: str, direction: tuple[str, ...]) -> tuple[Matter, list[Line]]:
    """A matter and its lines; its number is put in by whoever prints the marker."""
    task = how.layout in layouts.TASKS
    problem = _task(rng) if task else words.problem(rng, long=rng.random() < 0.2, listed=rng.random() < 0.1)
    listed = {role: _listed(rng, how, role) for role in how.roles}
    wanted = Due() if rng.random() < how.missing else due.due(rng, how.year, yearless=how.yearless)
    measures, paragraphs = _task_text(rng) if task else _measures(rng, how)
    pairs = [(how.labels[role], listed[role].text) for role in how.roles if listed[role].text]
    pairs += [(how.labels["deadline"], wanted.text)] if wanted.text else []
    written = Written(
        marker + how.gap,
        problem,
        tuple(paragraphs),
        tuple(pairs),
        how.colon,
        how.labels["problem"],
        how.labels["measures"],
        how.extra,
    )
    people_of = {role: one.names for role, one in listed.items()}
    heads = (problem, layouts.heading(problem)) if how.layout in layouts.HEADED else (problem,)
    return Matter("", direction, heads, measures, due=wanted, **people_of), LAYOUTS[how.layout](rng, written)


def _task(rng: Random) -> str:
    text = rng.choice(TASKS)
    return text.format(
        subject=rng.choice(words.SUBJECTS), slogan=rng.choice(words.SLOGANS), book=rng.choice(words.BOOKS)
    )


def _task_text(rng: Random) -> tuple[tuple[str, ...], list[str]]:
    """What follows the first sentence of a task is one measure."""
    said = "。".join(words.distinct(rng, words.measure, rng.randint(1, 3))) + "。"
    return (said,), [said]


def _listed(rng: Random, how: Manner, role: str) -> Listed:
    if rng.random() < how.missing:
        return NOBODY
    return people.leaders(rng) if role in {"leaders", "persons"} else people.units(rng, how.place)


def _measures(rng: Random, how: Manner) -> tuple[tuple[str, ...], list[str]]:
    """The measures, and the paragraphs in which they stand; "" first where the label has its line to itself."""
    texts = words.distinct(rng, words.measure, rng.randint(2, 4))
    kind = how.measures
    if kind == "one":
        said = "。".join(texts) + "。"
        return (said,), [said]
    if kind in {"numbered", "lines", "——"}:
        mark = NUMERALS.get(how.below) if kind != "——" else None
        numbered = [f"{mark(at) if mark else '——'}{text}。" for at, text in enumerate(texts, 1)]
        return tuple(texts), numbered if kind == "numbered" else ["", *numbered]
    signs = ENUMERATIONS["一是" if kind == "；" or how.ladder[-1] == "一是" or how.below == "——" else kind]
    texts = [text.replace("。", "，") for text in texts]
    stop = "；" if kind == "；" else "。"
    return tuple(texts), [stop.join(signs(at) + text for at, text in enumerate(texts, 1)) + "。"]
