"""What every test may ask for: snapshots, a browser, and laws that draw the same examples twice in CI."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from rectify_site.workflow import building

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile(
    "deep", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write the snapshots, do not compare")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if browser_path() is not None:
        return
    skip = pytest.mark.skip(reason=f"no browser: none of {', '.join(BROWSERS)} is installed")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


def browser_path() -> str | None:
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)`: the text equals tests/golden/<name>. `make golden` writes, review reads."""
    rewrite = request.config.getoption("--rewrite-golden")

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            return
        assert path.is_file(), f"there is no snapshot tests/golden/{name}: `make golden` writes it"
        assert text == path.read_bytes().decode(), f"differs from tests/golden/{name}; meant? `make golden`"

    return compare


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser, one for the whole run; the test marks itself `browser` and closes its own context."""
    flags = ["--disable-background-networking"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample office, built once for the whole run; a test that changes it copies it again."""
    root = tmp_path_factory.mktemp("sample") / "office"
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "mkdocs.yml", root)
    building.build(root)
    return root


@pytest.fixture(scope="session")
def sample_site(sample: Path) -> Path:
    """The public site of the sample office."""
    return sample / "site"
