"""P2 and P3 in a real browser without any policy: nothing runs, nothing is asked for, every text reads back equal."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from rectify_site.store.templates import templates
from tests.escape import oracle, sites
from tests.escape.office import Names, offices
from tests.escape.test_matrix import batches, distinct
from tests.render.corpora import OWN, strings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MAIN = "theme/main.html"
TITLE = re.compile(r"{% block htmltitle %}.*?{% endblock %}", re.DOTALL)
AS_MATERIAL_DOES = (
    "{% block htmltitle %}<title>{{ facts.title | striptags }} - {{ site.name }}</title>{% endblock %}"
)
ATTACKS = ("&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;", "</title><script>alert(2)</script>")


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = sites.visitor(chromium)
    yield made
    made.close()


def compared(
    context: BrowserContext, folder: Path, paths: list[str], known: Names
) -> Iterator[tuple[str, list[str]]]:
    """For each page of a hostile office: what its twin does not show, and whatever ran or was asked for."""
    for path, looked in sites.look(context, folder / "hostile", paths):
        wanted = oracle.html((folder / "twin" / path).read_bytes())
        yield path, [*looked.alive, *oracle.differences(path, looked.seen, wanted, known)]


def complaints(context: BrowserContext, folder: Path, found: list[str]) -> list[str]:
    """What a browser has to say of an office with these strings."""
    hostile, twin, known = offices(found)
    paths = sites.site(hostile, folder / "hostile")
    assert paths == sites.site(twin, folder / "twin")
    return [word for _, said in compared(context, folder, paths, known) for word in said]


def test_our_own_strings_do_nothing_in_a_browser(context: BrowserContext, tmp_path: Path) -> None:
    assert complaints(context, tmp_path, distinct(OWN)) == []


def test_a_sample_of_the_corpora_does_nothing_in_a_browser(context: BrowserContext, tmp_path: Path) -> None:
    sample = random.Random(4).sample(strings(), 60)  # noqa: S311 - a sample, the same each time
    assert complaints(context, tmp_path, distinct(sample)) == []


@pytest.mark.deep
def test_all_of_the_corpora_do_nothing_in_a_browser(context: BrowserContext, tmp_path: Path) -> None:
    for number, some in enumerate(batches(distinct(strings()))):
        place = tmp_path / str(number)
        place.mkdir()
        assert complaints(context, place, some) == []


@pytest.mark.parametrize("block", ["", AS_MATERIAL_DOES], ids=["left out", "as Material does"])
def test_without_our_title_the_browser_tells(context: BrowserContext, tmp_path: Path, block: str) -> None:
    """Were the override of the title lost, this is how it would be seen."""
    hostile, twin, known = offices([*ATTACKS])
    doctored = TITLE.sub(lambda _: block, templates()[MAIN].decode()).encode()
    assert doctored != templates()[MAIN]
    paths = sites.engine_made(hostile, tmp_path / "hostile", {MAIN: doctored})
    sites.engine_made(twin, tmp_path / "twin", {})
    told = dict(compared(context, tmp_path, paths, known))
    assert [path for path, said in told.items() if path.startswith("records/2022") and not said] == []
    assert not block or any(word.startswith(("dialog", "ran")) for said in told.values() for word in said)
