"""Marks of secrecy and of limited distribution. A paper that carries one is not published, whatever it says.

保守国家秘密法 (2024) art. 22 asks for the mark, art. 35 for a review before disclosure, art. 64 covers 工作秘密.
The rules look for a mark and not for a topic: 商业秘密, 国家秘密, 保密审查, 规范内部文件流转 are what plans are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product

from rectify_site.checks.passages import Hit, Passage, skim
from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.registry import check
from rectify_site.text import fold

_GAP = r"[\s\-_.*|/]{0,3}"
_CUT = r"[\W_]{0,3}"
_HAN = r"\u3400-\u9fff"
_BLANK = r"[^\S\n]{0,8}"


def _any(words: Iterable[str]) -> str:
    """One of the words, also with blanks or signs between its characters."""
    return "(?:" + "|".join(_GAP.join(word) for word in words) + ")"


def _after(words: str) -> str:
    """Just behind one of the words, or one sign later."""
    return "|".join(rf"(?<={word})|(?<={word}[,.。;、! ])" for word in words.split())


_LEVEL = _any(["绝密", "机密", "秘密"])
_ALONE = rf"(?<![{_HAN}A-Za-z0-9、“‘《])"
_IS = rf"(?:{_ALONE}|(?<=[为属系])|(?<=属于)|(?<=件是)|(?<=料是))"
_ORDER = "(?:注意|严禁|禁止|不得|请勿|切勿|仅供|妥善|阅后|用后|会后)"
_END = rf"(?:(?![{_HAN}、”’》A-Za-z0-9])|(?={_ORDER}))"
_THIS = "此件 本件 该件 本资料 本材料 本文件 本文稿 本课件 内部资料 内部文件 内部材料 内部使用"
_BEGINS = rf"(?<![{_HAN}A-Za-z0-9、“‘《,.。;:)])"
_LEFT = rf"(?:{_BEGINS}|{_after(f'{_THIS} 学习 参考 交流 传阅 保存 保管 外传')})"

_CLASSIFIED = re.compile(
    rf"{_LEVEL}{_GAP}[★☆✩⭐※]"
    rf"|{_IS}{_LEVEL}{_GAP}级{_END}"
    rf"|{_ALONE}{_LEVEL}{_GAP}(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}}){_GAP}(?:年|个月){_END}"
    rf"|密{_GAP}级{_BLANK}[::为]?{_BLANK}{_LEVEL}{_END}"
    rf"|[\[【(〔〈「『]{_BLANK}{_LEVEL}{_BLANK}[\]】)〕〉」』]"
    rf"|^{_BLANK}{_LEVEL}(?:文件|资料|材料)?{_BLANK}!?{_BLANK}$",
    re.MULTILINE,
)
_INTERNAL = re.compile(
    _IS + _any(["内部资料", "内部文件", "内部材料", "内部参考", "内部刊物", "内部使用", "工作秘密"]) + _END
)
_FORBIDDEN = _any(
    map("".join, product(["禁止", "严禁", "不得", "不准", "不许", "请勿", "切勿"], ["外传", "外泄", "翻印"]))
)
_KEPT = _any(["注意保存", "注意保管", "阅后销毁", "阅后即焚", "阅后收回", "阅后退回", "会后收回", "用后收回"])
_NOT_OPEN = rf"(?:{_BEGINS}|{_after(_THIS)}){_any(['不得公开'])}"
_ATTRIBUTE = rf"(?:{_after('此件 本件 公开属性:')}){_any(['不予公开', '不公开', '依申请公开'])}"
_KEEP_IN = re.compile(rf"(?:{_LEFT}(?:{_FORBIDDEN}|{_KEPT})|{_NOT_OPEN}|{_ATTRIBUTE}){_END}")
_ONLY_FOR = re.compile(
    rf"仅{_GAP}供{_GAP}(?!学生|残疾|村民|居民|行人|车辆|消防|应急)[^,.。;:\s]{{0,4}}?"
    + _any(["学习", "参考", "内部", "交流", "传阅", "研究"])
    + "(?!车|人员|职工|员工|道路|停车)"
)

_STOP = N_("stop: have the secrecy reviewer decide; only a paper that carries no such mark can be published")
_STRIKE = N_(
    "ask where the text comes from; if the office may publish it, delete the mark in the source document"
)


@check(
    "T301",
    level=Level.ERROR,
    on="text",
    cue=re.compile("密"),
    title=N_("mark of classification (绝密, 机密, 秘密)"),
)
def classified(passage: Passage) -> Iterator[Hit]:
    """秘密★10年, 机密级, 密级：机密, 【绝密】, or the word alone on its line; not the word in a sentence."""
    return _marks(passage, _CLASSIFIED, _STOP)


@check(
    "T302",
    level=Level.ERROR,
    on="text",
    cue=re.compile(f"密|内{_CUT}部"),
    title=N_("mark of internal material (内部资料)"),
)
def internal(passage: Passage) -> Iterator[Hit]:
    """内部资料, 内部文件, 工作秘密 standing alone or said of the paper itself; not 内部文件管理."""
    return _marks(passage, _INTERNAL, _STOP)


@check(
    "T303",
    level=Level.ERROR,
    on="text",
    cue=re.compile(f"外{_CUT}[传泄]|翻{_CUT}印|注{_CUT}意|后{_CUT}[销即收退]|不{_CUT}[得予公]|依{_CUT}申"),
    title=N_("order not to pass the paper on (禁止外传, 注意保存)"),
)
def kept_in(passage: Passage) -> Iterator[Hit]:
    """Also 此件不予公开 and 此件依申请公开: the attribute every official paper carries (公开属性)."""
    return _marks(passage, _KEEP_IN, _STRIKE)


@check(
    "T304",
    level=Level.ERROR,
    on="text",
    cue=re.compile(f"仅{_CUT}供"),
    title=N_("for study or reference only (仅供学习)"),
)
def only_for(passage: Passage) -> Iterator[Hit]:
    """仅供学习, 仅供领导参考, 仅供内部使用: either not meant for the public or copied from a sharing site."""
    return _marks(passage, _ONLY_FOR, _STRIKE)


_CELL = 12
"""Characters of a field that is a cell of a table and no sentence."""

_CUE_OF_ANY = re.compile(
    f"密|内{_CUT}部|外{_CUT}[传泄]|翻{_CUT}印|注{_CUT}意|[阅会用]{_CUT}后|仅{_CUT}供|不{_CUT}[得予公]|依{_CUT}申"
)


@check("T305", level=Level.ERROR, on="fields", title=N_("mark of secrecy split over two fields"))
def split_mark(fields: Sequence[tuple[str, str]]) -> Iterator[Complaint]:
    """机密 in two cells, or 秘密 in one and ★10年 in the next: the page shows them side by side."""
    short = [(path, text) if len(text) <= _CELL else (path, "") for path, text in fields]
    if not _CUE_OF_ANY.search(skim("".join(text for _, text in short))):
        return
    for (path, before), (_, behind) in pairwise(short):
        if not (before and behind):
            continue
        both = fold(before + behind)
        for pattern in (_CLASSIFIED, _INTERNAL, _KEEP_IN, _ONLY_FOR):
            for match in pattern.finditer(both.text):
                start, end = both.span(*match.span())
                if start < len(before) < end:
                    mark = (before + behind)[start:end]
                    yield Complaint(
                        path, N_("the mark {mark} runs on into the next field"), {"mark": mark}, _STOP
                    )


def _marks(passage: Passage, pattern: re.Pattern[str], hint: str) -> Iterator[Hit]:
    for match in pattern.finditer(passage.shadow.text):
        mark = "".join(passage.written(*match.span()).split())
        yield Hit(
            *match.span(),
            Complaint(passage.field, N_("the text carries the mark {mark}"), {"mark": mark}, hint),
        )
