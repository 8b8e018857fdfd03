"""The floors of the house, and proof that each rule can fail."""

import subprocess
from pathlib import Path

import pytest

from tests import house as rules
from tests.house import House, Rule

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def house() -> House:
    return rules.read(ROOT / rules.PACKAGE)


def git_files(*options: str) -> set[Path]:
    """The files git names. A checkout that belongs to another user is a checkout too (`safe.directory`)."""
    command = ["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z", *options]
    try:
        listed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not in a git checkout")
    return {ROOT / name for name in listed.split("\0") if name}


def test_every_module_belongs_to_a_room_with_a_floor(house: House) -> None:
    assert list(rules.every_module_belongs_to_a_room(house)) == []


def test_a_room_imports_only_from_floors_below_or_from_itself(house: House) -> None:
    assert list(rules.imports_go_down(house)) == []


def test_only_the_workflow_has_a_hand_on_the_store(house: House) -> None:
    assert list(rules.kept_rooms_are_entered_by_their_keepers(house)) == []


def test_every_library_has_one_home(house: House) -> None:
    assert list(rules.libraries_stay_at_home(house)) == []


def test_a_plug_in_is_never_imported_by_name(house: House) -> None:
    assert list(rules.plugs_are_not_imported_by_name(house)) == []


def test_no_import_hides_behind_type_checking(house: House) -> None:
    assert list(rules.no_type_checking_blocks(house)) == []


def test_no_wildcard_is_imported(house: House) -> None:
    assert list(rules.no_wildcards(house)) == []


def test_no_clock_chance_or_environment_below_the_hall(house: House) -> None:
    assert list(rules.no_clock_chance_or_environment_below_the_hall(house)) == []


def test_no_module_is_named_like_a_library(house: House) -> None:
    assert list(rules.names_are_our_own(house)) == []


def test_no_file_is_long(house: House) -> None:
    assert list(rules.files_are_short(house)) == []


def test_no_function_is_long(house: House) -> None:
    assert list(rules.functions_are_short(house)) == []


def test_no_function_takes_many_parameters(house: House) -> None:
    assert list(rules.parameters_are_few(house)) == []


def test_imports_make_no_circle(house: House) -> None:
    assert list(rules.imports_make_no_circle(house)) == []


def test_every_room_is_in_git(house: House) -> None:
    assert list(rules.not_among(house, git_files("--cached"))) == []


def test_no_file_names_a_path_of_a_machine() -> None:
    """Hostile test strings under tests/corpora are taken as they were found."""
    files = git_files("--cached", "--others", "--exclude-standard")
    ours = sorted(path for path in files if path.is_file() and ROOT / "tests/corpora" not in path.parents)
    assert list(rules.machine_paths(ours)) == []


GOOD = {
    "__init__.py": '__version__ = "1"\n',
    "__main__.py": "from rectify_site.cli import main\n",
    "cli.py": "import os\nimport click\nfrom rectify_site import __version__, workflow\n",
    "workflow/__init__.py": "from datetime import date\nfrom rectify_site import store\ndate.today()\n",
    "store.py": "from .model import plan\n",
    "checks/__init__.py": 'from rectify_site.registry import gather\ngather("rectify_site.checks")\n',
    "checks/order.py": "from rectify_site.registry import check\n\n@check('D1')\ndef order(): ...\n",
    "registry.py": "def check(code): ...\n",
    "model/__init__.py": "from rectify_site.model.plan import Plan\nfrom .record import Record\n",
    "model/plan.py": "import pydantic\nfrom .record import Record\nclass Plan(pydantic.BaseModel): ...\n",
    "model/record.py": "import time\nclass Record: ...\ntime.sleep(0)\n",
}

BAD: list[tuple[Rule, str, str]] = [
    (rules.every_module_belongs_to_a_room, "attic.py", ""),
    (rules.every_module_belongs_to_a_room, "attic/box.py", ""),
    (rules.imports_go_down, "ledger.py", "from rectify_site.tables import crosstab"),
    (rules.imports_go_down, "model/unit.py", "from rectify_site import registry"),
    (rules.imports_go_down, "model/unit.py", "from ..registry import check"),
    (rules.imports_go_down, "pages/home.py", "def f():\n    import rectify_site.press.shells"),
    (rules.imports_go_down, "pages/home.py", "import_module('rectify_site.workflow')"),
    (rules.imports_go_down, "pages/home.py", "import rectify_site"),
    (rules.imports_go_down, "pages/home.py", "from rectify_site import attic"),
    (rules.kept_rooms_are_entered_by_their_keepers, "archive/seal.py", "from rectify_site import store"),
    (rules.kept_rooms_are_entered_by_their_keepers, "cli.py", "from rectify_site.store import swap_in"),
    (rules.libraries_stay_at_home, "intake/report.py", "import yaml"),
    (rules.libraries_stay_at_home, "press/plan.py", "from mkdocs.config import load_config"),
    (rules.libraries_stay_at_home, "workflow/sign.py", "from pydantic import BaseModel"),
    (rules.libraries_stay_at_home, "search/index.py", "import library_without_a_home"),
    (rules.plugs_are_not_imported_by_name, "workflow/check.py", "from rectify_site.checks import order"),
    (rules.plugs_are_not_imported_by_name, "checks/all.py", "from rectify_site.checks.order import order"),
    (rules.no_type_checking_blocks, "text.py", "import typing\nif typing.TYPE_CHECKING: ..."),
    (rules.no_wildcards, "text.py", "from string import *"),
    (rules.no_clock_chance_or_environment_below_the_hall, "text.py", "import random"),
    (rules.no_clock_chance_or_environment_below_the_hall, "text.py", "from uuid import uuid4"),
    (
        rules.no_clock_chance_or_environment_below_the_hall,
        "text.py",
        "import datetime\ndatetime.date.today()",
    ),
    (
        rules.no_clock_chance_or_environment_below_the_hall,
        "text.py",
        "import datetime as d\nd.datetime.now()",
    ),
    (rules.no_clock_chance_or_environment_below_the_hall, "text.py", "from time import time\ntime()"),
    (rules.no_clock_chance_or_environment_below_the_hall, "text.py", "import os\nos.environ.get('A')"),
    (
        rules.no_clock_chance_or_environment_below_the_hall,
        "search/a.py",
        "import numpy as n\nn.random.rand()",
    ),
    (rules.names_are_our_own, "pages/calendar.py", ""),
    (rules.names_are_our_own, "channels/docx.py", ""),
    (rules.files_are_short, "text.py", "\n" * 301),
    (rules.functions_are_short, "text.py", "def f():\n" + "    0\n" * 41),
    (rules.parameters_are_few, "text.py", "def f(a, b, c, /, d, e, *, f, g): ..."),
    (rules.imports_make_no_circle, "model/record.py", "def f():\n    from .plan import Plan"),
    (rules.imports_make_no_circle, "model/record.py", "from rectify_site.model import Plan"),
]


def a_house(folder: Path, **more: str) -> House:
    for name, text in (GOOD | more).items():
        path = folder / rules.PACKAGE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return rules.read(folder / rules.PACKAGE)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_a_sound_house_has_no_complaint(rule: Rule, tmp_path: Path) -> None:
    assert list(rule(a_house(tmp_path))) == []


@pytest.mark.parametrize(("rule", "file", "text"), BAD)
def test_each_rule_finds_its_fault(rule: Rule, file: str, text: str, tmp_path: Path) -> None:
    [complaint] = rule(a_house(tmp_path, **{file: text}))
    assert "rectify_site" in complaint


def test_each_rule_is_shown_to_fail() -> None:
    assert {rule for rule, _, _ in BAD} == set(rules.RULES)


def test_a_room_outside_git_is_found(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    tracked = {source.path for source in house.values()} - {house["rectify_site.store"].path}
    [complaint] = rules.not_among(house, tracked)
    assert "store.py" in complaint


@pytest.mark.parametrize("top", ["home", "Users", "root", "work"])
def test_a_path_of_a_machine_is_found(top: str, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(f"See a/{top}/b and https://a.cn/{top}/.\nRun /{top}/me/tool.\n")
    [complaint] = rules.machine_paths([tmp_path / "notes.md"])
    assert "notes.md:2:" in complaint
