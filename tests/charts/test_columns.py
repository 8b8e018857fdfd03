"""Columns: heights are the numbers, texts do not meet on the narrowest screen, nothing in a word can do harm."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rectify_site.charts.bar import bar
from rectify_site.charts.columns import OVERHANG, PLOT, Column, Span, columns
from rectify_site.charts.ink import NARROWEST, Part, width
from rectify_site.press.markup import flaws
from rectify_site.render.escape import drawing

NS = "{http://www.w3.org/2000/svg}"
KINDS = ("done", "rest", "late")
HOSTILE = (
    "<script>alert(1)</script>",
    "]]>",
    '" onload="x',
    "url(//evil.example)",
    "</svg><img src=x>",
    "甲\n\n乙",
)
MOST_BYTES = 10 * 1024

numbers = st.lists(st.tuples(*[st.integers(0, 2000)] * 3), min_size=1, max_size=24).filter(
    lambda found: any(map(sum, found))
)
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20) | st.sampled_from(HOSTILE)


def parted(*given: int, names: tuple[str, ...] = ("已完成", "其余", "超过时限")) -> tuple[Part, ...]:
    return tuple(Part(kind, name, number) for kind, name, number in zip(KINDS, names, given, strict=True))


def months(found: list[tuple[int, ...]]) -> list[Column]:
    return [
        Column(f"{n % 12 + 1}月", f"{2024 + n // 12}年", parted(*numbers)) for n, numbers in enumerate(found)
    ]


def tree(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - made a moment ago


def em(text: str | None) -> float:
    return float((text or "").removesuffix("em"))


def per_cent(text: str | None) -> float:
    return float((text or "").removesuffix("%"))


@settings(max_examples=40)
@given(numbers)
def test_heights_are_the_numbers_and_parts_fill_the_whole(found: list[tuple[int, ...]]) -> None:
    svg = tree(columns("a", ("甲", "乙"), months(found)))
    highest, shown = max(map(sum, found)), {}
    for group in svg.iterfind(f"{NS}g"):
        for rect in group.iterfind(f"{NS}rect"):
            if rect.get("width", "").endswith("%"):
                shown.setdefault(per_cent(rect.get("x")), {})[group.get("class", "").split()[0]] = rect
    wanted = [numbers for numbers in found if any(numbers)]
    assert len(shown) == len(wanted)
    for numbers, (_, rects) in zip(wanted, sorted(shown.items()), strict=True):
        for kind, number in zip(KINDS, numbers, strict=True):
            drawn = em(rects[kind].get("height")) if kind in rects else 0
            assert drawn == pytest.approx(PLOT * number / highest, abs=0.006)
        tops = [em(rect.get("y")) for rect in rects.values()]
        feet = [em(rect.get("y")) + em(rect.get("height")) for rect in rects.values()]
        assert max(feet) - min(tops) == pytest.approx(PLOT * sum(numbers) / highest, abs=0.02)


@settings(max_examples=40)
@given(numbers, st.integers(0, 3))
def test_texts_do_not_meet_on_the_narrowest_screen(found: list[tuple[int, ...]], spans: int) -> None:
    over = [Span(f"第{n}阶段推进", 0, len(found) * (n + 1) / 4) for n in range(spans)]
    svg = tree(columns("a", ("甲", "乙"), months(found), over))
    boxes = []
    for text in svg.iter(f"{NS}text"):
        wide = width(text.text or "")
        left = per_cent(text.get("x")) * NARROWEST / 100 + em(text.get("dx") or "0em")
        left -= {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", "middle"), 0)
        boxes.append((left, left + wide, em(text.get("y")) - 0.85, em(text.get("y")) + 0.1, text.text))
    for index, one in enumerate(boxes):
        assert one[0] >= -OVERHANG * NARROWEST / 100 - 0.01
        assert one[1] <= (1 + OVERHANG / 100) * NARROWEST + 0.01, one
        for other in boxes[index + 1 :]:
            across = min(one[1], other[1]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[2], other[2])
            assert across <= 0.01 or down <= 0.01, (one, other)


@settings(max_examples=40)
@given(words, words, words, st.integers(1, 9))
def test_no_word_gets_out_of_its_place(title: str, name: str, span: str, number: int) -> None:
    given = [Column(name, title, parted(number, 1, 2, names=(name, title, span)))] * 2
    for svg in (
        columns("a", (title, span), given, [Span(span, 0.2, 1.5), Span(name, 1, 1)]),
        bar("b", title, parted(number, 1, 2, names=(name, title, span))),
    ):
        assert drawing(svg) == svg
        assert not list(flaws(svg.encode(), set()))
        assert "\n" not in svg
        told = {*(" ".join(word.split()) for word in (title, name, span)), "", str(number)}
        assert tree(svg).findtext(f"{NS}title") in told
        for text in tree(svg).iter(f"{NS}text"):
            said = text.text or ""
            assert said in told or said.isdecimal() or any(word.startswith(said[:-1]) for word in told)


def test_forty_columns_are_small_and_the_same_bytes_twice() -> None:
    found = months([(n * 37 % 100, n * 53 % 90 + 1, n * 17 % 80 + 1) for n in range(40)])
    over = [Span("集中整改阶段", 1, 13), Span("巩固提升阶段", 13, 30), Span("截至2026-06-30", 20.5, 20.5)]
    svg = columns("due", ("各月到期的问题", "有完成日期的共4000项。"), found, over)
    assert len(svg.encode()) <= MOST_BYTES
    assert columns("due", ("各月到期的问题", "有完成日期的共4000项。"), found, over) == svg


def test_figures_stand_on_columns_or_at_a_scale() -> None:
    few = tree(columns("a", ("甲", "乙"), months([(1, 2, 0), (4, 0, 0)])))
    assert [text.text for text in few.iter(f"{NS}text") if text.get("class") == "whole"] == ["3", "4"]
    many = tree(columns("a", ("甲", "乙"), months([(70, 20, 0)] * 30)))
    assert [text.text for text in many.iter(f"{NS}text") if text.get("class") == "scale"] == ["50"]


def test_two_drawings_of_a_page_share_no_id() -> None:
    both = [tree(columns(key, ("甲", "乙"), months([(1, 1, 1)]))) for key in ("a", "b")]
    ids = [node.get("id") for svg in both for node in svg.iter() if node.get("id")]
    assert len(ids) == len(set(ids))


def test_nothing_to_draw_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        columns("a", ("甲", "乙"), months([(0, 0, 0)]))
