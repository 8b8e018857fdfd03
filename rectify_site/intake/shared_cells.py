"""Cells of a column that several fields share (责任单位及责任人): divided where the words leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from rectify_site.intake import deadlines, duties
from rectify_site.intake.labels import segments
from rectify_site.intake.names import UNIT
from rectify_site.model.deadlines import DeadlineKind

UNITS = (
    "responsible_units",
    "lead_units",
    "cooperating_units",
    "responsible_body",
    "supervising_unit",
    "verifying_unit",
)
KINDS = {
    **dict.fromkeys(UNITS, "unit"),
    **dict.fromkeys(("leaders", "persons"), "person"),
    "deadline": "day",
    "contact": "telephone",
}
"""What the words under a role are; "text" for all others."""

LISTED = frozenset({"unit", "person", "day", "telephone"})
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳鲍史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄米明臧计伏成戴谈宋庞熊纪舒屈项祝董梁杜阮蓝"
    "闵席季麻贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪解应宗丁宣邓单洪包诸左石崔吉龚程邢裴陆荣翁荀羊"
    "甄曲封储靳段巫焦侯班仰伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司黎薄白蒲鄂索籍赖卓蔺屠蒙池乔闻党翟谭劳姬申冉桑桂牛寿边"
    "燕浦尚温庄晏柴瞿阎慕连习艾鱼容向古易廖耿满匡国文寇广欧利师巩聂晁冷辛阚简饶曾关车侯佟付肖代仝闫"
)
GIVEN = "[\u4e00-\u9fff某xX×✕*＊○]{1,2}"
NAME = rf"(?:(?:欧阳|上官|司马|诸葛|司徒|东方|夏侯|尉迟|皇甫|慕容)|[{SURNAMES}]){GIVEN}"
POST = (
    "[\u4e00-\u9fff]{0,20}(?:长|主任|书记|支书|主席|常委|委员|总监|经理|专员|巡视员|调研员|政委|总师|负责人|责任人|联系人|负责同志|"
    "领导|同志|班子成员|领导班子|干部|科员|网格员|专干)"
)
PERSON = re.compile(rf"(?:{POST})?[ \u3000]?{NAME}(?:同志)?|{NAME}{POST}|{POST}")
PLACE = re.compile("(?:各|有关|相关|全|[\u4e00-\u9fff]{2})[县市区旗]+$")
EITHER = re.compile(rf"[{SURNAMES}].(?:会|村|站|所|队|校|联|组|社区)?$")  # a name as well as a short unit
DAY = re.compile(
    r"(?:[于在到至拟]|确保|力争)?[\d〇零一二三四五六七八九十两上下本当今明次每个年月日号天旬季周度工作半底末初中前之以内起至到~—./-]{2,30}"
    "(?:完成整改|整改完成|整改到位|落实到位|完成|到位|办结|落实)?|(?:即知即改|立行立改|立查立改|立即整改|立即|长期坚持|持续坚持|持续推进|"
    "持续整改|长期|常态化|并|[，,、]){1,6}"
)
PHONE = re.compile(r"[\d+()（）-]{7,20}")
SPACED_NAME = re.compile(
    "(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
TOKEN = re.compile(
    r"(?P<before>[、，,；;/／\s：:]*)(?P<word>(?:[^、，,；;/／\s：:（()）]|[（(][^（()）]*[）)])+)"
)
BRACKET = re.compile("(?P<word>[^（()）]+)[（(](?P<inside>[^（()）]+)[）)]")
CLAUSES = re.compile(
    r"(?P<text>.+?)(?:[（(](?P<inside>[^（()）]{2,30})[）)]|(?<=[。；;，,：:\s])(?P<behind>[^。；;：:\s]{2,24}))[。；;]?"
)
LONGEST = 500
ENDS = "、，,；;/／。. \u3000\n"
ANY_YEAR = 2020  # a month alone is a day, too

Divided = tuple[tuple[str, str], ...]
"""Roles and the words under them, in their order."""


class Atom(NamedTuple):
    """One name or day: what kind it is, its words, and the separator before it."""

    kind: str
    words: str
    before: str


@lru_cache(maxsize=2048)
def divide(roles: tuple[str, ...], text: str) -> Divided | None:
    """The fields of a cell; None where nobody can say for sure which words belong to which."""
    kinds = [KINDS.get(role, "text") for role in roles]
    whole = text.strip() if "text" in kinds else SPACED_NAME.sub(r"\1\2", text.strip())
    if len(whole) > LONGEST and "text" not in kinds:
        return None
    found = _labelled(roles, whole) or _by_position(roles, whole)
    if found is None and LISTED.issuperset(kinds):
        return _by_kind(roles, whole)
    return found or (_with_days(roles, whole) if sorted(kinds) == ["day", "text"] else None)


def first(roles: Sequence[str]) -> str:
    """The role of a cell that cannot be divided; of several units the one that claims least."""
    if all(KINDS.get(role) == "unit" for role in roles) and UNITS[0] in roles:
        return UNITS[0]
    return roles[0]


def _labelled(roles: Sequence[str], text: str) -> Divided | None:
    """牵头单位：办公室 below 责任人：王某: the cell says itself what its words are."""
    found = [part for line in text.split("\n") for part in segments(line)]
    named = [(part.role, part.text) for part in found if part.text]
    return tuple(named) if named and {role for role, _ in named} <= {*roles} else None


def _by_position(roles: Sequence[str], text: str) -> Divided | None:
    """办公室/王某 under 责任单位/责任人: as many parts as roles, and each is what its role wants."""
    for divider in ("\n", "[/／]"):
        parts = [part.strip() for part in re.split(divider, text) if part.strip()]
        if len(parts) == len(roles) and all(map(_fits, roles, parts)):
            return tuple(zip(roles, parts, strict=True))
    return None


def _fits(role: str, text: str) -> bool:
    kind = KINDS.get(role, "text")
    if kind == "text":
        return not DAY.fullmatch(text)
    atoms = _atoms(text)
    return bool(atoms) and all(atom.kind == kind for atom in atoms)


def _by_kind(roles: Sequence[str], text: str) -> Divided | None:
    """Units, people and days told apart by what they are; the order decides between two roles of one kind."""
    atoms = _atoms(text)
    kinds = [KINDS[role] for role in roles]
    if not atoms or not {atom.kind for atom in atoms} <= {*kinds}:
        return None
    if len(set(kinds)) == len(kinds):
        of_kind = (
            (role, [atom for atom in atoms if atom.kind == kind])
            for role, kind in zip(roles, kinds, strict=True)
        )
        return tuple((role, _joined(its)) for role, its in of_kind if its)
    runs = [tuple(run) for _, run in groupby(atoms, key=lambda atom: atom.kind)]
    if [run[0].kind for run in runs] == kinds:
        return tuple((role, _joined(run)) for role, run in zip(roles, runs, strict=True))
    return _marked(roles, text) if {*kinds} == {"unit"} else None


def _marked(roles: Sequence[str], text: str) -> Divided | None:
    """区住建局（牵头）、区城管局: some of the units say themselves what they do."""
    rest = next((role for role in roles if role != "lead_units"), roles[0])
    said = duties.read(rest, "、".join(text.split("\n")))
    return (
        said
        if said != ((rest, "、".join(text.split("\n"))),) and {role for role, _ in said} <= {*roles}
        else None
    )


def _joined(atoms: Sequence[Atom]) -> str:
    """A list with 、 between its names; a blank stays between a post and the name of the one who holds it."""
    words = atoms[0].words
    for last, atom in pairwise(atoms):
        held = atom.before.isspace() and re.fullmatch(POST, last.words) and re.fullmatch(NAME, atom.words)
        words += (" " if held else "、") + atom.words
    return words


@lru_cache(maxsize=2048)
def _atoms(text: str) -> tuple[Atom, ...]:
    """The names in a list; none where it does not divide, or where one of them may be anything."""
    atoms: list[Atom] = []
    at = 0
    for found in TOKEN.finditer(text):
        if found.start() != at:
            return ()
        at = found.end()
        atoms += _of_token(found["word"], found["before"])
    return tuple(atoms) if not text[at:].strip(ENDS) and all(atom.kind for atom in atoms) else ()


def _of_token(word: str, before: str) -> Iterable[Atom]:
    bracket = BRACKET.fullmatch(word)
    if not bracket:
        return [Atom(_kind(word), word, before)]
    outer = _kind(bracket["word"])
    inner = _atoms(bracket["inside"])
    others = {atom.kind for atom in inner} - {outer}
    if outer == "unit" and others and len({atom.kind for atom in inner}) == 1:  # 办公室（王某）
        return [Atom(outer, bracket["word"], before), *inner]
    return [Atom(outer, word, before)]


def _kind(word: str) -> str:
    """What a name is; "" where it may be several things, or none of them."""
    if DAY.fullmatch(word) and _is_day(word):
        return "day"
    if PHONE.fullmatch(word):
        return "telephone"
    unit = UNIT.search(word) is not None or PLACE.fullmatch(word) is not None
    if unit and re.fullmatch(NAME, word) and EITHER.fullmatch(word):
        return ""
    if unit:
        return "unit"
    return "person" if PERSON.fullmatch(word) else ""


def _is_day(text: str) -> bool:
    return deadlines.parse(text, ANY_YEAR).kind not in {
        DeadlineKind.VAGUE,
        DeadlineKind.NONE,
        DeadlineKind.PLACEHOLDER,
    }


def _with_days(roles: Sequence[str], text: str) -> Divided | None:
    """Measures with the day they are due: one for all at the end, or one behind each."""
    its = next(role for role in roles if role != "deadline")
    pieces = [_clause(line.strip()) for line in text.split("\n") if line.strip()]
    days = [day for _, day in pieces if day]
    if not days or (len(days) > 1 and len(days) < len(pieces)) or not pieces[-1][1]:
        return None
    return tuple(_in_order(its, pieces))


def _clause(line: str) -> tuple[str, str]:
    if DAY.fullmatch(line) and _is_day(line):
        return "", line
    found = CLAUSES.fullmatch(line)
    day = (found["inside"] or found["behind"] or "") if found else ""
    if not found or not DAY.fullmatch(day) or not _is_day(day):
        return line, ""
    return found["text"].rstrip("，,：: \u3000"), day


def _in_order(role: str, pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for text, day in pieces:
        if text:
            yield role, text
        if day:
            yield "deadline", day
