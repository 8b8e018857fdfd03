"""Which encoding a text has, by rule and never by guessing: what two readings fit is refused.

The rules in order: the encoding the clerk names; a byte order mark; UTF-8 that holds; GB18030 that reads like
Chinese. Half of all Big5 and mis-saved UTF-8 also decodes as GB18030, into characters nobody writes: so most of the
characters have to be of the everyday part of GB 2312 (level 1, punctuation), and next to none from outside it.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from rectify_site.errors import N_, SourceError

NAMED = {
    name: codec
    for codec, names in {
        "utf-8-sig": "utf-8 utf8 utf-8-sig",
        "gb18030": "gb18030 gbk gb2312 cp936 ansi",
        "big5": "big5 cp950",
        "utf-16": "utf-16 utf16 unicode",
        "utf-16-le": "utf-16-le utf-16le",
        "utf-16-be": "utf-16-be utf-16be",
    }.items()
    for name in names.split()
}
MARKS = (  # UTF-32 before UTF-16: its little-endian mark begins with the other's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
EVERYDAY, FOREIGN = 0.8, 0.05  # shares of the characters beyond ASCII: at least, at most
CHINESE = range(0x3400, 0xA000)
HINT = N_(
    "name the encoding (--encoding gb18030, or big5 for traditional characters), or save the file as UTF-8"
)


def decode(data: bytes, named: str | None = None) -> str:
    """The text in the bytes; every character of it was there (no replacement characters)."""
    if named is not None:
        return _as_named(data, named)
    for mark, codec in MARKS:
        if data.startswith(mark):
            return _strictly(data, codec)
    if b"\0" in data:
        message = N_("the file has NUL bytes and no byte order mark: it may be UTF-16, or no text at all")
        hint = N_("name the encoding, for example --encoding utf-16-le, or save the file as UTF-8")
        raise SourceError("S212", message, hint)
    return _by_rule(data)


def _as_named(data: bytes, named: str) -> str:
    codec = NAMED.get(named.strip().lower().replace("_", "-"))
    if codec is None:
        message = N_("the encoding {name} is not known here")
        raise SourceError(
            "S213", message, N_("use one of: {known}"), name=named, known=", ".join(sorted(NAMED))
        )
    return _strictly(data, codec)


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = N_("line {line}: the bytes {bytes} are not {codec}")
        line, found = _where(data, error)
        raise SourceError("S211", message, HINT, codec=codec, line=line, bytes=found) from error


def _by_rule(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _as_chinese(data, error)
    if (
        not text.isascii()
        and not any(ord(character) in CHINESE for character in text)
        and _reads_as_chinese(data)
    ):
        raise SourceError("S212", N_("the file can be read as UTF-8 and as GB18030"), HINT)
    return text


def _as_chinese(data: bytes, error: UnicodeDecodeError) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        message = N_("line {line}: the bytes {bytes} are neither UTF-8 nor GB18030")
        line, found = _where(data, error)
        raise SourceError("S211", message, HINT, line=line, bytes=found) from error
    if not _reads_as_chinese(data):
        message = N_("the encoding is not certain: read as GB18030 it begins “{words}”")
        raise SourceError("S212", message, HINT, words="".join(text.split())[:12])
    return text


def _where(data: bytes, error: UnicodeDecodeError) -> tuple[int, str]:
    """The line of the first bytes that do not fit, and those bytes."""
    return data.count(b"\n", 0, error.start) + 1, data[error.start : error.start + 4].hex(" ")


def _pairs(data: bytes) -> Iterator[bytes]:
    """The characters beyond ASCII of a GB18030 text, two or four bytes each."""
    index = 0
    while index < len(data):
        if data[index] < 0x80:  # noqa: PLR2004 - ASCII ends here
            index += 1
            continue
        size = (
            4 if data[index + 1 : index + 2].isdigit() else 2
        )  # four-byte codes have a digit in second place
        yield data[index : index + size]
        index += size


def _reads_as_chinese(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    everyday = foreign = count = 0
    for pair in _pairs(data):
        count += 1
        row, cell = pair[0], pair[1]
        if len(pair) > 2 or cell < 0xA1 or 0xA4 <= row < 0xB0 or row < 0xA1 or row > 0xF7:  # noqa: PLR2004 - rows
            foreign += 1
        elif row < 0xD8:  # noqa: PLR2004 - level 1 and punctuation
            everyday += 1
    return count > 0 and everyday >= EVERYDAY * count and foreign <= FOREIGN * count
