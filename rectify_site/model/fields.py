"""The kinds of value a document may hold: closed patterns, so that an id can never be a path or a command."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
)

ID_LIMIT = 64
TEXT_LIMIT = 20_000  # characters a field; the longest measure seen in real plans has 700

ISO_DATE = re.compile(r"[12]\d{3}-\d{2}-\d{2}", re.ASCII)
DEVICE_NAMES = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd\ufeff"
    "\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\uffa0"
    "\U000e0000-\U000e007f"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""What cannot be seen, or turns around what can be seen, or is no character at all."""


def _iso_date(value: object) -> object:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            message = "this day does not exist"
            raise ValueError(message) from None
    message = "a date is written YYYY-MM-DD"
    raise ValueError(message)


def _not_taken(value: str) -> str:
    if value in DEVICE_NAMES:
        message = "this name belongs to a device on Windows"
        raise ValueError(message)
    if value == "index":
        message = "this name belongs to the page of a list"
        raise ValueError(message)
    return value


def visible(value: str) -> str:
    """A text in which everything can be seen; line breaks and tabs are allowed. Raises ValueError otherwise."""
    if FORBIDDEN.search(value):
        message = "it holds an invisible or a control character, which cannot be published"
        raise ValueError(message)
    return value


def _clean(value: str) -> str:
    if "\n" in value:
        message = "one paragraph is one line: write a second paragraph as its own entry"
        raise ValueError(message)
    return visible(value)


Day = Annotated[date, BeforeValidator(_iso_date), PlainSerializer(date.isoformat, return_type=str)]
"""A calendar day, written YYYY-MM-DD and in no other way."""

Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=ID_LIMIT),
    AfterValidator(_not_taken),
]
"""A name for URLs and files: lower-case ASCII letters, digits and single hyphens, at most 64 characters."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=TEXT_LIMIT), AfterValidator(_clean)]
"""One paragraph of visible text: no control, zero-width, bidi or surrogate characters, no line break."""


class Noun(BaseModel):
    """What all nouns share: frozen, and closed against fields nobody has defined."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Wording(Noun):
    """A text with a second, public wording (公开表述) beside the one the office works with."""

    text: Text
    public: Text


Worded = Text | Wording
"""A text, or a text with its public wording."""


def public_text(value: Worded | None) -> str:
    """What the public reads: the public wording where there is one."""
    if value is None:
        return ""
    return value.public if isinstance(value, Wording) else value
