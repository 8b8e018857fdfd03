"""What a command costs as a whole process: time on the wall, on the processors, the most memory of any one process."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """Seconds on the wall, seconds of the processors with all that was started, megabytes of the largest process."""

    wall: float
    cpu: float
    memory: float


LAUNCHER = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
with open("last.log", "wb") as log:
    code = subprocess.run(sys.argv[1:], stdout=log, stderr=log).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([code, time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""
"""A small process in between: the memory of a process counts from its fork, and this one is large."""


def cost(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command to its end and say what it cost. Raises RuntimeError with its last words when it fails."""
    run = subprocess.run(
        (sys.executable, "-S", "-c", LAUNCHER, *command), cwd=folder, stdout=subprocess.PIPE, check=True
    )
    code, *figures = json.loads(run.stdout)
    log = folder / "last.log"
    words = log.read_text(errors="replace")
    log.unlink()
    if code:
        raise RuntimeError(f"{command[0]}: {code}\n{words[-2000:]}")
    return Cost(*figures)


def in_turn(rounds: int, works: Mapping[str, Callable[[], Cost]]) -> dict[str, Cost]:
    """The medians of several rounds in which all take turns: the machine's mood meets each of them."""
    found: dict[str, list[Cost]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            os.sync()
            found[name].append(work())
    return {name: Cost(*map(statistics.median, zip(*costs, strict=True))) for name, costs in found.items()}
