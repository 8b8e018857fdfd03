"""The tokens of the sheet, counted: text can be read on every ground it stands on, by day and by night."""

import re
from functools import cache

import pytest

from rectify_site import colour
from tests.pages.site import TEMPLATES

TEXT = ("ink", "soft", "main", "done", "checking", "working", "waiting", "lasting", "late", "focus")
GROUNDS = ("paper", "wash")
SEEN = 3.0
"""The least contrast of what one must see and need not read: a border, a ring of focus (WCAG 2.2, 1.4.11)."""

BLOCK = {"day": r":root {(.*?)}", "night": r':root\[data-scheme="dark"\] {(.*?)}'}


@cache
def tokens(look: str) -> dict[str, str]:
    sheet = (TEMPLATES / "assets" / "rectify.css").read_text("utf-8")
    found: dict[str, str] = {}
    for name in ("day", look):
        block = re.search(BLOCK[name], sheet, re.DOTALL)
        assert block
        found |= dict(re.findall(r"--([\w-]+): ([^;]+);", block[1]))
    return {
        name: found[value[6:-1]] if value.startswith("var(--") else value for name, value in found.items()
    }


@pytest.mark.parametrize("look", BLOCK)
def test_text_can_be_read_on_every_ground(look: str) -> None:
    given = tokens(look)
    pairs = [(name, ground) for name in TEXT for ground in GROUNDS]
    pairs += [("ink", "late-wash"), ("soft", "late-wash"), ("late", "late-wash")]
    faint = {
        (name, ground): round(ratio, 2)
        for name, ground in pairs
        if (ratio := colour.contrast(given[name], given[ground])) < colour.READABLE
    }
    assert faint == {}


@pytest.mark.parametrize("look", BLOCK)
def test_borders_that_one_must_see_can_be_seen(look: str) -> None:
    given = tokens(look)
    for ground in GROUNDS:
        assert colour.contrast(given["edge"], given[ground]) >= SEEN, ground


def test_the_look_at_night_is_another() -> None:
    assert tokens("night")["paper"] != tokens("day")["paper"]
    assert tokens("night")["main"] == tokens("day")["brand-night"]
