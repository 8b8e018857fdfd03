"""The same from outside: strace kills the process, or lets the kernel refuse, at the n-th call that writes."""

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.layer import BUG, DONE, KILLED, run
from tests.faults.test_each_operation import ATTEMPTS, REFUSED, UNCONFIRMED
from tests.faults.test_sealing import VERBS

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]

ROOT = Path(__file__).parents[2]
STRACE = shutil.which("strace")
CALLS = (
    "write,pwrite64,fsync,fdatasync,syncfs,ftruncate,rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat,rmdir,"
    "chmod,fchmod,fchmodat,symlink,symlinkat,link,linkat,sendfile,copy_file_range"
)
PROGRAM = f"""
import sys
from pathlib import Path
from rectify_site.errors import RectifyError
if sys.argv[1].startswith("archive"):
    from tests.faults.test_sealing import VERBS as ATTEMPTS
else:
    from tests.faults.test_each_operation import ATTEMPTS
try:
    ATTEMPTS[sys.argv[1]].work(Path(sys.argv[2]))
except RectifyError as error:
    import os
    os._exit(error.exit_code if error.hint else {BUG})
except BaseException:
    import os
    os._exit({BUG})
"""
ALL = {**ATTEMPTS, **VERBS}
LINE = re.compile(r"^(?:\d+ +)?(\w+)\(.*?(?: = |$)")


class Point(NamedTuple):
    """The n-th call of one kind."""

    call: str
    nth: int


def traced(name: str, place: Path, log: Path, *inject: str) -> int:
    """Run one attempt under strace; how it ended."""
    assert STRACE is not None
    libraries = sysconfig.get_paths()["purelib"]
    command = [
        STRACE,
        "-f",
        "-qq",
        "-o",
        str(log),
        "-e",
        f"trace={CALLS}",
        *inject,
        "-E",
        f"PYTHONPATH={ROOT}:{libraries}",
    ]
    command += ["-E", "PYTHONDONTWRITEBYTECODE=1", sys.executable, "-S", "-c", PROGRAM, name, str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "ptrace" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("strace may not trace here")
    return KILLED if done.returncode in {-9, KILLED} else done.returncode


def fresh(name: str, place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    ALL[name].before(place)
    return place


def points(name: str, place: Path, log: Path) -> list[Point]:
    """Every call of a clean run, counted by kind as strace counts them."""
    assert traced(name, fresh(name, place), log) in {DONE, UNCONFIRMED}
    found: dict[str, int] = {}
    made = []
    for row in log.read_text(errors="replace").splitlines():
        if match := LINE.match(row):
            call = match[1]
            found[call] = found.get(call, 0) + 1
            made.append(Point(call, found[call]))
    return made


def tried(name: str, tmp_path: Path, how: str, step: int) -> int:
    place, log = tmp_path / "place", tmp_path / "log"
    chosen = points(name, place, log)[::step]
    for point in chosen:
        ended = traced(name, fresh(name, place), log, "-e", f"inject={point.call}:{how}:when={point.nth}")
        found = ALL[name].found(place)
        said = f"{how} at {point}: ended {ended}, found {found}"
        assert ended in {DONE, REFUSED, UNCONFIRMED, KILLED}, said
        assert found in {"old", "new"}, said
        assert found == "new" or ended not in {DONE, UNCONFIRMED}, said
        assert found == "old" or ended != REFUSED, said
        assert run(lambda: ALL[name].work(place)) in {DONE, UNCONFIRMED}, f"after {said}"
        assert ALL[name].found(place) == "new", f"after {said}"
    return len(chosen)


HOW = {"killed": "signal=SIGKILL", "full": "error=ENOSPC", "broken": "error=EIO"}
needs_strace = pytest.mark.skipif(STRACE is None, reason="strace is not installed: apt-get install strace")


@needs_strace
def test_a_kill_at_some_calls(tmp_path: Path) -> None:
    assert tried("signatures", tmp_path, HOW["killed"], 5) >= 3


@needs_strace
@pytest.mark.deep
@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("name", ALL)
def test_each_fault_at_each_call(name: str, how: str, tmp_path: Path) -> None:
    assert tried(name, tmp_path, HOW[how], 1) >= 4
