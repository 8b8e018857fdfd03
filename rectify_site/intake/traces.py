"""Where each field of a record was read, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Sure(StrEnum):
    """Clear: under a label or in a column. Inferred: from its place, or by default. Unsure: a person has to look."""

    CLEAR = "clear"
    INFERRED = "inferred"
    UNSURE = "unsure"


class Trace(NamedTuple):
    """One field of a record. ``why`` is a template with ``values``, "" where the field is clear.

    ``line`` is 0 and ``place`` says where for what stands in a cell.
    """

    field: str
    line: int
    column: int
    place: str
    sure: Sure
    why: str = ""
    values: Mapping[str, str] = MappingProxyType({})
