"""The site that every test of reading looks at: the sample office's, with one matter withdrawn."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from rectify_site.ledger.entries import CorrectionClass, Signature, WithdrawReason
from rectify_site.workflow import building, removing, signing
from tests.browser.visits import one_of_each_kind, served

WITHDRAWN = "2025-xuncha-01"


@pytest.fixture(scope="session")
def read_site(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with a page of every kind, the page of a withdrawn matter among them."""
    root = tmp_path_factory.mktemp("read") / "office"
    shutil.copytree(sample, root)
    decided = Signature.model_validate({"role": "紧急撤下", "name": "甲", "on": "2026-08-02"})
    clock = signing.Clock("2026-08-02T09:00:00+08:00", lambda: "0f" * 16)
    urgent = removing.Urgent(decided, CorrectionClass.PERSONAL)
    removing.withdraw_at_once(root, WITHDRAWN, WithdrawReason.RULES, urgent, clock)
    building.build(root)
    return root / "site"


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
