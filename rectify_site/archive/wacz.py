"""The site of a year as web archives are kept: a WACZ 1.1.1 with one WARC, an index, the list of pages and digests.

Nothing was crawled: each record holds the bytes of the site as they are served at their address. The special call of
the library that writes the record about the archive takes clock and host; the general one is used.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import NamedTuple
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rectify_site import __version__
from rectify_site.model.outputs import Artifact, Page

WARC, INDEX, PAGES = "archive/site.warc.gz", "indexes/index.cdx", "pages/pages.jsonl"
PACKAGE, PACKAGE_DIGEST = "datapackage.json", "datapackage-digest.json"
VERSION = "1.1.1"
EPOCH = (1980, 1, 1, 0, 0, 0)
KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml",
    "csv": "text/csv; charset=utf-8",
}
OTHER = "application/octet-stream"


class Collection(NamedTuple):
    """What the archive says of itself: title, the address of the site, the moment (UTC) of its newest signature."""

    title: str
    address: str
    moment: str  # 2026-01-16T01:30:00Z


def wacz(site: Iterable[Artifact], pages: Iterable[Page], about: Collection) -> bytes:
    """The archive. The same site gives the same bytes."""
    warc, index = _warc(sorted(site), about)
    listed = _pages(sorted(pages, key=lambda page: page.path), about)
    inner = {WARC: warc, INDEX: index, PAGES: listed}
    inner[PACKAGE] = _package(inner, about)
    inner[PACKAGE_DIGEST] = _json({"path": PACKAGE, "hash": _sha256(inner[PACKAGE])})
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as book:
        for name, data in inner.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            packed_already = name.endswith(".gz")
            info.compress_type = zipfile.ZIP_STORED if packed_already else zipfile.ZIP_DEFLATED
            book.writestr(info, data)
    return out.getvalue()


def _warc(site: Iterable[Artifact], about: Collection) -> tuple[bytes, bytes]:
    """The records, each in a gzip member of its own, and the index that finds them."""
    out, lines = BytesIO(), []
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    writer.write_record(_about(writer, about))
    for artifact in site:
        start = out.tell()
        record = _response(writer, artifact, about)
        writer.write_record(record)
        lines.append(_line(record, artifact, about, (start, out.tell() - start)))
    return out.getvalue(), "".join(sorted(lines)).encode()


def _about(writer: WARCWriter, about: Collection) -> ArcWarcRecord:
    fields = {
        "software": f"rectify-site/{__version__}",
        "format": "WARC File Format 1.1",
        "description": about.title,
    }
    payload = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
    headers = _headers(about, "warcinfo", payload)
    return writer.create_warc_record(
        "",
        "warcinfo",
        payload=BytesIO(payload),
        length=len(payload),
        warc_content_type="application/warc-fields",
        warc_headers_dict=headers,
    )


def _response(writer: WARCWriter, artifact: Artifact, about: Collection) -> ArcWarcRecord:
    kind = KINDS.get(artifact.path.rpartition(".")[2], OTHER)
    answer = [("Content-Type", kind), ("Content-Length", str(len(artifact.data)))]
    return writer.create_warc_record(
        _url(artifact.path, about),
        "response",
        payload=BytesIO(artifact.data),
        length=len(artifact.data),
        http_headers=StatusAndHeaders("200 OK", answer, protocol="HTTP/1.1"),
        warc_headers_dict=_headers(about, artifact.path, artifact.data),
    )


def _headers(about: Collection, name: str, data: bytes) -> dict[str, str]:
    """Date and id; the id is drawn from what is recorded, in the form RFC 9562 leaves to those who draw it so."""
    found = hashlib.sha256(f"{about.moment} {about.address} {name} {_sha256(data)}".encode()).hexdigest()
    drawn = f"{found[:8]}-{found[8:12]}-8{found[13:16]}-8{found[17:20]}-{found[20:32]}"
    return {"WARC-Date": about.moment, "WARC-Record-ID": f"<urn:uuid:{drawn}>"}


def _line(record: ArcWarcRecord, artifact: Artifact, about: Collection, place: tuple[int, int]) -> str:
    """One line of the index (CDXJ): the address turned around, the moment, where the record stands."""
    url = _url(artifact.path, about)
    parts = urlsplit(url)
    host = ",".join(reversed((parts.hostname or "").split(".")))
    port = f":{parts.port}" if parts.port else ""
    facts = {
        "url": url,
        "mime": KINDS.get(artifact.path.rpartition(".")[2], OTHER).partition(";")[0],
        "status": "200",
        "digest": record.rec_headers.get_header("WARC-Payload-Digest"),
        "length": str(place[1]),
        "offset": str(place[0]),
        "filename": WARC.rpartition("/")[2],
    }
    stamp = "".join(sign for sign in about.moment if sign.isdigit())
    return f"{host}{port}){parts.path.lower()} {stamp} {json.dumps(facts, ensure_ascii=False)}\n"


def _pages(pages: Iterable[Page], about: Collection) -> bytes:
    head = {"format": "json-pages-1.0", "id": "pages", "title": about.title}
    rows = [
        {"id": page.path, "url": _url(page.path, about), "ts": about.moment, "title": page.title}
        for page in pages
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in (head, *rows)).encode()


def _package(inner: Mapping[str, bytes], about: Collection) -> bytes:
    resources = [
        {"name": name.rpartition("/")[2], "path": name, "hash": _sha256(data), "bytes": len(data)}
        for name, data in inner.items()
    ]
    facts = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": about.title,
        "software": f"rectify-site/{__version__}",
        "created": about.moment,
        "mainPageUrl": _url("index.html", about),
        "mainPageDate": about.moment,
        "resources": resources,
    }
    return _json(facts)


def _url(path: str, about: Collection) -> str:
    return about.address + path


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _json(tree: Mapping[str, object]) -> bytes:
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()
