"""What is looked through together, and once, is found as if each file were looked through alone and whole."""

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.gate import cutting
from rectify_site.gate.cutting import Memory, cut
from rectify_site.gate.inspection import leaks
from rectify_site.gate.sought import SPELT
from rectify_site.gate.unfolding import Leaf, is_markup, leaves, plain, read_aloud, run_on, spoken
from rectify_site.model.outputs import Artifact
from rectify_site.text import HIDDEN, INVISIBLE, MARKS
from tests.gate.test_inspection import OLD, SECOND, wanted

LOOKED_FOR = wanted()
PUBLIC = ("街道已经清掏管网三百米并验收。", "已完成", "第1项", "2025年12月底前", "共10户, 其中3户", "", "来")
BETWEEN = (" ", "\u200b", "<b>", "</b>", "<i class=x>", "</p>\n<p>", "\n", "\u00ad", "、")
SLOTS = '<!DOCTYPE html>\n<nav class="a">\n<a href="x">首页</a>\n</nav>\n<main>\n<p>{}</p>\n</main>\n'


def page(lines: list[str]) -> bytes:
    return SLOTS.format("</p>\n<p>".join(lines)).encode()


def data(lines: list[str]) -> bytes:
    return json.dumps([{"id": number, "text": line} for number, line in enumerate(lines)]).encode()


def fields(lines: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([line, "是"] for line in lines)
    return out.getvalue().encode()


FORMS = {"html": page, "json": data, "csv": fields, "txt": lambda lines: "\n".join(lines).encode()}


def taken_apart(text: str, places: set[int], between: str) -> str:
    """Something between its signs, at these places."""
    return "".join(f"{sign}{between if place in places else ''}" for place, sign in enumerate(text))


TOLD = st.builds(
    taken_apart,
    st.sampled_from((OLD, SECOND, OLD[:-3], SECOND[2:], *PUBLIC)),
    st.sampled_from((set[int](), set(range(30)))) | st.sets(st.integers(0, 20), max_size=4),
    st.sampled_from(BETWEEN),
)
"""Texts that must not leave, whole, or all but a sign; and what is public."""

SITES = st.lists(
    st.tuples(st.sampled_from(sorted(FORMS)), st.lists(TOLD, max_size=4)), min_size=1, max_size=4
)


def held(artifact: Artifact) -> set[str]:
    """The texts that a file holds, by the plainest means: whole, and every text by itself."""
    texts = (read_aloud(leaf.text) if is_markup(leaf.text) else leaf.text for leaf in leaves(artifact))
    said = "".join(run_on(plain(text)) for text in texts)
    return {text for text, _ in LOOKED_FOR.texts.things if text in said}


@given(SITES)
def test_many_files_together_tell_what_each_tells_alone(site: list[tuple[str, list[str]]]) -> None:
    files = [Artifact(f"{number}.{form}", FORMS[form](lines)) for number, (form, lines) in enumerate(site)]
    by_all = {leak.words for leak in leaks(files, LOOKED_FOR)}
    by_each = {leak.words for file in files for leak in leaks([file], LOOKED_FOR)}
    assert by_all == by_each
    assert by_all == {f"{text[:2]}**" for file in files for text in held(file)}


@pytest.mark.parametrize("between", ["</p>\n<p>", '</td>\n<td class="a">', "</p>\n<p> ", "\n"])
@pytest.mark.parametrize("text", [OLD, SECOND, OLD[:4] + OLD])
def test_a_text_that_stands_sign_by_sign_on_lines_of_their_own_is_found(text: str, between: str) -> None:
    """A sign that comes twice is the same line twice; it is a part of the text both times."""
    assert [leak.words for leak in leaks([Artifact("a.html", page([between.join(text)]))], LOOKED_FOR)]


@given(st.lists(st.lists(st.text(st.sampled_from("原来的说ab，"), max_size=10), max_size=8), max_size=8))
def test_nothing_is_passed_over_that_was_not_looked_at(files: list[list[str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "REMEMBERED", 3)
        memory, looked_at = Memory(frozenset({hash("原来的说来的说来")}), LOOKED_FOR), {"原来的说来的说来"}
        for parts in files:
            looked_at.update(memory.fresh(parts))
            assert looked_at.issuperset(parts)


@given(st.lists(st.sampled_from(("原", "来", "的", "ab", "原来的说法", "，", "来，的")), max_size=30))
def test_short_parts_out_of_which_a_text_can_be_spelt_are_never_passed_over(parts: list[str]) -> None:
    memory = Memory(frozenset(), LOOKED_FOR)
    memory.fresh(parts)
    spelling = [part for part in parts if run_on(part) and run_on(part) in LOOKED_FOR.letters]
    assert memory.fresh(parts) == spelling


def test_a_part_that_says_something_by_itself_is_looked_at_once_and_a_shorter_one_each_time() -> None:
    memory = Memory(frozenset(), LOOKED_FOR)
    for part, again in ((OLD[:SPELT], []), (OLD[: SPELT - 1], [OLD[: SPELT - 1]])):
        assert memory.fresh([part]) == [part]
        assert memory.fresh([part]) == again


def test_what_was_looked_at_is_remembered_until_there_is_too_much_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What may be said anyway takes no room from it."""
    monkeypatch.setattr(cutting, "REMEMBERED", 3)
    memory, parts = Memory(frozenset({hash("可以说"), hash("也可以")}), LOOKED_FOR), ["说一", "说二", "说三"]
    assert memory.fresh(["可以说", "也可以"]) == []
    for part in (*parts, *parts, *parts):
        assert memory.fresh([part]) == ([part] if parts else [])
        parts = [one for one in parts if one != part]
    for part in ("说四", "说五", "说六", "说七", "说八", "说九", "说十", "说一"):
        assert memory.fresh([part]) == [part]
    assert memory.fresh(["可以说", "也可以"]) == []


@given(st.text())
def test_what_is_spoken_is_letters_digits_and_line_breaks(text: str) -> None:
    assert spoken(text) == re.sub(r"[^\w\n]+|_+", "", text)
    assert run_on(text) == re.sub(r"[\W_]+", "", text)


def test_what_cannot_be_seen_is_taken_off_and_nothing_else() -> None:
    every = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    assert set(HIDDEN.findall(every)) == INVISIBLE | set(MARKS.findall(every))


def parts_of(path: str, text: str, memory: Memory | None = None) -> tuple[str, list[str]]:
    markup, words = cut(Leaf(path, text), memory or Memory(frozenset(), LOOKED_FOR))
    return markup, list(words)


@pytest.mark.parametrize(
    ("path", "text", "parts"),
    [
        ("a.txt", '甲,"乙\n丙"', ['甲,"乙', '丙"']),
        ("a.csv", '甲,"乙\n丙"\n丁\n', ["甲", "乙\n丙", "丁"]),
        ("a.csv", f"{'长' * 140_000}\n乙", ["长" * 140_000, "乙"]),
        ("a.json", '["甲","乙"]', ["[", "甲", ",", "乙", "]"]),
        ("a.js", 'load("甲")\n"乙"', ["load(", "甲", ")", "", "乙", ""]),
    ],
    ids=["txt", "csv", "csv beyond what the reader takes", "json", "js"],
)
def test_a_file_is_cut_as_its_form_parts_its_texts(path: str, text: str, parts: list[str]) -> None:
    assert parts_of(path, text) == ("", parts)


@pytest.mark.parametrize("suffix", ["html", "xml", "svg", "rels"])
def test_a_text_taken_apart_by_markup_is_found_even_where_the_file_does_not_begin_with_it(
    suffix: str,
) -> None:
    assert {leak.kind.code for leak in leaks([Artifact(f"a.{suffix}", "<b>".join(OLD).encode())], LOOKED_FOR)}


CELL = '<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'
STYLED = '<c r="{at}" s="12" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
OTHER = '<c r="{at}" t="str"><v>{text}</v></c>'


def sheet(*texts: str, row: int = 1, cell: str = CELL) -> Leaf:
    """A sheet of one row, whose last cell is of this form."""
    forms = [CELL] * (len(texts) - 1) + [cell]
    cells = (
        form.format(at=f"{'ABCDEFG'[n]}{row}", text=text)
        for n, (form, text) in enumerate(zip(forms, texts, strict=True))
    )
    return Leaf(
        "a.xlsx/xl/worksheets/sheet1.xml", f'<?xml version="1.0"?><row r="{row}">{"".join(cells)}</row>'
    )


@pytest.mark.parametrize("cell", [CELL, STYLED, OTHER])
@pytest.mark.parametrize("many", range(6))
def test_a_text_is_found_in_whatever_cell_it_stands(many: int, cell: str) -> None:
    path, text = sheet(*(f"第{n}格" for n in range(many)), OLD, cell=cell)
    assert [leak.words for leak in leaks([Artifact(path, text.encode())], LOOKED_FOR)] == [f"{OLD[:2]}**"]


def test_the_frame_of_a_cell_is_looked_at_once_wherever_the_cell_stands() -> None:
    memory = Memory(frozenset(), LOOKED_FOR)
    markup, words = parts_of(*sheet("甲", "乙", "丙", cell=STYLED), memory)
    assert words == ["甲", "乙", "丙"]
    assert "甲" not in markup
    assert parts_of(*sheet("丁", "戊", row=1234567), memory) == ("", ["丁", "戊"])
    markup, words = parts_of(*sheet("丁", "己", "庚", row=2, cell=OTHER), memory)
    assert (words, "庚" in markup, "row" in markup) == (["丁", "己"], True, True)
