"""An address as a QR code: what hangs on a wall or lies on a desk leads a phone to the page."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from xml.etree import ElementTree as ET

import segno

from rectify_site.charts.ink import PAPER, said, written

MASK = 0
"""Every reader knows all eight masks; trying each to find the calmest takes five times as long as the code itself."""

QUIET = 4  # modules of white around the code, as the norm asks
SIDE = 132  # pixels: 3.5 cm, read from an arm's length


@lru_cache(maxsize=1_024)
def qr(title: str, address: str) -> str:
    """Draw the code of an address. It is black on white in every look: a camera reads no other.

    Raises:
        ValueError: the address is too long for a code.

    """
    try:
        code = segno.make_qr(address, error="m", mask=MASK)
    except segno.DataOverflowError as error:
        raise ValueError("the address is too long for a code") from error
    rows = [list(row) for row in code.matrix_iter(border=QUIET)]
    side = str(len(rows))
    size = {"width": str(SIDE), "height": str(SIDE), "viewBox": f"0 0 {side} {side}"}
    heard = {"role": "img", "aria-label": said(title)}
    svg = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "qr", **size, **heard})
    ET.SubElement(svg, "path", {"fill": PAPER, "d": f"M0 0h{side}v{side}H0z"})
    ET.SubElement(svg, "path", {"d": "".join(_runs(rows)), "shape-rendering": "crispEdges"})
    return written(svg)


def _runs(rows: list[list[int]]) -> list[str]:
    """Each run of dark modules in a row, as a box of its own."""
    drawn = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            wide = len(list(run))
            if dark:
                drawn.append(f"M{x} {y}h{wide}v1h-{wide}z")
            x += wide
    return drawn
