"""The body of a page: our Markdown made into HTML by a fast CommonMark engine (docs/decisions/0021)."""

from __future__ import annotations

import pyromark


def body(text: str) -> str:
    """The HTML of a page's Markdown. Headings get no ids: what can be linked to has one in the template."""
    return pyromark.html(text)
