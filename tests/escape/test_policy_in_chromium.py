"""The policy in a real browser, from a server and from a disc: no page breaks it, and what it bars stays barred."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from rectify_site.model.outputs import Page as Planned
from rectify_site.press import policy, scripts
from rectify_site.store import files
from rectify_site.store.sites import write_tree
from rectify_site.store.templates import templates
from rectify_site.workflow import building
from rectify_site.workflow.building import Making
from tests.builders import a_rule, some_settings
from tests.pages.district import two_plans

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LISTENER = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.broken.push(event.effectiveDirective + " " + event.blockedURI);
});
"""
BARRED = {
    "<script>window.evil = 1</script>": "script-src-elem inline",
    '<p onclick="window.evil = 1">x</p>': "script-src-attr inline",
    '<p style="color:red">x</p>': "style-src-attr inline",
    '<img src="https://elsewhere.example/x.png" alt="">': "img-src https://elsewhere.example/x.png",
    '<script src="https://elsewhere.example/x.js"></script>': "script-src-elem https://elsewhere.example/x.js",
}


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Planned, ...]]:
    """A site with every kind of page, by the whole press and its proof."""
    folder = tmp_path_factory.mktemp("policy")
    making = Making(some_settings(site_url=None), a_rule(), templates(), folder / "shells")
    edition = two_plans().model_copy(update={"sealed": ()})
    planned, artifacts = building.make_site(edition, making, (), ())
    (folder / "site").mkdir()
    write_tree(folder / "site", artifacts)
    return folder / "site", planned


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, site: tuple[Path, tuple[Planned, ...]]) -> Iterator[str]:
    if request.param == "file":
        yield site[0].as_uri()
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(site[0])))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_no_kind_of_page_breaks_the_policy_or_asks_elsewhere(
    chromium: Browser, address: str, site: tuple[Path, tuple[Planned, ...]]
) -> None:
    kinds = {
        page.kind: page.path for page in site[1] if page.kind != "missing"
    }  # its addresses are a server's
    assert len(kinds) > 10
    context = chromium.new_context(locale="zh-CN")
    context.add_init_script(LISTENER)
    page, asked, said = context.new_page(), list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda word: said.append(word.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    broken = {}
    for kind, path in kinds.items():
        page.goto(f"{address}/{path}")
        broken[kind] = page.evaluate("window.broken")
    context.close()
    assert {kind: found for kind, found in broken.items() if found} == {}
    assert said == []
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}
    assert any(url.endswith(".js") for url in asked)


@pytest.mark.parametrize("typed", BARRED, ids=BARRED.values())
def test_what_the_policy_bars_is_barred_and_told(
    chromium: Browser, address: str, site: tuple[Path, tuple[Planned, ...]], typed: str
) -> None:
    """A page that was tampered with after the build: the proof refuses it, and so does the browser."""
    folder, _ = site
    data = (folder / "index.html").read_bytes().replace(b"</body>", typed.encode() + b"</body>")
    found = list(scripts.markup.flaws(data, {policy.tag(policy.POLICY)}))
    assert found != []
    files.write(folder / "tampered.html", data)
    context = chromium.new_context()
    context.add_init_script(LISTENER)
    page = context.new_page()
    page.goto(f"{address}/tampered.html")
    assert BARRED[typed] in page.evaluate("window.broken")
    assert page.evaluate("window.evil") is None
    context.close()
