"""Whole verbs, cut at operations of the disk: the office goes on where it stood, and what was said is true."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from rectify_site.ledger.entries import Change, Signature
from rectify_site.store import targets
from rectify_site.store.projects import tree
from rectify_site.workflow import building, mending, publishing, reviewing, signing, verifying
from tests.faults.layer import DONE, DONE_IN_SPITE, FAULTS, KILLED, needs_fork, run

pytestmark = [pytest.mark.deep, needs_fork, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]

RECORD = "2024-minzhu-12"
SIGNERS = (("保密审查", "乙"), ("签发", "丙"))
REFUSED, UNCONFIRMED = 4, 5


def clock() -> signing.Clock:
    return signing.Clock("2026-08-02T09:00:00+08:00", lambda: "0f" * 16)


def form(code: str) -> signing.Form:
    signatures = tuple(
        Signature.model_validate({"role": role, "name": name, "on": "2026-08-01"}) for role, name in SIGNERS
    )
    return signing.Form(
        sheet_code=code,
        signatures=signatures,
        document="澄整公〔2026〕3号",
        change=Change.REVISION,
        reason="更清楚",
    )


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    """An office in which one record differs from what was signed."""
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    path = root / "content" / "plans" / "2024-minzhu" / "records" / f"{RECORD}.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("水管老化", "供水管老化"), encoding="utf-8")
    return root


def again(office: Path, place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(office, place)
    return place


def lines(office: Path) -> int:
    return len((office / "content" / "ledger.jsonl").read_bytes().splitlines())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_signature_is_registered_once_wherever_its_registration_was_cut(
    office: Path, tmp_path: Path, fault: str
) -> None:
    code = reviewing.review(office, reviewing.Selection(), date(2026, 6, 30)).sheet.code
    before = lines(office)
    ended, at = KILLED, 0
    while ended != DONE:
        at += 1
        root = again(office, tmp_path / "cut")
        ended = run(lambda: signing.approve(root, reviewing.Selection(), form(code), clock()), fault, at)  # noqa: B023
        assert ended in {DONE, DONE_IN_SPITE, REFUSED, UNCONFIRMED, KILLED}, at
        mending.mend(root)
        assert lines(root) == before + 1 or ended in {REFUSED, KILLED}, at
        assert lines(root) == before or ended != REFUSED, at
        if lines(root) == before:
            signing.approve(root, reviewing.Selection(), form(code), clock())
        assert lines(root) == before + 1
        assert verifying.verify(root, "ledger")
    assert at > 10


@pytest.mark.parametrize("fault", FAULTS)
def test_a_build_shows_the_old_site_or_the_new_one(office: Path, tmp_path: Path, fault: str) -> None:
    code = reviewing.review(office, reviewing.Selection(), date(2026, 6, 30)).sheet.code
    signing.approve(office, reviewing.Selection(), form(code), clock())
    old = tree(office / "site")
    building.build(again(office, tmp_path / "whole"))
    new = tree(tmp_path / "whole" / "site")
    assert new != old
    for at in range(3, 1200, 149):
        root = again(office, tmp_path / "cut")
        ended = run(lambda: building.build(root), fault, at)  # noqa: B023 - run in this turn of the loop
        assert ended in {DONE, DONE_IN_SPITE, REFUSED, UNCONFIRMED, KILLED}, at
        found = tree(root / "site")
        assert found in {old, new}, at
        assert found == new or ended in {REFUSED, KILLED}, at
    building.build(root)
    assert tree(root / "site") == new
    assert sorted(path.name for path in root.iterdir()) == sorted(path.name for path in office.iterdir())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_target_shows_the_old_release_or_the_new_one(sample: Path, tmp_path: Path, fault: str) -> None:
    first = publishing.publish(sample, tmp_path / "web").release
    page = tmp_path / "web" / "releases" / first / "index.html"
    for at in range(2, 900, 97):
        target = tmp_path / "cut"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(tmp_path / "web", target, symlinks=True)
        (target / "releases" / first / "index.html").write_bytes(page.read_bytes() + b"damaged")
        ended = run(lambda: publishing.publish(sample, target), fault, at)  # noqa: B023 - as above
        assert ended in {DONE, DONE_IN_SPITE, REFUSED, UNCONFIRMED, KILLED}, at
        assert targets.current(target) == first
        found = tree((target / "current").resolve())
        assert found == tree(sample / "site") or ended in {REFUSED, KILLED}, at
    publishing.publish(sample, target)
    assert [one.whole for one in publishing.status(target)] == [True]
