"""The sample office is what it claims to be: signed as its drafts stand, clean, and with every state in it."""

import json
import shutil
from pathlib import Path

import pytest

from rectify_site.model.due import Due, due
from rectify_site.model.states import State, history, status
from rectify_site.workflow import checking
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
