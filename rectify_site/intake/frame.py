"""What stands around a document's text: secrecy marks, distribution, attachments, and who signed it off when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rectify_site.errors import N_, SourceError
from rectify_site.intake import deadlines
from rectify_site.intake.labels import FIELDS, segments
from rectify_site.intake.markers import marker
from rectify_site.intake.paragraphs import Paragraph
from rectify_site.text import fold

STATE_SECRET = re.compile("(?:绝密|机密|秘密)(?:[★☆*].{0,10}|级)?|.{0,20}(?:绝密|机密|秘密)[★☆].{0,20}")
UNKNOWN = "[0-9xX×〇○一二三四五六七八九十某]"
FRAME = tuple(
    (re.compile(pattern), why)
    for pattern, why in (
        (
            "内部(?:资料|文件|材料)|注意保[存管]|妥善保管|工作秘密|(?:不得|请勿|禁止)(?:外传|公开|扩散)",
            N_("a mark of secrecy"),
        ),
        ("^(?:抄送|抄报|主送|分送|报送单位|发至)[：:]|印发$", N_("a line of distribution")),
        ("^附件[0-9０-９一二三四五六七八九十]{0,2}(?:[：:]|$)", N_("attachments are not read")),
        (f"^{UNKNOWN}{{1,4}}年{UNKNOWN}{{1,3}}月{UNKNOWN}{{1,3}}日$", N_("a date with placeholders")),
    )
)
LONGEST = 60
ISSUER = re.compile("[\u4e00-\u9fffXx×（）()]{2,30}")


class SignedOff(NamedTuple):
    """Who issued the document and when, as its last lines say; and the places of those lines."""

    issuer: str = ""
    on: date | None = None
    places: tuple[int, ...] = ()


def refuse_state_secrets(paragraphs: Sequence[Paragraph]) -> None:
    """Refuse a document with a secrecy level on it, wherever it stands: this tool exists to publish."""
    for paragraph in paragraphs:
        if len(paragraph.text) <= LONGEST and STATE_SECRET.fullmatch(
            "".join(fold(paragraph.text).text.split())
        ):
            raise SourceError(
                "S233",
                N_("the document bears a secrecy level: “{words}”"),
                N_("it must not be read on this machine; speak with the person in charge of secrecy"),
                words=paragraph.text,
            )


def why_framing(paragraph: Paragraph) -> str | None:
    """Why a line is part of the frame and not of the text; None where it is text."""
    if len(paragraph.text) > LONGEST or "。" in paragraph.text or date_line(paragraph.text):
        return None
    if marker(paragraph.text) or segments(paragraph.text)[0].role:
        return None
    narrow = "".join(paragraph.text.split())
    return next((why for pattern, why in FRAME if pattern.search(narrow)), None)


def date_line(text: str) -> date | None:
    """The date of a line that holds nothing but a date."""
    if len(text) > LONGEST:
        return None
    plain = deadlines.plain_words(text).strip("()")
    found = list(deadlines.days(plain, None))
    if len(found) == 1 and plain.endswith("日") and (found[0].start, found[0].end) == (0, len(plain)):
        return found[0].day
    return None


def signed_off(paragraphs: Sequence[Paragraph]) -> SignedOff:
    """The issuer and the date at the very end (落款)."""
    if not paragraphs:
        return SignedOff()
    last = len(paragraphs) - 1
    on = date_line(paragraphs[last].text)
    if on is None:
        return SignedOff()
    if last and _is_issuer(paragraphs[last - 1].text):
        return SignedOff(paragraphs[last - 1].text, on, (last - 1, last))
    return SignedOff("", on, (last,))


def _is_issuer(text: str) -> bool:
    if marker(text) or any(part.role in FIELDS for part in segments(text)):
        return False
    return ISSUER.fullmatch(text) is not None
