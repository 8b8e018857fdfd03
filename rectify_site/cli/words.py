"""The language of the door. English stands in the code, gettext has the Chinese; Chinese is what offices speak."""

from __future__ import annotations

import gettext
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from rectify_site.model.titles import title

DOMAIN = "rectify_site"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def _language(arguments: list[str]) -> str:
    """``--lang`` wherever it stands; read before click does, because help is translated while commands are made."""
    for index, word in enumerate(arguments):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
    return "zh"


LANGUAGE = _language(sys.argv[1:])
_catalogue = gettext.translation(
    DOMAIN,
    str(Path(__file__).resolve().parent.parent / "locale"),
    languages=["zh_CN"] if LANGUAGE != "en" else ["en"],
    fallback=True,
)


def _(message: str) -> str:
    """A sentence in the language of the door."""
    return _catalogue.gettext(message) if message else ""


def said(message: str, values: Mapping[str, object]) -> str:
    """A message template with its values, fields by their titles, nothing in it that a terminal would obey."""
    shown = {name: str(value) for name, value in values.items()}
    if LANGUAGE != "en" and "field" in shown:
        shown["field"] = title(shown["field"])
    return harmless(_(message).format_map(shown))


def harmless(text: str) -> str:
    """Control, bidi and zero-width characters written out instead of sent to the terminal."""
    return CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
