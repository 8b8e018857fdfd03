"""Sentences as a whole: the same one twice, and one that does not come to an end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.registry import check

_END = re.compile("(?<=[。！？!?；;\n])")
_SIGNS = "。！？!?；;"
_LEAST = 15
_SHOWN = 20
_SAME_KIND = re.compile(r"\.\d+(?=\.|$)")
_MAY_REPEAT = re.compile(
    r"(?:contact|phases|how_to_object|deadline|units|milestones|title|events\.\d+\.period)\b"
)


@check("T905", level=Level.WARNING, on="fields", title=N_("sentence that stands twice"))
def repeated(fields: Sequence[tuple[str, str]]) -> Iterator[Complaint]:
    """In one text, or in two of the same list (two measures, two reports of progress): copied and not rewritten."""
    seen: dict[str, set[str]] = {}
    for path, text in fields:
        for sentence in _sentences(text) if len(text) >= _LEAST and not _MAY_REPEAT.match(path) else ():
            if sentence not in seen:
                seen[sentence] = {_SAME_KIND.sub("", path)}
                continue
            listed = _SAME_KIND.sub("", path)
            if listed in seen[sentence]:
                start = sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN]}…"
                hint = N_("delete it in the source document, or write what is new")
                yield Complaint(path, N_("the sentence “{start}” stands twice"), {"start": start}, hint)
            seen[sentence].add(listed)


def _sentences(text: str) -> Sequence[str]:
    """What ends with a sign, and a text that is one sentence; lines of a page without an end are labels."""
    if not _END.search(text, _LEAST, len(text) - 1):
        return (text.strip(),)
    parts = (part.strip() for part in _END.split(text))
    return [part for part in parts if len(part) >= _LEAST and part[-1] in _SIGNS]


_PROSE = re.compile(
    r"(?:measures\.\d+|events\.\d+|aspects\.\d+\.paragraphs\.\d+|sections\.\d+\.paragraphs\.\d+|preamble\.\d+"
    r"|remaining\.\d+|next_steps\.\d+|conclusion\.\d+|text\.\d+)"
    r"(?:\.(?:text|reason|next_step))?(?:\.(?:text|public))?"
)
_CLOSED = '。！？!?；;：:…”’"）)》】〕'
_CUT_OFF = re.compile(r"[，、,—-]\s*$|(?:以及|并且|而且|和|与|及|或者|包括|例如)$")
_STOPS = re.compile("[。；]")


@check("T906", level=Level.WARNING, on="fields", title=N_("sentence without an end"))
def unfinished(fields: Sequence[tuple[str, str]]) -> Iterator[Complaint]:
    """A paragraph that ends with a comma or 以及; or one written in sentences whose last has no full stop."""
    for path, text in fields:
        if text[-1:] in _CLOSED or len(text) < _LEAST or not _PROSE.fullmatch(path):
            continue
        if _CUT_OFF.search(text[-6:]) or _STOPS.search(text):
            end = text[-12:].strip()
            hint = N_("see whether the end is missing in the source document; if not, add the full stop")
            yield Complaint(path, N_("the text ends in the middle: …{end}"), {"end": end}, hint)
