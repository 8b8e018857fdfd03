"""What the guide tells a clerk to type can be typed: the documents it names are those of the sample office."""

import re
from pathlib import Path

from tests.recount import public

ROOT = Path(__file__).parents[2]


def test_every_document_that_the_guide_names_is_signed_in_the_sample_office() -> None:
    text = (ROOT / "docs" / "guide" / "07-channels.md").read_text(encoding="utf-8")
    asked = re.findall(r"--(plan|record|report|notice) ([a-z0-9-]+)", text)
    signed = public(ROOT / "content")
    assert len(asked) >= 5
    assert [(kind, key) for kind, key in asked if key not in signed[kind]] == []
