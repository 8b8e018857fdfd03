"""P7: the same signatures give the same bytes on another machine, by another person, in another place, on another day.

Each circumstance is changed in a real process; that it really was different there is asserted too.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rectify_site.store.projects import tree

pytestmark = pytest.mark.slow

CANARY = "jinsique-7319"
NOBODY = 65534
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
    "uid": getattr(os, "getuid", int)(),
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
def elsewhere(sample: Path) -> Iterator[Path]:
    """The same office in a folder with another name, depth and file times, copied in another order.

    Not in a folder of pytest's, which only its own user may enter.
    """
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        root = Path(name) / "甲 乙" / CANARY / "office"
        (Path(name) / "tmp").mkdir()
        _copied(sample, root)
        yield root


def _copied(sample: Path, root: Path) -> None:
    for path in sorted((path for path in sample.rglob("*") if path.is_file()), reverse=True):
        place = root / path.relative_to(sample)
        if "site" in place.relative_to(root).parts[:1]:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        os.utime(place, (1, 1))


def prefix(place: Path) -> list[str]:
    """Another host name and another user, where a process may have its own (root), and another day with faketime."""
    words: list[str] = []
    if shutil.which("unshare") and _works(["unshare", "-u", "hostname", CANARY]):
        words += ["unshare", "-u", "sh", "-c", f'hostname {CANARY}; exec "$@"', "sh"]
    if shutil.which("faketime"):
        words += ["faketime", "-f", "+4000d"]
    somebody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    probe = [*somebody, sys.executable, "-c", f"import os, rectify_site; os.listdir({str(place)!r})"]
    if shutil.which("setpriv") and _works(probe):
        for path in [place, *place.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
        words += somebody
    return words


def _works(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_all_circumstances_at_once_change_no_byte_and_no_mode(elsewhere: Path, sample_site: Path) -> None:
    place = elsewhere.parents[2]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(place),
        "TMPDIR": str(place / "tmp"),
        **CIRCUMSTANCES,
    }
    changed = prefix(place)
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
    assert "setpriv" not in changed or facts["uid"] == NOBODY
    made = tree(elsewhere / "site")
    assert made == tree(sample_site)
    assert [item.path for item in made if CANARY.encode() in item.data] == []
    assert {path.stat().st_mode & 0o777 for path in (elsewhere / "site").rglob("*") if path.is_file()} == {
        0o644
    }
    assert {path.stat().st_mode & 0o777 for path in (elsewhere / "site").rglob("*") if path.is_dir()} == {
        0o755
    }
    kept = {"unshare": "host name", "faketime": "day", "setpriv": "user id"}
    left_out = [what for tool, what in kept.items() if tool not in changed]
    if left_out:
        pytest.skip(f"the same bytes, but this could not be changed here: {', '.join(left_out)}")


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
