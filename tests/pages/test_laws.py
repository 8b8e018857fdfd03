"""What holds on every page of a site, whatever stands in it."""

import re
from itertools import pairwise

import pytest

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.registry import page as kinds
from tests.builders import a_record, an_edition
from tests.channels.reading import sample as files_of
from tests.pages.district import (
    CANARY_EVIDENCE,
    CANARY_FILE,
    CANARY_OBJECTOR,
    CANARY_WORDING,
)
from tests.pages.site import TEMPLATES, made, read, sample, sources, target, text
from tests.render.corpora import OWN
from tests.render.reading import Reader, commonmark, python_markdown

SITES = ("district", "two_plans")
AVOIDED = re.compile(
    "逾期|台账|序时进度|补课|墓碑|账本|哈希|区块链|JSON|Atom|完成率|圆满|全面胜利|曝光|红黑榜|倒数|末位|举报|责令"
    "|持续推进中|近日|截至目前|民生会|mzshh"
)
OFFERED = {path for name in SITES for path in files_of(name)}
"""What the channels put beside the pages."""

FRAMES = {"parts.md.jinja", "cover.html.jinja"}


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest) -> dict[str, Page]:
    return sample(request.param)


def test_every_kind_of_page_has_a_template_and_every_template_a_kind() -> None:
    sample("district")
    names = {name.removeprefix("pages/") for name in sources() if name.startswith("pages/")}
    assert names - FRAMES == {f"{plug.key}.md.jinja" for plug in kinds}


def test_every_kind_of_page_is_built() -> None:
    built = {page.kind for name in SITES for page in sample(name).values()}
    assert built == {plug.key for plug in kinds}


def test_every_link_leads_to_a_page_and_every_anchor_to_a_place(site: dict[str, Page]) -> None:
    places = {path: {given.get("id") for _, given in read(page).elements} for path, page in site.items()}
    for path, page in site.items():
        for tag, given in read(page).elements:
            href = str(given.get("href") or "")
            if tag != "a" or re.match(r"https?:|tel:|/", href):
                continue
            to, _, anchor = target(path, href).partition("#")
            assert to in site or to == links.archive(2021) or to in OFFERED, (path, href)
            assert not anchor or anchor in places[to], (path, href)


def test_every_crumb_leads_to_a_page(site: dict[str, Page]) -> None:
    assert not [(page.path, path) for page in site.values() for _, path in page.crumbs if path not in site]


@pytest.mark.slow
def test_engines_agree_on_text_and_elements(site: dict[str, Page]) -> None:
    for page in site.values():
        one, other = Reader(python_markdown(page.markdown)), Reader(commonmark(page.markdown))
        assert one.lines == other.lines, page.path
        assert one.tags == other.tags, page.path


def test_one_h1_a_page_and_it_is_the_title(site: dict[str, Page]) -> None:
    for page in site.values():
        found = read(page)
        assert found.tags.count("h1") == 1, page.path
        assert found.lines[0] == page.title, page.path


def test_headings_do_not_skip_a_level(site: dict[str, Page]) -> None:
    for page in site.values():
        levels = [int(tag[1]) for tag in read(page).tags if re.fullmatch(r"h[1-6]", tag)]
        assert all(after <= here + 1 for here, after in pairwise(levels)), page.path


def test_titles_are_told_apart(site: dict[str, Page]) -> None:
    titles = [page.title for page in site.values() if page.kind not in {"direction", "withdrawn"}]
    assert sorted(titles) == sorted(set(titles))


def test_nothing_runs_and_nothing_is_styled_in_place(site: dict[str, Page]) -> None:
    for page in site.values():
        for tag, given in read(page).elements:
            assert tag not in {"script", "style", "iframe", "img", "object"}, page.path
            assert tag != "form" or page.kind == "search", page.path
            assert not [name for name in given if name == "style" or name.startswith("on")], page.path


def test_ids_are_given_once(site: dict[str, Page]) -> None:
    for page in site.values():
        ids = [given["id"] for _, given in read(page).elements if "id" in given]
        assert sorted(ids, key=str) == sorted(set(ids), key=str), page.path


@pytest.mark.parametrize("canary", [CANARY_EVIDENCE, CANARY_FILE, CANARY_OBJECTOR, CANARY_WORDING])
def test_what_is_never_shown_is_on_no_page(site: dict[str, Page], canary: str) -> None:
    assert not [page.path for page in site.values() if canary in text(page) or canary in page.title]


def test_words_to_avoid_are_in_no_template_and_on_no_page(site: dict[str, Page]) -> None:
    written = {path.name: path.read_text("utf-8") for path in TEMPLATES.rglob("*.*") if path.suffix != ".svg"}
    shown = {page.path: text(page) for page in site.values()}
    found = [(name, word) for name, said in (written | shown).items() for word in AVOIDED.findall(said)]
    assert found == []


def test_only_lists_say_the_cut_off_date(site: dict[str, Page]) -> None:
    silent = {"record", "withdrawn", "about", "method", "page", "missing", "archive", "certificate"}
    for page in site.values():
        assert ("数据截至" in text(page).replace("数据截至日期", "")) == (page.kind not in silent), page.path


def test_a_page_of_a_matter_changes_only_with_it() -> None:
    one, two = a_record(1), a_record(2)
    alone, beside = made(an_edition([one])), made(an_edition([one, two]))
    assert alone[links.record(one.id)] == beside[links.record(one.id)]


def test_the_same_edition_gives_the_same_pages() -> None:
    edition = an_edition([a_record(1), a_record(2)])
    assert made(edition) == made(edition)


def test_nothing_public_leaves_only_the_pages_that_stand_alone() -> None:
    built = made(an_edition((), plans=(), units=()))
    assert {page.kind for page in built.values()} == {"home", "about", "method", "missing"}


@pytest.mark.slow
@pytest.mark.parametrize("hostile", OWN)
def test_what_an_author_types_shows_as_it_is_typed(hostile: str) -> None:
    """In the longest text of a record, in a list and in the table of units."""
    record = a_record(target=hostile, lead_units=(hostile[:200],), problem=f"甲{hostile}乙")
    built = made(an_edition([record]))
    wanted = " ".join(hostile.split())
    for path in (links.record(record.id), links.UNITS, links.ALL):
        if path in built:
            found = read(built[path])
            assert "script" not in found.tags
            assert not found.declared
    assert wanted in text(built[links.record(record.id)])
    assert wanted in " ".join(read(built[links.record(record.id)]).lines)
