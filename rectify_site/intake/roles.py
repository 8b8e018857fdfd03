"""Who does what in a campaign: its leading group, the office of the group, and what single people look after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

GROUP = "领导小组"
OFFICE = re.compile("(?:下设|设立|成立)[^，。；]{0,12}办公室")
POST = re.compile(
    "(?P<post>第一组长|常务副组长|组长|副组长|常务副主任|主任|副主任|召集人|联络员|成员|总指挥|副总指挥)"
    "[：:](?P<who>[^。]{1,400})"
)
CHARGE = re.compile("(?P<who>[^，。；;]{1,20}同志)(?:重点|具体|主要)?负责(?P<what>[^；;。]{2,100})")


class Role(NamedTuple):
    """A post or a charge, and who has it, in the words of the document."""

    role: str
    who: str


def roles(texts: Iterable[str]) -> Iterator[Role]:
    """Posts of the leading group, then those of its office, and charges: XX同志重点负责宣传报道."""
    body = GROUP
    for text in texts:
        if OFFICE.search(text):
            body = GROUP + "办公室"
        post = POST.fullmatch("".join(text.split()).rstrip(";；。"))
        if post:
            yield Role(body + post["post"], post["who"])
        for charge in CHARGE.finditer(text):
            yield Role(charge["what"], charge["who"])
