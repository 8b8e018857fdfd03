"""What is wrong with a document, said so that the clerk can mend it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import Field

from rectify_site.model.fields import Noun


class Level(StrEnum):
    """``error`` stops the signature; ``judge`` (须研判) needs a named person's decision; ``warning`` does not stop."""

    ERROR = "error"
    JUDGE = "judge"
    WARNING = "warning"


class Complaint(NamedTuple):
    """What a check yields: the field (``measures.0.text``), a sentence with places for values, and the values.

    The runner adds the document and the place, the door the language.
    """

    field: str
    message: str
    values: Mapping[str, Any] = MappingProxyType({})
    hint: str = ""


class Place(Noun):
    """Where to look: the source document first (第57段, 表一!F12), then the file, line and column of the draft.

    ``source_place`` says it for every kind of source, ``source_paragraph`` only where paragraphs are counted.
    """

    file: str
    line: int | None = None
    column: int | None = None
    source_file: str | None = None
    source_paragraph: int | None = None
    source_place: str | None = None


class Finding(Noun):
    """One thing to mend. ``code`` never changes its meaning; ``waived`` is the reason why it may stay (豁免)."""

    code: str
    level: Level
    document: str
    field: str
    message: str
    values: dict[str, str] = Field(default_factory=dict)
    hint: str = ""
    words: str = ""
    place: Place
    waived: str = ""

    @property
    def stops(self) -> bool:
        """Whether it keeps its document from being signed."""
        return self.level is Level.ERROR and not self.waived
