"""A citizen finds the matter of the own street by clicking, on a phone and at a desk, from a server and from a disc."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visits import Visit, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


@pytest.fixture(scope="module", params=["http", "file"])
def address(request: pytest.FixtureRequest, sample_site: Path) -> Iterator[str]:
    if request.param == "file":
        yield sample_site.as_uri()
        return
    with served(sample_site) as address:
        yield address


@pytest.fixture(params=SIZES)
def visit(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Visit]:
    context = chromium.new_context(viewport=SIZES[request.param], locale="zh-CN")
    visit = Visit(context.new_page(), address)
    visit.page.goto(f"{address}/index.html")
    yield visit
    context.close()


def test_from_home_over_a_unit_to_a_record(visit: Visit) -> None:
    page = visit.page
    expect(page.locator("h1")).to_have_count(1)
    page.get_by_role("link", name="按单位").first.click()
    page.get_by_role("link", name="西关街道").first.click()
    expect(page.locator("h1")).to_contain_text("西关街道")
    page.get_by_role("link", name="西关街道老小区水管老化").first.click()
    expect(page.locator("h1")).to_contain_text("西关街道老小区水管老化")
    expect(page.get_by_text("区住房城乡建设局").first).to_be_visible()
    visit.proved()


def test_what_is_late_is_plainly_late_on_the_first_page(visit: Visit) -> None:
    page = visit.page
    expect(page.get_by_text("超过时限").first).to_be_visible()
    page.get_by_role("link", name="未成年人").first.or_(page.locator(".late a").first).first.click()
    expect(page.get_by_text("超过时限，尚未完成").first).to_be_visible()
    visit.proved()
