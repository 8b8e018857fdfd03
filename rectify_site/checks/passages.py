"""The texts of a document, one after the other, and what a rule for texts is given and gives back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from inspect import isclass
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from rectify_site.model.fields import Noun
from rectify_site.model.findings import Complaint
from rectify_site.model.records import Source
from rectify_site.text import HIDDEN, RINGED, SINGLE, Shadow, digits

_RING, _RINGED = re.compile(f"[{''.join(RINGED)}]"), str.maketrans(RINGED)


class Passage(NamedTuple):
    """One text: the path of its field as in the YAML (``events.0.reason.public``), as written, and folded."""

    field: str
    text: str
    shadow: Shadow

    def written(self, start: int, end: int) -> str:
        """What stands in the text itself where the shadow was matched."""
        first, last = self.shadow.span(start, end)
        return self.text[first:last]


class Hit(NamedTuple):
    """A complaint about a part of a text; start and end count in the shadow, and the part is never empty."""

    start: int
    end: int
    complaint: Complaint


def skim(text: str) -> str:
    """A fast copy for cues alone: it holds all that ``text.fold`` would show, but nobody can count in it.

    Decomposed and not composed: a combining mark behind an X would make one letter of the two.
    """
    if text.isascii():
        return text
    if SINGLE.fullmatch(text):
        return unicodedata.normalize("NFKD", text)
    seen = HIDDEN.sub("", text)
    if _RING.search(seen):
        seen = seen.translate(_RINGED)
    return unicodedata.normalize("NFKD", digits(seen))


def texts(document: Noun) -> Iterator[tuple[str, str]]:
    """Every text with its path. Ids, file digests and the source are left out: no reader sees them as words."""
    found: list[tuple[str, str]] = []
    _gather(document, "", found)
    return iter(found)


def _gather(noun: Noun, prefix: str, found: list[tuple[str, str]]) -> None:
    """One list for all levels: generators within generators took a third of the time of a check."""
    values = vars(noun)
    for name, path in _spoken(type(noun)):
        value = values[name]
        if type(value) is str:
            found.append((prefix + path, value))
        elif value:
            _take(value, prefix + path, found)


def _take(value: object, path: str, found: list[tuple[str, str]]) -> None:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            if type(item) is str:
                found.append((f"{path}.{index}", item))
            else:
                _take(item, f"{path}.{index}", found)
    elif isinstance(value, Noun):
        _gather(value, f"{path}.", found)


@cache
def _spoken(kind: type[Noun]) -> tuple[tuple[str, str], ...]:
    hints = get_type_hints(kind, include_extras=True)
    fields = kind.model_fields.items()
    return tuple((name, field.alias or name) for name, field in fields if _speaks(hints[name]))


def _speaks(annotation: Any) -> bool:  # noqa: ANN401 - annotations have no common type
    """Whether a field can hold words: a string without a closed pattern, or a noun that has such fields."""
    if get_origin(annotation) is Annotated:
        plain, *facts = get_args(annotation)
        return plain is str and not any(getattr(fact, "pattern", None) for fact in facts)
    if isclass(annotation) and issubclass(annotation, Noun):
        return annotation is not Source and bool(_spoken(annotation))
    return annotation is str or any(_speaks(part) for part in get_args(annotation))


_WORD = re.compile(r"[!-+\--:<-~]*")
_REACH = 120


def ascii_word(shadow: str, start: int, end: int) -> str:
    """The unbroken run of Latin letters, digits and signs around a match: an address, a model number.

    Comma and semicolon end it, because full-width ones are folded to them.
    """
    backwards = _WORD.match(shadow[max(0, start - _REACH) : start][::-1])
    forwards = _WORD.match(shadow[end : end + _REACH])
    before, behind = backwards.group() if backwards else "", forwards.group() if forwards else ""
    return f"{before[::-1]}{shadow[start:end]}{behind}"
