"""Fails the n-th operation on the disk of a process of its own: with an error, half done, or with its end.

A process of its own because a real kill runs no ``finally``. It forks, so it is cheap; where there is no fork, tests
skip and say so.
"""

import errno
import io
import os
import sys
import traceback
from collections.abc import Callable
from typing import NoReturn, Protocol, Self

import pytest

from rectify_site.errors import RectifyError
from rectify_site.store import files, sites

OPERATIONS = (
    "open",
    "fsync",
    "link",
    "mkdir",
    "chmod",
    "rename",
    "replace",
    "unlink",
    "remove",
    "rmdir",
    "symlink",
    "truncate",
)
DONE, DONE_IN_SPITE, KILLED, BUG = 0, 10, 137, 99
FAULTS = ("kill", "ENOSPC", "EIO")

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here: a kill cannot be tried")


class Layer:
    """Counts operations; at the given one the fault happens. Installed for good: its process ends soon."""

    def __init__(self, fault: str, at: int) -> None:
        self.fault, self.at, self.count = fault, at, 0

    @property
    def reached(self) -> bool:
        return self.count >= self.at

    def strike(self) -> bool:
        """Count one operation; whether it is the one to fail."""
        self.count += 1
        return self.count == self.at

    def fail(self) -> NoReturn:
        if self.fault == "kill":
            os._exit(KILLED)
        number = getattr(errno, self.fault)
        raise OSError(number, os.strerror(number))

    def wrapped(self, call: Callable[..., object]) -> Callable[..., object]:
        def run(*given: object, **named: object) -> object:
            if self.strike():
                self.fail()
            return call(*given, **named)

        return run

    def install(self) -> None:
        for name in OPERATIONS:
            setattr(os, name, self.wrapped(getattr(os, name)))
        for room, name in ((files, "sync_file_system"), (sites, "_exchange")):
            setattr(room, name, self.wrapped(getattr(room, name)))
        opened = io.open
        io.open = lambda *given, **named: File(opened(*given, **named), self)  # type: ignore[assignment,return-value]


class Opened(Protocol):
    """What the code under test does with an open file."""

    def write(self, data: bytes, /) -> int: ...
    def truncate(self, size: int, /) -> int: ...
    def flush(self) -> None: ...
    def close(self) -> None: ...


class File:
    """An open file whose writes count; the one that fails has written half of its bytes."""

    def __init__(self, file: Opened, layer: Layer) -> None:
        self._file, self._layer = file, layer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

    def write(self, data: bytes) -> int:
        if self._layer.strike():
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            self._layer.fail()
        return self._file.write(data)

    def truncate(self, size: int) -> int:
        if self._layer.strike():
            self._layer.fail()
        return self._file.truncate(size)


def run(work: Callable[[], object], fault: str = "kill", at: int = sys.maxsize) -> int:
    """Do the work in a process in which the fault happens; how it ended."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os._exit(_in_child(work, Layer(fault, at)))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _in_child(work: Callable[[], object], layer: Layer) -> int:
    try:
        layer.install()
        work()
    except RectifyError as error:
        return error.exit_code if error.hint else BUG
    except BaseException:  # noqa: BLE001 - whatever it is, the parent has to hear of it
        traceback.print_exc()
        return BUG
    return DONE_IN_SPITE if layer.reached else DONE
