"""Check a web archive (WACZ): each file against the digests it carries, each record against its own."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.digestverifyingreader import DigestChecker
from warcio.exceptions import ArchiveLoadFailed

from rectify_site.archive.bags import RESTORE
from rectify_site.archive.wacz import PACKAGE, PACKAGE_DIGEST
from rectify_site.errors import N_, ArchiveError
from rectify_site.model.outputs import Artifact

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ArchiveLoadFailed,
    ValueError,
    KeyError,
    TypeError,
    EOFError,
    OSError,
)
MEMBER_LIMIT = 2_000_000_000


def verify(where: str, data: bytes) -> int:
    """Hold a web archive against its own digests; the number of records in it.

    Raises:
        ArchiveError: A222 it cannot be read, A223 a file in it is missing or strange, A224 a file in it was changed,
            A225 a record was changed.

    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            inner = {name: book.read(name) for name in _members(book)}
        listed = _listed(where, inner)
    except UNREADABLE as error:
        message = N_("{where} cannot be read as a web archive")
        raise ArchiveError("A222", message, RESTORE, where=where) from error
    for path in sorted(listed.keys() ^ (inner.keys() - {PACKAGE, PACKAGE_DIGEST})):
        message = N_("{where}: {path} is missing in it, or is listed nowhere")
        raise ArchiveError("A223", message, RESTORE, where=where, path=path)
    for path, wanted in listed.items():
        _hold(where, path, inner[path], wanted)
    return sum(_records(where, inner[path]) for path in sorted(inner) if path.startswith("archive/"))


def _members(book: zipfile.ZipFile) -> list[str]:
    if sum(member.file_size for member in book.infolist()) > MEMBER_LIMIT:
        message = "larger than any year"
        raise ValueError(message)
    return book.namelist()


def _listed(where: str, inner: dict[str, bytes]) -> dict[str, str]:
    """The digests the package gives, by path; the package is held against its own digest first."""
    if PACKAGE_DIGEST in inner:
        _hold(where, PACKAGE, inner[PACKAGE], str(json.loads(inner[PACKAGE_DIGEST])["hash"]))
    package: dict[str, Any] = json.loads(inner[PACKAGE])
    return {str(item["path"]): str(item["hash"]) for item in package["resources"]}


def _hold(where: str, path: str, data: bytes, wanted: str) -> None:
    algorithm, _, digest = wanted.partition(":")
    if hashlib.new(algorithm, data).hexdigest() != digest:
        message = N_("{where}: {path} in it was changed")
        raise ArchiveError("A224", message, RESTORE, where=where, path=path)


def _records(where: str, warc: bytes) -> int:
    try:
        return sum(1 for _ in responses(warc))
    except UNREADABLE as error:
        message = N_("{where}: a record in it was changed")
        raise ArchiveError("A225", message, RESTORE, where=where) from error


def responses(warc: bytes) -> Iterator[Artifact]:
    """The bytes that each record gives back, by its address. Raises ValueError for one whose digest does not fit."""
    for record in ArchiveIterator(BytesIO(warc), check_digests="raise"):
        if record.rec_type == "response":
            checker: DigestChecker | None = getattr(record, "digest_checker", None)
            data = record.content_stream().read()
            if checker is not None and checker.passed is False:
                message = "digest"
                raise ValueError(message)
            yield Artifact(record.rec_headers.get_header("WARC-Target-URI"), data)
