"""Words that have to be gone: the files of a folder that still hold them, looked into as far as they open."""

from __future__ import annotations

import html
import re
import shutil
import zipfile
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
            if any(told(text) for data in _parts(files.read(path)) for text in _texts(data)):
                found.append(path)
        except (
            SourceError,
            zipfile.BadZipFile,
            ValueError,
            NotImplementedError,
            RuntimeError,
            OSError,
            EOFError,
        ):
            unread.append(path)
    return found, unread


def _files(folder: Path, aside: Collection[Path]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            if path not in aside and not path.name.startswith("."):
                yield from _files(path, aside)
        elif path.name != ".lock":
            yield path


def _parts(data: bytes) -> Iterator[bytes]:
    """The bytes of a file, or of the members of a zip.

    Raises:
        ValueError: for one that holds more than can be looked into.

    """
    if not data.startswith(b"PK\x03\x04"):
        yield data
        return
    with zipfile.ZipFile(BytesIO(data)) as book:
        members = book.infolist()
        sizes = [member.file_size for member in members]
        if max(sizes, default=0) > MEMBER_LIMIT or sum(sizes) > ALL_MEMBERS:
            message = "too much in it"
            raise ValueError(message)
        for member in members:
            yield from _inner(book, member)


def _inner(book: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with book.open(member) as file:
        yield file.read(MEMBER_LIMIT)


def _texts(data: bytes) -> Iterator[str]:
    """The text of some bytes in the codes an office uses; those that do not fit it are passed over."""
    code = MARKS.get(data[:2])
    for name in (code,) if code else ("utf-8", "gb18030"):
        text = data.decode(name, errors="replace")
        yield squeezed(text)
        if "<" in text:
            yield squeezed(html.unescape(TAG.sub("", text)))
        if name == "utf-8" and "\ufffd" not in text:
            return


def remove(paths: Iterable[Path]) -> None:
    """Delete files and folders, on the disk too before returning."""
    for path in paths:
        with writing(path):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
            sync_folder(path.parent)
