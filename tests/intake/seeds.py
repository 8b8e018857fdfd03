"""The five real documents. They are not part of the project: where they are absent, tests on them say so and skip."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(os.environ.get("RECTIFY_SHARED") or Path(__file__).resolve().parents[3] / "shared")
NAMES = ("000", "001", "002", "003", "004")


def seed(name: str) -> bytes:
    """The bytes of a seed, by the first three characters of its name."""
    found = sorted((SHARED / "seeds").glob(f"{name}_*.txt"))
    if not found:
        pytest.skip(f"the seed documents are not in {SHARED / 'seeds'} (set RECTIFY_SHARED)")
    return found[0].read_bytes()


def truth(name: str) -> dict[str, Any]:
    """What a careful human reads in that seed."""
    path = SHARED / "seeds_truth.json"
    if not path.is_file():
        pytest.skip(f"there is no {path} (set RECTIFY_SHARED)")
    known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))[name]
    return known


def hostile(name: str) -> bytes:
    """One of the hostile files made for this project."""
    path = SHARED / "corpora" / "own" / name
    if not path.is_file():
        pytest.skip(f"there is no {path} (set RECTIFY_SHARED)")
    return path.read_bytes()
