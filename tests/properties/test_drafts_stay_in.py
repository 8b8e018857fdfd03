"""P1, the strongest way to say it: whatever happens to drafts, not one byte of the site changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rectify_site import pages
from rectify_site.model.outputs import Artifact
from rectify_site.render.templates import Templates
from rectify_site.store.projects import tree
from rectify_site.workflow import building

pytestmark = pytest.mark.slow

DRAFTS = ("plans", "pages", "limited", "collect", "units.yml", "leaders.yml", "lexicon.yml", "waivers.yml")
"""What lies in ``content/`` and is no named input of a build: not the ledger, the archive, the holidays."""


def _edit(path: Path, said: str, place: int) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = text.splitlines(keepends=True)
    at = place % (len(lines) + 1)
    path.write_text("".join([*lines[:at], f"{said}\n", *lines[at + 1 :]]), encoding="utf-8")


def _add(path: Path, said: str, place: int) -> None:
    new = path.with_name(f"{path.stem}-{place}{path.suffix}")
    text = path.read_text(encoding="utf-8", errors="replace")
    new.write_text(f"{text.replace(path.stem, new.stem)}\n# {said}\n", encoding="utf-8")


def _delete(path: Path, said: str, place: int) -> None:
    path.unlink()


def _break(path: Path, said: str, place: int) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: place % (len(data) + 1)] + said.encode("utf-16", "replace") + b"\x00\xff: [")


def _stray(path: Path, said: str, place: int) -> None:
    for name in (f"{place}.md", f"未审-{place}.yaml", "index.html", f"{place}.docx"):
        (path.parent / name).write_text(said, encoding="utf-8")


def _delete_the_folder(path: Path, said: str, place: int) -> None:
    if path.parent.name != "content":
        shutil.rmtree(path.parent)


WAYS: tuple[Callable[[Path, str, int], None], ...] = (
    _edit,
    _add,
    _delete,
    _break,
    _stray,
    _delete_the_folder,
)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(WAYS),
        st.integers(0, 10**6),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map("金丝雀{}".format),
    ),
    min_size=1,
    max_size=8,
)


@pytest.fixture(scope="module")
def office(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("drafts") / "office"
    shutil.copytree(sample, root)
    return root


@pytest.fixture(scope="module")
def signed(sample_site: Path) -> tuple[Artifact, ...]:
    return tree(sample_site)


def drafts(root: Path) -> list[Path]:
    """Every draft there is, in one order."""
    found = (
        path for name in DRAFTS for path in [root / "content" / name, *(root / "content" / name).rglob("*")]
    )
    return sorted(path for path in found if path.is_file())


Build = Callable[[Path], tuple[Artifact, ...]]
Changes = list[tuple[Callable[..., None], int, str]]


def built(office: Path) -> tuple[Artifact, ...]:
    """The site as it stands on the disc after a build."""
    building.build(office)
    return tree(office / "site")


@pytest.fixture(scope="module")
def made() -> Iterator[Build]:
    """The site as a build hands it to the disc: every byte of it, but nothing written, and page templates read once.

    The leak gate, which gets the ledger's contents and these bytes, and can only refuse, is left out as well: the
    builds of the other laws pass it.
    """
    known: dict[frozenset[tuple[str, str]], Templates] = {}
    handed: list[tuple[Artifact, ...]] = []
    compile_templates = pages.environment

    def once(sources: Mapping[str, str]) -> Templates:
        key = frozenset(sources.items())
        if key not in known:
            known[key] = compile_templates(sources)
        return known[key]

    def take(site: Path, artifacts: Iterable[Artifact]) -> None:
        handed.append(tuple(artifacts))

    def build(office: Path) -> tuple[Artifact, ...]:
        handed.clear()
        building.build(office)
        return handed[0]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pages, "environment", once)
        patched.setattr(building.sites, "swap_in", take)
        patched.setattr(building, "refuse_leaks", lambda *_: None)
        yield build


def stays_the_same(
    office: Path, sample: Path, signed: tuple[Artifact, ...], changes: Changes, build: Build = built
) -> None:
    """Change the drafts, build, compare; then put the drafts back."""
    before = drafts(office)
    for way, place, said in changes:
        there = drafts(office)
        if there:
            way(there[place % len(there)], said, place)
    assert dict(build(office)) == dict(signed)
    for path in drafts(office):
        path.unlink()
    for path in before:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sample / path.relative_to(office), path)


@given(changes=CHANGES)
@settings(max_examples=10)
def test_no_change_to_drafts_changes_a_byte(
    office: Path, sample: Path, signed: tuple[Artifact, ...], changes: Changes
) -> None:
    stays_the_same(office, sample, signed, changes)


def test_a_signature_does_change_the_site(office: Path, sample: Path, signed: tuple[Artifact, ...]) -> None:
    """The comparison can fail: a site as of an earlier day is another site."""
    building.build(office, date(2025, 12, 31))
    assert tree(office / "site") != signed
    stays_the_same(office, sample, signed, [])


@pytest.mark.deep
@given(changes=CHANGES)
@settings(max_examples=250)
def test_no_change_to_drafts_changes_a_byte_however_often(
    made: Build, office: Path, sample: Path, signed: tuple[Artifact, ...], changes: Changes
) -> None:
    stays_the_same(office, sample, signed, changes, made)
