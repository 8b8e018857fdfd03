"""What click says in English only, in the language of the door.

click looks some of its sentences up in our catalogue (``words.CLICKS_WORDS``); those with a plural, and those its
types make, come as they are and are known here by their form.
"""

from __future__ import annotations

import re

import click

from rectify_site.cli.words import LANGUAGE, said
from rectify_site.errors import N_

FORMS = (
    (
        r"(?P<value>'[^']*') is not (?:one of )?(?P<choices>'.*')\.",
        N_("{value} is no choice; choose {choices}."),
    ),
    (r"(?:File|Path|Directory) (?P<value>'[^']*') does not exist\.", N_("{value} is not there.")),
    (r"File (?P<value>'[^']*') is a directory\.", N_("{value} is a folder; a file is wanted.")),
    (r"Directory (?P<value>'[^']*') is a file\.", N_("{value} is a file; a folder is wanted.")),
    (
        r"(?:File|Path|Directory) (?P<value>'[^']*') is not (?:readable|writable)\.",
        N_("{value} may not be opened."),
    ),
    (r"\(?Did you mean (?:one of: )?(?P<value>'[^?]*')\?\)?", N_("Is {value} meant?")),
    (r"\(?Possible options: (?P<value>[^)]*)\)?", N_("Is {value} meant?")),
    (r"Got unexpected extra arguments? \((?P<value>.*)\)\.?", N_("this is too much: {value}.")),
    (r"Missing parameter: (?P<value>[\w-]+)\.?", N_("{value} is missing.")),
    (r"Option (?P<value>'[^']*') requires an argument\.", N_("a value is missing behind {value}.")),
    (
        r"Option (?P<value>'[^']*') requires (?P<count>\d+) arguments\.",
        N_("{count} values belong behind {value}."),
    ),
    (r"Argument (?P<value>'[^']*') takes (?P<count>\d+) values\.", N_("{value} takes {count} values.")),
    (r"No closing quotation", N_("a quotation mark is not closed.")),
)

SYSTEMS_WORDS = (
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("File exists"),
    N_("File name too long"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Read-only file system"),
    N_("Input/output error"),
    N_("File is not a zip file"),
)
"""What the system says, as ``{problem}`` in our sentences; named here so that it stands in the catalogue."""

QUOTED = re.compile("'([^']*)'")


def problem(error: click.ClickException) -> str:
    """The sentence of a usage error; in Chinese also with Chinese quotation marks and stops."""
    text = error.format_message()
    for form, message in FORMS:
        text = re.sub(form, lambda found, message=message: said(message, found.groupdict()), text)  # type: ignore[misc]
    return text if LANGUAGE == "en" else QUOTED.sub("“\\1”", text).replace("。 ", "。").rstrip(".")
