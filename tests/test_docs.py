"""The documents are true: the reference is made from the code, and nothing a reader can meet is missing from it."""

import re
from pathlib import Path

import click
import pytest

from rectify_site import registry
from rectify_site.cli.door import door
from tests import reference

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PROSE = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
COMMAND = re.compile(
    r"^ *(?:\.venv/bin/|\.\./\.venv/bin/)?rectify-site ([a-z]+(?:-[a-z]+)*)(.*)$", re.MULTILINE
)


@pytest.mark.parametrize("name", sorted(reference.pages()))
def test_the_reference_is_what_the_code_says(name: str, request: pytest.FixtureRequest) -> None:
    path, text = DOCS / "reference" / name, reference.pages()[name]
    if request.config.getoption("--rewrite-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"docs/reference/{name} has fallen behind: `make golden`"


def test_every_code_in_the_sources_stands_in_the_reference() -> None:
    named = set()
    for path in (ROOT / "rectify_site").rglob("*.py"):
        named |= set(re.findall(r'"([A-Z]\d{3})"', path.read_text(encoding="utf-8")))
    told = set(
        re.findall(
            r"^\| `([A-Z]\d{3})`", (DOCS / "reference" / "codes.md").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    assert named - told == set()


def test_a_code_belongs_to_one_room() -> None:
    rooms: dict[str, set[str]] = {}
    for told in (*reference.errors(), *reference.rules()):
        rooms.setdefault(told.code, set()).add(told.room)
    assert {code: homes for code, homes in rooms.items() if len(homes) > 1} == {}


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_in_the_documents_leads_somewhere(path: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", path.read_text(encoding="utf-8"))
    assert [link for link in LINK.findall(text) if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_shown_exists_with_its_options(path: Path) -> None:
    for verb, rest in COMMAND.findall(path.read_text(encoding="utf-8")):
        assert verb in door.commands, f"{path.name} shows the verb {verb}"
        command = door.commands[verb]
        for word in rest.split():  # the verb of a group stands behind it
            command = command.commands.get(word, command) if isinstance(command, click.Group) else command
        known = {option for param in command.params for option in param.opts}
        known |= {option for param in door.params for option in param.opts}
        shown = set(re.findall(r"(?<![\w-])--[a-z-]+", rest))
        assert shown <= known, f"{path.name}: {verb} has no {shown - known}"


def test_every_verb_and_socket_is_told() -> None:
    guide = "".join(path.read_text(encoding="utf-8") for path in PROSE)
    assert [verb for verb in door.commands if f"rectify-site {verb}" not in guide] == []
    sockets = [item.name for item in vars(registry).values() if isinstance(item, registry.Socket)]
    told = (DOCS / "reference" / "sockets.md").read_text(encoding="utf-8")
    assert [name for name in sockets if f"`{name}`" not in told] == []


def test_no_document_names_a_developers_machine() -> None:
    strange = re.compile(r"/(?:home|root|work|Users)/")
    assert [path.name for path in PROSE if strange.search(path.read_text(encoding="utf-8"))] == []
