"""P1 and P7: only what is signed leaves, and the same signatures give the same bytes anywhere, on any day."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from rectify_site.documents import reading, writing
from rectify_site.model.records import Record
from rectify_site.store.projects import tree
from rectify_site.workflow import building
from tests.sample import DRAFTER, KEEPER, SIGNER

pytestmark = pytest.mark.slow

CANARY = "未签发的金丝雀"


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    root = tmp_path / "另一个 文件夹"
    shutil.copytree(sample, root)
    shutil.rmtree(root / "site")
    return root


def edit_drafts(root: Path) -> None:
    """Change a signed draft, add one, delete one, break one, add an unsigned unit, page and stray file."""
    records = sorted((root / "content" / "plans" / "2024-minzhu" / "records").glob("*.yml"))
    record = reading.read("record", "x", records[0].read_bytes()).document
    assert isinstance(record, Record)
    records[0].write_bytes(writing.dump(record.model_copy(update={"target": CANARY})))
    new = record.model_copy(update={"id": "2024-minzhu-99", "number": "99", "problem": CANARY})
    (records[0].parent / "2024-minzhu-99.yml").write_bytes(writing.dump(new))
    records[1].unlink()
    records[2].write_text(f"id: [{CANARY}", encoding="utf-8")
    with (root / "content" / "units.yml").open("a", encoding="utf-8") as file:
        file.write(f"  - {{id: jinsique, name: {CANARY}}}\n")
    (root / "content" / "pages" / "stray.md").write_text(f"# {CANARY}\n", encoding="utf-8")
    (root / "content" / "pages" / "stray.yml").write_text(CANARY, encoding="utf-8")


def test_drafts_change_not_one_byte_of_the_site(office: Path, sample_site: Path) -> None:
    edit_drafts(office)
    building.build(office)
    made = tree(office / "site")
    assert made == tree(sample_site)
    assert not [item.path for item in made if CANARY.encode() in item.data]


def test_another_machine_makes_the_same_bytes(
    office: Path, sample_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "TZ": "America/St_Johns",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "7",
        "USER": CANARY,
    }.items():
        monkeypatch.setenv(name, value)
    before = os.umask(0o027)
    try:
        building.build(office)
    finally:
        os.umask(before)
    assert tree(office / "site") == tree(sample_site)


def test_another_day_makes_the_same_bytes(office: Path, sample_site: Path) -> None:
    faketime = shutil.which("faketime")
    if faketime is None:
        pytest.skip("faketime is not installed: the clock cannot be turned forward here")
    program = "from rectify_site.cli import main; main(['build'])"
    command = [faketime, "-f", "+400d", sys.executable, "-c", program]
    done = subprocess.run(command, cwd=office, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert tree(office / "site") == tree(sample_site)


def test_no_signer_and_no_machine_is_named_anywhere(sample_site: Path) -> None:
    ledger = (sample_site.parent / "content" / "ledger.jsonl").read_text(encoding="utf-8")
    signers = (DRAFTER, KEEPER, SIGNER)
    assert all(name in ledger for name in signers)
    words = [
        b'"signatures"',
        b"/tmp/",
        str(sample_site.parent).encode(),
        *(name.encode() for name in signers),
    ]
    assert [(item.path, word) for item in tree(sample_site) for word in words if word in item.data] == []


def test_the_preview_is_marked_on_every_page(office: Path) -> None:
    edit_drafts(office)
    built = building.preview(office, date(2026, 6, 30))
    pages = [item for item in tree(built.site) if item.path.endswith(".html")]
    assert any(CANARY.encode() in item.data for item in pages)
    assert [item.path for item in pages if "预览".encode() not in item.data] == []
    assert not (office / "site").exists()


def test_mkdocs_by_hand_shows_drafts_only_in_the_preview_and_marked(office: Path) -> None:
    edit_drafts(office)
    (office / "content" / "plans" / "2024-minzhu" / "records" / "2024-minzhu-03.yml").unlink()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]
    done = subprocess.run(command, cwd=office, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not (office / "site").exists()
    pages = [item for item in tree(office / "build" / "preview") if item.path.endswith(".html")]
    assert len(pages) > 40
    assert [item.path for item in pages if "预览".encode() not in item.data] == []
    assert [
        item.path for item in tree(office / "build" / "preview") if item.path.endswith((".yml", ".md"))
    ] == []


def test_mkdocs_by_hand_sends_nothing_out(office: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "gh-deploy"]
    done = subprocess.run(command, cwd=office, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "rectify-site build" in done.stderr
