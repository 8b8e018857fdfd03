"""A site as a server shows it, and a page that remembers what it asked for: what all tests with a browser share."""

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

from rectify_site.ledger.entries import CorrectionClass, Signature, WithdrawReason
from rectify_site.workflow import building, removing, signing

FOLDER = "/zhenggai"
"""Where the sample office's site stands on its server; its page for wrong addresses counts on it."""

WITHDRAWN = "2025-xuncha-01"
KIND = re.compile(r'class="page kind-(\w+)"')


class Server(SimpleHTTPRequestHandler):
    """A portal that shows the site in a folder, and its 404 for every other address."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(FOLDER))

    def send_error(self, code: int, *_: str | None) -> None:
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Show a built site; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{FOLDER}"
    server.shutdown()
    server.server_close()


def with_every_kind(office: Path, copy: Path) -> Path:
    """The site of a copy of the sample office with a page of every kind, that of a withdrawn matter among them."""
    copy.mkdir(parents=True)
    shutil.copytree(office / "content", copy / "content")
    shutil.copy(office / "mkdocs.yml", copy)
    decided = Signature.model_validate({"role": "紧急撤下", "name": "甲", "on": "2026-08-02"})
    urgent = removing.Urgent(decided, CorrectionClass.PERSONAL)
    clock = signing.Clock("2026-08-02T09:00:00+08:00", lambda: "0f" * 16)
    removing.withdraw_at_once(copy, WITHDRAWN, WithdrawReason.RULES, urgent, clock)
    building.build(copy)
    return copy / "site"


def one_of_each_kind(site: Path) -> dict[str, str]:
    """The largest page of each kind there is, by its address: what is true of it is true of the others."""
    sizes: dict[str, tuple[int, str]] = {}
    for path in site.rglob("*.html"):
        address = path.relative_to(site).as_posix()
        found = None if re.match(r"archive/\d", address) else KIND.search(path.read_text("utf-8"))
        if found:
            sizes[found[1]] = max(sizes.get(found[1], (0, "")), (path.stat().st_size, address))
    return {kind: address for kind, (_, address) in sorted(sizes.items())}


class Visit:
    """A page that remembers what it asked for and what it complained about."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", self.failed)

    def failed(self, request: Request) -> None:
        """A request that the next click cut short is no complaint."""
        if "ERR_ABORTED" not in (request.failure or ""):
            self.complaints.append(f"{request.url}: {request.failure}")

    def proved(self) -> None:
        """It asked nobody else and complained of nothing."""
        own = urlsplit(self.address)
        outside = [url for url in self.asked if urlsplit(url)[:2] != own[:2] and not url.startswith("data:")]
        assert outside == []
        assert self.complaints == []
