"""Search as a citizen has it: box and page, keys and fingers, from a server and from a disc, in any size."""

import json
import random
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from rectify_site.search.entries import Findable
from rectify_site.search.folding import TABLE, fold
from rectify_site.search.writing import artifacts
from rectify_site.workflow import building
from tests.browser.visits import Visit, served
from tests.pages.site import TEMPLATES
from tests.render.corpora import OWN
from tests.search.offices import findable
from tests.search.reading import Reading
from tests.search.test_index import an_entry, substrings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUERY = "街道"
ALLOWED = {"LI", "A", "MARK", "SPAN", "svg", "path", "circle"}
BARE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>-</title>
<div class="seeker"><p class="seek-said" role="status"></p><form class="seek" data-root=""><input name="q"></form></div>
<script src="search.js"></script><script src="search-page.js"></script>"""
IN_ORDER = """async query => {
  const own = rectifySearch.engine;
  await own.start();
  const result = await own.search(query);
  let hits = [];
  do hits = await result.more(Infinity, hits); while (result.left);
  return [hits.map(hit => hit.entry[0]), result.number, result.sure];
}"""


@pytest.fixture(scope="module", params=["http", "file"])
def address(request: pytest.FixtureRequest, sample_site: Path) -> Iterator[str]:
    if request.param == "file":
        yield sample_site.as_uri()
        return
    with served(sample_site) as root:
        yield root


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Visit]:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    yield Visit(context.new_page(), address)
    context.close()


def bare(folder: Path, found: Findable) -> Path:
    """A page with nothing but the search of these entries."""
    (folder / "search").mkdir()
    for path, data in artifacts(found):
        (folder / path).write_bytes(data)
    for name in ("search.js", "search-page.js"):
        (folder / name).write_bytes((TEMPLATES / "assets" / name).read_bytes())
    (folder / "page.html").write_text(BARE, encoding="utf-8")
    return folder


def test_the_box_is_a_combobox_for_keys_and_screen_readers(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.address}/records/2024-minzhu-12.html")
    box = page.get_by_role("combobox", name="搜索")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    box.fill(QUERY)
    options = page.get_by_role("listbox", name="搜索结果").get_by_role("option")
    expect(options).to_have_count(6)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_contain_text("找到")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value(QUERY)
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    wanted = options.first.get_attribute("data-url")
    box.press("Enter")
    page.wait_for_url(f"**/{wanted}")
    visit.proved()


def test_enter_leads_to_all_hits_and_the_address_holds_what_is_asked(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.address}/index.html")
    page.locator("#seek").fill(QUERY)
    page.locator("#seek").press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    hits, status = page.locator(".seek-hit"), page.get_by_role("status")
    expect(status).to_contain_text("找到")
    all_of_them = status.inner_text()
    expect(hits).to_have_count(10)
    page.get_by_role("button", name="再显示10项").click()
    expect(hits).not_to_have_count(10)
    expect(hits.nth(10).locator("a")).to_be_focused()
    page.get_by_text("按状态、单位、时限等筛选").click()
    offered = page.locator("select[name=status] option:not([disabled])").nth(1)
    value, words = offered.get_attribute("value"), offered.inner_text()
    page.get_by_label("状态").select_option(value)
    expect(status).to_have_text(f"找到 {words.partition('（')[2].rstrip('）')} 项")
    assert f"status={value}" in page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.reload()
    expect(page.get_by_label("状态")).to_have_value(value)
    expect(status).to_contain_text(words.partition("（")[2].rstrip("）"))
    page.go_back()
    expect(status).to_have_text(all_of_them)
    visit.proved()


def test_a_hit_tells_its_state_and_that_it_is_late(visit: Visit) -> None:
    visit.page.goto(f"{visit.address}/search/index.html?q=柳叶河")
    hit = visit.page.locator(".seek-hit").first
    expect(hit.locator("mark").first).to_have_text("柳叶河")
    expect(hit.locator(".state").nth(1)).to_have_text("超过时限，尚未完成")
    expect(hit.locator(".state svg")).to_have_count(2)
    visit.proved()


def test_sealed_years_are_searched_from_the_living_site(visit: Visit) -> None:
    """What was late at the end of 2025 and is not now: its sealed page still says so, and is found from here."""
    page = visit.page
    page.goto(f"{visit.address}/archive/index.html")
    page.get_by_role("link", name="一起查找").click()
    page.locator("#seek").fill("水管老化")
    year = page.locator("section[data-root*='/2025/']")
    expect(year.get_by_role("status")).to_have_text("找到 1 项")
    hit = year.locator(".seek-hit")
    expect(hit.locator("mark").first).to_have_text("水管老化")
    expect(hit.locator(".state.late")).to_have_text("超过时限，尚未完成")
    expect(page.locator("section[data-root*='/2024/']").get_by_role("status")).to_have_text("没有找到")
    assert page.url.endswith("#years")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.reload()
    expect(year.get_by_role("status")).to_have_text("找到 1 项")
    page.locator("#seek").fill("水")
    expect(hit).to_have_count(0)
    page.locator("#seek").fill("水管老化")
    hit.locator("a").click()
    page.wait_for_url("**/archive/2025/data/site/records/2024-minzhu-12.html")
    expect(page.locator("aside.snapshot")).to_contain_text("2025年12月31日")
    visit.proved()


def test_a_sealed_year_is_searched_by_itself(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.address}/archive/2025/data/site/search/index.html?q={QUERY}")
    expect(page.locator(".seek-hit").first).to_be_visible()
    expect(page.locator("#years")).to_have_count(0)
    page.locator(".seek-hit a").first.click()
    page.wait_for_url("**/archive/2025/data/site/**")
    expect(page.locator("aside.snapshot")).to_be_visible()
    visit.proved()


@pytest.mark.parametrize("query", ["街", " 三 ", "①"])
def test_one_character_asks_for_another(visit: Visit, query: str) -> None:
    visit.page.goto(f"{visit.address}/search/index.html")
    visit.page.locator("#seek").fill(query)
    expect(visit.page.get_by_role("status")).to_have_text("请至少输入两个字")
    visit.proved()


def test_without_a_script_the_page_says_where_else_to_look(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/units/index.html")
    page.locator("#seek").fill(QUERY)
    page.locator("#seek").press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    expect(page.get_by_text("这里不能搜索")).to_be_visible()
    page.get_by_role("article").get_by_role("link", name="按单位").click()
    expect(page.locator("h1")).to_contain_text("单位")
    context.close()


def test_the_search_of_a_preview_works_from_a_disc(chromium: Browser, sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample / "content", tmp_path / "content")
    shutil.copy(sample / "mkdocs.yml", tmp_path)
    preview = building.preview(tmp_path, date(2026, 6, 30)).site
    context = chromium.new_context()
    visit = Visit(context.new_page(), preview.as_uri())
    visit.page.goto(f"{preview.as_uri()}/search/index.html?q={QUERY}")
    visit.page.locator(".seek-hit a").first.click()
    expect(visit.page.get_by_text("预览 未签发 不得对外")).to_be_visible()
    expect(visit.page.locator("h1")).to_have_count(1)
    visit.proved()
    context.close()


def test_the_search_of_a_folder_deep_in_a_server_works(
    chromium: Browser, sample_site: Path, tmp_path: Path
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").symlink_to(sample_site)
    context = chromium.new_context()
    with served(tmp_path) as address:
        page = context.new_page()
        page.goto(f"{address}/a/b/search/index.html?q={QUERY}")
        expect(page.locator(".seek-hit a").first).to_be_visible()
        page.locator(".seek-hit a").first.click()
        expect(page.locator("h1")).to_have_count(1)
        assert "/a/b/" in page.url
    context.close()


def test_both_sides_fold_alike(chromium: Browser, tmp_path: Path) -> None:
    page = chromium.new_page()
    page.goto((bare(tmp_path, findable(1)) / "page.html").as_uri())
    chance = random.Random(5)  # noqa: S311 - the same strings every time
    signs = [*map(chr, TABLE), *map(chr, range(0x20, 0x3000, 7)), *"整改𠮷😀e\u0301"]
    strings = ["".join(chance.choices(signs, k=12)) for _ in range(2_000)] + [chr(code) for code in TABLE]
    page.wait_for_function("rectifySearch.engine.start().then(() => true)")
    folded = page.evaluate("all => all.map(each => rectifySearch.engine.fold(each).text)", strings)
    assert folded == [fold(each) for each in strings]
    page.close()


def test_the_browser_finds_what_the_second_reader_finds(chromium: Browser, tmp_path: Path) -> None:
    """Parts of the texts of two thousand matters: the same hits in the same order."""
    found = findable(2_000)
    reader, page = Reading(artifacts(found)), chromium.new_page()
    page.goto((bare(tmp_path, found) / "page.html").as_uri())
    parts = [part for part in substrings(found, 400, seed=3) if len(reader.search(part)) < 150]
    assert len(parts) > 150
    for part in parts:
        urls, number, sure = page.evaluate(IN_ORDER, part)
        wanted = [reader.entries[each][0] for each in reader.search(part)]
        assert urls == wanted, part
        assert (number, sure) == (len(wanted), True)
    page.close()


def test_what_an_author_or_a_visitor_types_stays_text(chromium: Browser, tmp_path: Path) -> None:
    texts = [
        f"整改{hostile}落实" for hostile in (*OWN, "<mark>x</mark>", "__proto__", "constructor", "𠮷𠮷整改")
    ]
    found = Findable(tuple(an_entry(n, text, f"其二{text}") for n, text in enumerate(texts)))
    page, complaints = chromium.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto((bare(tmp_path, found) / "page.html").as_uri())
    for query in ["整改", "__proto__", "constructor", *(each for each in OWN if len(fold(each)) > 1)]:
        page.evaluate("document.querySelector('.seek-said').textContent = '…'")
        page.locator("[name=q]").fill(query.replace("\n", " "))
        expect(page.locator(".seek-said")).not_to_have_text("…")
        names = set(page.locator(".seek-hits *").evaluate_all("all => all.map(each => each.tagName)"))
        assert names <= ALLOWED, json.dumps(query)
        marks = page.locator(".seek-hits mark").all_inner_texts()
        terms = Reading(artifacts(found)).terms(query)
        assert all(any(term in fold(mark) for term in terms) for mark in marks if mark)
    assert complaints == []
    page.close()


MARKUP = ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(", 'Attribute("on')


def test_the_scripts_write_text_only_and_are_small() -> None:
    for path in sorted((TEMPLATES / "assets").glob("search*.js")):
        text = path.read_text("utf-8")
        assert not [way for way in MARKUP if way in text], path.name
        assert len(text.encode()) < 13_000
