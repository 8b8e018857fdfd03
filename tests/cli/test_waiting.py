"""Who waits for another window is told so at once, in the language of the door."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from rectify_site.cli import main
from rectify_site.store import locks

ROOT = Path(__file__).parents[2]


def test_a_run_that_waits_says_so_and_then_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.setattr(locks, "SILENT", 0.0)
    monkeypatch.setattr(locks, "PATIENCE", 0.1)
    with locks.held(tmp_path / "content" / ".lock"), pytest.raises(SystemExit) as ended:
        main(["--project", str(tmp_path), "purge", "2026-a-01"])
    said = capsys.readouterr().err
    assert ended.value.code == 4
    assert said.index("正在") < said.index("S421")
    logging.getLogger("rectify_site").handlers.clear()
