"""A site is put in place whole; what it had already is not written again."""

import ctypes
import errno
import os
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest

from rectify_site.errors import UNCONFIRMED, StoreError
from rectify_site.model.outputs import Artifact
from rectify_site.store import sites
from rectify_site.store.sites import MARK

PAGE = Artifact("records/a.html", b"the same")


def site(*more: Artifact) -> tuple[Artifact, ...]:
    listed = "".join(f"0  {item.path}\n" for item in (PAGE, *more))
    return (PAGE, *more, Artifact(MARK, listed.encode()))


def test_what_stands_there_already_is_not_written_again(tmp_path: Path) -> None:
    target = tmp_path / "site"
    sites.swap_in(target, site(Artifact("b.html", b"old"), Artifact("gone.html", b"")))
    before = {name: (target / name).stat() for name in (PAGE.path, "b.html")}
    sites.swap_in(target, site(Artifact("b.html", b"new"), Artifact("c.html", b"new, too")))
    assert (target / PAGE.path).stat().st_ino == before[PAGE.path].st_ino
    assert (target / PAGE.path).stat().st_mtime_ns == before[PAGE.path].st_mtime_ns
    assert (target / "b.html").stat().st_ino != before["b.html"].st_ino
    assert {path.name: path.read_bytes() for path in target.glob("*.html")} == {
        "b.html": b"new",
        "c.html": b"new, too",
    }


def test_a_file_that_was_edited_is_written_again(tmp_path: Path) -> None:
    target = tmp_path / "site"
    sites.swap_in(target, site())
    (target / PAGE.path).write_bytes(b"the game")  # of the same length
    sites.swap_in(target, site())
    assert (target / PAGE.path).read_bytes() == PAGE.data


def test_a_file_with_other_rights_is_written_again(tmp_path: Path) -> None:
    target = tmp_path / "site"
    sites.swap_in(target, site())
    (target / PAGE.path).chmod(0o600)
    sites.swap_in(target, site())
    assert (target / PAGE.path).stat().st_mode & 0o777 == sites.WRITABLE


def failing(*_: object, **__: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def held(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_sealed_folder_is_written_anew_and_nobody_may_write_to_it(tmp_path: Path) -> None:
    target = tmp_path / "archive" / "2025"
    sites.seal_in(target, site())
    first = (target / PAGE.path).stat()
    assert stat.S_IMODE(first.st_mode) == 0o444
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE((target / "records").stat().st_mode) == 0o755
    (target / "put.txt").touch()
    sites.seal_again(target, site(Artifact("b.html", b"")))
    assert held(target) == ["b.html", MARK, "records", PAGE.path]
    assert (target / PAGE.path).stat().st_ino != first.st_ino  # a bag shares no bytes with one that is gone
    assert held(target.parent) == ["2025", *(f"2025/{name}" for name in held(target))]
    with pytest.raises(StoreError, match="S403") as refusal:
        sites.seal_in(target, site())
    assert refusal.value.values == {"path": str(target)}


def test_what_was_replaced_is_gone_and_it_is_said_where_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "2025"
    sites.seal_in(target, site())
    (tmp_path / ".2025-x" / "a").mkdir(parents=True)
    (tmp_path / ".2025-x" / "a" / "b").touch()
    (tmp_path / ".2025-x" / "a").chmod(0o500)
    (tmp_path / ".20250").mkdir()
    sites.clear_aside(target)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".20250", "2025"]
    (tmp_path / ".2025-x").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", failing)
        with pytest.raises(StoreError, match="S401"):
            sites.clear_aside(target)
    with monkeypatch.context() as patch:
        patch.setattr(sites, "sync_folder", failing)
        with pytest.raises(StoreError, match="S406") as refusal:
            sites.clear_aside(target)
    assert refusal.value.exit_code == UNCONFIRMED


def test_a_site_that_was_not_confirmed_is_in_place_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sites, "sync_folder", failing)
    with pytest.raises(StoreError) as refusal:
        sites.swap_in(tmp_path / "site", site())
    assert (refusal.value.code, refusal.value.exit_code) == ("S406", UNCONFIRMED)
    assert (tmp_path / "site" / PAGE.path).exists()


def test_it_is_synced_before_it_is_swapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    whole = sites._swap  # noqa: SLF001 - the order is what is tested
    monkeypatch.setattr(sites.files, "sync_file_system", lambda _: calls.append("sync"))
    monkeypatch.setattr(sites, "_swap", lambda *given: (calls.append("swap"), whole(*given)))
    monkeypatch.setattr(sites, "sync_folder", lambda folder: calls.append(folder.name))
    sites.swap_in(tmp_path / "site", site())
    assert calls == ["sync", "swap", tmp_path.name]


@pytest.mark.parametrize("step", [1, 2])
def test_where_two_renames_do_it_the_old_one_comes_back_when_the_new_one_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    target, whole, done = tmp_path / "site", Path.rename, []
    sites.swap_in(target, site(Artifact("b.html", b"old")))
    (tmp_path / ".site-old").mkdir()

    def rename(self: Path, other: Path) -> Path:
        done.append(other)
        if len(done) == step:
            failing()
        return whole(self, other)

    monkeypatch.setattr(sites, "_exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(StoreError, match="S401"):
        sites.swap_in(target, site(Artifact("b.html", b"new")))
    assert (target / "b.html").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("library", [SimpleNamespace(), SimpleNamespace(renameat2=lambda *_: -1)])
def test_a_system_that_cannot_exchange_says_so_and_two_renames_do_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: object
) -> None:
    sites.swap_in(tmp_path / "site", site(Artifact("b.html", b"old")))
    real = ctypes.CDLL(None)
    if hasattr(real, "syncfs"):
        library.syncfs = real.syncfs  # type: ignore[attr-defined]
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: library)
    assert not sites._exchange(tmp_path / "site", tmp_path / "site")  # noqa: SLF001 - so that the next line tells
    sites.swap_in(tmp_path / "site", site(Artifact("b.html", b"new")))
    assert (tmp_path / "site" / "b.html").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_that_stood_aside_does_not_come_back_over_a_link_of_its_name(tmp_path: Path) -> None:
    (tmp_path / ".site-old").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "nowhere")
    with pytest.raises(StoreError, match="S402"):
        sites.swap_in(tmp_path / "site", site())
    assert (tmp_path / "site").readlink() == tmp_path / "nowhere"


def test_where_two_folders_are_exchanged_in_one_step_that_is_the_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []

    def exchange(*given: object) -> int:
        asked.append(given)
        one, other, between = Path(os.fsdecode(given[1])), Path(os.fsdecode(given[3])), tmp_path / "between"  # type: ignore[arg-type]
        one.rename(between)
        other.rename(one)
        between.rename(other)
        return 0

    sites.swap_in(tmp_path / "site", site(Artifact("b.html", b"old")))
    monkeypatch.setattr(sites.files, "sync_file_system", lambda _: None)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace(renameat2=exchange))
    sites.swap_in(tmp_path / "site", site(Artifact("b.html", b"new")))
    assert (tmp_path / "site" / "b.html").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    [(here, _, there, target, exchanged)] = asked
    assert (here, there, exchanged) == (-100, -100, 2)  # from where we stand, both; RENAME_EXCHANGE
    assert target == os.fsencode(tmp_path / "site")


def test_an_empty_folder_and_one_with_its_list_are_ours(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    sites.swap_in(tmp_path / "site", site())
    (tmp_path / "site" / "records" / "empty").mkdir()
    sites.swap_in(tmp_path / "site", site(Artifact("x/y/z.html", b"")))
    assert held(tmp_path / "site") == [MARK, "records", PAGE.path, "x", "x/y", "x/y/z.html"]
    (tmp_path / "site" / "x" / "more.html").touch()
    with pytest.raises(StoreError, match="S402") as refusal:
        sites.swap_in(tmp_path / "site", site())
    assert refusal.value.values == {"path": str(tmp_path / "site" / "x" / "more.html")}


def test_no_file_is_written_over_another(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        sites.write_tree(tmp_path, (PAGE, PAGE))
    umask = os.umask(0o022)
    os.umask(umask)
    assert umask != 0  # it is put back whatever happens
