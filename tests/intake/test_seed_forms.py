"""Each seed says the same in every form an office could send it in; as plain text it equals the truth (test_seeds)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document

from rectify_site import intake
from rectify_site.intake.report import as_json
from tests.intake.samples import saved, word_file
from tests.intake.seeds import NAMES, seed

HEADINGS = (
    ("Heading 1", re.compile(r"\s*[一二三四五六七八九十]+、")),
    ("Heading 2", re.compile(r"\s*（[一二三四五六七八九十]+）")),
)
LONGEST_HEADING = 60


def styled(text: str) -> bytes:
    """A Word file in which the short numbered lines have heading styles."""
    document = Document()
    for line in text.removesuffix("\n").split("\n"):
        style = next((name for name, begins in HEADINGS if begins.match(line)), None)
        document.add_paragraph(line, style=style if len(line) <= LONGEST_HEADING else None)
    return saved(document)


FORMS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "plain Word": (".docx", word_file),
    "Word with heading styles": (".docx", styled),
    "GB18030": (".txt", lambda text: text.encode("gb18030")),
    "UTF-8 with a mark": (".txt", lambda text: text.encode("utf-8-sig")),
    "UTF-16": (".txt", lambda text: text.encode("utf-16")),
}


def told(name: str, suffix: str, data: bytes) -> dict[str, Any]:
    """The report without what depends on the file alone."""
    return {
        key: value
        for key, value in as_json(intake.read(f"{name}{suffix}", data)).items()
        if key not in {"findings", "unread"}
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_a_seed_reads_the_same_in_every_form(name: str, form: str) -> None:
    text = seed(name).decode("utf-8")
    suffix, made = FORMS[form]
    assert told(name, suffix, made(text)) == told(name, ".txt", seed(name))
