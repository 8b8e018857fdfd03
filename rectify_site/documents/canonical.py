"""Canonical JSON (RFC 8785) for text, whole numbers, booleans, lists and maps: one value, one sequence of bytes."""

from __future__ import annotations

import json
import re
from typing import Any

from rectify_site.model.office import Document

LARGEST = 2**53 - 1
DOUBTFUL = re.compile(r"[\U00010000-\U0010ffff]|(?:^|[:\[,])-?\d*(?:\d{16}|\d[.eE])")
"""Where sorting by code point may not be sorting by UTF-16, or a number may not be a whole one below 2**53."""

EMPTY: tuple[Any, ...] = (None, [], {}, ())


def canonical(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """The bytes that are hashed. Raises ValueError for what RFC 8785 cannot say the same way everywhere."""
    text = _written(value, sort_keys=True)
    if DOUBTFUL.search(text):
        text = _written(_ordered(value), sort_keys=False)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        message = "a lone surrogate has no canonical form"
        raise ValueError(message) from error


def _written(value: Any, *, sort_keys: bool) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=sort_keys)


def _ordered(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=_utf16)}
    if isinstance(value, (list, tuple)):
        return [_ordered(item) for item in value]
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > LARGEST):
        message = "numbers are whole and below 2**53"
        raise ValueError(message)
    return value


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be", "surrogatepass")


def content(document: Document) -> dict[str, Any]:
    """What is signed of a document: every field that says something, but not where the draft came from."""
    tree = document.model_dump(mode="json", by_alias=True, exclude={"source"})
    signed: dict[str, Any] = _without_empty(tree)
    return signed


def _without_empty(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return {name: _without_empty(item) for name, item in value.items() if item not in EMPTY}
    if isinstance(value, (list, tuple)):
        return [_without_empty(item) for item in value]
    return value
