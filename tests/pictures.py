"""``python -m tests.pictures`` takes the pictures in docs/pictures: each kind of page, on a desk and on a phone.

They are the pictures of README and docs/design.md, from the sample office, by a real browser; few colours, small files.
"""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.visits import one_of_each_kind, served, with_every_kind
from tests.conftest import browser_path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
CHOSEN = {"plan": "plans/2024-minzhu/index.html", "record": "records/2024-minzhu-14.html"}
"""Of these kinds a telling page; of the others the largest."""

SIZES = {1280: 960, 360: 780}
LOOKS = {"dark": "scheme", "contrast": "contrast", "large": "type"}
COLOURS = 128
WIDEST = 720
"""Pixels of a picture; what is wider is made smaller."""


def palette(shown: Image.Image) -> Image.Image:
    """Half of it for large grounds, which the median cut keeps apart, half for small signs: the octree keeps those."""
    ways = (Image.Quantize.MEDIANCUT, Image.Quantize.FASTOCTREE)
    colours = [shown.quantize(COLOURS // 2, way).getpalette() for way in ways]
    made = Image.new("P", (1, 1))
    made.putpalette([value for half in colours for value in half])
    return made


def picture(page: Page, name: str) -> None:
    """What is on the screen, as a PNG of a few colours."""
    shown = Image.open(BytesIO(page.screenshot())).convert("RGB")
    if shown.width > WIDEST:
        shown = shown.resize((WIDEST, shown.height * WIDEST // shown.width), Image.Resampling.LANCZOS)
    few = shown.quantize(palette=palette(shown), dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)


def take(page: Page, address: str, kinds: dict[str, str]) -> None:
    """Every kind in both sizes, and a late matter as the reader may choose to see it."""
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for kind, path in kinds.items():
            page.goto(f"{address}/{path}")
            picture(page, f"{kind}-{width}")
        for look, choice in LOOKS.items():
            page.goto(f"{address}/{CHOSEN['record']}")
            page.click(f'[data-choice="{choice}"]')
            page.mouse.move(0, 0)
            picture(page, f"record-{look}-{width}")
            page.click(f'[data-choice="{choice}"]')


def main() -> None:
    """Build the sample office in a folder of its own and look at it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = with_every_kind(ROOT, Path(folder) / "office")
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        with served(site) as address:
            take(browser.new_page(locale="zh-CN"), address, {**one_of_each_kind(site), **CHOSEN})
        browser.close()


if __name__ == "__main__":
    main()
