"""Pinyin initials in place of words (mzshh for 民主生活会): a trick against the filters of web portals.

Such spellings ride along with texts copied from document-sharing sites. In an office's own publication they
are a serious wording error (政府网站与政务新媒体检查指标, 国办秘函〔2019〕19号).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rectify_site.checks.passages import Hit, Passage
from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.registry import check

MEANINGS = {
    "bwcx": "不忘初心",
    "dflz": "党风廉政",
    "dsxxjy": "党史学习教育",
    "dzy": "党中央",
    "esd": "二十大",
    "gcd": "共产党",
    "gcdy": "共产党员",
    "jjjc": "纪检监察",
    "ldbz": "领导班子",
    "lgql": "两个确立",
    "lgwh": "两个维护",
    "ljsm": "牢记使命",
    "mzshh": "民主生活会",
    "qmcyzd": "全面从严治党",
    "sgys": "四个意识",
    "sgzx": "四个自信",
    "shzy": "社会主义",
    "sjd": "十九大",
    "xjp": "习近平",
    "xjpzsj": "习近平总书记",
    "xsdzgtsshzy": "新时代中国特色社会主义",
    "ysxt": "意识形态",
    "zggcd": "中国共产党",
    "zgts": "中国特色",
    "zgtsshzy": "中国特色社会主义",
    "zgzy": "中共中央",
    "zsj": "总书记",
    "ztjy": "主题教育",
    "zybxgd": "中央八项规定",
    "zyzz": "中央政治",
    "zyzzj": "中央政治局",
    "zzjs": "政治建设",
    "zzshh": "组织生活会",
}
"""Words, not names of persons in general: a new one is added here, with what it stands for."""

_LATIN = re.compile(
    "bbs|bgm|cbd|cng|crm|css|csv|dns|ftp|gdp|gps|hdr|hpv|html|https?|jpg|kbps|ktv|kwh|lng|mbps|mwh|nfc|npc|pdf|php"
    "|png|pp[bmt]|rmb|rpm|sql|ssd|ssh|ssl|svg|tvb|txt|vpn|wps|xlsx?|xml"
)
_SHORT = 3
_HAN = r"\u3400-\u9fff"
_GAP = r"[\s.\-·_*]?"
_LISTED = re.compile(
    r"(?<![A-Za-z0-9@/._\-])(?:"
    + "|".join(_GAP.join(word) for word in sorted(MEANINGS, key=len, reverse=True))
    + r")(?![A-Za-z0-9@/_\-]|\.[A-Za-z0-9])",
    re.IGNORECASE,
)
_MIXED = re.compile(
    r"(?<![学练实补复自演温研预见])习[jJ*]{1,2}平|习近[pP*]|[xX](?:近|[jJ])平|共[c*C]党|(?<![A-Za-z])[gG][cC]党|[zZ][gG]共产党"
)
_INITIALS = re.compile(
    rf"(?:(?<=[{_HAN}“‘《])|(?<![^\n]))[b-df-hj-np-tv-z]{{3,12}}(?=[{_HAN}”’》,.。、;:)]|$)"
)
_LETTERS = re.compile(
    rf"[A-Za-z*习近](?:(?<=[A-Za-z])(?:{_GAP}[A-Za-z]){{2}}|(?<=[习近])[A-Za-z*]|(?<=[A-Za-z*])[近平党共])"
)


@check("T201", level=Level.ERROR, on="text", cue=_LETTERS, title=N_("coded spelling of a political word"))
def coded_word(passage: Passage) -> Iterator[Hit]:
    """A listed spelling, also spaced out (x j p), in capitals, or half in Chinese (习j平)."""
    for match in _LISTED.finditer(passage.shadow.text):
        letters = re.sub(_GAP.rstrip("?"), "", match.group())
        if len(letters) > _SHORT or letters.lower() == "xjp" or letters.islower():
            yield _hit(passage, match, MEANINGS[letters.lower()])
    for match in _MIXED.finditer(passage.shadow.text):
        yield _hit(passage, match, "共产党" if "党" in match.group() else "习近平")


def _hit(passage: Passage, match: re.Match[str], meaning: str) -> Hit:
    return Hit(
        *match.span(),
        Complaint(
            passage.field,
            N_("{word} stands for {meaning}"),
            {"word": passage.written(*match.span()), "meaning": meaning},
            N_("write the words in full in the source document"),
        ),
    )


@check(
    "T202", level=Level.WARNING, on="text", cue=_LETTERS, title=N_("letters that look like pinyin initials")
)
def unknown_initials(passage: Passage) -> Iterator[Hit]:
    """Three small letters or more without a vowel among Chinese characters: no Latin word is spelt so."""
    shadow = passage.shadow.text
    for match in _INITIALS.finditer(shadow):
        word = match.group()
        if (
            word in MEANINGS
            or _LATIN.fullmatch(word)
            or not word.strip("x")
            or not _beside_han(shadow, match)
        ):
            continue
        yield Hit(
            *match.span(),
            Complaint(
                passage.field,
                N_("{word} looks like the initials of Chinese words"),
                {"word": word},
                N_(
                    "write the words in full in the source document, or leave it if it is a proper abbreviation"
                ),
            ),
        )


def _beside_han(shadow: str, match: re.Match[str]) -> bool:
    """Two steps on either side, so that quotation marks do not hide the Chinese text."""
    beside = shadow[max(0, match.start() - 2) : match.start()] + shadow[match.end() : match.end() + 2]
    return any("\u3400" <= letter <= "\u9fff" for letter in beside)
