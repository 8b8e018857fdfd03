"""A table is sorted and searched in the browser, by keyboard too, and comes back to the office's own order."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def table(page: Page, read_site: Path) -> Locator:
    page.goto(f"{read_site.as_uri()}/units/index.html")
    return page.locator(".table").first


def names(table: Locator) -> list[str]:
    return table.locator("tbody tr:visible th").all_text_contents()


def test_figures_are_sorted_and_the_order_of_the_office_comes_back(table: Locator) -> None:
    given = names(table)
    head = table.get_by_role("columnheader").nth(1)
    head.get_by_role("button").focus()
    for wanted in ("descending", "ascending", None):
        table.page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == wanted
        figures = [int(said) for said in table.locator("tbody tr td:nth-child(2)").all_text_contents()]
        if wanted:
            assert figures == sorted(figures, reverse=wanted == "descending")
            expect(table.get_by_role("status")).to_contain_text("序排列")
    assert names(table) == given


def test_a_unit_is_found_in_the_table(table: Locator) -> None:
    table.get_by_label("在表中查找").fill("水务")
    assert names(table) == ["区水务局"]
    expect(table.get_by_role("status")).to_contain_text("显示1行")
    table.get_by_label("在表中查找").fill("")
    assert len(names(table)) > 8
