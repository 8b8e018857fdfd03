"""The five levels of numbers that official documents use: 一、 （一） 1. （1） ①, in both widths."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rectify_site.text import chinese_number, fold

COUNT = "一二三四五六七八九十百〇零"
YEAR_AHEAD = r"(?=(?:19|20)\d\d年|\d{5}|1[12]\d(?!\d)[\u4e00-\u9fff])"  # 1.2023年以来, 2.12345热线, 3.110接警
EITHER = f"[0-9０-９]{{1,3}}|[{COUNT}]{{1,3}}"
NAMED = (
    "(?:[○●◆◇■□▪•·★☆]\\s*)?(?:整改|反馈|具体|突出|审计|主要|查摆|检视|重点|巡[察视]|督[察查]|工作|整治){0,2}"
    "(?:问题|任务|事项|序号)"
)
LEVELS = (
    (1, re.compile("([Ⅰ-Ⅻ])[、．.]?")),
    (1, re.compile(rf"([{COUNT}]{{1,5}})\s?(?:[、．.](?!\d)|、(?=\d{{4}}))")),
    (2, re.compile(rf"[（(]\s?([{COUNT}]{{1,5}})\s?[）)][、．.]?")),
    (2, re.compile("([㈠-㈩])")),
    (3, re.compile(rf"([0-9０-９]{{1,3}})\s?(?:、|[.．](?![0-9０-９])|[.．]{YEAR_AHEAD})")),
    (3, re.compile("([⒈-⒛])")),
    (3, re.compile(rf"{NAMED}\s?({EITHER})\s?[：:、.．，,\s]")),
    (3, re.compile(rf"[【\[〔]{NAMED}\s?[（(]?({EITHER})[）)]?[】\]〕][：:、.．，,]?")),
    (3, re.compile(rf"{NAMED}\s?[（(]({EITHER})[）)][：:、.．，,]?")),
    (3, re.compile(rf"序号\s?[：:]?\s?({EITHER})\s*$")),
    (3, re.compile(rf"(?:序号)?第\s?({EITHER})\s?[项号](?:问题|任务|整改任务)?\s?[：:、.．，,\s]")),
    (
        3,
        re.compile(
            "(?:受理编号|编号|案件编号)?[：:]?\\s?([A-Z][A-Z0-9]{6,24})(?:号|[：:、\\s])+(?:信访件)?[：:、]?"
        ),
    ),
    (4, re.compile(r"([0-9]{1,2}(?:[.．][0-9]{1,2}){1,2})[、.．\s]\s?(?=[\u4e00-\u9fff“《])")),
    (4, re.compile(r"[（(]\s?([0-9０-９]{1,3})\s?[）)][、．.]?")),
    (4, re.compile("([⑴-⒇])")),
    (4, re.compile(r"([0-9０-９]{1,3})[）)]")),
    (5, re.compile("([①-⑳])[、．.]?")),
)
DEEPEST = 5
SPOKEN = 6  # 第一， and 一是 number matters only where nothing else does
SPOKEN_MARK = re.compile(
    rf"(?:第([{COUNT}]{{1,3}})[，,、：:]|([{COUNT}]{{1,3}})[是要]|其([{COUNT}]{{1,3}})[，,、：:])"
)
BEFORE = r"(?:^|(?<=[。；;：:！!？?\s”’」』）)]))"
RUNS = tuple(
    re.compile(BEFORE + pattern)
    for pattern in (
        rf"([{COUNT}]{{1,3}})[是要]",
        rf"第([{COUNT}]{{1,3}})[，,、：:]",
        "([①-⑳])",
        r"[（(]([0-9０-９]{1,2})[）)]",
        rf"[（(]([{COUNT}]{{1,3}})[）)]",
        rf"([0-9０-９]{{1,2}})(?:、|[.．](?![0-9０-９])|[.．]{YEAR_AHEAD})",
    )
)


class Marker(NamedTuple):
    """The number a paragraph begins with: its level from 1 (一、) to 5 (①), bare, and where the words begin."""

    level: int
    number: str
    end: int


@lru_cache(maxsize=1024)
def ordinal(number: str) -> int | None:
    """What 三, ３, ③, ⑶ or ㈢ counts."""
    if "Ⅰ" <= number <= "Ⅻ":
        return ord(number) - ord("Ⅰ") + 1
    bare = fold(number).text.strip("().").rpartition(".")[2]
    return int(bare) if bare.isascii() and bare.isdigit() else chinese_number(bare)


def marker(text: str) -> Marker | None:
    """The number at the start of a paragraph, if there is one."""
    for level, pattern in LEVELS:
        found = pattern.match(text)
        if found:
            number = found.group(1) if level == 1 else fold(found.group(1)).text.strip("().")
            end = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip())
            return Marker(level, number, end)
    return None


def spoken(text: str) -> Marker | None:
    """第一， or 一是 at the start of a paragraph."""
    found = SPOKEN_MARK.match(text)
    number = next(filter(None, found.groups()), "") if found else ""
    return Marker(SPOKEN, number, found.end()) if found else None


def divide(text: str) -> tuple[str, ...]:
    """A paragraph at its inner enumeration (一是…。二是…。), the marks kept; whole where it has none.

    Of several kinds of marks the one that begins first divides; others stay inside. Words before the first mark
    stay with it: they introduce it and are no measure of their own.
    """
    runs = [cuts for cuts in (_cuts(pattern, text) for pattern in RUNS) if len(cuts) > 1]
    if not runs:
        return (text,)
    cuts = [0, *min(runs)[1:], len(text)]
    return tuple(part for part in (text[start:end].strip() for start, end in pairwise(cuts)) if part)


def _cuts(pattern: re.Pattern[str], text: str) -> list[int]:
    """Where 1, 2, 3 … stand, in this order; a mark out of turn is a word of the text."""
    cuts: list[int] = []
    for found in pattern.finditer(text):
        if ordinal(found.group(1)) == len(cuts) + 1:
            cuts.append(found.start())
    return cuts
