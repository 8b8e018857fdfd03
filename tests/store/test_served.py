"""What a place shows, byte for byte at its own address; what does not answer is never taken for right or wrong."""

from __future__ import annotations

import hashlib
import threading
import time
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rectify_site.errors import UNCONFIRMED, USAGE, StoreError
from rectify_site.store import files, served
from rectify_site.store.served import Served

PAGES = {"index.html": b"home", "records/a b.html": b"x" * 200_000, "data/甲.csv": b"1", "empty.txt": b""}
FOUND = {path: hashlib.sha256(data).hexdigest() for path, data in PAGES.items()}


class Server(SimpleHTTPRequestHandler):
    """Shows a folder; sends one address elsewhere, refuses one, breaks off one, and lets one drip."""

    asked: list[str | None] = []  # noqa: RUF012 - what the clients said of caches, all together

    def do_GET(self) -> None:
        self.asked.append(self.headers["Cache-Control"])
        if self.path == "/moved.html":
            self.send_response(302)
            self.send_header("Location", "/index.html")
            self.end_headers()
        elif self.path == "/refused.html":
            self.send_error(403)
        elif self.path == "/torn.html":
            self.send_response(200)
            self.send_header("Content-Length", "99")
            self.end_headers()
            self.wfile.write(b"half")
            self.close_connection = True
        elif self.path == "/none.html":
            self.close_connection = True
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for path, data in PAGES.items():
        (tmp_path / "www" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "www" / path).write_bytes(data)
    return tmp_path / "www"


@pytest.fixture
def server(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    made = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(place)))
    thread = threading.Thread(target=partial(made.serve_forever, poll_interval=0.01))
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()
    thread.join()


def shown(address: str, *paths: str) -> list[Served]:
    return list(served.of_server(address, paths, lambda _: None))


def test_a_server_a_folder_and_a_zip_of_the_same_files_show_the_same(
    place: Path, server: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as archive:
        for path, data in PAGES.items():
            archive.writestr(path, data)
    expected = {Served(path, digest) for path, digest in FOUND.items()}
    assert set(served.of_folder(place)) == expected
    assert set(served.of_zip(tmp_path / "site.zip")) == expected
    for address in (server, f"{server}/", f"{server}/index.html"):
        ticks: list[int] = []
        assert set(served.of_server(address, PAGES, ticks.append)) == expected
        assert ticks == [1, 2, 3, 4]
    assert set(Server.asked) == {"no-cache"}


def test_a_site_in_a_folder_of_a_server_is_asked_for_there(place: Path, server: str) -> None:
    [there] = shown(f"{server}/records/", "a b.html")
    assert there.digest == FOUND["records/a b.html"]
    assert shown(f"{server}/records/index.html?from=mail", "a b.html") == [there]


@pytest.mark.parametrize("path", ["not-there.html", "moved.html", "refused.html"])
def test_what_is_not_given_out_at_its_own_address_is_not_shown(server: str, path: str) -> None:
    assert shown(server, path) == [Served(path, "")]


@pytest.mark.parametrize("path", ["torn.html", "none.html"])
def test_what_breaks_off_is_not_confirmed_and_not_denied(server: str, path: str) -> None:
    with pytest.raises(StoreError) as refusal:
        shown(server, path)
    assert (refusal.value.code, refusal.value.exit_code) == ("S426", UNCONFIRMED)
    assert refusal.value.values["place"] == f"{server}/{path}"
    assert refusal.value.values["problem"]


def test_a_server_that_is_not_there_does_not_answer() -> None:
    with pytest.raises(StoreError, match="S426"):
        shown("http://127.0.0.1:1", "index.html")


@pytest.mark.parametrize(("limit", "digest"), [(199_999, ""), (200_000, FOUND["records/a b.html"])])
def test_more_than_any_file_of_ours_has_is_not_read(
    server: str, monkeypatch: pytest.MonkeyPatch, limit: int, digest: str
) -> None:
    monkeypatch.setattr(files, "READ_LIMIT", limit)
    assert shown(server, "records/a b.html") == [Served("records/a b.html", digest)]


def test_what_comes_by_drops_is_given_up(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "LONGEST", -1)
    assert shown(server, "index.html") == [Served("index.html", "")]
    monkeypatch.setattr(served, "LONGEST", time.monotonic())
    assert shown(server, "index.html") == [Served("index.html", FOUND["index.html"])]


@pytest.mark.parametrize("place", ["https://a.gov.cn/x", "HTTP://a.gov.cn"])
def test_an_address_is_told_from_a_folder(place: str) -> None:
    assert served.is_address(place)
    assert not served.is_address(place.replace("://", "/"))


@pytest.mark.parametrize("place", ["ftp://a.gov.cn/", "https://", "https:///index.html", "file:///srv"])
def test_what_is_no_address_of_a_site_is_refused(place: str) -> None:
    with pytest.raises(StoreError) as refusal:
        served.is_address(place)
    assert (refusal.value.code, refusal.value.exit_code) == ("S425", USAGE)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip"])
def test_a_zip_that_is_none_is_said(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "site.zip").write_bytes(data)
    with pytest.raises(StoreError, match="S427"):
        served.of_zip(tmp_path / "site.zip")
    with pytest.raises(StoreError, match="S427"):
        served.of_zip(tmp_path / "none.zip")
