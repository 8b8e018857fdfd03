"""Where an office keeps its things, and a signature that is registered whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from rectify_site.errors import DISK, UNCONFIRMED, SettingsError, SourceError, StoreError
from rectify_site.model.outputs import Artifact
from rectify_site.store import files, projects
from rectify_site.store.projects import DraftFile, LedgerFiles, Project

LEDGER, APPROVED, CHECKPOINT = "ledger.jsonl", "approved.jsonl", "checkpoint.txt"


def laid(root: Path, *paths: str) -> None:
    """Files that say their own path."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, encoding="utf-8")


def failing(*_: object, **__: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def held(home: Project) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.content.iterdir()}


def test_a_project_is_a_folder_with_its_settings(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="M001"):
        projects.project(tmp_path)
    laid(tmp_path, "mkdocs.yml")
    (tmp_path / "link").symlink_to(tmp_path)
    assert projects.project(tmp_path / "link") == Project(tmp_path.resolve())


def test_everything_has_its_place() -> None:
    """Offices know these names: they stand in the guide, in backups and in the hand-over papers."""
    home = Project(Path("/o"))
    places = {
        "mkdocs.yml": home.config,
        "content": home.content,
        "site": home.site,
        "build/preview": home.preview,
        "build/shells": home.shells,
        "build/built.json": home.memory,
        "review": home.review,
        "content/archive": home.archive,
        "collect": home.collect,
        "content/plans/2025-a/plan.yml": home.plan("2025-a"),
        "content/plans/2025-a/records/2025-a-01.yml": home.document("record", "2025-a", "2025-a-01"),
        "content/plans/2025-a/reports/r1.yml": home.document("report", "2025-a", "r1"),
        "content/plans/2025-a/notices/n1.yml": home.document("notice", "2025-a", "n1"),
        "content/plans/2025-a/rounds/2025-03.json": home.round("2025-a", "2025-03"),
        "content/plans/2025-a/rounds/2025-03/places.json": home.answered("2025-a", "2025-03"),
        "content/limited": projects.limited(home).content,
        "content/limited/archive": projects.limited(home).archive,
    }
    assert {name: home.name(path) for name, path in places.items()} == {name: name for name in places}


def test_drafts_are_found_by_their_places_in_the_order_of_their_names(tmp_path: Path) -> None:
    kinds = {
        "content/units.yml": "units",
        "content/plans/a/plan.yml": "plan",
        "content/plans/b/plan.yml": "plan",
        "content/plans/a/records/a-01.yml": "record",
        "content/plans/a/records/a-02.yml": "record",
        "content/plans/b/records/b-01.yml": "record",
        "content/plans/a/reports/r.yml": "report",
        "content/plans/a/notices/n.yml": "notice",
        "content/pages/about.md": "page",
    }
    others = ("content/plans/.a/plan.yml", "content/plans/a/records/.x.yml", "content/pages/.y.md")
    laid(tmp_path, *reversed(kinds), *others, "content/x.yml", "content/plans/a/records/z.docx", "plan.yml")
    expected = [DraftFile(kind, tmp_path / path, path, path.encode()) for path, kind in kinds.items()]
    assert list(projects.drafts(Project(tmp_path))) == expected
    (tmp_path / "content/units.yml").unlink()
    assert list(projects.drafts(Project(tmp_path))) == expected[1:]


def test_a_hidden_folder_further_up_hides_no_document(tmp_path: Path) -> None:
    root = tmp_path / ".offices" / "a" / "b" / "c"
    laid(root, "content/pages/a.md", "content/plans/a/records/a-01.yml", "content/plans/.a/records/a-02.yml")
    names = [draft.name for draft in projects.drafts(Project(root))]
    assert names == ["content/plans/a/records/a-01.yml", "content/pages/a.md"]


def test_rounds_are_read_in_the_order_of_plans_and_periods(tmp_path: Path) -> None:
    paths = [
        f"content/plans/{plan}/rounds/{period}.json" for plan in "ab" for period in ("2025-01", "2025-02")
    ]
    laid(tmp_path, *reversed(paths), "content/plans/a/rounds/2025-01/places.json")
    assert list(projects.rounds(Project(tmp_path))) == [(path, path.encode()) for path in paths]


def test_a_document_behind_a_link_is_nobody_s_draft(tmp_path: Path) -> None:
    laid(tmp_path / "elsewhere", "records/a-01.yml")
    laid(tmp_path / "office", "content/plans/a/plan.yml")
    (tmp_path / "office/content/plans/a/records").symlink_to(tmp_path / "elsewhere/records")
    with pytest.raises(SourceError, match="S305") as refusal:
        projects.drafts(Project(tmp_path / "office"))
    assert refusal.value.values == {"path": "content/plans/a/records/a-01.yml"}


def test_the_ledger_comes_with_all_that_remembers_it(tmp_path: Path) -> None:
    memories = ("content/checkpoint.txt", "site/checkpoint.txt", "content/archive/2024/data/checkpoint.txt")
    own = ("content/limited/checkpoint.txt", "content/limited/ledger.jsonl")
    home = Project(tmp_path)
    assert projects.ledger(home) == LedgerFiles(b"", b"", {})
    laid(tmp_path, "content/ledger.jsonl", "content/approved.jsonl", *memories, *own)
    laid(tmp_path, "content/archive/0024/data/checkpoint.txt", "content/archive/2024-old/data/checkpoint.txt")
    assert projects.ledger(home) == LedgerFiles(
        b"content/ledger.jsonl", b"content/approved.jsonl", {path: path.encode() for path in memories}
    )
    assert projects.ledger(projects.limited(home)) == LedgerFiles(
        b"content/limited/ledger.jsonl", b"", {"content/limited/checkpoint.txt": own[0].encode()}
    )


def test_the_ledger_is_read_however_long_it_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "read", lambda path, limit=1: path.name.encode() if limit is None else b"")
    laid(tmp_path, "content/ledger.jsonl", "content/approved.jsonl")
    assert projects.ledger(Project(tmp_path))[:2] == (b"ledger.jsonl", b"approved.jsonl")


def test_signatures_are_added_behind_those_that_are_there(tmp_path: Path) -> None:
    home = Project(tmp_path)
    projects.append(home, b"text 1\n", b"line 1\n", b"1")
    projects.append(home, b"", b"line 2\n", b"2")
    projects.append(home, b"text 3\n", b"line 3\n", b"3")
    assert held(home) == {
        APPROVED: b"text 1\ntext 3\n",
        LEDGER: b"line 1\nline 2\nline 3\n",
        CHECKPOINT: b"3",
    }


@pytest.mark.parametrize("contents", [b"text 2\n", b""])
@pytest.mark.parametrize("before", [True, False])
def test_a_fault_before_the_end_leaves_what_was_there(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    contents: bytes,
    before: bool,  # noqa: FBT001 - a row of the table
) -> None:
    home = Project(tmp_path)
    if before:
        projects.append(home, b"text 1\n", b"line 1\n", b"1")
    home.content.mkdir(exist_ok=True)
    whole, append = held(home), files.append
    for broken in (LEDGER, APPROVED) if contents else (LEDGER,):
        with monkeypatch.context() as patch:
            patch.setattr(
                files,
                "append",
                lambda path, data, broken=broken: (
                    failing_store(path) if path.name == broken else append(path, data)
                ),
            )
            with pytest.raises(StoreError, match="S401"):
                projects.append(home, contents, b"line 2\n", b"2")
        assert held(home) == whole


def failing_store(path: Path) -> None:
    with files.writing(path):
        failing()


def test_signatures_without_their_checkpoint_are_registered_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Project(tmp_path)
    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(StoreError) as refusal:
        projects.append(home, b"text\n", b"line\n", b"1")
    assert (refusal.value.code, refusal.value.exit_code) == ("S405", UNCONFIRMED)
    assert refusal.value.values["path"] == str(home.content / CHECKPOINT)
    assert held(home) == {APPROVED: b"text\n", LEDGER: b"line\n"}


def test_a_checkpoint_that_cannot_be_prepared_stops_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Project(tmp_path)
    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(StoreError, match="S401") as refusal:
        projects.append(home, b"text\n", b"line\n", b"1")
    assert refusal.value.exit_code == DISK
    assert held(home) == {}


def test_sealed_years_are_folders_named_by_a_year(tmp_path: Path) -> None:
    laid(tmp_path, *(f"content/archive/{year}/index.html" for year in ("2024", "1999", "3024", "0024", "24")))
    laid(tmp_path, "content/archive/2023", "elsewhere/index.html")
    (tmp_path / "content/archive/2022").symlink_to(tmp_path / "elsewhere")
    found = projects.sealed(Project(tmp_path))
    assert list(found) == [1999, 2024]
    assert found[2024] == (Artifact("index.html", b"content/archive/2024/index.html"),)


def test_a_tree_is_all_its_files_in_order_and_a_link_is_refused(tmp_path: Path) -> None:
    laid(tmp_path, "b.html", "a/z.html", "a/b/c.html", "aa.html")
    paths = ["a/b/c.html", "a/z.html", "aa.html", "b.html"]
    assert [item.path for item in projects.tree(tmp_path)] == paths
    assert [item.path for item in projects.stream(tmp_path / "a", tmp_path)] == paths[:2]
    assert [item.path for item in projects.outside(tmp_path, "a")] == paths[2:]
    assert [item.path for item in projects.outside(tmp_path, "b.html")] == paths[:3]
    assert {item.data.decode() for item in projects.outside(tmp_path, "x")} == set(paths)
    (tmp_path / "c").symlink_to(tmp_path / "a")
    for read in (lambda: projects.tree(tmp_path), lambda: projects.outside(tmp_path, "a")):
        with pytest.raises(SourceError, match="S302"):
            read()
