"""Figures in running text: 走访群众9万余人, 投入资金3.5亿元, 开展督查xx次.

A figure is a number in digits, or a placeholder for one, before a word that counts. Years, days, ordinals and numbers
written out (三个场馆) are words of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rectify_site.intake.markers import marker
from rectify_site.intake.names import has_placeholder
from rectify_site.model.events import Figure

DIGIT = "[0-9０-９]"
NUMBER = (
    rf"{DIGIT}{{1,3}}(?:,{DIGIT}{{3}}){{1,4}}(?:\.{DIGIT}{{1,4}})?|{DIGIT}{{1,12}}(?:[.．]{DIGIT}{{1,4}})?"
)
BLANK = "[xXｘＸ×✕ХхΧχ*＊○□■_]{1,6}"
UNITS = (
    "人次|场次|条次|剂次|户次|批次|车次|班次|件次|家次|平方公里|平方千米|平方米|立方米|公里|千米|公顷|公斤|千克|美元|"
    "个百分点|百分点|%|％|‰|个工作日|小时|分钟|元|亩|吨|米|天|次|名|位|篇|份|户|座|间|套|辆|株|棵|册|幅|笔|宗|种|轮|剂|"
    "人(?![民大才力口事社防])|个(?![月体性])|项(?!目)|场(?![镇所])|期(?![间限])|条(?![例款])|件|家(?![庭园属])|"
    "处(?![室置理长级分罚])|所|台(?!账)|部(?![门署])|本(?![级地])|张|块|起(?![来草])|例(?![如会])|批(?![评示准])|"
    "栋|幢|盏|艘|枚|千瓦|眼(?![光界前睛里])|类|组(?![织长])|支(?![部队])|只|头"
)
FIGURE = re.compile(
    rf"(?<![第0-9０-９A-Za-z.．,×])(?P<value>(?:{NUMBER}|{BLANK})[余多几]?[十百千]?[万亿]?[余多几]?)"
    rf"(?P<unit>{UNITS})(?P<after>以上|左右|上下)?(?!内|以内|之内)"
)
ROUNDED = re.compile("[余多几]")
NEARLY = re.compile("(?:约|近|超|超过|逾|将近|大约)$")
BREAK = re.compile("[，。；、：！？,;:!?（）()《》“”‘’\\s]")
SUMMED = re.compile("(?:共计|共|累计|总计|合计|先后|全年|分别|现已|已)(?=[^的]{2,})")
NEUTRAL = re.compile("(?:开展|召开|举办|举行|印发|下发|制发|撰写)了?(?=.{2,})")
CHANGED = re.compile("(?:由|从)[^，。]{1,12}?(?:提高|提升|增长|下降|降低|上升|增加|减少|压减|缩短)(?:到|至)$")
LINK = re.compile(
    "(?:提高到|提升到|提升至|提高至|下降到|降至|增至|升至|由|从|共计|累计|总计|合计|分别|超过|达到|将近|大约|共|达|约|近|超|逾|为|了|有|是)+$"
)
LISTED = "等"  # 乡镇、村组等5个层级: what is counted stands behind
BEHIND = re.compile("[\u4e00-\u9fff]{1,20}")
NEAR = 40  # characters in which the words of a figure are looked for


def in_prose(text: str) -> Iterator[Figure]:
    """The figures of a paragraph in order, placeholders among them. ``value`` is as written: 9万余, xx."""
    mark = marker(text)
    start = mark.end if mark else 0
    for found in FIGURE.finditer(text, start):
        label = _label(text[max(start, found.start() - NEAR) : found.start()], text[found.end() :][:NEAR])
        if label:
            said = ROUNDED.search(found["value"]) or found["after"]
            nearly = bool(said or NEARLY.search(text[max(0, found.start() - 2) : found.start()]))
            yield Figure(label=label, value=found["value"], unit=found["unit"], approximate=nearly)


def real(text: str) -> Iterator[Figure]:
    """The figures that have a number."""
    yield from (each for each in in_prose(text) if not has_placeholder(each.value))


def _label(before: str, behind: str) -> str:
    """What is counted: the words before the number up to a comma, else those behind it, else the clause before."""
    clauses = [part for part in BREAK.split(before) if part]
    following = BEHIND.match(behind.removeprefix("的"))
    adjoins = bool(clauses) and not BREAK.match(before[-1])
    if adjoins and not clauses[-1].endswith(LISTED) and _bare(clauses[-1]):
        return _bare(clauses[-1])
    if following:
        return following.group()
    return next((each for each in map(_bare, reversed(clauses)) if each), "")


def _bare(words: str) -> str:
    """县乡领导共走访群众 is 走访群众; 为主题开展学习研讨 is 学习研讨; 收入达 is 收入."""
    words = LINK.sub("", CHANGED.sub("", words))
    for pattern in (SUMMED, NEUTRAL):
        ends = [found.end() for found in pattern.finditer(words)]
        words = words[ends[-1] :] if ends else words
    return words
