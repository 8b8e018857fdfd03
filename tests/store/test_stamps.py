"""Whatever happens to a file under a path changes the stamp of the path; looking at it does not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rectify_site.errors import SettingsError
from rectify_site.store import stamps, templates

CHANGES: dict[str, Callable[[Path], object]] = {
    "edited": lambda root: (root / "a/b.txt").write_bytes(b"longer than before"),
    "touched": lambda root: os.utime(root / "a/b.txt", (1, 1)),
    "another of the same size and time": lambda root: other(root / "a/b.txt"),
    "made writable": lambda root: (root / "a/b.txt").chmod(0o600),
    "added": lambda root: (root / "a/c.txt").touch(),
    "an empty folder added": lambda root: (root / "c").mkdir(),
    "removed": lambda root: (root / "a/b.txt").unlink(),
    "renamed": lambda root: (root / "a/b.txt").rename(root / "a/c.txt"),
    "moved": lambda root: (root / "a/b.txt").rename(root / "b.txt"),
    "turned into a link": lambda root: linked(root / "a/b.txt"),
}


def other(path: Path) -> None:
    facts = path.stat()
    path.rename(path.with_name("kept"))
    path.write_bytes(b"b")
    path.with_name("kept").rename(path.parents[2] / "kept")
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def linked(path: Path) -> None:
    path.rename(path.parents[2] / "kept")
    path.symlink_to(path.parents[2] / "kept")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root" / "a").mkdir(parents=True)
    (tmp_path / "root" / "a" / "b.txt").write_bytes(b"b")
    (tmp_path / "root" / "a" / "b.txt").chmod(0o644)
    return tmp_path / "root"


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(root: Path, change: str) -> None:
    before = stamps.stamp([root])
    assert stamps.stamp([root]) == before
    CHANGES[change](root)
    assert stamps.stamp([root]) != before


def test_the_order_of_the_paths_and_what_is_not_there_change_nothing(root: Path) -> None:
    paths = [root / "a", root / "none"]
    assert stamps.stamp(paths) == stamps.stamp(reversed(paths)) == stamps.stamp([root / "a"])
    assert stamps.stamp([]) != stamps.stamp([root / "a"])


def test_compiled_files_are_no_change(root: Path) -> None:
    before = stamps.stamp([root])
    (root / "a" / "__pycache__").mkdir()
    (root / "a" / "__pycache__" / "b.pyc").touch()
    assert stamps.stamp([root]) == before


def test_another_library_another_python_or_another_template_is_another_program(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "PACKAGE", root / "package")
    monkeypatch.setattr(templates, "PLACES", (root / "none", root))
    monkeypatch.setattr("sys.path", [str(root / "a"), str(root / "none"), str(root / "a" / "b.txt")])
    seen = {stamps.program()}
    (root / "a" / "pandas-2.dist-info").mkdir()
    monkeypatch.setattr(templates, "PLACES", (root / "package",))
    (root / "package").mkdir()
    seen.add(stamps.program())
    (root / "a" / "pandas-3.dist-info").mkdir()
    seen.add(stamps.program())
    monkeypatch.setattr("sys.version", "4.0")
    seen.add(stamps.program())
    (root / "package" / "main.html").touch()
    seen.add(stamps.program())
    assert len(seen) == 5
    (root / "a" / "else.txt").touch()
    assert stamps.program() in seen


def test_templates_lie_in_the_package_or_beside_it_in_the_first_place_there_is(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = templates.PACKAGE
    assert (package / "site_templates", package.parent / "site_templates") == templates.PLACES
    assert "theme/frame.html" in templates.templates()
    monkeypatch.setattr(templates, "PLACES", (root / "none", root / "a", root))
    assert templates.folder() == root / "a"
    assert templates.templates() == {"b.txt": b"b"}
    monkeypatch.setattr(templates, "PLACES", (root / "none",))
    with pytest.raises(SettingsError) as refusal:
        templates.folder()
    assert refusal.value.code == "M202"
