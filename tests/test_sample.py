"""The sample office is what it claims to be: signed as its drafts stand, clean, and with every state in it."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from rectify_site.archive import web_archives
from rectify_site.model.due import Due, due
from rectify_site.model.states import State, history, status
from rectify_site.workflow import checking, verifying
from rectify_site.workflow.opening import open_office
from tests import sample

ROOT = Path(__file__).parents[1]
LAST = sample.ROUNDS[-1].as_of


@pytest.mark.slow
def test_the_ledger_is_what_these_drafts_were_signed_as(tmp_path: Path) -> None:
    """When a draft of the sample changes: ``python -m tests.sample``."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    sample.sign(tmp_path, ROOT / "content")
    made, kept = (_signed(folder / "content" / "ledger.jsonl") for folder in (tmp_path, ROOT))
    assert made == kept
    assert (tmp_path / "content" / "approved.jsonl").read_bytes() == (
        ROOT / "content" / "approved.jsonl"
    ).read_bytes()


def _signed(path: Path) -> list[tuple[str, str]]:
    """What was signed, without the links of the chain: a sealed year keeps the look of its day."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(line["id"], line["digest"]) for line in lines if line["op"] != "seal"]


def test_nothing_is_found_in_it() -> None:
    assert checking.check(ROOT).findings == ()


def test_every_state_and_lateness_occur_and_no_event_is_refused() -> None:
    opened = open_office(ROOT)
    records = opened.office.records
    assert {status(record.events, LAST) for record in records} == set(State)
    assert Due.LATE in {due(record, LAST, opened.rule) for record in records}
    assert [record.id for record in records if history(record.events).refused] == []
    assert len([record for record in records if record.plan == "2024-minzhu"]) >= 14
    assert len(opened.office.plan_of["2024-minzhu"].directions) == 5


def test_two_years_are_sealed_before_the_current_one_and_follow_each_other() -> None:
    years = [ROOT / "content" / "archive" / year for year in ("2024", "2025")]
    assert (
        sum(path.stat().st_size for year in years for path in year.rglob("*") if path.is_file()) <= 3_000_000
    )
    tagged = hashlib.sha256((years[0] / "tagmanifest-sha256.txt").read_bytes()).hexdigest()
    info = (years[1] / "bag-info.txt").read_text(encoding="utf-8")
    assert f"Previous-Year: 2024\nPrevious-Tag-Manifest: {tagged}\n" in info
    assert [item.what for item in verifying.verify(ROOT, "archive")] == ["2024", "2025"]


@pytest.mark.parametrize("year", ["2024", "2025"])
def test_the_web_archive_of_a_year_gives_back_its_site_byte_for_byte(year: str) -> None:
    folder = ROOT / "content" / "archive" / year
    with zipfile.ZipFile(folder / f"{year}.wacz") as book:
        told = json.loads(book.read("datapackage.json"))
        warc = book.read("archive/site.warc.gz")
    address = told["mainPageUrl"].removesuffix("index.html")
    back = {item.path.removeprefix(address): item.data for item in web_archives.responses(warc)}
    kept = {
        path.relative_to(folder / "data/site").as_posix(): path
        for path in (folder / "data/site").rglob("*.*")
    }
    assert back == {name: path.read_bytes() for name, path in kept.items()}


@pytest.mark.slow
@pytest.mark.parametrize("year", ["2024", "2025"])
def test_the_judge_of_web_archives_calls_a_year_valid(year: str) -> None:
    path = ROOT / "content" / "archive" / year / f"{year}.wacz"
    command = [sys.executable, "-W", "ignore", "-m", "wacz", "validate", "-f", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
