"""P2 and P3 in a real browser without any policy: nothing runs, nothing is asked for, every text reads back equal."""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from rectify_site.model.edition import Edition
from rectify_site.store.templates import templates
from tests.escape import oracle, sites
from tests.escape.office import full_office, office, offices
from tests.escape.test_matrix import batches, distinct, handfuls
from tests.render.corpora import OWN, strings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TURNS = 20
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


def complaints(
    context: BrowserContext,
    folder: Path,
    found: list[str],
    made: Callable[[Iterable[str]], Edition] = office,
    read: set[str] | None = None,
) -> list[str]:
    """What a browser has to say of an office with these strings; those it showed whole are added to ``read``."""
    hostile, twin, known = offices(found, made)
    paths = sites.site(hostile, folder / "hostile")
    assert paths == sites.site(twin, folder / "twin")
    said = []
    for path, looked in sites.look(context, folder / "hostile", paths):
        wanted = oracle.html((folder / "twin" / path).read_bytes())
        said += [*looked.alive, *oracle.differences(path, looked.seen, wanted, known)]
        if read is not None:
            shown = "\n".join(looked.seen.texts)
            read |= {text for text in found if " ".join(text.split()) in shown}
    return said


def test_a_dozen_strings_in_every_field_do_nothing_in_a_browser(
    context: BrowserContext, tmp_path: Path
) -> None:
    assert complaints(context, tmp_path, distinct(OWN)[::4]) == []


def in_batches(context: BrowserContext, folder: Path, found: list[str]) -> None:
    for number, some in enumerate(batches(found)):
        place = folder / str(number)
        place.mkdir()
        assert complaints(context, place, some) == []


def read_back(context: BrowserContext, folder: Path, left: list[str]) -> None:
    """Every string is shown whole somewhere: what is not shown the first time stands elsewhere the next."""
    for turn in range(TURNS):
        random.Random(turn).shuffle(left)  # noqa: S311 - the same order each time
        read: set[str] = set()
        (folder / str(turn)).mkdir()
        assert complaints(context, folder / str(turn), left, full_office, read) == []
        left = [text for text in left if text not in read]
        if not left:
            return
    pytest.fail(f"never shown whole: {left}")


def test_a_sample_of_the_corpora_reads_back_whole_in_a_browser(
    context: BrowserContext, tmp_path: Path
) -> None:
    read_back(context, tmp_path, distinct([*OWN, *random.Random(4).sample(strings(), 300)]))  # noqa: S311


@pytest.mark.deep
def test_all_of_the_corpora_read_back_whole_in_a_browser(context: BrowserContext, tmp_path: Path) -> None:
    read_back(context, tmp_path, distinct(strings()))


@pytest.mark.deep
def test_all_of_the_corpora_in_every_field_do_nothing_in_a_browser(
    context: BrowserContext, tmp_path: Path
) -> None:
    """Alone in each: some nine thousand sites of eight pages, an hour of CPU."""
    in_batches(context, tmp_path, distinct(strings()))


@pytest.mark.deep
def test_handfuls_of_the_corpora_in_every_field_do_nothing_in_a_browser(
    context: BrowserContext, tmp_path: Path
) -> None:
    """The same in a sixth of the time. What acts only where a field begins or ends is not asked here."""
    in_batches(context, tmp_path, handfuls(distinct(strings())))


@pytest.mark.parametrize("block", ["", AS_MATERIAL_DOES], ids=["left out", "as Material does"])
def test_without_our_title_the_browser_tells(context: BrowserContext, tmp_path: Path, block: str) -> None:
    """Were the override of the title lost, this is how it would be seen."""
    hostile, twin, known = offices([*ATTACKS])
    doctored = TITLE.sub(lambda _: block, templates()[MAIN].decode()).encode()
    assert doctored != templates()[MAIN]
    paths = sites.engine_made(hostile, tmp_path / "hostile", {MAIN: doctored})
    sites.engine_made(twin, tmp_path / "twin", {})
    told = {
        path: [
            *looked.alive,
            *oracle.differences(
                path, looked.seen, oracle.html((tmp_path / "twin" / path).read_bytes()), known
            ),
        ]
        for path, looked in sites.look(context, tmp_path / "hostile", paths)
    }
    assert [path for path, said in told.items() if path.startswith("records/2022") and not said] == []
    assert not block or any(word.startswith(("dialog", "ran")) for said in told.values() for word in said)
