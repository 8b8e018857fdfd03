"""The power goes: what the disk had not been told to keep is lost. What was acknowledged is there."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from rectify_site.ledger import chain, checkpoints
from rectify_site.store import projects
from rectify_site.store.projects import Project
from tests.ledger.lines import ORIGIN

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
OWN_CHECKPOINT = "content/checkpoint.txt"
WRITER = """
import os, sys
from pathlib import Path
from rectify_site.ledger import chain
from rectify_site.store import projects
from tests.ledger.lines import ORIGIN, a_ledger
if sys.argv[2] == "careless":
    os.fsync = lambda handle: None
home = projects.Project(Path(sys.argv[1]))
ledger = a_ledger(400)
print(0, flush=True)
for number in range(1, len(ledger) + 1):
    with projects.locked(home):
        text = b'{"content":{},"n":%d}\\n' % number
        projects.append(home, text, chain.line(ledger[number - 1]), chain.checkpoint(ledger[:number], ORIGIN))
    print(number, flush=True)
"""


def mounted(image: Path, place: Path) -> bool:
    place.mkdir(exist_ok=True)
    command = ["mount", "-o", "loop", str(image), str(place)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """An empty ext4 in a file; only root may mount one."""
    path = tmp_path / "disk.img"
    with path.open("wb") as file:
        file.truncate(24_000_000)
    if shutil.which("mkfs.ext4") is None or shutil.which("mount") is None:
        pytest.skip("mkfs.ext4 or mount is missing: no power cut can be tried here")
    subprocess.run(["mkfs.ext4", "-q", "-F", str(path)], check=True)
    if not mounted(path, tmp_path / "probe"):
        pytest.skip("a loop file system cannot be mounted here (root only)")
    subprocess.run(["umount", str(tmp_path / "probe")], check=True)
    return path


def cuts(image: Path, how: str, count: int) -> Iterator[tuple[int, Path]]:
    """Let a writer sign; cut the power now and then; the lines it had acknowledged, the disk as it comes up again."""
    disk, after = image.parent / "disk", image.parent / "after"
    assert mounted(image, disk)
    command = [sys.executable, "-c", WRITER, str(disk), how]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert writer.stdout is not None
        for turn in range(count):
            told = acknowledged(writer.stdout, 5 + turn % 3)
            time.sleep(turn % 7 / 500)  # where in the next signature the power goes
            writer.send_signal(signal.SIGSTOP)
            copy = image.with_name("copy.img")
            shutil.copyfile(image, copy)
            writer.send_signal(signal.SIGCONT)
            assert mounted(copy, after)
            yield told, after
            subprocess.run(["umount", "-l", str(after)], check=True)
    finally:
        writer.kill()
        writer.wait()
        if writer.stdout is not None:
            writer.stdout.close()
        subprocess.run(["umount", "-l", str(after)], capture_output=True, check=False)
        subprocess.run(["umount", "-l", str(disk)], check=True)


def acknowledged(output: IO[str], more: int) -> int:
    told = ""
    for _ in range(more):
        told = output.readline()
    return int(told)


def kept(place: Path) -> int:
    """The lines that are there when the office opens its ledger again, the torn tail put aside."""
    raw = projects.ledger(Project(place))
    tail = checkpoints.unacknowledged(raw.ledger, raw.checkpoints, OWN_CHECKPOINT, ORIGIN)
    entries = chain.read(raw.ledger[: len(raw.ledger) - len(tail)])
    whole = raw.approved[: len(raw.approved) - len(chain.torn_tail(raw.approved))]
    assert whole.count(b"\n") >= len(entries)
    return len(entries)


def lost(image: Path, how: str, count: int) -> int:
    """How many cuts lost a signature that had been acknowledged."""
    return sum(kept(place) < told for told, place in cuts(image, how, count))


def test_no_acknowledged_signature_is_lost(image: Path) -> None:
    assert lost(image, "as shipped", 6) == 0


@pytest.mark.deep
def test_no_acknowledged_signature_is_lost_in_many_cuts(image: Path) -> None:
    assert lost(image, "as shipped", 60) == 0


def test_the_cut_itself_does_lose_what_was_not_synced(image: Path) -> None:
    """The oracle: without fsync the same cuts lose signatures. A ledger that is gone altogether counts as lost."""
    assert lost(image, "careless", 3) > 0
