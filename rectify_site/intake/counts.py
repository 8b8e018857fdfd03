"""What a plan says about itself: how many tasks it has (14项任务, “五个不决策”), and when reports are due."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rectify_site.intake import deadlines
from rectify_site.intake.paragraphs import Paragraph
from rectify_site.model.records import ReportDue
from rectify_site.text import chinese_number, fold

NUMBER = "[0-9０-９]{1,4}|[一二两三四五六七八九十百]{1,5}"
DECLARED = re.compile(
    rf"(?<![第0-9０-９一二两三四五六七八九十百])(?P<count>{NUMBER})[个项条类各]?(?:重点|主要|突出|具体|整改|专项|反馈){{0,3}}"
    "(?P<what>任务|问题|措施|举措|事项|方面|方向|着力点|阶段|专题|大类)(?!的?[之第])"
)
SLOGAN = re.compile(rf"(?P<count>{NUMBER})个(?P<word>[\u4e00-\u9fff]{{2,8}})(?=”[。：:])")
CLAUSE = re.compile("[^，；。：:]{2,200}")
FEWEST = 2  # 一个问题 is no count
LONGEST_LIST = 20
NAMED_ONE_BY_ONE = re.compile("[^，。；：:]{2,200}(?<!、)$")
SENTENCE = re.compile("[^。；;]{1,500}")
TELL = re.compile("报告|报送|上报|汇报")
DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)?(?:之?前)?|(?:\d{4}年)?年底前?")
BOTH = re.compile("[和及、]|以及")
CONTENT = re.compile("[\u4e00-\u9fff、]{2,40}")
TRUTH = {
    **dict.fromkeys(("任务", "问题", "事项"), "items"),
    **dict.fromkeys(("措施", "举措"), "measures"),
    **dict.fromkeys(("方面", "方向", "着力点"), "directions"),
    "大类": "classes",
    "阶段": "phases",
    "专题": "topics",
}


class Declared(NamedTuple):
    """A count in the plan's words, and what was found; None where there is nothing to compare it with."""

    text: str
    declared: int
    found: int | None
    line: int
    column: int
    what: str


def declared(paragraph: Paragraph, found: Mapping[str, tuple[int, ...]]) -> Iterator[Declared]:
    """Counts in one paragraph.

    ``found`` says what each may mean, the likeliest first. A count behind names (甲、乙、丙三个方面) is compared
    with those names, one before a list (7个问题：①…) with it.
    """
    text = paragraph.text
    for match in DECLARED.finditer(text):
        count = _count(match)
        if count < FEWEST:
            continue
        before = NAMED_ONE_BY_ONE.search(text[: match.start()])
        names = before.group().count("、") + 1 if before and "、" in before.group() else None
        what = TRUTH[match.group("what")]
        its = _nearest(found.get(what, ()), count) if names is None else names
        listed = circled(text[match.end() :]) or its
        yield Declared(match.group(), count, listed, paragraph.line, paragraph.column + match.start(), what)


def _nearest(candidates: Sequence[int], declared: int) -> int | None:
    """What is found: the count that was declared where it may be meant, else the likeliest."""
    return declared if declared in candidates else next(iter(candidates), None)


def slogans(paragraph: Paragraph) -> Iterator[Declared]:
    """Counted slogans whose parts follow at once: “六个能不能”。①…, “五个不决策”：甲的不决策，乙的不决策.

    Parts have a number, or end in the word of the slogan. Where some end in it, clauses that begin alike are parts,
    too, so that a slip in one of them does not make the count wrong. Other slogans (“四个意识”) list nothing.
    """
    for match in SLOGAN.finditer(paragraph.text):
        behind = paragraph.text[match.end() :].lstrip("”。：:")
        found = circled(behind) or _parts(behind.partition("。")[0], match.group("word"))
        if found >= FEWEST <= _count(match):
            column = paragraph.column + match.start()
            yield Declared(match.group(), _count(match), found, paragraph.line, column, "parts")


def _count(match: re.Match[str]) -> int:
    digits = fold(match.group("count")).text
    return (int(digits) if digits.isdigit() else chinese_number(digits)) or 0


def circled(behind: str) -> int:
    """How far ①②③ runs in what follows; 0 where the list does not begin at once."""
    if not behind.lstrip("”。：:").startswith("①"):
        return 0
    count = 0
    while count < LONGEST_LIST and chr(ord("①") + count) in behind:
        count += 1
    return count


def _parts(sentence: str, word: str) -> int:
    clauses = CLAUSE.findall(sentence)
    alike = sum(clause.endswith(word) for clause in clauses)
    same_start = sum(clause[0] == clauses[0][0] for clause in clauses)
    return max(alike, same_start) if alike >= FEWEST else 0


def reports_due(texts: Iterable[str], year: int | None) -> Iterator[ReportDue]:
    """When the plan asks for reports: 分别于6月底和12月底前报告半年和全年工作情况 are two, each with its content."""
    for text in texts:
        for sentence in SENTENCE.finditer(text):
            told = TELL.search(sentence.group())
            dates = list(DATE.finditer(sentence.group()[: told.start()])) if told else []
            if told and dates:
                contents = _contents(sentence.group()[told.end() :], len(dates))
                yield from _dated(dates, contents, sentence.group()[: told.start()], year)


def _dated(
    dates: list[re.Match[str]], contents: list[str | None], words: str, year: int | None
) -> Iterator[ReportDue]:
    found = [when for when in deadlines.days(words, year) if when.day]
    for date, content in zip(dates, contents, strict=True):
        day = next((when.day for when in found if when.start < date.end() and when.end > date.start()), None)
        if day:
            yield ReportDue(on=day, text=date.group(), content=content)


def _contents(words: str, count: int) -> list[str | None]:
    """半年和全年工作情况 for two dates is 半年工作情况 and 全年工作情况."""
    found = CONTENT.match(words)
    if not found:
        return [None] * count
    parts = BOTH.split(found.group())
    if count == 1 or len(parts) != count:
        return [found.group()] * count
    shared = parts[-1][len(parts[0]) :] if len(parts[-1]) > len(parts[0]) else ""
    return [part if part.endswith(shared) else part + shared for part in parts]
