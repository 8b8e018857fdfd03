"""What is looked through together, and once, is found as if each file were looked through alone and whole."""

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.gate import cutting
from rectify_site.gate.cutting import Memory
from rectify_site.gate.inspection import leaks
from rectify_site.gate.unfolding import is_markup, leaves, plain, read_aloud, run_on, spoken
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


@given(st.lists(st.lists(st.text(st.sampled_from("原来的说ab，"), max_size=10), max_size=8), max_size=8))
def test_nothing_is_passed_over_that_was_not_looked_at(files: list[list[str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "REMEMBERED", 3)
        memory, looked_at = Memory(frozenset({hash("原来的说来的说来")}), LOOKED_FOR), {"原来的说来的说来"}
        for parts in files:
            looked_at.update(memory.fresh(parts))
            assert looked_at.issuperset(parts)


@given(st.lists(st.sampled_from(("原", "来", "的", "ab", "原来的说法", "，")), max_size=30))
def test_short_parts_out_of_which_a_text_can_be_spelt_are_never_passed_over(parts: list[str]) -> None:
    memory = Memory(frozenset(), LOOKED_FOR)
    memory.fresh(parts)
    spelling = [part for part in parts if run_on(part) and run_on(part) in LOOKED_FOR.letters]
    assert [part for part in memory.fresh(parts) if part not in {"ab", "，"}] == spelling


@given(st.text())
def test_what_is_spoken_is_letters_digits_and_line_breaks(text: str) -> None:
    assert spoken(text) == re.sub(r"[^\w\n]+|_+", "", text)
    assert run_on(text) == re.sub(r"[\W_]+", "", text)


def test_what_cannot_be_seen_is_taken_off_and_nothing_else() -> None:
    every = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    assert set(HIDDEN.findall(every)) == INVISIBLE | set(MARKS.findall(every))
