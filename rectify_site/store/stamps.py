"""Tell in a moment whether files are still the files they were: by name, size, time and place, not by their bytes."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from rectify_site.store import templates


def stamp(paths: Iterable[Path]) -> str:
    """One digest of all that lies at these paths and below. Who edits, adds, removes or swaps a file changes it.

    It does not see an edit that puts size, time and place back; ``verify`` does, which reads every byte.
    """
    rows = sorted(row for path in paths for row in _rows(str(path)))
    return hashlib.sha256("\n".join(rows).encode(errors="surrogateescape")).hexdigest()


def program() -> str:
    """One digest of this program as it is installed: its files, its templates, the libraries beside it, its Python."""
    libraries = sorted(
        {name for folder in sys.path for name in _names(folder) if name.endswith(".dist-info")}
    )
    said = (sys.version, *libraries, stamp((templates.PACKAGE, templates.folder())))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _names(folder: str) -> list[str]:
    return os.listdir(folder) if os.path.isdir(folder) else []  # noqa: PTH112, PTH208 - entries of sys.path


def _rows(path: str) -> Iterator[str]:
    try:
        facts = os.lstat(path)
    except FileNotFoundError:
        return
    if stat.S_ISDIR(facts.st_mode):
        yield path
        for name in os.listdir(path):  # noqa: PTH208 - ten thousand times, and a Path costs more than the question
            if name != "__pycache__":
                yield from _rows(f"{path}{os.sep}{name}")
    else:
        yield f"{path}\t{facts.st_mode}\t{facts.st_size}\t{facts.st_mtime_ns}\t{facts.st_ino}"
