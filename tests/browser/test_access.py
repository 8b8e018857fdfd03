"""Everyone can use every kind of page: axe finds nothing to complain of, and keys reach everything."""

from collections.abc import Iterable, Sequence
from itertools import cycle, product

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from rectify_site.registry import page as kinds_there_are

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (1280, 768, 360)
CHOICES = ("", "type", "contrast", "scheme")
WAYS = tuple(product(WIDTHS, CHOICES))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALIKE = [".matters > li", ".late-list > li", ".news > li", ".timeline > li", ".page tbody tr"]
"""What one macro writes again and again: all of it is looked at once a kind; then the page keeps the first three."""

SEEN = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
"""The rules that ask what the eye sees. A choice changes nothing else: it only sets an attribute of the root."""

LATE = "records/2024-minzhu-14.html"


LOOK = """async ([choice, out, rules]) => {
  if (out.length) document.querySelectorAll(out.join()).forEach(it => it.remove());
  const turn = () => choice && document.querySelector(`[data-choice="${choice}"]`).click();
  turn();
  const {violations} = await axe.run(document, {runOnly: rules, resultTypes: ['violations'], preload: false});
  turn();
  return violations.map(it => `${choice} ${it.id} ×${it.nodes.length}: ${it.nodes[0].html.slice(0, 160)}`);
}"""


def complaints(
    page: Page, choice: str = "", rules: Sequence[str] = RULES, left_out: Sequence[str] = ()
) -> list[str]:
    """What axe finds on the page as a reader may choose to see it: how, rule, places, the first."""
    found: list[str] = page.evaluate(LOOK, [choice, list(left_out), list(rules)])
    return found


def in_these_ways(page: Page, ways: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """What axe finds by sight on the page in several widths and looks; of what is written again and again, three."""
    found, left_out = [], [f"{alike}:nth-child(n+4)" for alike in ALIKE]
    for width, choice in ways:
        page.set_viewport_size({"width": width, "height": 900})
        found += [(width, said) for said in complaints(page, choice, SEEN, left_out)]
    return found


def test_axe_finds_nothing_on_any_kind_of_page(page: Page, web: str, kinds: dict[str, str]) -> None:
    """Every kind whole and by all rules in one of the twelve ways to read it, so that each way has its kinds."""
    found = []
    for (kind, address), (width, choice) in zip(kinds.items(), cycle(WAYS), strict=False):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{web}/{address}")
        page.evaluate(AXE_SCRIPT)
        found += [(kind, width, said) for said in complaints(page, choice)]
    assert found == []
    assert {plug.key for plug in kinds_there_are} - set(kinds) == {"page"}, (
        "the one of the sample is withdrawn"
    )


@pytest.mark.parametrize("kind", ["home", "record", "unit", "search"])
def test_axe_finds_nothing_however_one_reads(page: Page, web: str, kinds: dict[str, str], kind: str) -> None:
    """What each layout is made of, in every width and every look."""
    page.goto(f"{web}/{LATE if kind == 'record' else kinds[kind]}")
    page.evaluate(AXE_SCRIPT)
    assert in_these_ways(page, WAYS) == []


@pytest.mark.deep
def test_axe_finds_nothing_on_any_kind_of_page_however_it_is_read(
    page: Page, web: str, kinds: dict[str, str]
) -> None:
    found = []
    for kind, address in kinds.items():
        page.goto(f"{web}/{address}")
        page.evaluate(AXE_SCRIPT)
        found += [(kind, 1280, said) for said in complaints(page)]
        found += [(kind, *said) for said in in_these_ways(page, WAYS)]
    assert found == []


def test_axe_would_find_what_is_wrong(page: Page) -> None:
    page.set_content("<main><h1>标题</h1><p style='color: #bbbbbb'>灰字</p><button></button></main>")
    page.evaluate(AXE_SCRIPT)
    rules = {said.split()[0] for said in complaints(page)}
    assert {"color-contrast", "button-name", "html-has-lang"} <= rules


FOCUS = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), look = getComputedStyle(at);
  return {tag: at.tagName, name: at.textContent.trim(), top: box.top, height: box.height,
    ring: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    place: [...document.querySelectorAll('*')].indexOf(at)};
}"""
WITHIN_REACH = "a[href], button, summary, input:not(.md-toggle), select, [tabindex='0']"


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", [LATE, "units/index.html"])
def test_the_tab_key_reaches_everything_in_the_order_it_is_read(
    page: Page, web: str, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{web}/{path}")
    wanted = page.locator(WITHIN_REACH).filter(visible=True).count()
    stops = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUS))
    assert stops[0]["name"] == "跳到正文"
    assert [stop["name"] for stop in stops if not (stop["ring"] and stop["seen"])] == []
    places = [stop["place"] for stop in stops]
    assert places == sorted(set(places)), "a stop is missed, or comes out of order"


def test_the_skip_link_leads_past_the_columns(page: Page, web: str) -> None:
    page.goto(f"{web}/{LATE}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#content').contains(document.activeElement)")


@pytest.mark.parametrize(("choice", "chosen"), [("type", "large"), ("contrast", "high"), ("scheme", "dark")])
def test_a_choice_is_made_by_key_said_aloud_and_kept_on_the_next_page(
    page: Page, web: str, choice: str, chosen: str
) -> None:
    page.goto(f"{web}/index.html")
    button = page.locator(f'[data-choice="{choice}"]')
    expect(button).to_have_attribute("aria-pressed", "false")
    button.focus()
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(f"{web}/{LATE}")
    expect(page.locator("html")).to_have_attribute(f"data-{choice}", chosen)
    expect(button).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    button.press("Enter")
    page.go_back()
    expect(page.locator("html")).not_to_have_attribute(f"data-{choice}", chosen)
    expect(button).to_have_attribute("aria-pressed", "false")


def test_the_browsers_own_wish_holds_until_the_reader_chooses(page: Page, web: str) -> None:
    page.emulate_media(color_scheme="dark", contrast="more")
    page.goto(f"{web}/index.html")
    for choice in ("scheme", "contrast"):
        button = page.locator(f'[data-choice="{choice}"]')
        expect(button).to_have_attribute("aria-pressed", "true")
        button.click()
        page.reload()
        expect(button).to_have_attribute("aria-pressed", "false")


def test_what_is_late_is_a_block_with_a_shape_and_a_word_on_the_first_screen(page: Page, web: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    for look in ("light", "dark"):
        page.emulate_media(color_scheme=look)
        page.goto(f"{web}/{LATE}")
        late = page.locator(".standing .state.late")
        expect(late).to_have_text("超过时限，尚未完成")
        expect(late.locator("svg")).to_be_visible()
        expect(late).to_be_in_viewport(ratio=1)
        grounds = page.evaluate(
            "[...document.querySelectorAll('.standing .state')].map(it => getComputedStyle(it).backgroundColor)"
        )
        assert grounds[0] == "rgba(0, 0, 0, 0)"
        assert grounds[1] != grounds[0]
