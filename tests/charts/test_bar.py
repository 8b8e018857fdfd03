"""The bar shows every part that is not empty, in its share, also to those who hear it or print it in grey."""

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from rectify_site.charts.bar import INKS, Part, bar

NS = "{http://www.w3.org/2000/svg}"


def drawn(*numbers: int) -> ET.Element:
    parts = [Part(kind, f"部分{kind}", number) for kind, number in zip(INKS, numbers, strict=False)]
    return ET.fromstring(bar("整改进度", parts))  # noqa: S314 - made a moment ago


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


def test_neighbours_differ_without_colour() -> None:
    marks = [ink.marks for ink in INKS.values()]
    assert all(here != after or not here for here, after in pairwise(marks))
    assert len(set(INKS.values())) == len(INKS)


def test_nothing_is_styled_outside_attributes() -> None:
    svg = drawn(1, 1, 1, 1, 1)
    assert not [
        node for node in svg.iter() if "style" in node.attrib or node.tag.endswith(("style", "script"))
    ]


def test_nothing_to_draw_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        drawn(0, 0)
