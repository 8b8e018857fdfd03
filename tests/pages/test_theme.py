"""The frame around every page: only known scripts, all escaped, the tags a government page must carry."""

import posixpath
import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import material
import pytest
from jinja2 import ChainableUndefined, Environment, FileSystemLoader

from rectify_site import links, pages
from rectify_site.model.outputs import Page
from tests.builders import some_settings
from tests.pages.district import district
from tests.pages.site import TEMPLATES, sample
from tests.render.corpora import OWN
from tests.render.reading import Reader, commonmark

THEME = TEMPLATES / "theme"
UNESCAPED = {"page.content", "facts.structured", "super()", "'page' if facts.path == column.path else 'true'"}
SCRIPTS = {"display.js", "table.js", "search.js", "search-box.js", "search-page.js"}


@cache
def engine() -> Environment:
    """Jinja as MkDocs sets it up: nothing is escaped, and what is undefined is empty."""
    folders = [THEME, Path(material.__file__).parent / "templates"]
    made = Environment(loader=FileSystemLoader(folders), undefined=ChainableUndefined, autoescape=False)  # noqa: S701
    made.filters |= {"url": lambda path: path, "script_tag": lambda path: f"<script src={path}>"}
    return made


def framed(page: Page, **facts: object) -> Reader:
    """A whole page: our blocks in Material's frame."""
    edition = district(draft=facts.pop("draft", False))
    built = tuple(sample("district").values())
    config = SimpleNamespace(
        theme=SimpleNamespace(language="zh", font=False, features=[], favicon="f", icon={}, palette=None),
        extra=SimpleNamespace(),
        plugins={},
        extra_css=[],
        extra_javascript=["own.js"],
        site_name="x",
    )
    given = {
        "kind": page.kind,
        "title": page.title,
        "path": page.path,
        "root": "../" * page.path.count("/"),
        "crumbs": [list(crumb) for crumb in page.crumbs],
        "published": page.published,
        "tags": page.tags,
        "canonical": page.canonical,
        "structured": page.structured,
        "tabled": "<table " in page.markdown,
        **facts,
    }
    site = pages.site_facts(edition, some_settings(), built)
    content = SimpleNamespace(content=commonmark(page.markdown), toc=[], meta={}, title="<b>")
    return Reader(
        engine().get_template("main.html").render(facts=given, site=site, config=config, page=content)
    )


def test_every_expression_of_the_theme_is_escaped() -> None:
    written = [
        found
        for path in THEME.rglob("*.html")
        for found in re.findall(r"{{-?\s*(.*?)\s*-?}}", path.read_text("utf-8"))
    ]
    bare = {found.replace('"', "'") for found in written if not found.endswith("| e")}
    assert bare <= UNESCAPED


@pytest.mark.parametrize(
    "path", [links.HOME, links.ALL, links.record("2022-minzhu-06"), links.SEARCH, links.MISSING]
)
def test_a_page_carries_only_known_scripts_no_style_and_asks_nobody(path: str) -> None:
    found = framed(sample("district")[path])
    for tag, given in found.elements:
        if tag == "script" and given.get("type") != "application/ld+json":
            assert posixpath.basename(str(given["src"])) in SCRIPTS
        assert tag != "style"
        assert not [name for name in given if name.startswith("on") or name == "style"]
        if tag == "link" and given["rel"] != "canonical":
            assert "//" not in str(given["href"])


@pytest.mark.parametrize("title", OWN)
def test_the_tab_shows_the_title_as_it_was_typed(title: str) -> None:
    page = sample("district")[links.record("2022-minzhu-06")].model_copy(
        update={"title": " ".join(title.split())}
    )
    plain, hostile = framed(sample("district")[page.path]), framed(page)
    assert hostile.tags == plain.tags
    assert f"{page.title} - 青石区整改落实公开" in " ".join("".join(hostile.pieces).split())


def test_landmarks_and_one_h1_are_there() -> None:
    found = framed(sample("district")[links.record("2022-minzhu-06")])
    for tag in ("header", "main", "footer", "article", "h1"):
        assert found.tags.count(tag) == 1, tag
    skip = next(given for tag, given in found.elements if tag == "a")
    assert skip["href"] == "#content"
    assert [given["id"] for tag, given in found.elements if tag == "article"] == ["content"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        (links.HOME, ("index.html", "page")),
        (links.record("2022-minzhu-06"), ("../records/index.html", "true")),
    ],
)
def test_the_navigation_marks_where_one_is(path: str, current: tuple[str, str]) -> None:
    found = framed(sample("district")[path])
    marked = [given for tag, given in found.elements if tag == "a" and "aria-current" in given]
    assert {(given["href"], given["aria-current"]) for given in marked} == {current}


def test_crumbs_lead_up() -> None:
    found = framed(sample("district")[links.record("2022-minzhu-06")])
    hrefs = [given.get("href") for tag, given in found.elements if tag == "a"]
    for crumb in ("../index.html", "../plans/2022-minzhu/index.html", "../plans/2022-minzhu/3.html"):
        assert crumb in hrefs


def test_a_draft_says_so_on_every_page() -> None:
    for path in (links.HOME, links.record("2022-minzhu-06"), links.MISSING):
        assert "预览 未签发 不得对外" in framed(sample("district")[path], draft=True).lines
        assert "预览 未签发 不得对外" not in framed(sample("district")[path]).lines


def test_the_page_for_wrong_addresses_finds_its_sheet_from_any_depth() -> None:
    found = framed(sample("district")[links.MISSING])
    sheets = [
        given["href"] for tag, given in found.elements if tag == "link" and given["rel"] == "stylesheet"
    ]
    assert sheets == ["/zhenggai/assets/rectify.css", "/zhenggai/assets/search.css"]


def sheet() -> str:
    return (TEMPLATES / "assets" / "rectify.css").read_text("utf-8")


def test_the_sheet_asks_nobody_and_is_small() -> None:
    assert not re.findall(r"url\(|@import|@font-face", sheet())
    assert len(sheet().encode()) <= 26_000


NEWER_THAN_2019 = (
    r":is\(|:where\(|:has\(|\bmin\(|\bmax\(|clamp\(|color-mix|@container|@layer|aspect-ratio|\binset:|&"
)


def test_the_sheet_speaks_to_browsers_of_2019() -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet(), flags=re.DOTALL)
    assert not re.findall(NEWER_THAN_2019, rules)
    for rule in re.findall(r"{([^{}]*)}", rules):
        assert not ("display: flex" in rule and re.search(r"(?<!column-)gap:", rule)), rule


def test_dark_is_the_same_asked_for_or_chosen() -> None:
    asked = re.search(r":root:not\(\[data-scheme\]\) {(.*?)}", sheet(), re.DOTALL)
    chosen = re.search(r':root\[data-scheme="dark"\] {(.*?)}', sheet(), re.DOTALL)
    assert asked
    assert chosen
    assert asked[1].split() == chosen[1].split()


def test_high_contrast_is_the_same_asked_for_or_chosen() -> None:
    asked = re.search(r":root:not\(\[data-contrast\]\) {(.*?)}", sheet())
    chosen = re.search(r':root\[data-contrast="high"\] {(.*?)}', sheet())
    assert asked
    assert chosen
    assert asked[1] == chosen[1]
