"""Let a second process make some of the files, where the machine has a processor for it and its start costs little."""

from __future__ import annotations

import os
import pickle
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from io import BufferedRandom

from rectify_site.model.outputs import Artifact

Make = Callable[[], Iterable[Artifact]]


def aside(make: Make) -> Iterator[Artifact]:
    """The files that ``make`` yields. A copy of this process makes them while this one goes on, and lays them down.

    Where a process cannot be copied, or there is one processor, they are made here, when they are asked for. So they
    are when the copy does not come to its end, for whatever reason: what is wrong is then said as it always is.
    """
    if not _pays():
        return iter(make())
    kept = tempfile.TemporaryFile()  # noqa: SIM115 - read when the other process has ended
    with warnings.catch_warnings():  # a thread that draws a bar stays behind; the copy never draws
        warnings.simplefilter("ignore", DeprecationWarning)
        copy = os.fork()
    if not copy:
        _lay_down(make, kept)
    return _brought(make, copy, kept)


def _pays() -> bool:
    """Whether this is Linux with two processors: elsewhere a new process knows nothing and has to read all again."""
    return hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


def _lay_down(make: Make, kept: BufferedRandom) -> None:
    """Ends the process, and nothing else of it: what waits to be written or closed belongs to the other one."""
    failed = 1
    try:
        for path, data in make():
            pickle.dump((path, data), kept, pickle.HIGHEST_PROTOCOL)
        kept.flush()
        failed = 0
    finally:
        os._exit(failed)


def _brought(make: Make, copy: int, kept: BufferedRandom) -> Iterator[Artifact]:
    with kept:
        _, failed = os.waitpid(copy, 0)
        if failed:
            yield from make()
            return
        kept.seek(0)
        while kept.peek(1):
            yield Artifact(*pickle.load(kept))  # noqa: S301 - a file without a name: nobody else can write it
