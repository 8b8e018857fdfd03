"""Files the office opens with its own programs: written whole, and never under a program that has them open."""

from __future__ import annotations

from pathlib import Path

from rectify_site.errors import N_, StoreError
from rectify_site.store import files

LOCKS = ("~$", ".~")
"""What Word, Excel and WPS put before the name of a file they have open."""


def put(path: Path, data: bytes) -> None:
    """Write a file for people. One that a desk program has open is not touched.

    Raises:
        StoreError: G151 for a file that is open, S401 for other reasons.

    """
    hint = N_("close it in WPS or Excel and run the same command again, or name another file")
    message = N_("{path} is open in another program")
    if any((path.parent / f"{mark}{path.name}").exists() for mark in LOCKS):
        raise StoreError("G151", message, hint, path=path)
    try:
        files.write(path, data)
    except StoreError as error:
        if isinstance(error.__cause__, PermissionError) and path.exists():
            raise StoreError("G151", message, hint, path=path) from error
        raise
