"""The site that every test of reading looks at: the sample office's, with one matter withdrawn."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visits import one_of_each_kind, served, with_every_kind


@pytest.fixture(scope="session")
def read_site(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with a page of every kind."""
    return with_every_kind(sample, tmp_path_factory.mktemp("read") / "office")


@pytest.fixture(scope="session")
def kinds(read_site: Path) -> dict[str, str]:
    """The address of one page of each kind."""
    return one_of_each_kind(read_site)


@pytest.fixture(scope="session")
def web(read_site: Path) -> Iterator[str]:
    """The site's address on a server."""
    with served(read_site) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a reader who has chosen nothing."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()
