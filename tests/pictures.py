"""``python -m tests.pictures`` takes the pictures of the README from the built sample site, with a real browser."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.conftest import browser_path

ROOT = Path(__file__).parents[1]
PAGES = {
    "home": "index.html",
    "plan": "plans/2024-minzhu/index.html",
    "unit": "units/xiguan-jiedao.html",
    "record": "records/2024-minzhu-14.html",
}
SIZES = {1280: 960, 360: 780}


def main() -> None:
    """Four pages, two sizes: what a visitor sees first."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        for width, height in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            for name, path in PAGES.items():
                page.goto((ROOT / "site" / path).as_uri())
                page.screenshot(path=folder / f"{name}-{width}.png")
        browser.close()


if __name__ == "__main__":
    main()
