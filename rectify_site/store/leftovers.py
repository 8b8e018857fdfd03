"""Words that have to be gone: the files of a folder that still hold them, looked into as far as they open."""

from __future__ import annotations

import gzip
import html
import lzma
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from io import BytesIO
from pathlib import Path

from rectify_site.errors import SourceError
from rectify_site.store import files
from rectify_site.store.files import sync_folder, writing

MEMBER_LIMIT = 50_000_000
ALL_MEMBERS = 500_000_000
TAG = re.compile(r"<[^>]*>")
BLANK = re.compile(r"\s+")
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
GZIP = b"\x1f\x8b"
LOCKED_UP = (b"%PDF", b"Rar!", b"7z\xbc\xaf")
"""How files begin whose text is packed in ways that are not opened here: PDF, RAR, 7z."""

UNREADABLE = (
    *(SourceError, zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(ValueError, NotImplementedError, RuntimeError, OSError, EOFError),
)
"""What a file, or a zip in it, may raise that is broken, locked by a word, packed in an unknown way, or a trap."""

TOO_MUCH = "more is packed in it than can be looked into"
PACKED = "packed in a way that is not opened here"
DEPTH = 4  # a folder that a unit packed twice holds workbooks, and each is a zip itself


def squeezed(text: str) -> str:
    """A text without blanks and line ends: files break lines where they like."""
    return BLANK.sub("", text)


def holding(
    root: Path, told: Callable[[str], bool], aside: Collection[Path]
) -> tuple[list[Path], list[Path]]:
    """The files under a folder whose text ``told`` recognises, and those that could not be looked into.

    Hidden folders (.git, .venv) and those put ``aside`` are left out. The text is squeezed, entities are resolved and
    the marks of HTML and XML are taken out; .docx, .xlsx and .zip are opened.
    """
    found, unread = [], []
    for path in _files(root, frozenset(aside)):
        try:
            if any(told(text) for data in _bounded(_parts(files.read(path))) for text in _texts(data)):
                found.append(path)
        except UNREADABLE:
            unread.append(path)
    return found, unread


def _files(folder: Path, aside: Collection[Path]) -> Iterator[Path]:
    try:
        inner = sorted(folder.iterdir())
    except OSError:
        yield folder  # reading it as a file fails, and so it is said
        return
    for path in inner:
        if path.is_dir() and not path.is_symlink():
            if path not in aside and not path.name.startswith("."):
                yield from _files(path, aside)
        elif path.name != ".lock":
            yield path


def _bounded(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts of a file, as long as they are not more than a file can honestly hold."""
    size = 0
    for part in parts:
        size += len(part)
        if size > ALL_MEMBERS:
            raise ValueError(TOO_MUCH)
        yield part


def _parts(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes of a file, or of the members of a zip, and of the zips in it.

    Raises:
        ValueError: for one that is not opened here, or holds more than can be looked into.

    """
    if data.startswith(LOCKED_UP):
        raise ValueError(PACKED)
    if data.startswith(GZIP):
        yield _unpacked(data)
        return
    if not data.startswith(ZIP):
        yield data
        return
    with zipfile.ZipFile(BytesIO(data)) as book:
        members = book.infolist()
        sizes = [member.file_size for member in members]
        if max(sizes, default=0) > MEMBER_LIMIT or sum(sizes) > ALL_MEMBERS or depth > DEPTH:
            raise ValueError(TOO_MUCH)
        for member in members:
            yield member.filename.encode(errors="replace")
            with book.open(member) as file:
                yield from _parts(file.read(MEMBER_LIMIT), depth + 1)


def _unpacked(data: bytes) -> bytes:
    """The bytes of all members of a gzip file: a web archive has one for each page."""
    with gzip.GzipFile(fileobj=BytesIO(data)) as file:
        plain = file.read(MEMBER_LIMIT + 1)
    if len(plain) > MEMBER_LIMIT:
        raise ValueError(TOO_MUCH)
    return plain


def _texts(data: bytes) -> Iterator[str]:
    """The text of some bytes in the codes an office uses."""
    for text in _decoded(data):
        yield squeezed(text)
        if "<" in text:
            yield squeezed(html.unescape(TAG.sub("", text)))


def _decoded(data: bytes) -> Iterator[str]:
    if data.startswith(
        OLD_OFFICE
    ):  # .doc, .xls, .wps keep text two bytes a character, at even and odd places
        yield data.decode("utf-16-le", errors="replace")
        yield data[1:].decode("utf-16-le", errors="replace")
        return
    text = data.decode(MARKS.get(data[:2], "utf-8"), errors="replace")
    yield text
    if "\ufffd" in text:
        yield data.decode("gb18030", errors="replace")


def remove(paths: Iterable[Path]) -> None:
    """Delete files and folders, on the disk too before returning."""
    for path in paths:
        with writing(path):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
            sync_folder(path.parent)
