"""What an office hands to its checks beside the documents."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rectify_site.model.due import DueRule
from rectify_site.model.lexicon import Lexicon
from rectify_site.model.waivers import Waivers


class Given(NamedTuple):
    """All of it may be missing; then the rules that need it are not asked.

    ``as_of`` is the signed cut-off date and ``due`` how the office counts days: both are needed to say what is late.
    ``today`` decides only whether a waiver has run out; nobody here reads a clock.
    """

    lexicon: Lexicon = Lexicon()
    waivers: Waivers = Waivers()
    as_of: date | None = None
    due: DueRule | None = None
    today: date | None = None
