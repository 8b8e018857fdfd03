"""A disk that is really full: the old site and the old ledger stay, nothing half is left, and the message says why."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rectify_site.errors import StoreError
from rectify_site.ledger.entries import Signature
from rectify_site.model.records import Scope
from rectify_site.store.projects import tree
from rectify_site.workflow import building, reviewing, signing, starting

pytestmark = pytest.mark.slow

ROOM = 200_000  # bytes left on the disk: less than a site needs, more than a message


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 MB of its own; only root may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small file system cannot be mounted here (root only)")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def office(sample: Path, small_disk: Path) -> Path:
    root = small_disk / "office"
    shutil.copytree(sample, root)
    return root


def fill(disk: Path, leave: int) -> None:
    free = shutil.disk_usage(disk).free
    (disk / "ballast").write_bytes(b"\0" * max(0, free - leave))


def test_a_build_on_a_full_disk_leaves_the_old_site(office: Path, small_disk: Path) -> None:
    """Every page gets another name, so none of the old files can be kept."""
    before = tree(office / "site")
    settings = office / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("澄湖区", "澄湖新区"), encoding="utf-8")
    fill(small_disk, ROOM)
    with pytest.raises(StoreError, match="S401") as refusal:
        building.build(office)
    assert refusal.value.exit_code == 4
    assert "full" in refusal.value.hint
    assert tree(office / "site") == before
    assert sorted(path.name for path in office.iterdir()) == ["build", "content", "mkdocs.yml", "site"]


def test_a_signature_on_a_full_disk_leaves_the_old_ledger(office: Path, small_disk: Path) -> None:
    path = next(iter((office / "content" / "plans" / "2024-minzhu" / "records").glob("*.yml")))
    path.write_text(
        path.read_text(encoding="utf-8").replace("target: ", "target: 到年底，", 1), encoding="utf-8"
    )
    reviewed = reviewing.review(office, reviewing.Selection(), date(2026, 6, 30))
    names = ("ledger.jsonl", "approved.jsonl", "checkpoint.txt")
    before = [(office / "content" / name).read_bytes() for name in names]
    fill(small_disk, 0)
    form = signing.Form(
        sheet_code=reviewed.sheet.code,
        signatures=tuple(
            Signature.model_validate({"role": role, "name": name, "on": "2026-08-01"})
            for role, name in (("保密审查", "乙"), ("签发", "丙"))
        ),
        document="澄整公〔2026〕3号",
        change=signing.Change.REVISION,
        reason="目标写明期限",
    )
    clock = signing.Clock("2026-08-02T09:00:00+08:00", lambda: "0f" * 16)
    with pytest.raises(StoreError, match="S401"):
        signing.approve(office, reviewing.Selection(), form, clock)
    assert [(office / "content" / name).read_bytes() for name in names] == before
    (small_disk / "ballast").unlink()
    assert signing.approve(office, reviewing.Selection(), form, clock).entries


def test_a_decision_on_a_full_disk_changes_no_draft(office: Path, small_disk: Path) -> None:
    before = tree(office / "content")
    fill(small_disk, 0)
    with pytest.raises(StoreError, match="S401"):
        starting.scope(office, ("2024-minzhu",), Scope.LIMITED, None)
    assert tree(office / "content") == before
