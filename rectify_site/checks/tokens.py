"""What stands for something still to be written (XX, ××, ○○, □□, Х), and what only looks like it (X光, 1+X)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rectify_site.checks.passages import ascii_word, skim
from rectify_site.text import Shadow, fold

_CROSS = "XxХхΧ×╳✕⨯"  # Latin, Cyrillic, Greek, multiplication signs
_ROUND = "○◯〇"
CUE = re.compile(rf"[{_CROSS}{_ROUND}□▢_](?:(?<=[{_CROSS}])|(?<=_)_|(?<=[{_ROUND}□▢])[{_ROUND}□▢])")
_TOKEN = re.compile(rf"[{_CROSS}]+|[{_ROUND}]{{2,}}|[□▢]{{2,}}|(?<!_)_{{2,}}+(?=[年月日号人元万亿个名项次])")
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十百千零]")
_LETTER = re.compile(r"[A-Za-zÀ-ɏͰ-ӿ]")
_WIDE = re.compile(r"[\u3400-\u9fff]")
_MEASURED = re.compile(
    r"(?:[kcm]?m2?|kg|[kMG]W(?:h|p)?|kV|[GT]B|t|APP|App|app|OA|KTV|LED|CBD|PPP|EPC|GDP)(?![A-Za-z])"
)
_X_WORDS = re.compile(
    r"\s?(?:光|射线|线(?![路上下条段索])|荧光|衍射|染色体|轴|坐标|波段|刀(?!具)|片(?![区镇])|证书"
    r"|[型形](?:路口|支撑|钢|[^\u3400-\u9fff]|$)|[、,/和与]\s?Y(?![A-Za-z]))"
)
_MARKED = re.compile(r"[=√✓✔]")
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟"
    "谭陆汪范廖贾夏韦邹孟熊秦邱尹薛闫段雷侯龙陶黎贺顾郝龚邵钱严覃武戴莫孔汤"
)
_ADDRESSED = re.compile(r"@|://|www\.")
_NEAR = 30
_MASK = 3
_CARD = re.compile(r"[0-9]{9,}\Z")
_YEAR_CUT = re.compile(r"(?<![0-9\-])(?:19|20)[0-9]?\Z")
_VERSION = re.compile(r"(?:\A|[^0-9.])[0-9]{1,2}(?:\.[0-9]{1,3}){0,2}\.\Z")
_NAMES = 4096  # an office names the same units and posts over and over
_UNFILLED = re.compile(r"待定|待填|待补充?|待明确|暂缺|此处填写|填写处|\?{1,}|[-_/.…]+|无名|某+")


def tokens(text: str, shadow: Shadow) -> Iterator[re.Match[str]]:
    """The placeholders of a text, as matches in its shadow, from left to right."""
    addressed = _ADDRESSED.search(shadow.text) is not None
    return (
        match
        for match in _TOKEN.finditer(shadow.text)
        if not _meant(match, text, shadow, addressed=addressed)
    )


@lru_cache(maxsize=_NAMES)
def has_token(value: str) -> bool:
    """Whether a name still has a placeholder in it (X各部门)."""
    return any(True for _ in tokens(value, fold(value)))


@lru_cache(maxsize=_NAMES)
def is_blank(value: str) -> bool:
    """Whether a value is nothing but placeholders, so that nobody is named."""
    rest = skim(value)
    if CUE.search(rest):
        shadow = fold(value)
        rest = shadow.text
        for match in reversed(list(tokens(value, shadow))):
            rest = rest[: match.start()] + rest[match.end() :]
    rest = "".join(rest.split())
    return not rest or _UNFILLED.fullmatch(rest) is not None


def _meant(match: re.Match[str], text: str, shadow: Shadow, *, addressed: bool) -> bool:
    """Whether the signs mean themselves: a word, a model number, an address, a product, a Chinese zero."""
    sign, folded = match.group(), shadow.text
    before = folded[max(0, match.start() - _NEAR) : match.start()]
    behind = folded[match.end() : match.end() + _NEAR]
    if sign[0] in _ROUND:
        return _zero(before, behind)
    if sign[0] in "□▢_":
        return False
    if "\u2160" <= text[shadow.origin[match.start()]] <= "\u217f":
        return True  # Ⅹ is a Roman ten
    if _in_word(sign, before, behind) or (addressed and _in_address(folded, match)):
        return True
    if len(sign) > 1:
        return len(sign) >= _MASK and _between_digits(before, behind)
    return _product(before, behind) if sign in "×╳✕⨯" else _letter(sign, before, behind)


def _zero(before: str, behind: str) -> bool:
    """二○○八年, 一○○: a circle typed for the Chinese zero."""
    return bool(_NUMERAL.match(behind) or (before and before[-1] in "一二三四五六七八九"))


def _in_word(sign: str, before: str, behind: str) -> bool:
    if _LETTER.match(before[-1:]):
        return True
    return bool(_LETTER.match(behind)) and not (_MEASURED.match(behind) and sign.strip("XxХ×") == "")


def _in_address(folded: str, match: re.Match[str]) -> bool:
    word = ascii_word(folded, match.start(), match.end())
    mailbox, at, _ = word.partition("@")
    return "://" in word or "www." in word or (bool(at) and bool(re.search(r"[0-9A-WYZa-wyz]", mailbox)))


def _between_digits(before: str, behind: str) -> bool:
    """138XXXX8000 is a masked number, and right so."""
    return before[-1:].isdecimal() and behind[:1].isdecimal()


def _product(before: str, behind: str) -> bool:
    """3×4, 5米×3米, 完成率×40%, 单价×数量=金额, and the cross that goes with a tick."""
    if behind.lstrip()[:1].isdecimal() or behind.lstrip()[:1] == "(" or before.rstrip()[-1:] == ")":
        return True
    return bool(_MARKED.search(before) or _MARKED.search(behind))


def _letter(sign: str, before: str, behind: str) -> bool:
    """A single X that is a letter: X光, 1+X, X-1, iPhone X, the end of an identity card."""
    left, right = before.rstrip(), behind.lstrip()
    if left[-1:] in {"+", "="} or right[:1] in {"+", "="} or before[-1:] == "\\" or _X_WORDS.match(behind):
        return True
    if _VERSION.search(before) and not _WIDE.match(behind):
        return True  # 2.1.X, but not 2022.X and 12.X日
    if before[-1:].isdecimal():
        return _behind_digits(before, behind)
    if behind[:1].isdecimal() or (
        sign == "X" and before[-1:] == " " and bool(_LETTER.match(left[-1:])) and left[-1] not in _CROSS
    ):
        return True
    hyphened = before[-1:] in {"-", "_"} and not _WIDE.match(before[-2:-1] or "一")
    return hyphened or (behind[:1] in {"-", "_"} and behind[1:2].isascii() and behind[1:2].isalnum())


def _behind_digits(before: str, behind: str) -> bool:
    """An X behind digits belongs to them, but in 202X and before a Chinese word (3X年) it stands for one."""
    if _CARD.search(before) or behind[:1].isdecimal():
        return True
    return not _WIDE.match(behind) and not _YEAR_CUT.search(before)
