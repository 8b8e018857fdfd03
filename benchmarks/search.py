"""``python -m benchmarks.search [MATTERS]``: what a search costs: to make, to keep, to fetch, to wait for."""

import gzip
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from rectify_site.model.outputs import Artifact
from rectify_site.search.entries import Findable
from rectify_site.search.folding import fold
from rectify_site.search.writing import artifacts
from tests.search.offices import an_office, found_in

MATTERS, QUERIES = 10_000, 300
ASSETS = Path(__file__).parents[1] / "site_templates" / "assets"
PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>-</title>
<div class="seeker"><form class="seek" data-root=""><input name="q"></form></div><script src="search.js"></script>"""
ASK = """async query => {
  const start = performance.now();
  await rectifySearch.engine.start();
  const result = await rectifySearch.engine.search(query);
  const hits = await result.more(10);
  return [performance.now() - start, hits.length, result.number];
}"""


class Silent(SimpleHTTPRequestHandler):
    """A server that keeps its lines open, as those of portals do, and says nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def queries(found: Findable) -> list[str]:
    """Parts of two to eight characters of what can be found."""
    chance, parts = random.Random(11), []  # noqa: S311 - the same queries every time
    while len(parts) < QUERIES:
        text = chance.choice(chance.choice(found.entries).fields).text
        length = chance.randint(2, 8)
        start = chance.randrange(max(1, len(text) - length + 1))
        part = text[start : start + length]
        if len(fold(part)) > 1:
            parts.append(part)
    return parts


def told(name: str, values: list[float]) -> None:
    """Print the middle, the twentieth worst and the worst."""
    values = sorted(values)
    most = values[int(len(values) * 0.95)]
    print(f"{name}: median {statistics.median(values):.1f}, 95 % {most:.1f}, max {values[-1]:.1f}")


def asked(page: Page, address: str, sizes: dict[str, int], found: Findable) -> None:
    """Each query in a browser that has nothing yet, then again with everything there."""
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.partition("?")[0].rpartition("/")[2]))
    bytes_of, cold, warm = [], [], []
    for query in queries(found):
        page.goto("about:blank")
        page.goto(address)
        fetched.clear()
        cold.append(page.evaluate(ASK, query)[0])
        bytes_of.append(sum(sizes[name] for name in fetched) / 1000)
        warm.append(page.evaluate(ASK, query)[0])
    told("fetched for a first query, kB compressed, without facets", bytes_of)
    told("first query in a fresh page, ms", cold)
    told("the same again, ms", warm)
    once = ", ".join(
        f"{name} {sizes[name] / 1000:.1f}" for name in ("facets.js", "folding.js", "catalogue.js")
    )
    print(f"fetched once, kB compressed: {once}")


def made(matters: int) -> tuple[Findable, tuple[Artifact, ...]]:
    """An office, and the files of its search."""
    edition = an_office(matters)
    start = time.perf_counter()
    found = found_in(edition)
    listed = time.perf_counter()
    files = artifacts(found)
    done = time.perf_counter()
    signs = sum(len(field.text) for entry in found.entries for field in entry.fields)
    print(f"{len(found.entries)} entries, {signs / len(found.entries):.0f} characters each")
    print(f"pages and entries {listed - start:.2f} s, index and texts {done - listed:.2f} s")
    for part in ("index-", "text-", ""):
        kept = [len(data) for path, data in files if part in path]
        size, largest = sum(kept) / 1e6, max(kept) / 1000
        print(f"{part or 'all'}: {len(kept)} files, {size:.2f} MB, largest {largest:.1f} kB")
    return found, files


def main() -> None:
    """Make an office, index it, ask it."""
    found, files = made(int(sys.argv[1]) if len(sys.argv) > 1 else MATTERS)
    sizes = {path.rpartition("/")[2]: len(gzip.compress(data, 6)) for path, data in files}
    folder = Path(tempfile.mkdtemp(prefix="rectify-search-"))
    (folder / "search").mkdir()
    for path, data in files:
        (folder / path).write_bytes(data)
    shutil.copy(ASSETS / "search.js", folder)
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/page.html"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        asked(browser.new_page(), address, sizes, found)
        browser.close()
    server.shutdown()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
