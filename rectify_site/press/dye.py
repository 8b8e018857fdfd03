"""The main colour of an office, put into the tokens of the sheet and into the icon."""

from __future__ import annotations

from collections.abc import Mapping

from rectify_site import colour

SHEET, ICON = "assets/rectify.css", "assets/icon.svg"
OURS, OURS_BY_NIGHT = "#9b1c1f", "#f0a39f"
NIGHT = "#2b2f34"
"""A little lighter than the lightest ground of the dark pages, so that text in the colour can be read on each."""


def dyed(templates: Mapping[str, bytes], main: str) -> dict[str, bytes]:
    """The templates in the office's colour; on dark pages a lighter one of the same tone stands for it."""
    if main == OURS:
        return dict(templates)
    night = colour.readable(main, NIGHT, colour.WHITE)
    tokens = {
        f"--brand: {OURS};": f"--brand: {main};",
        f"--brand-night: {OURS_BY_NIGHT};": f"--brand-night: {night};",
    }
    sheet, icon = templates[SHEET].decode(), templates[ICON].decode()
    for ours, theirs in tokens.items():
        sheet = sheet.replace(ours, theirs)
    return {**templates, SHEET: sheet.encode(), ICON: icon.replace(OURS, main).encode()}
