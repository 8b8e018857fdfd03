"""Whatever happened to an office since its last build, the next one leaves what a build from nothing leaves."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import offices
from rectify_site.ledger.entries import CorrectionClass, Signature, WithdrawReason
from rectify_site.store import templates
from rectify_site.workflow import building, built, purging, removing, signing

RECORDS = 12
NOW = "2026-11-20T09:00:00+08:00"


def sign(root: Path) -> None:
    offices.sign_one_more(root)


def withdraw(root: Path) -> None:
    """The first matter that is still there goes at once, and its words with it."""
    gone = {line["id"] for line in offices.lines(root) if line["op"] == "withdraw"}
    name = next(
        name for number in range(1, RECORDS + 1) if (name := f"2025-jihua-001-{number:03}") not in gone
    )
    by = Signature.model_validate({"role": "紧急撤下", "name": "乙", "on": "2026-08-02"})
    urgent = removing.Urgent(by, CorrectionClass.PERSONAL)
    removing.withdraw_at_once(root, name, WithdrawReason.RULES, urgent, signing.Clock(NOW, lambda: "0f" * 16))
    purging.purge(root, name, NOW)


def rename(root: Path) -> None:
    path = root / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("澄湖区", "澄湖区新", 1), encoding="utf-8")


def recolour(root: Path) -> None:
    path = root / "mkdocs.yml"
    colours = {"#8c1d1d": "#1d4f8c", "#1d4f8c": "#8c1d1d"}
    text = path.read_text(encoding="utf-8")
    found = next((colour for colour in colours if colour in text), None)
    if found:
        path.write_text(text.replace(found, colours[found]), encoding="utf-8")
    else:
        path.write_text(
            text.replace("  - rectify:\n", '  - rectify:\n      colour: "#1d4f8c"\n'), encoding="utf-8"
        )


def holiday(root: Path) -> None:
    path = root / "content" / "holidays.yml"
    path.write_text("off: []\n" if path.exists() else "off: [2026-07-01]\n", encoding="utf-8")


def edit_a_page(root: Path) -> None:
    page = next(iter(sorted((root / "site").rglob("*.html"))))
    page.write_bytes(page.read_bytes().replace(b"<title>", b"<titel>", 1))


def lose_a_page(root: Path) -> None:
    next(iter(sorted((root / "site").glob("records/*.html")))).unlink()


def lose_the_site(root: Path) -> None:
    shutil.rmtree(root / "site")


def lose_what_was_kept(root: Path) -> None:
    shutil.rmtree(root / "build")


def change_nothing(root: Path) -> None:
    assert built.standing(root, None, NOW) is not None


CHANGES = (sign, withdraw, rename, recolour, holiday, edit_a_page, lose_a_page, lose_the_site)
OTHERS = (lose_what_was_kept, change_nothing)


def build(root: Path) -> None:
    if built.standing(root, None, NOW) is None:
        building.build(root, now=NOW)


def site_of(root: Path) -> dict[str, bytes]:
    site = root / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def from_nothing(root: Path) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name) / "office"
        shutil.copytree(root / "content", fresh / "content")
        shutil.copy(root / "mkdocs.yml", fresh)
        building.build(fresh, now=NOW)
        return site_of(fresh)


def holds(changes: list[Callable[[Path], None]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "office"
        offices.write(RECORDS, root)
        building.build(root, now=NOW)
        for change in changes:
            change(root)
            build(root)
            assert site_of(root) == from_nothing(root), f"after {change.__name__}"


@pytest.mark.slow
def test_after_each_kind_of_change_it_is_a_build_from_nothing() -> None:
    holds([sign, withdraw, recolour, holiday, edit_a_page, lose_a_page])


@pytest.mark.deep
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from([*CHANGES, *OTHERS]), min_size=1, max_size=5))
def test_after_any_changes_it_is_a_build_from_nothing(changes: list[Callable[[Path], None]]) -> None:
    holds(changes)


def test_a_change_of_the_look_is_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates are part of the program: an edited one is seen."""
    offices.write(1, tmp_path / "office")
    home = building.projects.project(tmp_path / "office")
    before = built.inputs(home, None)
    copy = tmp_path / "site_templates"
    shutil.copytree(templates.folder(), copy)
    monkeypatch.setattr(templates, "PLACES", (copy,))
    moved = built.inputs(home, None)
    (copy / "theme" / "new.html").write_text("", encoding="utf-8")
    assert len({before, moved, built.inputs(home, None)}) == 3
