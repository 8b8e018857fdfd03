"""Lists of units and people as plans write them: 区住建局、区城管局，各镇街."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

OPEN, CLOSE = "（(", "）)"
SEPARATORS = "、，,；;/／"
ENDING = "联|协|团委|局|委|办|办公室|中心|院|部|会|公司|处|队|站|所|校|政府|部门|单位|街道|镇|乡"
GLUED = re.compile(
    rf"(?<=[局委办室心院部门司会联厅])(?=(?:区(?![域块划间位])|市(?![场域容区]|民(?![政宗族防]))|县(?!域)|省)[\u4e00-\u9fff]{{1,14}}(?:{ENDING})$)"
)
COMMITTEE = re.compile("[\u4e00-\u9fff]{2,}[省市县区]委$")
GOVERNMENT = re.compile("[省市县区](?:人民)?政府")
AND = re.compile("[和与及]|以及")
UNIT = re.compile(
    "(?:(?<!社)会|局|委|办|室|中心|院|部|公司|处|队|站|所|校|学校|政府|部门|单位|街道|镇|乡|镇街|园区|村|社区|科|股|组|厅|联|团委|支部|办事处|窗口|企业)$"
)
AND_OTHERS = re.compile(
    "(?<=[\u4e00-\u9fff）)]{3})等(?:[0-9一二三四五六七八九十]{1,3}[家个])?(?:相关|有关|其他|各)?(?:责任|职能|成员|配合|业务)?"
    "(?:部门|单位|科室|股室|处室|机构|乡镇|镇街|街道|地区)?(?:[和、（(及]?单位[）)]?)?$"
)
BLANKS = " \u3000\u00a0"
BESIDE = re.compile(
    "(?:常委|副书记|党组成员|党委成员|班子成员|[党工]委委员|党组书记|党委书记|党工委书记|支部书记|总支书记|纪[检委](?:监察)?组?书记|"
    "纪检监察组组长|副[县市区州镇乡]长|二级巡视员|[一二三四]级调研员)$"
)
OF_A_COMMITTEE = "(?:[省市县区州旗盟]委|[镇乡]党委|[\u4e00-\u9fff]{2,6}[镇乡]委)书记"
POST = "[\u4e00-\u9fff（）()]{0,24}(?:长|主任|主席|书记|常委|总师|专员|巡视员|调研员|政委|经理|干事长|总监|工程师)"
ONE_PERSON = re.compile(
    f"(?!.*{OF_A_COMMITTEE}、)(?!.*党工委书记、[\u4e00-\u9fff]*办事处)(?!.*党委书记、[镇乡]长)"
    f"[^、]*?{BESIDE.pattern[:-1]}、(?!各|全体|其他|有关|相关|分管|班子|党组成员|党委委员|[\u4e00-\u9fff]{{0,4}}委常委)"
    f"{POST}(?:[ \u3000]?(?!书记|主任)[\u4e00-\u9fff某xX×]{{1,3}})?"
)
SHORTEST = 3  # 区委区政府 is read as one body: its first half is too short to be a department
LEAST_BLANK_PART = 2
PLACEHOLDER = re.compile("[xXｘＸ×✕ХхΧχ*＊○□■_]{1,6}|某某?")


class Names(NamedTuple):
    """The names in order, each once; ``glued`` are those that were divided where no separator stands.

    ``unnamed`` are words that stand for units without naming them (等相关部门), taken off the name before them.
    """

    names: tuple[str, ...]
    glued: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def units(text: str) -> Names:
    """Names of units. Blanks separate, and so does the start of a second unit without a separator before it."""
    listed = [part for piece in _parts(text) for part in _at_blanks(piece)]
    others = [AND_OTHERS.search(part) for part in listed]
    named = (part[: more.start()] if more else part for part, more in zip(listed, others, strict=True))
    parts = [part for each in named for part in _conjoined(each)]
    whole: list[str] = []
    glued = []
    for part in parts:
        halves = _unglued(part)
        if len(halves) > 1:
            glued.append(part)
        whole.extend(halves)
    return Names(tuple(dict.fromkeys(whole)), tuple(glued), tuple(more.group() for more in others if more))


@lru_cache(maxsize=1024)
def people(text: str) -> tuple[str, ...]:
    """Posts and names. A blank does not separate: it stands between post and name, or inside 张 三.

    Two posts of one person stay one: 县委副书记、县长, 党组成员、副局长, 区委常委、组织部部长李某.
    """
    whole: list[str] = []
    closed = True
    for separator, part in _separated(text):
        if whole and separator == "、" and not closed and ONE_PERSON.fullmatch(f"{_last(whole[-1])}、{part}"):
            whole[-1] += separator + part
            closed = BESIDE.search(part) is None
        else:
            whole.append(part)
            closed = False
    return tuple(dict.fromkeys(whole))


def _last(posts: str) -> str:
    return posts.rpartition("、")[2]


def has_placeholder(name: str) -> bool:
    """Whether a placeholder stands anywhere in the name (X各部门)."""
    return PLACEHOLDER.search(name) is not None


def _parts(text: str) -> list[str]:
    """Divided at separators outside brackets: 区住建局（城管科、环卫科） is one unit."""
    return [part for _, part in _separated(text)]


def _separated(text: str) -> list[tuple[str, str]]:
    """The parts of a list, each with the separator before it ("" for the first)."""
    parts = [(separator, piece.strip(" \u3000\u00a0。.")) for separator, piece in _outside(text, SEPARATORS)]
    whole: list[tuple[str, str]] = []
    for separator, part in parts:
        if whole and separator == "、" and COMMITTEE.search(whole[-1][1]) and GOVERNMENT.fullmatch(part):
            whole[-1] = (
                whole[-1][0],
                f"{whole[-1][1]}、{part}",
            )  # 龙泉县委、县政府: the second has no place of its own
        elif part:
            whole.append((separator, part))
    return whole


def _outside(text: str, separators: str) -> list[tuple[str, str]]:
    """Divided at separators that stand outside brackets."""
    parts, depth, current, before = [], 0, "", ""
    for character in text:
        depth = max(0, depth + (character in OPEN) - (character in CLOSE))
        if character in separators and depth == 0:
            parts.append((before, current))
            current, before = "", character
        else:
            current += character
    return [*parts, (before, current)]


def _at_blanks(text: str) -> list[str]:
    """Divided at blanks, unless that leaves single characters: 区 住建局 is set wide and one name."""
    parts = [part for _, part in _outside(text, BLANKS) if part]
    wide = any(len(part) < LEAST_BLANK_PART or part[0] in OPEN for part in parts)
    return [text] if wide else parts


def _conjoined(name: str) -> list[str]:
    """区水务局和区农业农村局 are two: words that end as names of units do stand on both sides."""
    for found in AND.finditer(name):
        left, right = name[: found.start()], name[found.end() :]
        if min(len(left), len(right)) >= SHORTEST and UNIT.search(left) and UNIT.search(right):
            return [left, *_conjoined(right)]
    return [name]


def _unglued(name: str) -> list[str]:
    halves, rest = [], name
    while cut := next((at.start() for at in GLUED.finditer(rest) if at.start() >= SHORTEST), 0):
        halves.append(rest[:cut])
        rest = rest[cut:]
    return [*halves, rest]
