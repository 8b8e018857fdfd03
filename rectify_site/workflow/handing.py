"""Files the office opens with its own programs: written whole, and never under a program that has them open."""

from __future__ import annotations

from collections.abc import Mapping
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
    put_all({path: data})


def put_all(made: Mapping[Path, bytes]) -> None:
    """Write files for people, all or none of them.

    Raises:
        StoreError: G151 for a file that is open, S401 for other reasons.

    """
    for path in made:
        if any((path.parent / f"{mark}{path.name}").exists() for mark in LOCKS):
            raise _open(path)
    try:
        files.write_all(dict(made))
    except StoreError as error:
        path = Path(error.values["path"])
        if isinstance(error.__cause__, PermissionError) and path.exists():
            raise _open(path) from error
        raise


def _open(path: Path) -> StoreError:
    hint = N_("close it in WPS or Excel and run the same command again, or name another file")
    return StoreError("G151", N_("{path} is open in another program"), hint, path=path)
