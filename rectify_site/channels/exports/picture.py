"""The parts of the whole as one bar, as a PNG: editors that take no SVG take this. Its figures stand in the article."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

from rectify_site.render.fragments import GROUNDS, Look

WIDTH, HEIGHT, GAP = 1080, 120, 4  # pixels; between two parts
SIGNATURE = b"\x89PNG\r\n\x1a\n"
DEPTH, INDEXED = 8, 3  # bits a pixel, each the number of a colour
GROUND = "#ffffff"


def bar(parts: Sequence[tuple[str, int]]) -> bytes:
    """Draw the parts (a key of ``GROUNDS`` and how many) in the order given; the widths are those of the figures.

    Raises:
        ValueError: there is nothing to draw.

    """
    whole = sum(number for _, number in parts)
    if not whole:
        raise ValueError("a bar needs at least one part that is not empty")
    colours = (GROUND, *(GROUNDS[Look(kind)][0] for kind, _ in parts))
    line, before = bytearray(WIDTH), 0
    for place, (_, number) in enumerate(parts, start=1):
        start, end = WIDTH * before // whole, WIDTH * (before + number) // whole
        before += number
        stop = end if end == WIDTH else max(end - GAP, start)
        line[start:stop] = bytes([place]) * (stop - start)
    rows = (b"\0" + bytes(line)) * HEIGHT
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, DEPTH, INDEXED, 0, 0, 0)
    palette = b"".join(bytes.fromhex(colour.removeprefix("#")) for colour in colours)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
