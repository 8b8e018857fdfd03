"""Read and write single files so that a fault leaves the old file and says what to do."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rectify_site.errors import DISK, N_, UNCONFIRMED, SourceError, StoreError

READ_LIMIT = 200_000_000
FEW = 50  # files that are put on the disk one by one
NEXT_STEP = {
    errno.ENOSPC: N_("the disk is full: free some space and run the same command again"),
    errno.EDQUOT: N_("your share of the disk is full: free some space and run the same command again"),
    errno.EROFS: N_("the disk is read-only: choose another place"),
    errno.EACCES: N_("you may not write there: choose another place or ask for the right"),
    errno.EPERM: N_("you may not write there: choose another place or ask for the right"),
    errno.EISDIR: N_("a folder is where a file should be: move it away"),
    errno.ENOTDIR: N_("a file is where a folder should be: move it away"),
    errno.EEXIST: N_("a file is where a folder should be: move it away"),
}


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the kernel says while writing into one sentence and the next step."""
    try:
        yield
    except OSError as error:
        hint = NEXT_STEP.get(
            error.errno or 0, N_("close programs that use the file, then run the same command again")
        )
        message = N_("{path} cannot be written: {problem}")
        raise StoreError("S401", message, hint, path=path, problem=error.strerror or error) from error


def read(path: Path, limit: int | None = READ_LIMIT) -> bytes:
    """The bytes of a regular file; links, pipes and devices are refused, not followed.

    Raises:
        SourceError: S301 not there, S302 not a plain file, S303 too large, S304 the system refuses.

    """
    try:
        facts = path.lstat()
        if not stat.S_ISREG(facts.st_mode):
            hint = N_("put the file itself there, not a link or a folder")
            raise SourceError("S302", N_("{path} is not a plain file"), hint, path=path)
        if limit is not None and facts.st_size > limit:
            hint = N_("split the file")
            raise SourceError(
                "S303", N_("{path} has {size} bytes, too many"), hint, path=path, size=facts.st_size
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(
            "S301", N_("{path} is not there"), N_("check the name and the folder"), path=path
        ) from error
    except OSError as error:
        hint = N_("close the program that has it open (Word, WPS), then try again")
        message = N_("{path} cannot be read: {problem}")
        raise SourceError("S304", message, hint, path=path, problem=error.strerror or error) from error


def read_if_there(path: Path, limit: int | None = READ_LIMIT) -> bytes | None:
    """The bytes of a file, or None where there is none."""
    return read(path, limit) if path.exists() or path.is_symlink() else None


def names(folder: Path) -> Iterator[tuple[str, ...]]:
    """The files under a folder by the parts of their paths; a link is one, wherever it leads."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from ((entry.name, *rest) for rest in names(folder / entry.name))
            else:
                yield (entry.name,)


def write(path: Path, data: bytes) -> None:
    """Replace a file whole: the new bytes are on the disk before the old ones go."""
    commit(prepare(path, data), path)


def prepare(path: Path, data: bytes, *, synced: bool = True) -> Path:
    """Put the bytes that a file will have beside it; from here on the replacement needs no more room."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                if synced:
                    os.fsync(file.fileno())
            Path(name).chmod(0o644)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return Path(name)


def commit(prepared: Path, path: Path) -> None:
    """Put prepared bytes in the place of a file; what cannot be put there is thrown away.

    Raises:
        StoreError: S401 it is not there, S406 it is there and the disk did not confirm it.

    """
    _put(prepared, path)
    _confirm(path)


def _put(prepared: Path, path: Path) -> None:
    with writing(path):
        try:
            prepared.replace(path)
        except OSError:
            prepared.unlink(missing_ok=True)
            raise


def _confirm(path: Path) -> None:
    try:
        sync_folder(path.parent)
    except OSError as error:
        hint = N_("run the same command again once the disk is well")
        message = N_("{path} was written, but the disk did not confirm it")
        raise StoreError("S406", message, hint, exit_code=UNCONFIRMED, path=path) from error


def write_all(files: dict[Path, bytes]) -> None:
    """Write several files, all or none: on a fault each gets its old bytes back. A killed run leaves each whole.

    All are prepared before the first is put in place, so that a full disk is met while nothing is changed yet. Many
    are confirmed by one sync of the file system, which is seven times as fast as one a file.
    """
    before = {path: read_if_there(path) for path in files}
    changed = {path: data for path, data in files.items() if before[path] != data}
    few = len(changed) <= FEW
    prepared: dict[Path, Path] = {}
    try:
        for path, data in changed.items():
            prepared[path] = prepare(path, data, synced=few)
        if not few:
            with writing(path.parent):
                sync_file_system(path.parent)
        for path, fresh in prepared.items():
            _put(fresh, path)
        for path in {path.parent: path for path in prepared}.values():
            _confirm(path)
    except StoreError as error:
        for path, fresh in prepared.items():
            with contextlib.suppress(StoreError, SourceError, OSError):
                fresh.unlink(missing_ok=True)
                _restore(path, before[path])
        error.exit_code = DISK
        raise


def _restore(path: Path, old: bytes | None) -> None:
    if old is None:
        path.unlink(missing_ok=True)
    elif read_if_there(path) != old:
        write(path, old)


def append(path: Path, data: bytes) -> None:
    """Add bytes to the end and have them on the disk before returning; a fault leaves the old length."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = not path.exists()
        with path.open("ab", buffering=0) as file:
            size = file.tell()
            try:
                written = 0
                while written < len(data):
                    written += file.write(data[written:])
                os.fsync(file.fileno())
                if new:
                    sync_folder(path.parent)
            except OSError:
                file.truncate(size)
                raise


def cut(path: Path, size: int) -> None:
    """Take back what was added behind ``size``, on the disk too; a file that was not there before goes."""
    with writing(path):
        if size:
            with path.open("r+b", buffering=0) as file:
                file.truncate(size)
                os.fsync(file.fileno())
        else:
            path.unlink(missing_ok=True)


def clear(path: Path) -> None:
    """Remove what killed runs prepared for a file. Only under a lock: another run may be preparing right now."""
    with writing(path):
        for left in path.parent.glob(f".{path.name}.*"):
            left.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Have a folder's names on the disk; where folders cannot be synced (Windows) nothing is done."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file_system(folder: Path) -> None:
    """One sync for all files of a file system: with one a file, ten thousand take seven times as long."""
    if sys.platform != "linux":
        os.sync() if hasattr(os, "sync") else None
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(handle):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
    finally:
        os.close(handle)
