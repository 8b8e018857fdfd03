"""P7: the same signatures give the same bytes on another machine, by another person, in another place, on another day.

Each circumstance is changed in a real process; that it really was different there is asserted too.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rectify_site.store.projects import tree

pytestmark = pytest.mark.slow

CANARY = "jinsique-7319"
PROGRAM = """
import getpass, json, locale, os, random, socket, sys, time

class Turned:
    '''A folder read from its other end.'''
    def __init__(self, entries):
        with entries: self.entries = iter(list(entries)[::-1])
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def __iter__(self): return self.entries
    def __next__(self): return next(self.entries)
    def close(self): pass

scandir, listdir = os.scandir, os.listdir
os.scandir = lambda *given: Turned(scandir(*given))
os.listdir = lambda *given: listdir(*given)[::-1]
os.umask(0o077)
if hasattr(time, "tzset"): time.tzset()
facts = {
    "seed": hash("record") , "zone": time.timezone, "user": getpass.getuser(), "host": socket.gethostname(),
    "day": time.strftime("%Y-%m-%d"), "order": os.listdir("content"),
}
print(json.dumps(facts), file=sys.stderr)
from rectify_site.cli.main import main
main(["build", "--quiet"])
"""
CIRCUMSTANCES = {
    "PYTHONHASHSEED": "4711",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "LANGUAGE": "tr",
    "USER": CANARY,
    "LOGNAME": CANARY,
    "USERNAME": CANARY,
    "HOSTNAME": CANARY,
    "SOURCE_DATE_EPOCH": "1",
}


@pytest.fixture
def elsewhere(sample: Path, tmp_path: Path) -> Path:
    """The same office in a folder with another name, depth and file times, copied in another order."""
    root = tmp_path / "甲 乙" / CANARY / "office"
    for path in sorted((path for path in sample.rglob("*") if path.is_file()), reverse=True):
        place = root / path.relative_to(sample)
        if "site" in place.relative_to(root).parts[:1]:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        os.utime(place, (1, 1))
    return root


def prefix() -> list[str]:
    """Another host name, where a process may have one of its own (root), and another day, where faketime is."""
    words = []
    if shutil.which("faketime"):
        words += ["faketime", "-f", "+4000d"]
    probe = ["unshare", "-u", "hostname", CANARY]
    if shutil.which("unshare") and subprocess.run(probe, capture_output=True, check=False).returncode == 0:
        words = ["unshare", "-u", "sh", "-c", f'hostname {CANARY}; exec "$@"', "sh", *words]
    return words


def test_all_circumstances_at_once_change_no_byte_and_no_mode(
    elsewhere: Path, sample_site: Path, tmp_path: Path
) -> None:
    (tmp_path / "tmp").mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "TMPDIR": str(tmp_path / "tmp"),
        **CIRCUMSTANCES,
    }
    changed = prefix()
    done = subprocess.run(
        [*changed, sys.executable, "-c", PROGRAM],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stderr.splitlines()[0])
    assert facts["user"] == CANARY
    assert facts["zone"] == -14 * 3600
    assert facts["order"] == os.listdir(elsewhere / "content")[::-1]  # noqa: PTH208 - the order itself is looked at
    assert "unshare" not in changed or facts["host"] == CANARY
    assert "faketime" not in changed or facts["day"] > "2030"
    made = tree(elsewhere / "site")
    assert made == tree(sample_site)
    assert [item.path for item in made if CANARY.encode() in item.data] == []
    assert {path.stat().st_mode & 0o777 for path in (elsewhere / "site").rglob("*") if path.is_file()} == {
        0o644
    }
    assert {path.stat().st_mode & 0o777 for path in (elsewhere / "site").rglob("*") if path.is_dir()} == {
        0o755
    }


def test_the_parcel_for_the_portal_is_the_same_bytes_too(elsewhere: Path, sample: Path) -> None:
    """What goes to the portal, made twice on machines that agree on nothing else."""
    shutil.copytree(sample / "site", elsewhere / "site")
    program = "from rectify_site.cli.main import main; main(['publish', '../../包.zip', '--quiet'])"
    for seed, zone in (("1", "UTC"), ("2", "Asia/Kathmandu")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        subprocess.run([sys.executable, "-c", program], cwd=elsewhere, env=environment, check=True)
        place = elsewhere.parents[1] / "包.zip"
        place.rename(place.with_name(f"{seed}.zip"))
    assert (elsewhere.parents[1] / "1.zip").read_bytes() == (elsewhere.parents[1] / "2.zip").read_bytes()
