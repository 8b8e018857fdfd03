"""What an old workbook (.xls) says of itself, looked at before it is parsed: [MS-CFB] the container, [MS-XLS] records.

Only what the parser does not tell is read: how far the cells reach (a cell in the last corner of a sheet would take
gigabytes), a password, macros, hidden rows and columns, comments, and the number format of each number.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from rectify_site.errors import N_, SourceError
from rectify_site.intake.cells import BUILT_IN
from rectify_site.intake.package import SAVE_WORKBOOK, WORKBOOK_MACROS_OUT

LAST_SECTOR = 0xFFFFFFFA
STREAMS = ("Workbook", "Book")
MACROS = ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros")
ENCRYPTED = ("EncryptedPackage", "EncryptionInfo")
BOF, EOF, SHEET, PASSWORD, NOTE, ROW, COLUMNS = 0x809, 0x0A, 0x85, 0x2F, 0x1C, 0x208, 0x7D
FORMAT, STYLE, MANY = 0x41E, 0xE0, 0xBD
CELLS = frozenset({0x06, 0x203, 0x204, 0x205, 0x27E, 0xD6, 0xFD})
WORKSHEET = 0
RECORD_LIMIT = 3_000_000


class Facts(NamedTuple):
    """Of one sheet: how far its cells reach, hidden rows and columns, commented cells, and number formats."""

    height: int = 0
    width: int = 0
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    notes: tuple[tuple[int, int], ...] = ()
    formats: dict[tuple[int, int], str] = {}  # noqa: RUF012 - nobody writes into it


def protected() -> SourceError:
    """The refusal of a workbook with a password."""
    message = N_("the file is protected by a password")
    hint = N_("open it, take the password out (文件 → 信息 → 保护), save it and import it again")
    return SourceError("S221", message, hint)


def damaged(problem: str) -> SourceError:
    """The refusal of a workbook that does not hold together."""
    return SourceError("S223", N_("the file is damaged: {problem}"), SAVE_WORKBOOK, problem=problem)


def look(data: bytes) -> dict[str, Facts]:
    """Facts by the name of the sheet. Raises S221 (password), S223 (damaged), S228 (macros), S230 (no workbook)."""
    try:
        entries = dict(_entries(data))
        names = set(entries)
        if names & set(ENCRYPTED):
            raise protected()
        if names & set(MACROS):
            raise SourceError("S228", N_("the file holds macros"), WORKBOOK_MACROS_OUT)
        main = next((name for name in STREAMS if name in entries), None)
        if main is None:
            message = N_("the file is an old Office file but no workbook")
            raise SourceError("S230", message, SAVE_WORKBOOK)
        return _sheets(_stream(data, entries, main))
    except (struct.error, IndexError) as error:
        raise damaged(str(error)) from error


# --- the container ---------------------------------------------------------------------------------------


class Entry(NamedTuple):
    """A stream of the container: where it starts and how long it is."""

    start: int
    size: int


def _sector_size(data: bytes) -> int:
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in {9, 12}:
        raise damaged(f"sector shift {shift}")
    return int(2**shift)


def _table(data: bytes) -> tuple[int, ...]:
    """The allocation table: for each sector the one that follows it."""
    size = _sector_size(data)
    places = list(struct.unpack_from("<109I", data, 76))
    following, count = struct.unpack_from("<2I", data, 68)
    for _ in range(min(count, len(data) // size)):
        more = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        places += more[:-1]
        following = more[-1]
    used = [place for place in places if place < LAST_SECTOR][: len(data) // size + 1]
    return tuple(
        entry for place in used for entry in struct.unpack_from(f"<{size // 4}I", data, (place + 1) * size)
    )


def _chain(table: tuple[int, ...], start: int) -> Iterator[int]:
    place, steps = start, 0
    while place < LAST_SECTOR:
        yield place
        place, steps = table[place], steps + 1
        if steps > len(table):
            raise damaged("a circle of sectors")


def _whole(data: bytes, table: tuple[int, ...], start: int) -> bytes:
    size = _sector_size(data)
    return b"".join(data[(place + 1) * size : (place + 2) * size] for place in _chain(table, start))


def _entries(data: bytes) -> Iterator[tuple[str, Entry]]:
    """Names of streams and storages; the root comes under its own name, Root Entry."""
    folder = _whole(data, _table(data), struct.unpack_from("<I", data, 48)[0])
    for place in range(0, len(folder) - 127, 128):
        length = struct.unpack_from("<H", folder, place + 64)[0]
        name = folder[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<2I", folder, place + 116)
        if name:
            yield name, Entry(start, size)


def _stream(data: bytes, entries: dict[str, Entry], name: str) -> bytes:
    """The bytes of a stream; a short one stands in the small sectors of the root."""
    its, table = entries[name], _table(data)
    if its.size >= struct.unpack_from("<I", data, 56)[0]:
        return _whole(data, table, its.start)[: its.size]
    small = _whole(data, table, entries["Root Entry"].start) if "Root Entry" in entries else b""
    index = _whole(data, table, struct.unpack_from("<I", data, 60)[0])
    follow = struct.unpack(f"<{len(index) // 4}I", index[: len(index) // 4 * 4])
    pieces = (small[place * 64 : place * 64 + 64] for place in _chain(follow, its.start))
    return b"".join(pieces)[: its.size]


# --- the records -----------------------------------------------------------------------------------------


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and content of each record."""
    place = count = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + length]
        place += 4 + length
        count += 1
        if count > RECORD_LIMIT:
            message = N_("the part {part} holds more elements than a document of this kind can have")
            raise SourceError("S227", message, SAVE_WORKBOOK, part="Workbook")


def _sheets(stream: bytes) -> dict[str, Facts]:
    names: dict[int, str] = {}
    styles, formats = list[int](), dict(BUILT_IN)
    substreams: dict[int, list[tuple[int, bytes]]] = {}
    start = 0
    for place, kind, content in _records(stream):
        if kind == PASSWORD:
            raise protected()
        if kind == BOF:
            start = place
        elif kind == SHEET and content[5] == WORKSHEET:
            names[struct.unpack_from("<I", content)[0]] = _text(content[6:], 1)
        elif kind == FORMAT:
            formats[struct.unpack_from("<H", content)[0]] = _text(content[2:], 2)
        elif kind == STYLE:
            styles.append(struct.unpack_from("<H", content, 2)[0])
        elif start:
            substreams.setdefault(start, []).append((kind, content))
    codes = [formats.get(number, "") for number in styles]
    return {name: _facts(substreams.get(place, []), codes) for place, name in names.items()}


def _text(content: bytes, counted: int) -> str:
    """A text with its length in one byte or two before it, and a byte that says how wide its characters are."""
    length = int.from_bytes(content[:counted], "little")
    wide = content[counted] & 1
    words = content[counted + 1 : counted + 1 + length * (1 + wide)]
    return words.decode("utf-16-le" if wide else "latin-1", "replace")


def _facts(records: list[tuple[int, bytes]], codes: list[str]) -> Facts:
    height = width = 0
    rows, columns = set[int](), set[int]()
    notes, formats = [], {}
    for kind, content in records:
        if kind in CELLS:
            row, column, style = struct.unpack_from("<3H", content)
            height, width = max(height, row + 1), max(width, column + 1)
            formats[row, column] = codes[style] if style < len(codes) else ""
        elif kind == MANY:
            row, column = struct.unpack_from("<2H", content)
            for at in range((len(content) - 6) // 6):
                style = struct.unpack_from("<H", content, 4 + at * 6)[0]
                formats[row, column + at] = codes[style] if style < len(codes) else ""
            height, width = max(height, row + 1), max(width, column + (len(content) - 6) // 6)
        elif kind == ROW and struct.unpack_from("<H", content, 12)[0] & 0x20:
            rows.add(struct.unpack_from("<H", content)[0])
        elif kind == COLUMNS and struct.unpack_from("<H", content, 8)[0] & 1:
            first, last = struct.unpack_from("<2H", content)
            columns |= set(range(first, min(last, 255) + 1))
        elif kind == NOTE:
            notes.append(struct.unpack_from("<2H", content))
    return Facts(height, width, frozenset(rows), frozenset(columns), tuple(notes), formats)
