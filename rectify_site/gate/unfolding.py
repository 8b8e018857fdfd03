"""What a file says once everything that hides words is taken off: packing, escapes, invisible signs, markup.

The same words come out of a page, of a script file, of a workbook and of a packed archive, so that one search finds
them in all. Nothing is ever put back together from it.
"""

from __future__ import annotations

import gzip
import html
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote

import numpy as np
from numpy.typing import NDArray

from rectify_site.model.outputs import Artifact
from rectify_site.text import HIDDEN, digits

DEEPEST = 4  # a zip in a zip in a zip: no output has more
LARGEST = 2 << 30  # bytes unpacked
ESCAPED_TWICE = 3

_ESCAPED = re.compile(r"\\+u([0-9a-fA-F]{4})|\\+x([0-9a-fA-F]{2})")
_HALF = re.compile("[\ud800-\udfff]")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_FIRST_PLANE = 1 << 16
_SILENT = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_RUN = re.compile(
    r"</?(?:a|abbr|b|bdi|code|em|font|i|mark|s|small|span|strong|sub|sup|time|u|wbr|w:(?:r|t|rPr|proofErr)|r|t|rPr)"
    r"(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_MARKUP = ("<!", "<?", "<h", "<s", "<f", "<r", "<u")


class UnreadableError(ValueError):
    """A packed file that does not open: what is in it cannot be vouched for."""


class Leaf(NamedTuple):
    """A file that holds no other files, with the way to it: ``data/all.xlsx/xl/sharedStrings.xml``."""

    path: str
    text: str


def leaves(artifact: Artifact, depth: int = 0) -> Iterator[Leaf]:
    """The file itself as text, or all files in it. Raises UnreadableError."""
    path, data = artifact
    packed = data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b"))
    if not packed:
        yield Leaf(path, decoded(data))
        return
    if depth == DEEPEST:
        raise UnreadableError(path)
    try:
        inside = tuple(_members(path, data))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise UnreadableError(path) from error
    for member in inside:
        yield from leaves(member, depth + 1)


def _members(path: str, data: bytes) -> Iterator[Artifact]:
    if data.startswith(b"\x1f\x8b"):
        with gzip.open(BytesIO(data)) as stream:
            yield Artifact(f"{path}/-", _bounded(stream.read(LARGEST + 1), path))
        return
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if sum(info.file_size for info in archive.infolist()) > LARGEST:
            raise UnreadableError(path)
        notes = [archive.comment, *(info.comment + info.extra for info in archive.infolist())]
        yield Artifact(f"{path}/-", b"\n".join(notes))
        for info in archive.infolist():
            yield Artifact(f"{path}/{info.filename}", archive.read(info))


def _bounded(data: bytes, path: str) -> bytes:
    if len(data) > LARGEST:
        raise UnreadableError(path)
    return data


def decoded(data: bytes) -> str:
    """Bytes as text; what is no text of any kind becomes replacement signs between the words that are."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")


def plain(text: str) -> str:
    """Without escapes of any output, invisible signs, combining marks, compatibility forms, digits of other scripts."""
    for _ in range(ESCAPED_TWICE):
        before = text
        if "&" in text:
            text = html.unescape(text)
        if "\\" in text:
            text = _whole(_ESCAPED.sub(lambda match: chr(int(match.group(1) or match.group(2), 16)), text))
        if "%" in text:
            text = _PERCENT.sub(lambda match: unquote(match.group(), errors="replace"), text)
        if text == before:
            break
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", digits(HIDDEN.sub("", text)))


def _whole(text: str) -> str:
    """With the halves put together in which JSON of ASCII writes a character beyond the first plane."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _HALF.search(text) else text


def spoken(text: str) -> str:
    """Nothing but letters, digits, Han and line breaks: blanks, quotes and signs that any format may add are gone."""
    return _kept(text, _speaking() | (np.arange(_FIRST_PLANE) == ord("\n")))


def run_on(text: str) -> str:
    """The same without line breaks."""
    return _kept(text, _speaking())


def _kept(text: str, wanted: NDArray[np.bool_]) -> str:
    """The characters that are wanted. By arrays: a regular expression takes ten times as long, and this is all text."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kept = wanted[np.minimum(codes, _FIRST_PLANE - 1)]
    beyond = np.flatnonzero(codes >= _FIRST_PLANE)
    kept[beyond] = [chr(code).isalnum() for code in codes[beyond].tolist()]
    return codes[kept].tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _speaking() -> NDArray[np.bool_]:
    return np.array([chr(code).isalnum() for code in range(_FIRST_PLANE)])


def is_markup(text: str) -> bool:
    """Whether a file is HTML or XML."""
    return text.lstrip("\ufeff \t\r\n")[:2].lower() in _MARKUP


def read_aloud(text: str) -> str:
    """What markup shows, a line for each element that stands apart; runs within a sentence close up."""
    return _TAG.sub("\n", _RUN.sub("", _SILENT.sub("\n", text)))


def unread(text: str) -> Iterator[str]:
    """The rest of it: tags with their attributes, scripts, styles, comments."""
    yield from (match.group() for match in _SILENT.finditer(text))
    yield from _TAG.findall(text)
