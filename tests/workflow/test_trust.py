"""P4 and P5 through the doors: a ledger that was touched stops everything and names the line; nothing half is left."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rectify_site.errors import ArchiveError, LedgerError, SourceError, StoreError
from rectify_site.store.projects import tree
from rectify_site.workflow import archiving, building, checking, signing, verifying
from tests import sample

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


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
    for verb in (lambda: building.build(office), lambda: verifying.verify(office)):
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
    with pytest.raises(LedgerError, match=r"L132.*site/checkpoint"):
        building.build(office)


def test_a_changed_content_is_seen(office: Path) -> None:
    path = office / "content" / "approved.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("澄湖", "澄河", 1), encoding="utf-8")
    with pytest.raises(LedgerError, match="L122"):
        building.build(office)


def test_verify_finds_a_touched_page_and_a_touched_year(office: Path) -> None:
    assert [item.what for item in verifying.verify(office)] == ["ledger", "site", "2024", "2025"]
    page = office / "site" / "index.html"
    page.write_bytes(page.read_bytes() + b" ")
    with pytest.raises(ArchiveError, match=r"A302.*index\.html"):
        verifying.verify(office, "site")
    sealed = next((office / "content" / "archive" / "2025" / "data").rglob("*.html"))
    sealed.chmod(0o644)
    sealed.write_bytes(b"x" + sealed.read_bytes()[1:])
    with pytest.raises(ArchiveError, match="A204"):
        verifying.verify(office, "archive", "2025")


CLOCK = signing.Clock("2026-08-02T09:00:00+08:00", lambda: "0f" * 16)


def test_a_year_is_sealed_once(office: Path) -> None:
    with pytest.raises(ArchiveError, match="A103"):
        archiving.archive(office, 2025, CLOCK)
    with pytest.raises(ArchiveError, match="A101"):
        archiving.archive(office, 2026, CLOCK)


def test_a_seal_that_was_cut_short_is_finished_by_the_next_run(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bag is in place and the ledger's line is not: the same bag is made again, and only the line is added."""
    for name in ("ledger.jsonl", "approved.jsonl", "checkpoint.txt", "archive"):
        path = office / "content" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(office / "site")
    monkeypatch.setattr(sample, "SEALED_AFTER", {})
    sample.sign(office, ROOT / "content")
    with monkeypatch.context() as cut:
        cut.setattr(archiving, "append", fail)
        with pytest.raises(RuntimeError):
            archiving.archive(office, 2025, CLOCK)
    bag = tree(office / "content" / "archive" / "2025")
    with pytest.raises(ArchiveError, match="A206"):
        building.build(office)
    archiving.archive(office, 2025, CLOCK)
    assert tree(office / "content" / "archive" / "2025") == bag
    building.build(office)


def fail(*_: object) -> None:
    raise RuntimeError


def touched(bag: Path) -> None:
    page = next((bag / "data" / "site" / "records").glob("*.html"))
    page.chmod(0o644)
    page.write_bytes(b"x" + page.read_bytes()[1:])


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (touched, "A204"),
        (lambda bag: (bag / "data" / "secret.html").write_bytes(b"x"), "A205"),
        (lambda bag: shutil.copytree(bag, bag.with_name("2019")), "A206"),
        (shutil.rmtree, "A106"),
        (lambda bag: (bag / "tagmanifest-sha256.txt").unlink(), "A207"),
    ],
    ids=["a page", "a page more", "a year more", "a year gone", "another bag"],
)
def test_a_build_takes_no_year_that_is_not_the_sealed_one(
    office: Path, harm: Callable[[Path], object], code: str
) -> None:
    before = tree(office / "site")
    harm(office / "content" / "archive" / "2025")
    with pytest.raises(ArchiveError, match=code) as refusal:
        building.build(office)
    assert refusal.value.exit_code == 3
    assert tree(office / "site") == before


def test_an_edition_as_of_a_day_holds_nothing_that_came_later(office: Path) -> None:
    built = building.build(office, date(2025, 12, 31))
    assert built.records == 21
    assert not (office / "site" / "plans" / "2025-xuncha").exists()
    with pytest.raises(LedgerError, match="L202"):
        building.build(office, date(2030, 1, 1))


def test_a_linked_plan_is_refused_and_a_hidden_file_is_none(office: Path, tmp_path: Path) -> None:
    records = office / "content" / "plans" / "2024-minzhu" / "records"
    (records / "._2024-minzhu-01.yml").write_bytes(b"\x00")
    (records / ".#x.yml").symlink_to("nobody@nowhere")
    assert checking.check(office).findings == ()
    shutil.move(office / "content" / "plans" / "2025-xuncha", tmp_path / "elsewhere")
    (office / "content" / "plans" / "2025-xuncha").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SourceError, match="S305"):
        checking.check(office)


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
