"""A published place: releases that never change, one name that says which is shown, and nothing of anybody else's."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from rectify_site.errors import DISK, UNCONFIRMED, StoreError
from rectify_site.model.outputs import Artifact
from rectify_site.store import files, locks, sites, targets

A, B, C = ("a" * 64, "b" * 64, "c" * 64)


def site(words: str) -> tuple[Artifact, ...]:
    return (Artifact("index.html", words.encode()), Artifact(sites.MARK, f"0  {words}\n".encode()))


def published(target: Path, *names: str) -> None:
    """Releases put, noted and shown one after the other, as ``publish`` does it."""
    for name in names:
        targets.put(target, name, site(name[0]))
        targets.note(target, name)
        targets.point(target, name)


def refused(error: int) -> object:
    """An operation of the system that fails."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(error, os.strerror(error))

    return fail


def test_a_release_is_named_by_its_manifest() -> None:
    listed = site("x")
    assert targets.digest(listed) == hashlib.sha256(listed[1].data).hexdigest()
    assert targets.digest(listed[:1]) == hashlib.sha256(b"").hexdigest()


def test_the_last_one_published_is_shown_and_all_are_kept_in_their_order(tmp_path: Path) -> None:
    assert targets.current(tmp_path) is None
    assert targets.releases(tmp_path) == ()
    published(tmp_path, B, C, A)
    assert targets.current(tmp_path) == A
    assert targets.releases(tmp_path) == (B, C, A)
    assert os.readlink(targets.shown(tmp_path)) == f"releases/{A}"  # noqa: PTH115 - as the web server reads it
    assert [item.data for item in targets.release(tmp_path, B)] == [b"b", b"0  b\n"]
    published(tmp_path, B)
    assert (targets.current(tmp_path), targets.releases(tmp_path)) == (B, (C, A, B))


def test_the_order_knows_only_releases_that_are_there_and_others_come_first(tmp_path: Path) -> None:
    published(tmp_path, B)
    for name in (C, A):
        (tmp_path / "releases" / name).mkdir()
    (tmp_path / "releases" / "order.txt").write_text(f"{'d' * 64}\n{B}\n")
    assert targets.releases(tmp_path) == (A, C, B)


def test_a_name_that_leads_nowhere_shows_nothing(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(f"releases/{A}")
    assert targets.current(tmp_path) is None


def test_a_release_remembers_the_ledger_where_it_is_whole(tmp_path: Path) -> None:
    targets.put(tmp_path, A, (*site("a"), Artifact("checkpoint.txt", b"three lines")))
    assert targets.checkpoint(tmp_path, A) == b"three lines"
    assert targets.checkpoint(tmp_path, B) == b""


def test_a_damaged_release_is_replaced(tmp_path: Path) -> None:
    published(tmp_path, A)
    (tmp_path / "releases" / A / "index.html").write_bytes(b"broken")
    (tmp_path / "releases" / A / "more.html").write_bytes(b"")
    targets.put(tmp_path, A, site("a"))
    assert [item.path for item in targets.release(tmp_path, A)] == ["index.html", sites.MARK]


def test_under_the_lock_nothing_is_left_of_a_killed_run_and_all_else_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path, A)
    (tmp_path / "releases" / f".{B}-old").mkdir()
    (tmp_path / "releases" / f".{B}-x1").mkdir()
    files.prepare(tmp_path / "releases" / "order.txt", b"")
    (tmp_path / "robots.txt").touch()
    with targets.locked(tmp_path):
        assert {path.name for path in (tmp_path / "releases").iterdir()} == {".lock", "order.txt", A}
        monkeypatch.setattr(locks, "PATIENCE", 0)
        with pytest.raises(StoreError, match="S421"), targets.locked(tmp_path):
            pytest.fail("held twice")
    assert (tmp_path / "robots.txt").exists()


@pytest.mark.parametrize(
    ("what", "name"),
    [
        (lambda target: target.write_bytes(b""), ""),
        (lambda target: target.symlink_to("/"), ""),
        (lambda target: (target.mkdir(), (target / "releases").write_bytes(b"")), "releases"),
        (lambda target: (target.mkdir(), (target / "releases").symlink_to("/")), "releases"),
        (lambda target: (target / "releases" / "v1").mkdir(parents=True), "releases/v1"),
        (lambda target: (target / "releases" / A[1:]).mkdir(parents=True), f"releases/{A[1:]}"),
        (lambda target: (target / "current").mkdir(parents=True), "current"),
        (lambda target: (target.mkdir(), (target / "current").write_bytes(b"")), "current"),
        (lambda target: (target.mkdir(), (target / "current").symlink_to("/etc")), "current"),
        (lambda target: (target.mkdir(), (target / "current").symlink_to(f"other/{A}")), "current"),
        (lambda target: (target.mkdir(), (target / "current").symlink_to("releases/v1")), "current"),
        (lambda target: (target.mkdir(), (target / "current").symlink_to("nowhere")), "current"),
    ],
    ids=[
        *("file", "link", "releases a file", "releases a link", "a release of others", "a short name"),
        *("current a folder", "current a file", "link out", "link to another folder", "link to v1", "no end"),
    ],
)
def test_what_is_somebody_elses_is_not_published_over(tmp_path: Path, what: object, name: str) -> None:
    target = tmp_path / "www"
    what(target)  # type: ignore[operator]
    with pytest.raises(StoreError) as refusal:
        targets.refuse_foreign(target)
    assert refusal.value.code == "S423"
    assert refusal.value.values["path"] == str(target / name)


def test_what_is_ours_is_published_over(tmp_path: Path) -> None:
    targets.refuse_foreign(tmp_path / "not there yet")
    published(tmp_path, A)
    targets.refuse_foreign(tmp_path)
    (tmp_path / "current").unlink()
    sites.swap_in(tmp_path / "current", site("a"))
    (tmp_path / "releases" / ".lock").touch()
    targets.refuse_foreign(tmp_path)


@pytest.mark.parametrize("why", sorted(targets.NO_LINKS))
def test_where_there_are_no_links_a_folder_shows_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: int
) -> None:
    monkeypatch.setattr(Path, "symlink_to", refused(why))
    published(tmp_path, A, B)
    assert not (tmp_path / "current").is_symlink()
    assert (tmp_path / "current" / "index.html").read_bytes() == b"b"
    assert targets.current(tmp_path) == targets.digest(site("b"))
    monkeypatch.undo()
    published(tmp_path, A)  # where links can be made one day, the folder stays a folder
    assert (tmp_path / "current" / "index.html").read_bytes() == b"a"


def test_a_broken_link_gives_way_to_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "current").symlink_to(f"releases/{B}")
    monkeypatch.setattr(Path, "symlink_to", refused(errno.EPERM))
    published(tmp_path, A)
    assert (tmp_path / "current" / "index.html").read_bytes() == b"a"


def test_a_step_that_fails_leaves_the_old_one_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(tmp_path, A)
    targets.put(tmp_path, B, site("b"))
    for name in ("symlink_to", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(Path, name, refused(errno.EIO))
            with pytest.raises(StoreError) as refusal:
                targets.point(tmp_path, B)
        assert (refusal.value.code, refusal.value.exit_code) == ("S401", DISK)
        assert targets.current(tmp_path) == A
    targets.point(tmp_path, B)
    assert targets.current(tmp_path) == B


def test_what_the_disk_did_not_confirm_is_shown_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path, A)
    targets.put(tmp_path, B, site("b"))
    with monkeypatch.context() as patch:
        patch.setattr(files, "sync_folder", refused(errno.EIO))
        with pytest.raises(StoreError) as refusal:
            targets.point(tmp_path, B)
    assert (refusal.value.code, refusal.value.exit_code) == ("S424", UNCONFIRMED)
    assert targets.current(tmp_path) == B


@pytest.mark.parametrize("step", ["put", "note"])
def test_before_it_is_shown_nothing_counts_as_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(files, "sync_folder", refused(errno.EIO))
    monkeypatch.setattr(sites, "sync_folder", refused(errno.EIO))
    with pytest.raises(StoreError, match="S406") as refusal:
        targets.put(tmp_path, A, site("a")) if step == "put" else targets.note(tmp_path, A)
    assert refusal.value.exit_code == DISK


def test_what_is_dropped_is_gone_and_what_cannot_be_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path, A, B, C)
    (tmp_path / "releases" / f".{A}-old").mkdir()
    targets.drop(tmp_path, [A])
    assert targets.releases(tmp_path) == (B, C)
    assert {path.name for path in (tmp_path / "releases").iterdir()} == {"order.txt", B, C}
    monkeypatch.setattr(Path, "rename", refused(errno.EACCES))
    with pytest.raises(StoreError) as refusal:
        targets.drop(tmp_path, [B])
    assert (refusal.value.code, refusal.value.exit_code) == ("S428", UNCONFIRMED)
    assert refusal.value.values == {"path": str(tmp_path / "releases" / B), "problem": "Permission denied"}
