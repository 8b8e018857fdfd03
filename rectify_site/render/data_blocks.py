"""JSON inside a page: a block of data that no browser runs and that nothing in it can end."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rectify_site.render.escape import Safe

BREAKING = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
"""What could end the block or a line of it; JSON reads the same either way."""


def data_block(data: Mapping[str, object]) -> Safe:
    """The text of a ``<script type="application/ld+json">``."""
    return Safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(BREAKING))
