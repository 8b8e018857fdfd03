"""The hand on the disk: what fails leaves what was there, and says what to do."""

import os
from pathlib import Path

import pytest

from rectify_site.documents.manifests import manifest
from rectify_site.errors import SourceError, StoreError
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
