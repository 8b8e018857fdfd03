"""The office's own list of wrong wordings (``lexicon.yml``): names, posts and set phrases that must be exact."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from rectify_site.model.fields import Noun, Text
from rectify_site.model.findings import Level

Words = Annotated[Text, StringConstraints(min_length=2, max_length=100)]
"""One character alone would be found in every other sentence."""


class Wrong(Noun):
    """A wording that is wrong, and the right one. ``unless``: longer right words it is a part of (按装 in 按装机容量).

    Without ``right`` the words are only to be looked at. ``source`` says who laid it down.
    """

    wrong: Words
    right: Text | None = None
    unless: tuple[Words, ...] = ()
    source: Text | None = None
    level: Level = Level.WARNING

    @model_validator(mode="after")
    def _within(self) -> Self:
        if any(self.wrong not in words for words in self.unless):
            message = "each of unless has to hold the wrong words"
            raise ValueError(message)
        return self


class Lexicon(Noun):
    """All entries. They go before the built-in ones: the same wrong words are taken from here."""

    entries: tuple[Wrong, ...] = ()
