"""What else leads to a person: passports, number plates, private mailboxes, home addresses. Finds them.

A home address is told from an address of work by who is named with it: 家住, 住址, a resident with a name.
Limit of what may be said of a home: 乡镇、街道 (practice of offices that publish their masking rule).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rectify_site.checks.personal_numbers import BETWEEN, HAN
from rectify_site.checks.tokens import SURNAMES
from rectify_site.text import Shadow

_LATIN = str.maketrans("АВЕЅКМНОРСТУХавекмнорстухΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESKMHOPCTYXabekmhopctyxABEZHIKMNOPTYX")
"""Cyrillic and Greek letters that look like Latin ones."""

_G = r"[\s\-‐‑‒–—·.]{0,2}"
_D = f"[0-9{HAN}]"
_N = f"{_D}(?:{_G}{_D}){{0,4}}"
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_HOSTS = "qq foxmail 163 126 139 189 188 yeah gmail hotmail outlook live msn yahoo icloud sina sohu tom 21cn aliyun 263"
_AT = r"(?:@|\(at\)|\[at\]|#)"

_PASSPORT = re.compile(
    rf"(?<![A-Za-z0-9])(?P<kind>[A-Za-z])(?:{BETWEEN}(?P<second>[A-Za-z]))?(?P<digits>(?:{BETWEEN}{_D}){{7,8}})(?!{BETWEEN}{_D}|[A-Za-z])"
)
_PLATE = re.compile(
    rf"[{PROVINCES}]{BETWEEN}[A-HJ-NP-Z]{BETWEEN}(?:[A-HJ-NP-Za-hj-np-z0-9{HAN}]{BETWEEN}){{4,5}}"
    rf"(?:[A-HJ-NP-Za-hj-np-z0-9{HAN}]|[挂学警港澳领使])(?![A-Za-z0-9])"
)
_MAILBOX = re.compile(
    rf"{_AT}\s{{0,2}}(?:v\s?i\s?p\s?\.\s?)?(?:"
    + "|".join(r"\s?".join(host) for host in _HOSTS.split())
    + r")\s{0,2}\.\s{0,2}(?:c\s?o\s?m|c\s?n|n\s?e\s?t)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_LOCAL = re.compile(rf"\s{{0,2}}(?:[A-Za-z0-9._%+\-{HAN}]\s?){{0,48}}")
_ROOM = (
    rf"{_N}{_G}(?:号{_G}楼|栋|幢|座|号{_G}院|楼){_G}"
    rf"(?:{_N}{_G}(?:单{_G}元|门|栋|号{_G}楼){_G})?{_N}{_G}(?:室|户|号(?!线|楼)|房)"
)
_GROUP = rf"村{_G}(?:第{_G})?{_N}{_G}(?:村{_G}民{_G}小?{_G})?(?:组|社|队)(?:{_G}{_N}{_G}号)?"
_STREET = rf"(?:路|街|巷|弄|胡同|村|屯|庄|苑|小区){_G}{_N}{_G}(?:号|弄|巷)(?!{_G}楼|线)(?:{_G}{_N}{_G}(?:室|户|号))?"
_HOME = re.compile(f"{_ROOM}|{_GROUP}|{_STREET}(?:{_G}院?{_G}{_ROOM})?")
_LIVES = re.compile(
    "家.{0,2}住|住.{0,2}址|住在|现.{0,2}住|居住[在于地]|户籍|家庭.{0,2}地址|家在|租住|常住地|住所地?[为是:]"
)
_DWELLER = r"(?:住户|居民|村民|业主|户主|租户|贫困户|低保户|五保户|特困户|脱贫户|群众|老人|老党员|个体户)"
_NAMED = (
    rf"{_DWELLER}?[{SURNAMES}](?:某{{1,2}}|[\u4e00-\u9fff]{{1,2}}(?=[,。;、:(\s]|同志|家|等|户|反映|因|的|$))"
)
_OF_ONE = re.compile(rf"\s?(?:的)?(?:{_NAMED}|{_DWELLER}(?!代表|委|组|会|点|区|楼)|[先女][生士])")
_OF_GROUP = re.compile(rf"\s?(?:的)?{_DWELLER}{_NAMED.removeprefix(_DWELLER + '?')}")
_ONE_OF = re.compile(rf"{_DWELLER}{_NAMED.removeprefix(_DWELLER + '?')}[^。;]{{0,8}}$")
_NEAR_IT = re.compile(r"\s?(?:附近|一带|周边|旁|门前|门口|对面|以[东南西北])")
_TOWN = re.compile(r"(?:乡|镇|街道)(?!村|居)")
_CLAUSE = re.compile(r"[。;\n]")
_PASSPORT_SAID = re.compile("护照|通行证|证件号|台胞证|回乡证|旅行证")
_NO_PASSPORT = re.compile("编号|文号|代码|型号|批号|合同|条码|流水|项目|标准|图号|单号|发票|货号|料号|机号")
_OFFICE_MAILBOX = re.compile(
    r"(?:监督|举报|受理|反映|意见|征集|征求|办公|单位|公开|公示|联系|投诉|咨询|电子|工作)(?:电子)?(?:邮箱|信箱|邮件|邮件地址)"
)
_BEFORE = 24
_FEWEST_DIGITS = 3
_LEAST_LOCAL = 2


class TraceKind(StrEnum):
    """What a trace is."""

    PASSPORT = "passport"
    PLATE = "plate"
    MAILBOX = "mailbox"
    HOME = "home"


class Trace(NamedTuple):
    """Where it stands in the shadow, and the places in it that may not be quoted.

    ``cut`` says that the hidden part can be left out without loss: 家住石桥镇.
    """

    kind: TraceKind
    start: int
    end: int
    hidden: Sequence[int]
    cut: bool = False


_SOON = rf"[\W_]{{0,3}}第?[\W_]{{0,3}}[0-9{HAN}]"
_LETTER = "A-Za-zА-Яа-яΑ-Ω"
_BUILT = "村路街巷弄屯庄苑楼栋幢座院"
CUE = re.compile(  # one class of first characters: only then is the scan quick
    rf"[@#(\[{_LETTER}{PROVINCES}{_BUILT}小胡](?:(?<=[@#])|(?<=\()[aA][tT]\)|(?<=\[)at\]"
    rf"|(?<=[{_LETTER}])(?<![A-Za-z0-9]{{2}}[{_LETTER}])(?:[\W_]{{0,3}}[0-9{HAN}]){{7}}|(?<=[{PROVINCES}])[\W_]{{0,3}}[A-ZА-ЯΑ-Ω]"
    rf"|(?<=小)区{_SOON}|(?<=胡)同{_SOON}|(?<=[{_BUILT}]){_SOON})"
)
"""Looked for in a skimmed text: without it there is no trace."""


def traces(shadow: Shadow) -> tuple[Trace, ...]:
    """Everything that leads to a person and is no number of a card or a telephone."""
    return _traces(shadow.text)


@lru_cache(maxsize=1)
def _traces(folded: str) -> tuple[Trace, ...]:
    """The last text is remembered, because one rule after the other asks for the same one."""
    text = folded.translate(_LATIN)
    return (*_passports(text), *_plates(text), *_mailboxes(text), *_homes(text))


def _passports(text: str) -> Iterator[Trace]:
    for match in _PASSPORT.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        count = sum(sign.isalnum() for sign in match.group("digits"))
        letters = f"{match.group('kind')}{match.group('second') or ''}".upper()
        shaped = (letters[0] in "EG" and len(letters) + count == 9) or bool(_PASSPORT_SAID.search(before))  # noqa: PLR2004
        if shaped and not _NO_PASSPORT.search(before):
            signs = [at for at in range(*match.span()) if text[at].isalnum()]
            yield Trace(TraceKind.PASSPORT, *match.span(), signs[1:-3])


def _plates(text: str) -> Iterator[Trace]:
    for match in _PLATE.finditer(text):
        signs = [at for at in range(*match.span()) if text[at].isalnum() or text[at] in HAN]
        if sum(text[at] in f"0123456789{HAN}" for at in signs[2:]) >= _FEWEST_DIGITS:
            yield Trace(TraceKind.PLATE, *match.span(), signs[2:-2])


def _mailboxes(text: str) -> Iterator[Trace]:
    for match in _MAILBOX.finditer(text):
        local = _LOCAL.match(text[max(0, match.start() - 60) : match.start()][::-1])
        start = match.start() - (local.end() if local else 0)
        signs = [at for at in range(start, match.start()) if not text[at].isspace()]
        name = "".join(text[at] for at in signs)
        public = _OFFICE_MAILBOX.search(text, max(0, start - _BEFORE), start)
        if len(name) >= _LEAST_LOCAL and not (public and any(sign.isalpha() for sign in name)):
            yield Trace(TraceKind.MAILBOX, signs[0], match.end(), signs[1:])


def _homes(text: str) -> Iterator[Trace]:
    for match in _HOME.finditer(text):
        if not _somebody_lives_there(text, match):
            continue
        start = max(0, match.start() - _BEFORE)
        towns = [town.end() for town in _TOWN.finditer(text, start, match.end())]
        clause = max((end.end() for end in _CLAUSE.finditer(text, start, match.start())), default=start)
        town = towns[-1] if towns and towns[-1] > clause else None
        if town is None:
            hidden = [at for at in range(*match.span()) if text[at] in f"0123456789{HAN}"]
            yield Trace(TraceKind.HOME, *match.span(), hidden)
        else:
            yield Trace(TraceKind.HOME, town, match.end(), range(town, match.end()), cut=True)


def _somebody_lives_there(text: str, match: re.Match[str]) -> bool:
    clause = re.split(r"[。;\n]", text[max(0, match.start() - _BEFORE) : match.start()])[-1]
    behind = text[match.end() : match.end() + _BEFORE]
    if _NEAR_IT.match(behind):
        return False
    if _LIVES.search(clause) or _ONE_OF.search(clause):
        return True
    whole = re.search(r"[室户号房]$", match.group())
    return bool((_OF_ONE if whole else _OF_GROUP).match(behind))
