"""What a file tells of who made it, and with what: properties, comments, traces of editing, hidden sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rectify_site.gate.unfolding import plain

_WHO = re.compile(
    r"<(?:dc:creator|cp:lastModifiedBy|Manager|Company)>([^<]+)<"
    r"|<meta\b(?=[^<>]*\bname=[\"']?(?:author|generator)\b)[^<>]*\bcontent=[\"']?([^\"'<>]+)",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"(?:^|/)(?:docProps/custom\.xml|docProps/thumbnail\.\w+|word/(?:comments\w*|people)\.xml"
    r"|xl/(?:comments\w*\.xml|threadedComments/.+|persons/.+|externalLinks/.+|printerSettings/.+))$"
)
_EDITED = re.compile(
    r"<w:(?:ins|del|moveFrom|moveTo)\s[^<>]*>|<sheet\b[^<>]*\bstate=[\"'](?:very)?hidden", re.IGNORECASE
)


def told(path: str, markup: str, known: str) -> Iterator[str]:
    """What a file tells, in words for a person. A name that the public may read anyway is no finding."""
    if part := _PARTS.search(path):
        yield part.group().lstrip("/")
    for match in _WHO.finditer(markup):
        name = plain(match.group(1) or match.group(2)).strip()
        if name and name not in known:
            yield name
    if edited := _EDITED.search(markup):
        yield edited.group()
