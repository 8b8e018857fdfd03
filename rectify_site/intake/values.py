"""A labelled value of a matter, and what there is to say about it."""

from __future__ import annotations

from typing import NamedTuple

from rectify_site.intake.outline import Block
from rectify_site.intake.paragraphs import Remark, remark


class Value(NamedTuple):
    """A labelled value and the paragraph it stands in."""

    role: str
    text: str
    block: Block
    column: int
    label: str


def said(value: Value, code: str, message: str, **values: object) -> Remark:
    """A finding at the place of the value; the message is a template."""
    offset = len(value.block.paragraph.text) - len(value.block.words)
    return remark(value.block.paragraph, code, message, offset + value.column, **values)
