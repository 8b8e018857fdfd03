"""JSON inside a page: a block of data that no browser runs and that nothing in it can end."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from rectify_site.render.escape import Safe

BREAKING = re.compile("[<>&\u2028\u2029]")
"""What could end the block or a line of it; JSON reads the same either way."""

_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def data_block(data: Mapping[str, object]) -> Safe:
    """The text of a ``<script type="application/ld+json">``."""
    text = _WRITER.encode(data)
    return Safe(BREAKING.sub(lambda sign: f"\\u{ord(sign.group()):04x}", text))
