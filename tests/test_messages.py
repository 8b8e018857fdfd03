"""The Chinese catalogue: whole, in step with the sources, compiled, and in the words of an office."""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parents[1] / "rectify_site"
FOLDER = PACKAGE / "locale" / "zh_CN" / "LC_MESSAGES"
AVOIDED = ("账本", "区块链", "哈希", "逾期")
NEXT = "`make messages` collects what is new and compiles; the Chinese is written in the .po"


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (FOLDER / "rectify_site.po").open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def chinese(catalogue: Catalog) -> dict[str, str]:
    return texts(catalogue)


def texts(catalogue: Catalog) -> dict[str, str]:
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id}


def messages() -> Iterator[tuple[str, str]]:
    """Every message of the sources, behind the file and line it stands in."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for line, message, _, _ in extract_from_file("python", path, keywords={"_": None, "N_": None}):
            yield f"{path.relative_to(PACKAGE.parent)}:{line}", str(message)


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_every_message_of_the_sources_has_its_chinese(chinese: dict[str, str]) -> None:
    found = list(messages())
    assert found
    assert [f"{place}: {message}" for place, message in found if not chinese.get(message)] == [], NEXT


def test_nothing_in_the_catalogue_is_a_guess(catalogue: Catalog) -> None:
    assert [entry.id for entry in catalogue if entry.id and entry.fuzzy] == []


def test_both_languages_fill_in_the_same_values(chinese: dict[str, str]) -> None:
    assert [english for english, text in chinese.items() if names(english) != names(text)] == []


def test_the_compiled_catalogue_holds_the_same(chinese: dict[str, str]) -> None:
    with (FOLDER / "rectify_site.mo").open("rb") as file:
        assert texts(read_mo(file)) == chinese, NEXT


def test_no_translation_uses_a_word_the_office_avoids(chinese: dict[str, str]) -> None:
    assert [(word, text) for text in chinese.values() for word in AVOIDED if word in text] == []
