"""What is installed and what is handed on: the locks, the wheel, the sdist."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = ("site", "test")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BUILD_TOOLS = ["hatchling", "editables"]


def lock(name: str) -> str:
    return (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    """The entry of each pinned library, by name; pinned for two Pythons, it has both in one text."""
    found: dict[str, str] = {}
    for entry in re.split(r"\n(?=[a-z0-9])", lock(name)):
        library = canonicalize_name(Requirement(entry.partition("\\")[0].strip()).name)
        found[library] = found.get(library, "") + entry + "\n"
    return found


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(text).name) for text in requirements}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place_to_load_from(name: str) -> None:
    """An office installs from its own mirror, and the hash says whether it got the same bytes."""
    assert re.findall(r"(?m)^\s*-[^-].*|--(?!hash=)\S+|\S+:/\S*|\s/\S*", lock(name)) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_version_and_a_hash(name: str) -> None:
    bare = [pin for pin, entry in pins(name).items() if "==" not in entry or "--hash=sha256:" not in entry]
    assert bare == []


def test_the_locks_hold_all_that_the_project_asks_for() -> None:
    asked = names(PROJECT["dependencies"] + BUILD_TOOLS)
    assert asked <= pins("site").keys()
    assert asked | names(PROJECT["optional-dependencies"]["test"]) <= pins("test").keys()


def test_the_tests_run_with_what_the_site_is_built_with() -> None:
    def versions(entry: str) -> list[str]:
        return re.findall(r"==\S+", entry)

    site, test = pins("site"), pins("test")
    assert {name: versions(test[name]) for name in site} == {name: versions(site[name]) for name in site}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def wheel(built: Path) -> zipfile.ZipFile:
    [path] = built.glob("*.whl")
    return zipfile.ZipFile(path)


def files_below(folder: str) -> set[str]:
    found = (
        path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )
    return {path.relative_to(ROOT).as_posix() for path in found}


@pytest.mark.slow
def test_the_wheel_carries_every_room_and_every_template(built: Path) -> None:
    """The starter office, the catalogues and py.typed are among them; nothing else is."""
    with wheel(built) as archive:
        carried = {name for name in archive.namelist() if ".dist-info/" not in name}
    templates = {f"rectify_site/{name}" for name in files_below("site_templates")}
    assert carried == files_below("rectify_site") | templates


@pytest.mark.slow
def test_the_wheel_says_who_it_is(built: Path) -> None:
    with wheel(built) as archive:
        [entry_points] = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        doors = archive.read(entry_points).decode()
        facts = HeaderParser().parsestr(
            archive.read(entry_points.replace("entry_points.txt", "METADATA")).decode()
        )
    assert "rectify-site = rectify_site.cli:main" in doors
    assert "rectify = rectify_site.mkdocs_plugin:RectifyPlugin" in doors
    assert (facts["Name"], facts["License-Expression"]) == ("rectify-site", "Apache-2.0")


@pytest.mark.slow
def test_the_sdist_carries_no_office_and_nothing_made(built: Path) -> None:
    """Drafts, review folders and built sites lie in the same checkout."""
    [path] = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if "/" in name}
    ours = {"rectify_site", "site_templates", "requirements", "tests", "docs", "pyproject.toml", "PKG-INFO"}
    assert tops <= ours | {"CHANGELOG.md", "LICENSE", "Makefile", "README.md", ".gitignore"}
