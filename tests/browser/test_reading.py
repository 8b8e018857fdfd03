"""Every kind of page on the smallest phone, magnified, without JavaScript, on paper and on a slow line."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visits import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RECORD_LIMIT = 40_000
FIRST_VIEW_LIMIT = 120_000
A_PIXEL = 0.002
"""What rounding may move while a busy machine parses; a page counts as quiet below 0.1."""

CHOICES = {"rectify-type": "large", "rectify-contrast": "high", "rectify-scheme": "dark"}
SIDEWAYS = """() => [...document.querySelectorAll('body *')]
  .filter(it => it.getBoundingClientRect().right > innerWidth + 1)
  .filter(it => !it.closest('.table, pre, .skip, .said, caption, thead'))
  .map(it => it.outerHTML.slice(0, 120)).slice(0, 3)"""


def choose(page: Page, choices: dict[str, str]) -> None:
    for name, value in choices.items():
        page.add_init_script(f"localStorage.setItem({name!r}, {value!r})")


@pytest.mark.parametrize(
    ("width", "root"),
    [(320, "100%"), (320, "141.2%"), (640, "100%"), (1280, "200%"), (360, "200%"), (768, "141.2%")],
    ids=[
        "small phone",
        "small phone, large type",
        "zoomed to 200",
        "text doubled",
        "doubled on a phone",
        "tablet",
    ],
)
def test_nothing_scrolls_sideways(page: Page, web: str, kinds: dict[str, str], width: int, root: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for kind, address in kinds.items():
        page.goto(f"{web}/{address}")
        page.evaluate("size => document.documentElement.style.fontSize = size", root)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            kind,
            page.evaluate(SIDEWAYS),
        )
        assert page.evaluate(SIDEWAYS) == [], kind


SHIFTS = """window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(it => it.value)))
  .observe({type: 'layout-shift', buffered: true});"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("choices", [{}, CHOICES], ids=["as it comes", "as chosen"])
def test_nothing_jumps_while_a_page_loads(
    page: Page, web: str, kinds: dict[str, str], width: int, choices: dict[str, str]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    choose(page, choices)
    for kind, address in kinds.items():
        page.goto(f"{web}/{address}")
        page.evaluate("new Promise(painted => requestAnimationFrame(() => setTimeout(painted, 50)))")
        assert page.evaluate("window.shifts.reduce((sum, one) => sum + one, 0)") < A_PIXEL, kind


@pytest.mark.parametrize("width", [360, 1280])
def test_a_search_that_was_passed_on_has_room_for_what_it_finds(page: Page, web: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    page.goto(f"{web}/search/index.html?q=%E6%95%B4%E6%94%B9")
    page.locator(".seek-hit").first.wait_for()
    page.evaluate("new Promise(painted => requestAnimationFrame(() => setTimeout(painted, 50)))")
    assert page.evaluate("window.shifts.reduce((sum, one) => sum + one, 0)") < A_PIXEL


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_every_column_is_reached_by_keyboard(chromium: Browser, web: str, *, script: bool) -> None:
    context = chromium.new_context(java_script_enabled=script, viewport={"width": 360, "height": 800})
    page, seen = context.new_page(), ".masthead nav a:visible"
    page.goto(f"{web}/about.html")
    page.set_viewport_size({"width": 1280, "height": 800})
    columns = {link.get_attribute("href") for link in page.locator(seen).all()}
    page.set_viewport_size({"width": 360, "height": 800})
    assert {link.get_attribute("href") for link in page.locator(seen).all()} < columns
    page.locator("nav summary").focus()
    page.keyboard.press("Enter")
    shown = [link.get_attribute("href") for link in page.locator(seen).all()]
    assert len(shown) == len(set(shown))
    assert set(shown) == columns
    context.close()


TEXT = """() => { const copy = document.body.cloneNode(true);
  copy.querySelectorAll('script, noscript, .seeker, :not(th) > button, label, input, select, [data-script-only]')
    .forEach(it => it.remove());
  return copy.textContent.replace(/\\s+/g, ' '); }"""


def test_without_javascript_every_word_is_there(
    chromium: Browser, page: Page, web: str, kinds: dict[str, str]
) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    plain = context.new_page()
    for kind, address in kinds.items():
        page.goto(f"{web}/{address}")
        plain.goto(f"{web}/{address}")
        assert plain.evaluate(TEXT) == page.evaluate(TEXT), kind
        assert plain.locator("[data-choice]").filter(visible=True).count() == 0
    context.close()


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, read_site: Path, web: str) -> str:
    return web if request.param == "http" else read_site.as_uri()


def test_no_kind_of_page_asks_anyone_else_or_complains(
    page: Page, address: str, kinds: dict[str, str]
) -> None:
    visit = Visit(page, address)
    for kind, path in kinds.items():
        if kind == "missing" and address.startswith("file:"):
            continue  # a server shows it, from its own address
        page.goto(f"{address}/{path}")
    visit.proved()
    assert visit.asked


def test_a_first_view_is_light(page: Page, web: str, read_site: Path, kinds: dict[str, str]) -> None:
    records = list((read_site / "records").glob("*.html"))
    assert max(path.stat().st_size for path in records) <= RECORD_LIMIT
    for kind, path in kinds.items():
        answers: list[bytes] = []
        page.on("response", lambda answer, kept=answers: kept.append(answer.body()))
        page.goto(f"{web}/{path}")
        assert sum(len(gzip.compress(answer)) for answer in answers) <= FIRST_VIEW_LIMIT, kind


def test_on_paper_there_is_no_navigation_and_no_dark_ground(page: Page, web: str) -> None:
    choose(page, {"rectify-scheme": "dark"})
    page.goto(f"{web}/records/2024-minzhu-14.html")
    page.emulate_media(media="print")
    for gone in (".masthead nav", ".switches", ".crumbs"):
        assert not page.locator(gone).is_visible()
    for kept in (".site-name", "h1", ".meta", ".box", ".standing"):
        assert page.locator(kept).first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.locator("details").first.evaluate("it => it.open = true")
    assert page.pdf(format="A4").startswith(b"%PDF")
