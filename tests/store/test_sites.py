"""A site is put in place whole; what it had already is not written again."""

from pathlib import Path

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
