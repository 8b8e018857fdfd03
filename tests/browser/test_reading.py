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


HIDDEN = """() => [...document.querySelectorAll('.chart *')]
  .filter(it => !it.closest('title, desc, defs') && getComputedStyle(it).display === 'none')
  .map(it => it.outerHTML.slice(0, 120))"""


def choose(page: Page, choices: dict[str, str]) -> None:
    for name, value in choices.items():
        page.add_init_script(f"localStorage.setItem({name!r}, {value!r})")


WAYS = {
    "small phone": (320, "100%"),
    "small phone, large type": (320, "141.2%"),
    "zoomed to 200": (640, "100%"),
    "text doubled": (1280, "200%"),
    "doubled on a phone": (360, "200%"),
    "tablet": (768, "141.2%"),
}
"""The width of the window, and the size of type."""


def test_nothing_scrolls_sideways(page: Page, web: str, kinds: dict[str, str]) -> None:
    for kind, address in kinds.items():
        page.goto(f"{web}/{address}")
        for way, (width, root) in WAYS.items():
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate("size => document.documentElement.style.fontSize = size", root)
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert (wide, page.evaluate(SIDEWAYS)) == (False, []), (kind, way)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_part_of_a_drawing_is_seen(page: Page, web: str, width: int) -> None:
    """No rule of the sheet for something else hides a part of a drawing."""
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("index.html", "plans/2024-minzhu/index.html", "deadlines/index.html"):
        page.goto(f"{web}/{path}")
        assert page.locator(".chart rect").count()
        assert page.evaluate(HIDDEN) == [], path


SHIFTS = """window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(it => it.value)))
  .observe({type: 'layout-shift', buffered: true});"""


STILL = "new Promise(painted => requestAnimationFrame(() => setTimeout(painted, 50)))"


@pytest.mark.parametrize(
    ("width", "choices"),
    [
        pytest.param(360, {}, id="phone"),
        pytest.param(1280, CHOICES, id="desk, as chosen"),
        pytest.param(1280, {}, id="desk", marks=pytest.mark.deep),
        pytest.param(360, CHOICES, id="phone, as chosen", marks=pytest.mark.deep),
    ],
)
def test_nothing_jumps_while_a_page_loads(
    page: Page, web: str, kinds: dict[str, str], width: int, choices: dict[str, str]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    choose(page, choices)
    for kind, address in kinds.items():
        page.goto(f"{web}/{address}")
        page.evaluate(STILL)
        assert page.evaluate("window.shifts.reduce((sum, one) => sum + one, 0)") < A_PIXEL, kind


@pytest.mark.parametrize("width", [360, 1280])
def test_a_search_that_was_passed_on_has_room_for_what_it_finds(page: Page, web: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    page.goto(f"{web}/search/index.html?q=%E6%95%B4%E6%94%B9")
    page.locator(".seek-hit").first.wait_for()
    page.evaluate(STILL)
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


def test_a_page_is_light_asks_nobody_else_and_is_complete_without_javascript(
    chromium: Browser, page: Page, web: str, kinds: dict[str, str]
) -> None:
    visit = Visit(page, web)
    answers: list[bytes] = []
    page.on("response", lambda answer: answers.append(answer.body()))
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    plain = context.new_page()
    for kind, address in kinds.items():
        answers.clear()
        page.goto(f"{web}/{address}")
        assert sum(len(gzip.compress(answer)) for answer in answers) <= FIRST_VIEW_LIMIT, kind
        plain.goto(f"{web}/{address}")
        assert plain.evaluate(TEXT) == page.evaluate(TEXT), kind
        assert plain.locator("[data-choice]").filter(visible=True).count() == 0
    visit.proved()
    assert visit.asked
    context.close()


def test_from_a_disc_no_kind_of_page_asks_anyone_else_or_complains(
    page: Page, read_site: Path, kinds: dict[str, str]
) -> None:
    visit = Visit(page, read_site.as_uri())
    for kind, path in kinds.items():
        if kind != "missing":  # a server shows it, from its own address
            page.goto(f"{read_site.as_uri()}/{path}")
    visit.proved()


def test_a_page_of_a_matter_is_small(read_site: Path) -> None:
    assert max(path.stat().st_size for path in (read_site / "records").glob("*.html")) <= RECORD_LIMIT


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
