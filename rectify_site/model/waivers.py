"""What a named person has decided to let stand although a check complains (``waivers.yml``)."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from rectify_site.model.fields import Day, Noun, Text

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{3}$")]


class Waiver(Noun):
    """One decision. ``words`` are those the finding quotes; without them only a finding that quotes none is meant.

    ``reason``, ``by`` and ``until`` may be missing in the file: the waiver then waives nothing and is reported.
    """

    code: Code
    document: Text
    field: Text | None = None
    words: Text | None = None
    reason: Text | None = None
    by: Text | None = None
    until: Day | None = None


class Waivers(Noun):
    """All decisions, in the order of the file."""

    waivers: tuple[Waiver, ...] = ()
