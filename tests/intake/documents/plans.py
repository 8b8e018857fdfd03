"""Plans: chapters, directions down to three levels, and the matters under them."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from tests.intake.documents import frames, words
from tests.intake.documents.due import chinese_year
from tests.intake.documents.matters import Manner, manner, matter
from tests.intake.documents.numbers import NUMERALS, bare_number, below
from tests.intake.documents.truth import Line, Matter, Paper, Truth

WORDY = {"第一，", "一是"}  # 第一 may be kept as 一 or as 1
SERIAL = "序号一"
LISTS = tuple(
    (form,)
    for form in (
        *(
            "1.",
            "1、",
            "一、",
            "（一）",
            "1．",
            "问题1：",
            "问题一：",
            "任务1：",
            "第一，",
            "一是",
            "第1项：",
        ),
        SERIAL,
    )
)
SHAPES = ("chapter", "flat", "chapters", "two levels", "two levels in a chapter", "three levels", "bare list")


def plan(rng: Random) -> Paper:
    """A whole plan: frame, chapters of prose, and the matters in one of the shapes."""
    year, org = rng.randint(2019, 2025), rng.choice(words.ORGS)
    title = rng.choice(frames.TITLES).format(org=org, year=year, chinese=chinese_year(year))
    work = year + 1 if "民主生活会" in title or "组织生活会" in title else year
    frame = frames.framed(rng, title, org, work, "")
    signed = any(f"{frame.signed[0]}年" in line.text for line in frame.below)
    how = manner(rng, work, yearless=signed)
    shape = rng.choice(SHAPES)
    made = _body(rng, how, shape)
    lead, declared = _lead(rng, org, made)
    body = [*frame.above, Line(lead), *made.lines, *frame.below]
    lines, junk = frames.dirty(rng, body)
    truth = Truth(
        "plan", frame.titles, year, tuple(made.directions), tuple(made.matters), declared=declared, junk=junk
    )
    return Paper(
        f"plan: {shape}, {how.layout}",
        frames.typed(rng, tuple(lines)),
        truth=truth,
        labels=(*how.labels.values(), how.extra[:4]),
    )


def _lead(rng: Random, org: str, made: Made) -> tuple[str, tuple[tuple[int, int], ...]]:
    lead = rng.choice(frames.LEADS).format(org=org)
    if rng.random() < 0.6:
        return lead, ()
    wrong = rng.random() < 0.3
    real = {
        "tops": sum(not path for path in made.tops),
        "directions": len(made.tops)
        - sum(any(path for path in made.tops) and not path for path in made.tops),
        "matters": len(made.matters),
        "measures": sum(len(each.measures) for each in made.matters),
    }
    said = {name: count + (wrong and name == "matters") for name, count in real.items()}
    depth = max((len(each.direction) for each in made.matters), default=0)
    form = rng.choice(
        frames.COUNTS if depth == 1 else frames.DEEP_COUNTS if depth == 2 else frames.COUNTS[1:]
    )
    names = [name for name in ("tops", "directions", "matters", "measures") if "{" + name + "}" in form]
    return lead + form.format(**said), tuple((said[name], real[name]) for name in names if said[name] > 1)


class Made(NamedTuple):
    """The body of a plan: its lines and what is in it. ``tops`` has one () for each direction of the first level."""

    lines: list[Line]
    directions: list[tuple[str, str]]
    matters: list[Matter]
    tops: list[tuple[str, ...]]


def _body(rng: Random, how: Manner, shape: str) -> Made:
    made = Made([], [], [], [])
    depth = {
        "flat": 0,
        "bare list": 0,
        "chapter": 1,
        "chapters": 1,
        "two levels": 2,
        "two levels in a chapter": 2,
    }.get(shape, 3)
    top = 0 if shape in {"chapters", "two levels", "three levels", "bare list"} else 1
    before = [] if top == 0 else rng.sample(words.PROSE_BEFORE, rng.randint(0, 3))
    deepest = top + depth
    ladder = tuple("1." if form in WORDY and at != deepest else form for at, form in enumerate(how.ladder))
    how = how._replace(ladder=ladder)
    chapter = NUMERALS[ladder[0]]
    at = 0
    for at, title in enumerate(before, 1):
        made.lines.append(Line(title, chapter(at), 1))
        made.lines.extend(frames.prose(rng, title, tuple(NUMERALS[how.ladder[1]](n) for n in range(1, 5))))
    if top:
        made.lines.append(Line(rng.choice(words.MATTERS), chapter(at + 1), 1))
        at += 1
    if shape == "bare list":
        how = how._replace(ladder=rng.choice(LISTS))
        how = how._replace(layout="labelled") if how.ladder == (SERIAL,) else how
    how = how._replace(below=below(how.ladder[top + depth]))
    if how.below in {"①", "——"} and how.ladder[top + depth] in {"①", "⑴"}:
        how = how._replace(running=False)  # there is no ㉑ in everyday use
    count = _fill(rng, how, made, top, depth, ())
    at = at if top else count
    if shape != "bare list" and rng.random() < 0.7:
        title = rng.choice(words.PROSE_AFTER)
        made.lines.append(Line(title, chapter(at + 1), 1))
        made.lines.extend(frames.prose(rng, title, tuple(NUMERALS[how.ladder[1]](n) for n in range(1, 5))))
    return made


def _fill(rng: Random, how: Manner, made: Made, level: int, depth: int, path: tuple[str, ...]) -> int:
    """Directions down to ``depth``, then matters; answers how many headings stand on this level."""
    marker = NUMERALS[how.ladder[level]]
    if not depth:
        count = (
            rng.randint(1, {0: 9, 1: 4, 2: 3}.get(len(path), 2)) if path else rng.choice((3, 5, 7, 9, 14, 23))
        )
        for at in range(1, count + 1):
            number = len(made.matters) + 1 if how.running else at
            printed = marker(number)
            truth, lines = matter(rng, how, printed, path)
            made.matters.append(
                truth._replace(number=("~" if how.ladder[level] in WORDY else "") + bare_number(printed))
            )
            made.lines.extend(line._replace(level=0) for line in lines)
        return count
    count = rng.randint(2, 4 if depth + len(path) == 1 else 3)
    for at, area in enumerate(rng.sample(words.AREAS, count), 1):
        title = rng.choice(
            ("{}方面", "{}方面存在的问题", "在{}方面", "关于{}方面的问题", "{}还有差距方面", "推进{}工作")
        ).format(area)
        stop = rng.choice(("", "", "。"))
        printed = marker(at)
        made.lines.append(Line(title + stop, printed + how.gap, level + 1))
        made.directions.append((bare_number(printed), title))
        made.tops.append(path)
        if rng.random() < 0.08 and depth == 1:
            made.lines.append(Line("针对这方面的问题，逐项明确措施如下。"))
        _fill(rng, how, made, level + 1, depth - 1, (*path, bare_number(printed)))
    return count
