"""Rows of a ledger that are no matter, by their words: totals, notes, headings, the header once more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rectify_site.errors import N_
from rectify_site.intake.grids import Cell
from rectify_site.intake.markers import marker
from rectify_site.text import fold

TOTAL = re.compile(r"(?:合\s*计|总\s*计|小\s*计|共\s*计|总数).{0,20}")
FOOT = re.compile(
    r"(?:备注|注|说明|填表说明|填报说明|填报人|填表人|审核人|审批人|负责人|主要负责人|单位负责人|分管领导|签字|联系人|联系电话|"
    r"制表人?|填报单位|填报时间|填报日期|报送单位|日期)\s*[（(]?[^：:]{0,10}[）)]?\s*[：:].*",
    re.DOTALL,
)
NOTE = re.compile(
    r"(?:备\s*注|注|说\s*明|(?:填表|填报|有关|编制|相关)(?:说明|要求)|注意事项)\s*[：:].*|(?:填表|填报)说明",
    re.DOTALL,
)
NUMBER = re.compile(r"[0-9A-Za-z一二三四五六七八九十百〇①-⑳㈠-㈩.．、()（）\-—第项号条]{1,16}")
NUMBERED = re.compile(
    "(?:[\u4e00-\u9fff]{0,4}(?:问题|任务|事项|序号|编号|清单)|第)([0-9]{1,3}|[一二三四五六七八九十百]{1,4})(?:[项号条个](?:问题|任务|事项)?)?"
)
HEADING, DEEP = 40, 3  # characters of a heading; the level of numbers that matters have
UNNUMBERED = re.compile("[\u4e00-\u9fff、“”]{2,20}(?:方面|领域|方面的?问题|类问题)")
FEW = 2  # 填报人 and 审核人 side by side

BOXES, TICKED = "□☐☑■√✓✔", "☑■√✓✔"
BOX_BEFORE = re.compile(f"(?P<box>[{BOXES}])(?P<words>[^{BOXES}]+)")
BOX_BEHIND = re.compile(f"(?P<words>[^{BOXES}]+)(?P<box>[{BOXES}])")

IS_TOTAL = N_("a row of totals")
IS_FOOT = N_("a line below the table")
AGAIN = "junk"  # the header once more, at the top of a printed page


def no_matter(own: Sequence[Cell], known: frozenset[str], *, noted: bool) -> str:
    """Why a row is no part of any matter; "" where it may be.

    ``known`` are the words of the header and above it; ``noted`` says that the row above was one of a note.
    """
    if sum(cell.text in known for cell in own) * 2 > len(own):
        return AGAIN
    if TOTAL.fullmatch(own[0].text):
        return IS_TOTAL
    if len(own) <= FEW and (FOOT.fullmatch(own[0].text) or NOTE.fullmatch(own[0].text)):
        return IS_FOOT
    return IS_FOOT if noted and len(own) == 1 and not NUMBER.fullmatch(own[0].text) else ""


def is_note(text: str) -> bool:
    """说明：1.本表由各责任单位填写: its other lines may stand in rows of their own."""
    return NOTE.fullmatch(text) is not None


def is_heading(text: str) -> bool:
    """一、学习方面: numbered, short, and no sentence; or an aspect without a number."""
    mark = marker(text)
    if mark is None:
        return UNNUMBERED.fullmatch(text) is not None
    return mark.level < DEEP and len(text) <= HEADING and not text.endswith("。")


def printed(number: str) -> str:
    """The number of a matter as it is cited: 1 for 1、 and for 问题1, 1-2 for 1-2."""
    if number.isascii() and number.isalnum():
        return number
    bare = "".join(fold(number).text.split()).strip("、.．()：:")
    found = NUMBERED.fullmatch(bare)
    return found.group(1) if found else bare


def is_numbered(text: str) -> bool:
    """问题一, 第2项, or only a number."""
    bare = "".join(fold(text).text.split()).strip("、.．()：:")
    return NUMBERED.fullmatch(bare) is not None


def chosen(text: str) -> str:
    """The words that are ticked where a cell offers several: ☑立行立改 □限期整改."""
    if "□" not in text and "☐" not in text:
        return text
    before = [
        found["words"].strip(" \u3000、，/") for found in BOX_BEFORE.finditer(text) if found["box"] in TICKED
    ]
    behind = [
        found["words"].strip(" \u3000、，/") for found in BOX_BEHIND.finditer(text) if found["box"] in TICKED
    ]
    return "，".join(filter(None, before if text.strip()[0] in BOXES else behind)) or text
