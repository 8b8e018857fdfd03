"""The code that is drawn is the code that was made, with its quiet zone, black on white."""

import re
from xml.etree import ElementTree as ET

import pytest
import segno

from rectify_site.charts.qr import MASK, QUIET, qr
from rectify_site.render.escape import drawing

ADDRESS = "https://zg.example.gov.cn/zhenggai/units/dongqiaozhen.html"


def modules(svg: str) -> list[list[bool]]:
    """The squares of a code, read back from its boxes."""
    root = ET.fromstring(svg)  # noqa: S314 - our own
    side = int(root.get("viewBox").split()[-1])
    found = [[False] * side for _ in range(side)]
    for x, y, wide in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", root[-1].get("d")):
        for place in range(int(x), int(x) + int(wide)):
            found[int(y)][place] = True
    return found


@pytest.mark.parametrize("address", [ADDRESS, "https://a.cn/", ADDRESS + "?" + "x" * 300])
def test_what_is_drawn_is_the_code_of_the_address(address: str) -> None:
    drawn = modules(qr("本页", address))
    wanted = segno.make_qr(address, error="m", mask=MASK).matrix
    inside = [row[QUIET:-QUIET] for row in drawn[QUIET:-QUIET]]
    assert inside == [[bool(module) for module in row] for row in wanted]
    around = sum(map(sum, drawn)) - sum(map(sum, inside))
    assert around == 0


def test_a_code_has_its_words_no_style_and_is_small() -> None:
    svg = drawing(qr("本页的二维码", ADDRESS))
    assert 'role="img" aria-label="本页的二维码"' in svg
    assert "style" not in svg
    assert len(svg) < 10_000


def test_an_address_that_fits_into_no_code_is_refused() -> None:
    with pytest.raises(ValueError, match="code"):
        qr("本页", "https://a.cn/" + "x" * 5_000)
