"""The bar shows every part that is not empty, in its share, also to those who hear it or print it in grey."""

from xml.etree import ElementTree as ET

import pytest

from rectify_site.charts.bar import bar
from rectify_site.charts.ink import INKS, Part

NS = "{http://www.w3.org/2000/svg}"
KINDS = [kind for kind in INKS if kind not in {"late", "rest"}]


def drawn(*numbers: int) -> ET.Element:
    parts = [Part(kind, f"部分{kind}", number) for kind, number in zip(KINDS, numbers, strict=False)]
    return ET.fromstring(bar("parts", "整改进度", parts))  # noqa: S314 - made a moment ago


def widths(svg: ET.Element) -> list[float]:
    return [float(rect.get("width", "").rstrip("%")) for rect in svg.iterfind(f"{NS}g/{NS}rect")]


def test_shares_fill_the_whole() -> None:
    assert widths(drawn(1, 1, 2)) == [25, 25, 50]
    assert sum(widths(drawn(5, 3, 7, 1, 2))) == pytest.approx(100, abs=0.05)


def test_empty_parts_are_left_out() -> None:
    assert widths(drawn(0, 3, 0, 1, 0)) == [75, 25]


def test_it_can_be_heard() -> None:
    svg = drawn(2, 0, 3)
    assert svg.get("role") == "img"
    assert svg.findtext(f"{NS}title") == "整改进度"
    assert svg.findtext(f"{NS}desc") == "共5项：部分done2项，部分working3项。"


def test_figures_are_text_and_stand_only_where_there_is_room() -> None:
    assert [text.text for text in drawn(1, 0, 99).iterfind(f"{NS}g/{NS}text")] == ["99"]


def test_kinds_differ_without_colour() -> None:
    """Of those drawn side by side: 其余 stands where no other empty ground does."""
    assert len({INKS[kind] for kind in INKS if kind != "rest"}) == len(INKS) - 1


def test_nothing_to_draw_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        drawn(0, 0)
