"""The hand on the disk: what fails leaves what was there, and says what to do."""

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Self

import pytest

from rectify_site.documents.manifests import manifest
from rectify_site.errors import DISK, UNCONFIRMED, SourceError, StoreError
from rectify_site.model.outputs import Artifact
from rectify_site.store import files, sites


def listed(*artifacts: Artifact) -> list[Artifact]:
    return [*artifacts, Artifact(sites.MARK, manifest(artifacts))]


def full_disk(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_link_a_pipe_and_a_folder_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", "."):
        with pytest.raises(SourceError, match="S302"):
            files.read(tmp_path / name)
    with pytest.raises(SourceError, match="S301"):
        files.read(tmp_path / "none")


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yml"
    files.write(path, b"old")
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(StoreError, match="S401") as refusal:
        files.write(path, b"new")
    assert "full" in refusal.value.hint
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["a.yml"]


def test_several_files_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError):
        files.write_all({tmp_path / "a": b"new", tmp_path / "b": b"new", tmp_path / "file" / "c": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"
    assert not (tmp_path / "b").exists()


def test_an_append_that_fails_leaves_the_old_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ledger.jsonl"
    files.append(path, b"one\n")
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(StoreError, match="S401"):
        files.append(path, b"two\n")
    assert path.read_bytes() == b"one\n"


def test_a_site_is_swapped_in_whole(tmp_path: Path) -> None:
    site = tmp_path / "site"
    sites.swap_in(site, listed(Artifact("a/b.html", b"1"), Artifact("old.html", b"1")))
    sites.swap_in(site, listed(Artifact("a/b.html", b"2")))
    assert sorted(path.relative_to(site).as_posix() for path in site.rglob("*")) == [
        "a",
        "a/b.html",
        sites.MARK,
    ]
    assert (site / "a" / "b.html").read_bytes() == b"2"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    sites.swap_in(site, listed(Artifact("index.html", b"old")))
    monkeypatch.setattr(sites, "write_tree", full_disk)
    with pytest.raises(StoreError, match="S401"):
        sites.swap_in(site, listed(Artifact("index.html", b"new")))
    assert (site / "index.html").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_without_an_exchange_two_renames_do_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "_exchange", lambda *_: False)
    for data in (b"1", b"2"):
        sites.swap_in(tmp_path / "site", listed(Artifact("index.html", data)))
    assert (tmp_path / "site" / "index.html").read_bytes() == b"2"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_with_other_peoples_files_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "photo.jpg").write_bytes(b"x")
    with pytest.raises(StoreError, match="S402"):
        sites.swap_in(tmp_path / "site", [])
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(StoreError, match="S402"):
        sites.swap_in(tmp_path / "file", [])


def test_a_file_somebody_put_into_the_site_is_not_swept_away(tmp_path: Path) -> None:
    sites.swap_in(tmp_path / "site", listed(Artifact("index.html", b"1")))
    (tmp_path / "site" / "通知.docx").write_bytes(b"x")
    with pytest.raises(StoreError, match=r"S402.*通知"):
        sites.swap_in(tmp_path / "site", listed(Artifact("index.html", b"2")))
    sites.swap_in(tmp_path / "site", listed(Artifact("index.html", b"2")), scratch=True)


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".site-killed").mkdir()
    sites.swap_in(tmp_path / "site", listed(Artifact("index.html", b"1")))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_file_modes_do_not_follow_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        sites.swap_in(tmp_path / "site", [Artifact("a/index.html", b""), Artifact(sites.MARK, b"")])
    finally:
        os.umask(before)
    assert (tmp_path / "site" / "a" / "index.html").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "site" / "a").stat().st_mode & 0o777 == 0o755


def test_a_sealed_folder_is_written_once(tmp_path: Path) -> None:
    sites.seal_in(tmp_path / "2025", [Artifact("index.html", b""), Artifact(sites.MARK, b"")])
    with pytest.raises(StoreError, match="S403"):
        sites.seal_in(tmp_path / "2025", [])
    assert (tmp_path / "2025" / "index.html").stat().st_mode & 0o222 == 0


def test_many_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = {tmp_path / "records" / f"{number}.yml": str(number).encode() for number in range(files.FEW + 5)}
    files.write_all(many)
    moved = []

    def full_at_last(self: Path, target: Path) -> None:
        moved.append(target)
        if len(moved) == files.FEW:
            full_disk()
        os.replace(self, target)  # noqa: PTH105 - the other one is what fails here

    monkeypatch.setattr(Path, "replace", full_at_last)
    with pytest.raises(StoreError):
        files.write_all(dict.fromkeys(many, b"new"))
    assert {path: path.read_bytes() for path in (tmp_path / "records").iterdir()} == many


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("number", [*sorted(files.NEXT_STEP), errno.EBUSY])
def test_each_refusal_of_the_disk_has_its_next_step(tmp_path: Path, number: int) -> None:
    with pytest.raises(StoreError) as refusal, files.writing(tmp_path):
        failing(number)()
    assert (refusal.value.code, refusal.value.exit_code) == ("S401", DISK)
    assert refusal.value.values == {"path": str(tmp_path), "problem": os.strerror(number)}
    other = "close programs that use the file, then run the same command again"
    assert refusal.value.hint == files.NEXT_STEP.get(number, other)
    with pytest.raises(StoreError) as refusal, files.writing(tmp_path):
        raise OSError("no words of a kernel")
    assert (refusal.value.hint, refusal.value.values["problem"]) == (other, "no words of a kernel")


def test_a_file_is_read_up_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"1234")
    assert files.read(path) == files.read(path, 4) == files.read(path, None) == b"1234"
    with pytest.raises(SourceError, match="S303") as refusal:
        files.read(path, 3)
    assert refusal.value.values == {"path": str(path), "size": "4"}
    monkeypatch.setattr(Path, "read_bytes", failing(errno.EACCES))
    with pytest.raises(SourceError, match="S304") as refusal:
        files.read(path)
    assert refusal.value.values == {"path": str(path), "problem": "Permission denied"}


def test_what_may_be_missing_is_read_if_it_is_there_and_a_link_never(tmp_path: Path) -> None:
    assert files.read_if_there(tmp_path / "a") is None
    (tmp_path / "a").write_bytes(b"1")
    assert files.read_if_there(tmp_path / "a", 1) == b"1"
    (tmp_path / "b").symlink_to(tmp_path / "none")
    with pytest.raises(SourceError, match="S302"):
        files.read_if_there(tmp_path / "b")


def test_names_are_all_files_below_and_a_link_is_one(tmp_path: Path) -> None:
    for path in ("b/c/d", "b/e", "a"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "l").symlink_to(tmp_path / "b")
    (tmp_path / "empty").mkdir()
    assert sorted(files.names(tmp_path)) == [("a",), ("b", "c", "d"), ("b", "e"), ("l",)]
    assert list(files.names(tmp_path / "a")) == list(files.names(tmp_path / "none")) == []


def test_a_file_that_is_written_can_be_read_by_the_web_server(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        files.write(tmp_path / "a" / "b" / "c.yml", b"1")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a" / "b" / "c.yml").stat().st_mode) == 0o644


def test_what_is_there_and_was_not_confirmed_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "sync_folder", failing(errno.EIO))
    with pytest.raises(StoreError) as refusal:
        files.write(tmp_path / "a", b"new")
    assert (refusal.value.code, refusal.value.exit_code) == ("S406", UNCONFIRMED)
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.parametrize("step", ["_put", "_confirm"])
def test_of_several_files_none_is_new_when_one_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "same").write_bytes(b"same")
    done: list[Path] = []

    def refuse(*given: Path) -> None:
        done.append(given[-1])
        if len(done) == (2 if step == "_put" else 1):
            raise StoreError("S406", "no", exit_code=UNCONFIRMED)
        if step == "_put":
            given[0].replace(given[1])

    with monkeypatch.context() as patch:
        patch.setattr(files, step, refuse)
        with pytest.raises(StoreError) as refusal:
            files.write_all({tmp_path / "a": b"new", tmp_path / "b": b"new", tmp_path / "same": b"same"})
    assert refusal.value.exit_code == DISK
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old", "same": b"same"}


@pytest.mark.parametrize(("count", "one_by_one"), [(files.FEW, files.FEW), (files.FEW + 1, 0)])
def test_a_few_files_are_synced_one_by_one_and_many_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, one_by_one: int
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _: calls.append("file"))
    monkeypatch.setattr(files, "sync_folder", lambda _: calls.append("folder"))
    monkeypatch.setattr(files, "sync_file_system", lambda folder: calls.append(f"all of {folder.name}"))
    many = {tmp_path / "x" / f"{number}": b"1" for number in range(count)}
    files.write_all(many)
    assert calls.count("file") == one_by_one
    assert [call for call in calls if call != "file"] == ([] if one_by_one else ["all of x"]) + ["folder"]
    files.write_all(many)
    assert len(calls) == one_by_one + (1 if one_by_one else 2)  # what is there already is not written again


def test_an_append_goes_on_until_all_is_written_and_confirms_a_new_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed: list[Path] = []
    monkeypatch.setattr(files, "sync_folder", confirmed.append)
    path = tmp_path / "new" / "ledger.jsonl"
    whole = Path.open

    class Slow:
        """A file that takes three bytes at a time, as a full pipe or a network does."""

        def __init__(self, *given: object, **more: object) -> None:
            self.file = whole(*given, **more)  # type: ignore[arg-type]

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def __getattr__(self, name: str) -> object:
            return getattr(self.file, name)

        def write(self, data: bytes) -> int:
            return self.file.write(data[:3])  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(Path, "open", lambda *given, **more: Slow(*given, **more))  # noqa: PLW0108 - a class is not bound to the path
    for line in (b"one line\n", b"another\n"):
        files.append(path, line)
    monkeypatch.undo()
    assert path.read_bytes() == b"one line\nanother\n"
    assert confirmed == [path.parent]


def test_what_was_added_is_cut_off_again_and_a_file_that_was_not_there_goes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"onetwo")
    files.cut(path, 3)
    assert path.read_bytes() == b"one"
    files.cut(path, 0)
    assert not path.exists()
    files.cut(path, 0)


def test_only_what_was_prepared_for_this_file_is_cleared(tmp_path: Path) -> None:
    for name in ("a.yml", ".a.yml.x1", ".a.yml", ".b.yml.x1", "a.yml.bak"):
        (tmp_path / name).touch()
    files.clear(tmp_path / "a.yml")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".a.yml", ".b.yml.x1", "a.yml", "a.yml.bak"]


def test_a_sync_that_fails_is_not_taken_for_one_and_closes_what_it_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, closed = [], []
    really_open, really_close = os.open, os.close
    monkeypatch.setattr(os, "open", lambda *given: opened.append(really_open(*given)) or opened[-1])
    monkeypatch.setattr(os, "close", lambda handle: closed.append(handle) or really_close(handle))
    monkeypatch.setattr(sys, "platform", "linux")
    for result in (0, -1):
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, r=result, **__: SimpleNamespace(syncfs=lambda _: r))
        monkeypatch.setattr(ctypes, "get_errno", lambda: errno.EIO)
        if not result:
            files.sync_file_system(tmp_path)
            continue
        with pytest.raises(OSError, match="Input/output error") as error:
            files.sync_file_system(tmp_path)
        assert error.value.errno == errno.EIO
    monkeypatch.setattr(os, "fsync", failing(errno.EIO))
    with pytest.raises(OSError, match="Input/output error"):
        files.sync_folder(tmp_path)
    assert len(opened) == 3
    assert closed == opened


def test_elsewhere_all_is_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[bool] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(os, "sync", lambda: called.append(True))
    files.sync_file_system(tmp_path)
    assert called == [True]
