"""A site is made again when anything it was made from has changed, or anything in it; and else it stands."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from rectify_site.store import projects
from rectify_site.workflow import building, built
from rectify_site.workflow.built import standing

pytestmark = pytest.mark.slow

NOW = "2026-11-20T08:00:00+08:00"
OPENED: set[str] = set()
WATCHING: list[bool] = []


def _watch(event: str, given: tuple[object, ...]) -> None:
    if event == "open" and WATCHING and isinstance(given[0], str | bytes | os.PathLike):
        OPENED.add(os.fsdecode(given[0]))


@contextmanager
def watched() -> Iterator[set[str]]:
    """Every file that is opened meanwhile. An audit hook stays for good, so it is told when to look."""
    if not OPENED:
        sys.addaudithook(_watch)
    OPENED.clear()
    WATCHING.append(True)
    try:
        yield OPENED
    finally:
        WATCHING.clear()


@pytest.fixture(scope="module")
def built_office(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built") / "office"
    shutil.copytree(sample, root)
    building.build(root, now=NOW)
    return root


def edited(path: Path) -> Callable[[Path], None]:
    """Other bytes of the same length, as a clerk's editor saves them."""

    def change(root: Path) -> None:
        data = (root / path).read_bytes()
        (root / path).write_bytes(data[:-1] + b"\n" if data[-1:] != b"\n" else data[:-1] + b" ")

    return change


def test_a_site_that_is_as_it_was_built_stands(built_office: Path) -> None:
    found = standing(built_office, None, NOW)
    assert found is not None
    assert found.site == built_office / "site"
    assert found == building.build(built_office, now=NOW)


def test_drafts_are_no_input(built_office: Path) -> None:
    draft = next((built_office / "content" / "plans").rglob("records/*.yml"))
    before = draft.read_bytes()
    draft.write_bytes(before + b"# a note\n")
    assert standing(built_office, None, NOW) is not None
    draft.write_bytes(before)


def test_another_cut_off_date_is_another_site(built_office: Path) -> None:
    assert standing(built_office, date(2026, 3, 31), NOW) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "content" / "holidays.yml").write_text("off: [2027-01-04]\n"),
        lambda root: (root / "content" / "waivers.yml").write_text("waivers: []\n"),
        lambda root: (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text() + "# a note\n"),
        edited(Path("site/index.html")),
        edited(Path("content/ledger.jsonl")),
        edited(Path("content/checkpoint.txt")),
        edited(Path("build/built.json")),
        lambda root: (root / "site" / "404.html").unlink(),
        lambda root: (root / "site" / "new.html").write_bytes(b""),
        lambda root: shutil.rmtree(root / "site"),
        lambda root: (root / "build" / "built.json").unlink(),
        lambda root: next((root / "content" / "archive").rglob("manifest-sha256.txt")).chmod(0o600),
    ],
)
def test_whatever_changes_the_site_is_made_anew(
    sample: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    home = projects.project(root)
    made = built.Built(
        site=home.site, pages=1, records=1, findings=(), as_of=date(2026, 6, 30), size=1, head="0"
    )
    built.remember(home, built.inputs(home, None), made, "")
    assert standing(root, None, NOW) == made
    change(root)
    assert standing(root, None, NOW) is None


def test_a_moment_that_was_waited_for_makes_another_site(sample: Path, tmp_path: Path) -> None:
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    home = projects.project(root)
    made = built.Built(
        site=home.site,
        pages=1,
        records=1,
        findings=(),
        as_of=date(2026, 6, 30),
        size=1,
        head="0",
        waiting=(("2026-a-01", "2026-12-01T08:00:00+08:00"),),
    )
    built.remember(home, built.inputs(home, None), made, "2026-11-01T08:00:00+08:00")
    assert standing(root, None, "2026-11-01T07:59:59+08:00") is None  # what has come had not come then
    assert standing(root, None, "2026-11-01T08:00:00+08:00") == made
    assert standing(root, None, "2026-11-30T23:59:59+08:00") == made
    assert standing(root, None, "2026-12-01T08:00:00+08:00") is None


def test_every_file_that_a_build_reads_is_an_input(sample: Path, tmp_path: Path) -> None:
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    (root / "content" / "holidays.yml").write_text("off: []\n")
    (root / "content" / "waivers.yml").write_text("waivers: []\n")
    with watched() as opened:
        building.build(root, now=NOW)
    read = {Path(path).relative_to(root) for path in opened if Path(path).is_relative_to(root)}
    ours = {
        path.as_posix()
        for path in read
        if (root / path).is_file() and path.parts[0] in {"mkdocs.yml", "content"}
    }
    known = {"mkdocs.yml", *(f"content/{name}" for name in (*projects.LEDGER_FILES, *built.NAMED_INPUTS))}
    assert {name for name in ours if not name.startswith(("content/archive/", "content/."))} == known
