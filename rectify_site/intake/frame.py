"""What stands around a document's text: secrecy marks, distribution, attachments, and who signed it off when."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rectify_site.errors import N_, SourceError
from rectify_site.intake import deadlines
from rectify_site.intake.labels import FIELDS, segments
from rectify_site.intake.markers import marker, ordinal
from rectify_site.intake.paragraphs import Paragraph
from rectify_site.text import fold

STATE_SECRET = re.compile("(?:绝密|机密|秘密)(?:[★☆*].{0,10}|级)?|.{0,20}(?:绝密|机密|秘密)[★☆].{0,20}")
UNKNOWN = "[0-9xX×〇○一二三四五六七八九十某]"
LONGEST = 60
FIRST_ATTACHED = re.compile("[：:]\\s*\\S")
LONGEST_CONTACT = 200
CONTACT = re.compile(
    "[（(]?(?:联系|监督|举报|受理|咨询|电子|邮政|通讯|邮箱|信箱|电话|传真|公示期)[^。：:]{0,10}[：:]"
)
ATTACHED = N_("attachments are not read")
FRAME = tuple(
    (re.compile(pattern), why)
    for pattern, why in (
        (
            "内部(?:资料|文件|材料|参考|参阅|使用|掌握)|注意保[存管]|妥善保管|工作秘密|(?:不得|请勿|禁止)(?:外传|公开|扩散)",
            N_("a mark of secrecy"),
        ),
        ("仅供(?:内部|领导|工作)?(?:参考|参阅|使用)", N_("a mark of secrecy")),
        (
            "^(?:抄送|抄报|主送|分送|报送|报送单位|发至|印送)[：:]|印发$|^[（(]?共印\\d+份",
            N_("a line of distribution"),
        ),
        ("^[（(]此件.{2,12}[）)]$", N_("a remark on who may read it; the scope is decided here")),
        ("^.{1,24}[委府局办室会院部组处司厅](?:文件|便函)$", N_("the letterhead")),
        ("^附件[0-9０-９一二三四五六七八九十]{0,2}(?:[：:]|$)", ATTACHED),
        (f"^{UNKNOWN}{{1,4}}年{UNKNOWN}{{1,3}}月{UNKNOWN}{{1,3}}日$", N_("a date with placeholders")),
    )
)
APPENDED = re.compile("附(?:件|表|录)?[0-9０-９一二三四五六七八九十]{0,2}[：:]?")
SIGNATURE = 6  # lines in which the date stands before an attachment: 抄送 and 印发 stand between
ISSUER = re.compile("[\u4e00-\u9fffXx×（）()]{2,30}")


class SignedOff(NamedTuple):
    """Who issued the document and when, as its last lines say; and the places of those lines."""

    issuer: str = ""
    on: date | None = None
    places: tuple[int, ...] = ()


def refuse_state_secrets(paragraphs: Sequence[Paragraph]) -> None:
    """Refuse a document with a secrecy level on it, wherever it stands: this tool exists to publish."""
    for text in dict.fromkeys(paragraph.text for paragraph in paragraphs):
        if len(text) <= LONGEST and STATE_SECRET.fullmatch("".join(fold(text).text.split())):
            raise SourceError(
                "S233",
                N_("the document bears a secrecy level: “{words}”"),
                N_("it must not be read on this machine; speak with the person in charge of secrecy"),
                words=text,
            )


def why_framing(paragraph: Paragraph) -> str | None:
    """Why a line is part of the frame and not of the text; None where it is text."""
    words = paragraph.text.rstrip("。")
    if len(words) > LONGEST or "。" in words or date_line(words):
        return None
    if marker(paragraph.text) or segments(paragraph.text)[0].role:
        return None
    narrow = "".join(words.split())
    return next((why for pattern, why in FRAME if pattern.search(narrow)), None)


def framing(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, str]]:
    """The places of all lines of the frame with the reason. A list of attachments goes on with its numbers."""
    following = 0
    behind = _appended(paragraphs)
    yield from ((place, ATTACHED) for place in range(behind, len(paragraphs)))
    for place, each in enumerate(paragraphs[:behind]):
        why = None if place and _waits(paragraphs[place - 1]) else why_framing(each)
        mark = marker(each.text)
        if why == ATTACHED:
            following = 2 if FIRST_ATTACHED.search(each.text) else 1
        elif following and mark and ordinal(mark.number) == following and not each.text.endswith("。"):
            why, following = ATTACHED, following + 1
        else:
            following = 0
        if why:
            yield place, why


def _appended(paragraphs: Sequence[Paragraph]) -> int:
    """Where an attachment begins behind the signature that holds no matters of its own; the end where none does."""
    for place, each in enumerate(paragraphs):
        if APPENDED.fullmatch("".join(each.text.split())) and any(
            date_line(one.text) for one in paragraphs[max(0, place - SIGNATURE) : place]
        ):
            before, behind = paragraphs[:place], paragraphs[place:]
            if any(map(_has_fields, before)) and not any(map(_has_fields, behind)):
                return place
    return len(paragraphs)


def _has_fields(paragraph: Paragraph) -> bool:
    return any(part.role in FIELDS for part in segments(paragraph.text))


def _waits(paragraph: Paragraph) -> bool:
    """Whether the line is a label whose value stands below it."""
    last = segments(paragraph.text)[-1]
    return bool(last.role) and not last.text


def date_line(text: str) -> date | None:
    """The date of a line that holds nothing but a date."""
    if len(text) > LONGEST:
        return None
    plain = deadlines.plain_words(text).strip("()")
    found = list(deadlines.days(plain, None))
    if len(found) == 1 and plain.endswith("日") and (found[0].start, found[0].end) == (0, len(plain)):
        return found[0].day
    return None


def signed_off(paragraphs: Sequence[Paragraph], never: Collection[int] = ()) -> SignedOff:
    """The issuer and the date at the very end (落款); ``never`` are places that are no issuer."""
    last = len(paragraphs) - 1
    while last > 0 and _is_contact(paragraphs[last].text):
        last -= 1
    if last < 0:
        return SignedOff()
    on = date_line(paragraphs[last].text)
    if on is None:
        return SignedOff()
    if last and last - 1 not in never and _is_issuer(paragraphs[last - 1].text):
        return SignedOff(paragraphs[last - 1].text, on, (last - 1, last))
    return SignedOff("", on, (last,))


def _is_contact(text: str) -> bool:
    """Whether a line behind the signature only says how to reach the office."""
    return CONTACT.match(text) is not None and len(text) <= LONGEST_CONTACT


def _is_issuer(text: str) -> bool:
    if marker(text) or any(part.role in FIELDS for part in segments(text)):
        return False
    return ISSUER.fullmatch(text) is not None
