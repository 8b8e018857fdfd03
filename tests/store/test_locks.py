"""One writer at a time; who died blocks nobody; what is torn is put aside and never thrown away."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from rectify_site.errors import StoreError
from rectify_site.model.outputs import Artifact
from rectify_site.store import files, locks, projects, sites
from rectify_site.store.projects import Project


def test_a_lock_that_is_held_is_refused_after_a_while_with_the_next_step(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    with locks.held(path), pytest.raises(StoreError, match="S421") as refusal, locks.held(path, patience=0.1):
        pytest.fail("held twice")
    assert refusal.value.exit_code == 4
    assert refusal.value.hint
    with locks.held(tmp_path / ".lock", patience=0):
        pass


def test_who_waits_says_so_once_and_only_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for silent, records in ((3600, 0), (0, 1)):
        monkeypatch.setattr(locks, "SILENT", silent)
        with locks.held(tmp_path / ".lock"), pytest.raises(StoreError), locks.held(tmp_path / ".lock", 0.2):
            pytest.fail("held twice")
        assert len(caplog.records) == records
    assert caplog.records[0].args == {"path": tmp_path, "seconds": 0}


def test_a_file_system_without_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_handle: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(locks, "_lock", none)
    with pytest.raises(StoreError) as refusal, locks.held(tmp_path / ".lock"):
        pytest.fail("held without a lock")
    assert refusal.value.code == "S422"
    assert refusal.value.values == {"path": str(tmp_path / ".lock"), "problem": "No locks available"}


def test_a_lock_is_made_where_there_is_none_and_let_go_whatever_happens(tmp_path: Path) -> None:
    path = tmp_path / "content" / ".lock"
    for _ in range(2):
        with pytest.raises(KeyError), locks.held(path, 0):
            raise KeyError
    assert path.read_bytes() == b""
    with locks.held(path, 0), pytest.raises(StoreError) as refusal, locks.held(path, 0):
        pytest.fail("held twice")
    assert (refusal.value.code, refusal.value.values) == ("S421", {"path": str(path.parent)})


def test_who_waits_gets_the_lock_once_it_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 60)
    monkeypatch.setattr(locks, "SILENT", 3600)
    path, slept = tmp_path / ".lock", []
    first = locks.held(path)
    first.__enter__()

    def let_go(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            first.__exit__(None, None, None)

    monkeypatch.setattr(locks.time, "sleep", let_go)
    with locks.held(path):
        assert slept == [locks.STEP] * 3


def test_a_program_that_is_started_does_not_keep_the_lock(tmp_path: Path) -> None:
    script = "import sys; sys.stdout.write('here'); sys.stdout.flush(); sys.stdin.read()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with locks.held(tmp_path / ".lock"):
        child = subprocess.Popen([sys.executable, "-c", script], close_fds=False, **pipes)
    try:
        assert child.stdout is not None
        assert child.stdout.read(4) == b"here"
        with locks.held(tmp_path / ".lock", 0):
            pass
    finally:
        child.communicate()


def test_a_disk_that_takes_no_lock_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="S401"), locks.held(tmp_path / "file" / ".lock"):
        pytest.fail("held without a lock")


def test_what_a_killed_run_prepared_is_cleared_under_the_lock(tmp_path: Path) -> None:
    home = Project(tmp_path)
    home.content.mkdir()
    for name in projects.LEDGER_FILES:
        files.prepare(home.content / name, b"x")
    with projects.locked(home):
        assert [path.name for path in home.content.iterdir()] == [".lock"]


def test_a_torn_tail_is_put_aside_once_and_beside_others(tmp_path: Path) -> None:
    home = Project(tmp_path)
    path = home.content / "ledger.jsonl"
    for tail, name in ((b"{", "torn-1"), (b"{x", "torn-2"), (b"{", "torn-1")):
        files.write(path, b"line\n" + tail)
        assert projects.set_aside(home, "ledger.jsonl", 5).name == f"ledger.jsonl.{name}"
        assert path.read_bytes() == b"line\n"
    assert sorted(item.name for item in home.content.iterdir()) == [
        "ledger.jsonl",
        "ledger.jsonl.torn-1",
        "ledger.jsonl.torn-2",
    ]


def test_a_site_that_stood_aside_when_the_machine_stopped_comes_back_before_anything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two renames the site has no name; the next run puts it back even if it then fails itself."""
    (tmp_path / ".site-old").mkdir()
    (tmp_path / ".site-old" / sites.MARK).write_bytes(b"")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sites, "write_tree", refuse)
    with pytest.raises(StoreError, match="S401"):
        sites.swap_in(tmp_path / "site", [Artifact("index.html", b"")])
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
