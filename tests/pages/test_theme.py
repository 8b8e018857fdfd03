"""The frame around every page: no script, every expression escaped, the tags a government page must carry."""

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
UNESCAPED = {"page.content", "super()", "'page' if facts.path == column.path else 'true'"}
KIND_TAGS = {
    "home": {"SiteName", "SiteDomain", "SiteIDCode"},
    "records": {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"},
    "record": {"ArticleTitle", "PubDate", "ContentSource"},
}


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
        **facts,
    }
    site = pages.site_facts(edition, some_settings(), built)
    content = SimpleNamespace(content=commonmark(page.markdown), toc=[], meta={}, title="<b>")
    return Reader(
        engine().get_template("main.html").render(facts=given, site=site, config=config, page=content)
    )


def tags(page: Reader) -> dict[str, str]:
    return {
        str(given["name"]): str(given["content"])
        for tag, given in page.elements
        if tag == "meta" and "name" in given
    }


def test_every_expression_of_the_theme_is_escaped() -> None:
    written = [
        found
        for path in THEME.rglob("*.html")
        for found in re.findall(r"{{-?\s*(.*?)\s*-?}}", path.read_text("utf-8"))
    ]
    bare = {found.replace('"', "'") for found in written if not found.endswith("| e")}
    assert bare <= UNESCAPED


@pytest.mark.parametrize("path", [links.HOME, links.ALL, links.record("2022-minzhu-06"), links.MISSING])
def test_a_page_carries_no_script_no_style_and_asks_nobody(path: str) -> None:
    found = framed(sample("district")[path])
    assert "script" not in found.tags
    for tag, given in found.elements:
        assert tag != "style"
        assert not [name for name in given if name.startswith("on") or name == "style"]
        if tag == "link":
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
    assert [(given["href"], given["aria-current"]) for given in marked] == [current]


def test_crumbs_lead_up() -> None:
    found = framed(sample("district")[links.record("2022-minzhu-06")])
    hrefs = [given.get("href") for tag, given in found.elements if tag == "a"]
    for crumb in ("../index.html", "../plans/2022-minzhu/index.html", "../plans/2022-minzhu/3.html"):
        assert crumb in hrefs


def test_tags_grow_from_home_over_lists_to_content() -> None:
    built = sample("district")
    home, listed = tags(framed(built[links.HOME])), tags(framed(built[links.ALL]))
    content = tags(framed(built[links.record("2022-minzhu-06")]))
    wanted = set()
    for found, kind in ((home, "home"), (listed, "records"), (content, "record")):
        wanted |= KIND_TAGS[kind]
        assert wanted <= set(found)
        assert all(found[name] for name in wanted)
    assert not (KIND_TAGS["records"] | KIND_TAGS["record"]) & set(home)
    assert content["PubDate"] == "2023-01-18 09:30"
    assert home["SiteDomain"] == "zg.example.gov.cn"


def test_a_draft_says_so_on_every_page() -> None:
    for path in (links.HOME, links.record("2022-minzhu-06"), links.MISSING):
        assert "预览 未签发 不得对外" in framed(sample("district")[path], draft=True).lines
        assert "预览 未签发 不得对外" not in framed(sample("district")[path]).lines


def test_the_page_for_wrong_addresses_finds_its_sheet_from_any_depth() -> None:
    found = framed(sample("district")[links.MISSING])
    sheets = [
        given["href"] for tag, given in found.elements if tag == "link" and given["rel"] == "stylesheet"
    ]
    assert sheets == ["/zhenggai/assets/rectify.css"]


def test_the_sheet_asks_nobody() -> None:
    sheet = (TEMPLATES / "assets" / "rectify.css").read_text("utf-8")
    assert not re.findall(r"url\(|@import|@font-face", sheet)
