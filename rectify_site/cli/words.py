"""The language of the door. English stands in the code, gettext has the Chinese; Chinese is what offices speak."""

from __future__ import annotations

import gettext
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from rectify_site.errors import N_
from rectify_site.model.titles import title

DOMAIN = "rectify_site"
WORDS = frozenset({"problem", "fault", "kind", "what", "decision"})
"""Values that are words of ours and not of an author: they are translated too."""

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
SPOKEN = "zh_CN" if LANGUAGE != "en" else "en"
FOLDER = str(Path(__file__).resolve().parent.parent / "locale")
_catalogue = gettext.translation(
    DOMAIN,
    FOLDER,
    languages=[SPOKEN],
    fallback=True,
)


# click looks its own words up in the process-wide domain, by the language of the environment.
os.environ["LANGUAGE"] = SPOKEN
gettext.bindtextdomain(DOMAIN, FOLDER)
gettext.textdomain(DOMAIN)
CLICKS_WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("[OPTIONS]"),
    N_("Show this message and exit."),
    N_("default: {default}"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Missing option"),
    N_("Missing argument"),
    N_("Missing command."),
    N_("Option {name!r} does not take a value."),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Invalid value: {message}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("Choose from:\n\t{choices}"),
)
"""Named here only so that they stand in the catalogue."""


def _(message: str) -> str:
    """A sentence in the language of the door."""
    return _catalogue.gettext(message) if message else ""


def said(message: str, values: Mapping[str, object]) -> str:
    """A message template with its values, fields by their titles, nothing in it that a terminal would obey."""
    shown = {name: _(str(value)) if name in WORDS else str(value) for name, value in values.items()}
    if LANGUAGE != "en" and "field" in shown:
        shown["field"] = field_title(shown["field"])
    return harmless(_(message).format_map(shown))


def field_title(field: str) -> str:
    """A field as an office calls it; its own name in English."""
    return title(field) if LANGUAGE != "en" else field


def harmless(text: str) -> str:
    """Control, bidi and zero-width characters written out instead of sent to the terminal."""
    return CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
