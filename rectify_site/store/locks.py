"""Kernel locks: one writer at a time. The kernel lets go when a process dies, so no lock file blocks."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

from rectify_site.errors import N_, StoreError
from rectify_site.store import files

PATIENCE = 20.0  # seconds; a signature is registered in one, a large site is built in sixty
STEP = 0.05
SILENT = 1.0  # seconds a run waits before it says so
log = logging.getLogger(__name__)
BUSY = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


@contextlib.contextmanager
def held(path: Path, patience: float | None = None) -> Iterator[None]:
    """Hold the lock of a file, which is made if it is not there. A second run waits, says so, then gives up.

    What it says is a log record whose message is a template and whose only argument are its values: the door says it.

    Raises:
        StoreError: S421 when another run still holds it, S422 where the file system knows no locks.

    """
    with files.writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
    try:
        _wait(handle, path, PATIENCE if patience is None else patience)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, path: Path, patience: float) -> None:
    began, said = time.monotonic(), False
    while True:
        try:
            _lock(handle)
        except OSError as error:
            if error.errno not in BUSY:
                hint = N_("copy the project to a local disk and work there")
                message = N_("{path} cannot be locked: {problem}")
                raise StoreError("S422", message, hint, path=path, problem=error.strerror or error) from error
            waited = time.monotonic() - began
            if waited >= SILENT and not said:
                said = True
                message = N_(
                    "another rectify-site is at work in {path}; waiting up to {seconds} seconds for it"
                )
                log.warning(message, {"path": path.parent, "seconds": round(patience)})
            if waited >= patience:
                hint = N_("wait until the other window is finished, then run the same command again")
                message = N_("another run of rectify-site is at work in {path}")
                raise StoreError("S421", message, hint, path=path.parent) from error
            time.sleep(STEP)
        else:
            return


def _lock(handle: int) -> None:
    """Take the lock or raise at once. Windows locks bytes of the file, others the file."""
    if os.name == "nt":
        import msvcrt  # noqa: PLC0415 - only there

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        return
    import fcntl  # noqa: PLC0415 - not on Windows

    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
