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
from rectify_site.text import INVISIBLE, Shadow

_UNSEEN = re.compile(f"[{re.escape(''.join(sorted(INVISIBLE)))}]")


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
    return text if text.isascii() else unicodedata.normalize("NFKD", _UNSEEN.sub("", text))


def texts(document: Noun) -> Iterator[tuple[str, str]]:
    """Every text with its path. Ids, file digests and the source are left out: no reader sees them as words."""
    return _below(document, "")


def _below(noun: Noun, prefix: str) -> Iterator[tuple[str, str]]:
    for name, path in _spoken(type(noun)):
        yield from _values(getattr(noun, name), prefix + path)


def _values(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Noun):
        yield from _below(value, f"{path}.")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _values(item, f"{path}.{index}")


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
