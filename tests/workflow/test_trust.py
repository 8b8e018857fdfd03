"""P4 and P5 through the doors: a ledger that was touched stops everything and names the line; nothing half is left."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rectify_site.errors import ArchiveError, LedgerError, SourceError, StoreError
from rectify_site.store.projects import tree
from rectify_site.workflow import archiving, building


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    return root


def flip(line: int) -> Callable[[list[bytes]], list[bytes]]:
    def edit(lines: list[bytes]) -> list[bytes]:
        lines[line] = (
            lines[line].replace(b'"v":1', b'"v":3')
            if line % 2
            else lines[line][:40] + b"x" + lines[line][41:]
        )
        return lines

    return edit


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (flip(0), 1),
        (flip(7), 8),
        (lambda lines: lines[:4] + lines[5:], 5),
        (lambda lines: lines[:-1], -1),
        (lambda lines: [lines[1], lines[0], *lines[2:]], 1),
        (lambda _: [], 1),
    ],
    ids=["a byte", "another byte", "a line gone", "the last line gone", "two swapped", "all gone"],
)
def test_a_touched_ledger_stops_build_and_verify(
    office: Path, edit: Callable[[list[bytes]], list[bytes]], line: int
) -> None:
    path = office / "content" / "ledger.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    expected = line if line > 0 else len(lines)
    path.write_bytes(b"".join(edit(list(lines))))
    before = tree(office / "site")
    for verb in (lambda: building.build(office), lambda: archiving.verify(office)):
        with pytest.raises(LedgerError, match=rf"line {expected} ") as refusal:
            verb()
        assert refusal.value.exit_code == 3
        assert refusal.value.hint
    assert tree(office / "site") == before


def test_a_missing_checkpoint_is_no_checkpoint_passed(office: Path) -> None:
    (office / "content" / "checkpoint.txt").unlink()
    with pytest.raises(LedgerError, match="L115"):
        building.build(office)


def test_the_published_site_remembers_the_ledger_too(office: Path) -> None:
    content = office / "content"
    lines = (content / "ledger.jsonl").read_bytes().splitlines(keepends=True)[:-1]
    (content / "ledger.jsonl").write_bytes(b"".join(lines))
    head = json.loads(lines[-1])["hash"]
    (content / "checkpoint.txt").write_text(f"chenghu-qu\n{len(lines)}\n{head}\n")
    with pytest.raises(LedgerError, match=r"L113.*site/checkpoint"):
        building.build(office)


def test_a_changed_content_is_seen(office: Path) -> None:
    path = office / "content" / "approved.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("澄湖", "澄河", 1), encoding="utf-8")
    with pytest.raises(LedgerError, match="L122"):
        building.build(office)


def test_verify_finds_a_touched_page_and_a_touched_year(office: Path) -> None:
    assert [item.what for item in archiving.verify(office)] == ["ledger", "site", "2025"]
    page = office / "site" / "index.html"
    page.write_bytes(page.read_bytes() + b" ")
    with pytest.raises(ArchiveError, match=r"A302.*index\.html"):
        archiving.verify(office, "site")
    sealed = next((office / "content" / "archive" / "2025" / "data").rglob("*.html"))
    sealed.chmod(0o644)
    sealed.write_bytes(b"x" + sealed.read_bytes()[1:])
    with pytest.raises(ArchiveError, match="A204"):
        archiving.verify(office, "archive", "2025")


def test_a_year_is_sealed_once(office: Path) -> None:
    with pytest.raises(ArchiveError, match="A103"):
        archiving.archive(office, 2025)
    with pytest.raises(ArchiveError, match="A101"):
        archiving.archive(office, 2026)


def test_sealing_later_gives_the_bytes_of_the_first_day(office: Path) -> None:
    """Same ledger, same bytes: the date on the bag comes from the ledger and not from the clock."""
    shutil.rmtree(office / "content" / "archive")
    archiving.archive(office, 2025)
    first = tree(office / "content" / "archive" / "2025")
    shutil.rmtree(office / "content" / "archive")
    archiving.archive(office, 2025)
    assert tree(office / "content" / "archive" / "2025") == first


def test_a_target_that_is_no_folder_of_ours_is_left_alone(office: Path) -> None:
    shutil.rmtree(office / "site")
    (office / "site").mkdir()
    (office / "site" / "照片.jpg").write_bytes(b"x")
    with pytest.raises(StoreError, match="S402"):
        building.build(office)
    assert [path.name for path in (office / "site").iterdir()] == ["照片.jpg"]


def test_an_office_that_signed_nothing_has_nothing_to_publish(office: Path) -> None:
    for name in ("ledger.jsonl", "approved.jsonl", "checkpoint.txt"):
        (office / "content" / name).unlink()
    shutil.rmtree(office / "content" / "archive")
    shutil.rmtree(office / "site")
    with pytest.raises(LedgerError, match="L201") as refusal:
        building.build(office)
    assert refusal.value.exit_code == 1


def test_a_file_that_is_not_there_is_said_so(office: Path) -> None:
    from rectify_site.workflow import importing

    with pytest.raises(SourceError, match="S301"):
        importing.import_source(office, office / "没有.docx", importing.Wish())
