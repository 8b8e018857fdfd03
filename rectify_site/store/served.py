"""What a place shows: the digests of its files, from a web server, a folder or a zip. Nothing is written."""

from __future__ import annotations

import hashlib
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException, HTTPResponse, IncompleteRead
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from rectify_site.errors import N_, UNCONFIRMED, USAGE, StoreError
from rectify_site.store import files
from rectify_site.store.projects import tree

AT_ONCE, BLOCK = 8, 1 << 16
TIME_LIMIT, LONGEST = 20, 120  # seconds: for a sign of life, for a file


class Served(NamedTuple):
    """One file as it is shown: its digest, empty when it is not there or not given out."""

    path: str
    digest: str


class _NoOtherAddress(HTTPRedirectHandler):
    """A file stands at its own address: a server that sends us elsewhere shows something else there."""

    def redirect_request(self, *_: object) -> None:
        """Take no redirect; the opener then raises what it got."""


def is_address(place: str) -> bool:
    """Whether a place is a web address. Raises StoreError S425 for an address that is not http or https."""
    scheme, separator, _ = place.partition("://")
    if not separator:
        return False
    if scheme.lower() not in {"http", "https"} or not urlsplit(place).netloc:
        hint = N_("write the address of the site as in the browser: https://…")
        raise StoreError("S425", N_("{place} is no address of a site"), hint, exit_code=USAGE, place=place)
    return True


def of_server(address: str, paths: Iterable[str], tick: Callable[[int], object]) -> Iterator[Served]:
    """Ask a web server for each file.

    Raises:
        StoreError: S426 when it does not answer.

    """
    opener = build_opener(_NoOtherAddress)
    parts = urlsplit(address)
    root = f"{parts.scheme}://{parts.netloc}{parts.path.removesuffix('index.html').rstrip('/')}/"
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        asked = pool.map(lambda path: _ask(opener, root, path), paths)
        for done, served in enumerate(asked, start=1):
            tick(done)
            yield served
    finally:
        pool.shutdown(cancel_futures=True)  # one that does not answer is not asked ten thousand times


def _ask(opener: OpenerDirector, root: str, path: str) -> Served:
    address = root + quote(path)
    request = Request(address, headers={"Cache-Control": "no-cache"})  # noqa: S310 - http or https, held before
    try:
        with opener.open(request, timeout=TIME_LIMIT) as answer:
            return Served(path, _digest(answer, time.monotonic() + LONGEST))
    except HTTPError as error:
        error.close()
        return Served(path, "")
    except (URLError, HTTPException, OSError, ValueError) as error:
        hint = N_(
            "check the address and the network, then check again; what is published is not changed by this"
        )
        message = N_("{place} does not answer: {problem}")
        problem = getattr(error, "reason", error)
        raise StoreError(
            "S426", message, hint, exit_code=UNCONFIRMED, place=address, problem=problem
        ) from error


def _digest(answer: HTTPResponse, until: float) -> str:
    """The digest of what comes; empty for what is larger than any file of ours, or comes by drops.

    Raises:
        IncompleteRead: it broke off, which says nothing about the file; reading by blocks does not notice.

    """
    found, size = hashlib.sha256(), 0
    while block := answer.read(BLOCK):
        size += len(block)
        found.update(block)
        if size > files.READ_LIMIT or time.monotonic() > until:
            return ""
    if answer.length:
        raise IncompleteRead(b"", answer.length)
    return found.hexdigest()


def of_folder(folder: Path) -> tuple[Served, ...]:
    """Every file of a folder."""
    return tuple(Served(item.path, hashlib.sha256(item.data).hexdigest()) for item in tree(folder))


def of_zip(path: Path) -> tuple[Served, ...]:
    """Every file of a zip. Raises StoreError S427 when it is none, or damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(
                Served(name, hashlib.sha256(archive.read(name)).hexdigest()) for name in archive.namelist()
            )
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        hint = N_("publish it again")
        raise StoreError("S427", N_("{path} is damaged or no zip"), hint, path=path) from error
