"""Signs that stand wrong: without their partner, twice, half-width among Chinese, or blanks in between (GB/T 15834).

These rules look at the text as it is written, because what is folded away elsewhere is the fault here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import product

from rectify_site.checks.passages import Hit, Passage
from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.registry import check

_HAN = r"\u3400-\u9fff"
_PARTNER = {"”": "“", "》": "《", "】": "【", "〕": "〔", "」": "「", "』": "『", ")": "("}
_OPENING = frozenset(_PARTNER.values())
_SIGN = re.compile("[“”《》【】〔〕「」『』()]")
_LISTED = re.compile(r"^\s{0,8}(?:\d{1,3}|[a-zA-Z]|[一二三四五六七八九十]{1,3})\)", re.MULTILINE)


@check(
    "T901",
    level=Level.WARNING,
    on="text",
    raw=True,
    cue=re.compile("[“”《》【】〔〕「」『』()（）]"),
    title=N_("quotation mark or bracket without its partner"),
)
def unpaired(passage: Passage) -> Iterator[Hit]:
    """One complaint a line. Quotation marks do not stand within each other; brackets may. 1) numbers a list."""
    shadow = passage.shadow.text
    listed = {match.end() - 1 for match in _LISTED.finditer(shadow)} if ")" in shadow else set[int]()
    start = 0
    for line in shadow.split("\n"):
        signs = [(start + match.start(), match.group()) for match in _SIGN.finditer(line)]
        wrong = _without_partner([sign for sign in signs if sign[0] not in listed])
        if wrong is not None:
            yield _hit(passage, wrong)
        start += len(line) + 1


def _without_partner(signs: Sequence[tuple[int, str]]) -> int | None:
    """The place of the first sign that has none; of two opening quotation marks the first."""
    waiting: list[tuple[int, str]] = []
    quoted: int | None = None
    for at, sign in signs:
        if sign in _OPENING:
            if sign == "“" and quoted is not None:
                return quoted
            quoted = at if sign == "“" else quoted
            waiting.append((at, sign))
        elif not waiting:
            return at
        elif waiting[-1][1] != _PARTNER[sign]:
            return waiting[-1][0] if any(opened == _PARTNER[sign] for _, opened in waiting) else at
        else:
            quoted = None if sign == "”" else quoted
            waiting.pop()
    return waiting[0][0] if waiting else None


def _hit(passage: Passage, at: int) -> Hit:
    hint = N_("add the missing sign in the source document, or delete this one")
    values = {"sign": passage.written(at, at + 1)}
    return Hit(at, at + 1, Complaint(passage.field, N_("{sign} has no partner"), values, hint))


_VERBS = (
    "进行",
    "加强",
    "推进",
    "提高",
    "开展",
    "建立",
    "完善",
    "通过",
    "关于",
    "以及",
    "并且",
    "整改",
    "措施",
)
_TWICE = re.compile(
    r"(?<!目)(?<!标)的的(?![确士])|(?<!为)了了(?![解结断却然])|[、，；：][、，；：。]|。[。、，；：]|,{2,}|;{2,}"
    rf"|(?:{'|'.join(verb * 2 for verb in _VERBS)})"
)
_PAIRS = frozenset(
    {"的的", "了了", *map("".join, product("、，；：。", repeat=2)), *(verb * 2 for verb in _VERBS)}
)
_SAID_TWICE = N_("{signs} stands twice, or two signs stand together")


@check(
    "T902",
    level=Level.WARNING,
    on="text",
    cue=_PAIRS,
    title=N_("sign or word that stands twice"),
)
def doubled(passage: Passage) -> Iterator[Hit]:
    """的的, 了了, ，。 and verbs typed twice; not 目的的, 为了了解, …… or ——."""
    for match in _TWICE.finditer(passage.text):
        yield from _raw(
            passage, match.span(), _SAID_TWICE, N_("delete one of the two in the source document")
        )


_HALF = re.compile(
    rf"[,;:?!.](?<=[{_HAN}”》)）].)(?=[{_HAN}“《])(?:(?<![.])|(?<=[{_HAN}]{{2}}\.)(?=[{_HAN}]))"
)
_NUMBERED = re.compile(rf"(?<![{_HAN}])第?[一二三四五六七八九十]{{1,4}}[章节条款]?$")


@check(
    "T903",
    level=Level.WARNING,
    on="text",
    raw=True,
    cue=_HALF,
    title=N_("half-width punctuation between Chinese characters"),
)
def half_width(passage: Passage) -> Iterator[Hit]:
    """Comma, semicolon, colon, full stop, question and exclamation mark; brackets of either width are left alone."""
    for match in _HALF.finditer(passage.text):
        if match.group() == "." and _NUMBERED.search(
            passage.text[max(0, match.start() - 10) : match.start()]
        ):
            continue
        message = N_("{signs} is half-width")
        yield from _raw(passage, match.span(), message, N_("write the Chinese sign, such as ，；：。？！"))


_BLANK = re.compile(rf"[ \u3000\u00a0\t](?<=[{_HAN}].)[ \u3000\u00a0\t]*+(?=[{_HAN}])")
_SENTENCE = re.compile("[，。；]")
_HEADING = re.compile(r"第[0-9一二三四五六七八九十百]{1,4}[章节条款项部分]{1,2}$|[一二三四五六七八九十]$")
_MOST = 3


@check(
    "T904",
    level=Level.WARNING,
    on="text",
    raw=True,
    cue=_BLANK,
    title=N_("blank between Chinese characters"),
)
def blank(passage: Passage) -> Iterator[Hit]:
    """Only within sentences: 第一条 总则, 组  长 and rows of names are set with blanks on purpose."""
    start = 0
    for line in passage.text.split("\n"):
        found = list(_BLANK.finditer(line)) if _SENTENCE.search(line) else []
        for match in found if len(found) <= _MOST else ():
            before = line[max(0, match.start() - 8) : match.start()]
            if not _HEADING.search(before) and _SENTENCE.search(line, 0, match.start()):
                span = (start + match.start(), start + match.end())
                yield from _raw(passage, span, N_("blank between Chinese characters"), N_("delete the blank"))
        start += len(line) + 1


def _raw(passage: Passage, span: tuple[int, int], message: str, hint: str) -> Iterator[Hit]:
    """A hit for a part of the text as written; nothing where all of it is folded away."""
    origin = passage.shadow.origin
    first, last = bisect_left(origin, span[0]), bisect_left(origin, span[1])
    if first < last:
        values = {"signs": passage.text[slice(*span)]}
        yield Hit(first, last, Complaint(passage.field, message, values, hint))
