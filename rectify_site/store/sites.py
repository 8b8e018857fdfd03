"""Put a whole folder of files in place at once: stage, sync, swap. A fault leaves what was there."""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from rectify_site.documents.manifests import MANIFEST
from rectify_site.errors import N_, UNCONFIRMED, StoreError
from rectify_site.model.outputs import Artifact
from rectify_site.store import files
from rectify_site.store.files import sync_folder, writing

MARK = MANIFEST
"""What tells a folder that this tool wrote from one that somebody keeps things in."""

WRITABLE, READ_ONLY = 0o644, 0o444
AT_FDCWD = -100
RENAME_EXCHANGE = 2


def swap_in(
    target: Path, artifacts: Iterable[Artifact], *, scratch: bool = False, mode: int = WRITABLE
) -> None:
    """Make ``target`` hold exactly these files, all or nothing. A ``scratch`` folder may hold anything before.

    Raises:
        StoreError: S401 when the disk refuses, S402 when the folder holds something that is not ours, S406 when the
            folder is in place and the disk did not confirm it.

    """
    with writing(target):
        _heal(target)
        if not scratch:
            _refuse_foreign(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
        try:
            staging.chmod(0o755)
            write_tree(staging, artifacts, mode, target if mode == WRITABLE else None)
            files.sync_file_system(staging)
            _swap(staging, target)
            _confirm(target)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _heal(target: Path) -> None:
    """After a build that was killed: put back the old folder if it stood aside, clear away what was staged."""
    aside = _aside(target)
    if aside.exists() and not target.exists() and not target.is_symlink():
        aside.rename(target)
    for left in target.parent.glob(f".{target.name}-*"):
        shutil.rmtree(left, ignore_errors=True)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}-old")


def _confirm(target: Path) -> None:
    try:
        sync_folder(target.parent)
    except OSError as error:
        hint = N_("the new folder is in place; run `rectify-site verify` once the disk is well")
        message = N_("{path} was written, but the disk did not confirm it")
        raise StoreError("S406", message, hint, exit_code=UNCONFIRMED, path=target) from error


def seal_in(target: Path, artifacts: Iterable[Artifact]) -> None:
    """Put a folder in place that must not exist yet; nobody has the right to write to its files."""
    if target.exists():
        hint = N_(
            "a sealed year is not sealed a second time; correct it: rectify-site archive YEAR --correct"
        )
        raise StoreError("S403", N_("{path} exists already"), hint, path=target)
    swap_in(target, artifacts, mode=READ_ONLY)


def seal_again(target: Path, artifacts: Iterable[Artifact]) -> None:
    """Put a corrected folder in the place of a sealed one, at once; of the old one nothing is left.

    Raises:
        StoreError: as ``swap_in``; S401 also when the new one is in place and the old one cannot be removed, S406 also
            when that is not confirmed.

    """
    swap_in(target, artifacts, scratch=True, mode=READ_ONLY)
    clear_aside(target)


def clear_aside(target: Path) -> None:
    """Remove what was staged or replaced beside a folder, and have it gone on the disk before returning."""
    with writing(target):
        for left in sorted(target.parent.glob(f".{target.name}-*")):
            for path in (left, *left.rglob("*")):
                path.chmod(0o700)  # where a read-only file cannot be removed
            shutil.rmtree(left)
        _confirm(target)


def _refuse_foreign(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        hint = N_("move it away or choose another folder")
        raise StoreError("S402", N_("{path} is not a folder"), hint, path=target)
    if not target.exists() or not any(target.iterdir()):
        return
    hint = N_("move the folder {path} away, then build again")
    if not (target / MARK).is_file():
        raise StoreError("S402", N_("{path} holds files that this tool did not write"), hint, path=target)
    rows = (target / MARK).read_text(encoding="utf-8", errors="replace").splitlines()
    ours = {row.partition("  ")[2] for row in rows} | {MARK}
    for name in sorted({"/".join(parts) for parts in files.names(target)} - ours):
        hint = N_("move this file to another place, then build again: the whole folder is written anew")
        raise StoreError("S402", N_("{path} was not written by this tool"), hint, path=target / name)


def write_tree(
    folder: Path, artifacts: Iterable[Artifact], mode: int = WRITABLE, before: Path | None = None
) -> None:
    """Lay files out under a folder that is there. Modes are fixed: they do not follow the umask.

    A file that stands in the folder ``before`` with the same bytes is not written again: both folders hold it.
    """
    made = {""}
    umask = os.umask(0)
    try:
        for artifact in artifacts:
            inside, path = os.path.dirname(artifact.path), f"{folder}/{artifact.path}"  # noqa: PTH120 - for each page
            if inside not in made:
                _make_folders(folder, inside, made)
            if before is None or not _shared(f"{before}/{artifact.path}", path, artifact.data, mode):
                with open(path, "xb", opener=partial(os.open, mode=mode)) as file:
                    file.write(artifact.data)
    finally:
        os.umask(umask)


def _make_folders(folder: Path, inside: str, made: set[str]) -> None:
    parts = inside.split("/")
    for name in ("/".join(parts[:end]) for end in range(1, len(parts) + 1)):
        if name not in made:
            (folder / name).mkdir(mode=0o755)
            made.add(name)


def _shared(old: str, path: str, data: bytes, mode: int) -> bool:
    """Whether the old file holds these bytes and could be put in the new place, too. Not every file system can."""
    try:
        facts = os.lstat(old)
        if facts.st_mode != stat.S_IFREG | mode or facts.st_size != len(data):
            return False
        with open(old, "rb") as file:  # noqa: PTH123 - for each page
            if file.read() != data:
                return False
        os.link(old, path)
    except OSError:
        return False
    return True


def _swap(staging: Path, target: Path) -> None:
    """Give a folder the place of another; nothing stands aside of it since ``_heal``."""
    if not target.exists():
        staging.rename(target)
        return
    if sys.platform == "linux" and _exchange(staging, target):
        return
    aside = _aside(target)
    target.rename(aside)
    try:
        staging.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the file system cannot."""
    call = getattr(ctypes.CDLL(None), "renameat2", None)
    if call is None:
        return False
    return bool(call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)
