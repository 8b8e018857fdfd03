"""Four pages as they are written, for the eyes of a reviewer."""

from collections.abc import Callable

import pytest

from rectify_site import links
from tests.pages.site import sample

PAGES = {
    "home": links.HOME,
    "plan": links.plan("2022-minzhu"),
    "unit": links.unit("dongqiaozhen"),
    "record": links.record("2022-minzhu-06"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_written_as_it_was(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"pages/{name}.md", sample("district")[PAGES[name]].markdown)
