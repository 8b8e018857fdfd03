"""Laws of the index: nothing is missed, nothing wrong is shown, the same entries give the same bytes."""

import random
import re
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.search.entries import Badge, Entry, Facet, Field, Findable, Rank
from rectify_site.search.folding import fold
from rectify_site.search.postings import rising
from rectify_site.search.writing import MOST_SHARDS, artifacts
from tests.pages.district import district
from tests.render.corpora import OWN
from tests.search import reading
from tests.search.offices import findable, found_in
from tests.search.reading import Reading

folded = cache(fold)
SIGNS = st.text(alphabet="整改落实ab〔2〕 ①\u3000𠮷", max_size=12)


def an_entry(number: int, *texts: str, rank: Rank = Rank.NAME) -> Entry:
    fields = tuple(Field(rank, "", text) for text in texts)
    return Entry(f"records/{number}.html", "事项", texts[0], "", (Badge("working", "正在整改"),), fields)


def substrings(found: Findable, count: int, seed: int = 1) -> list[str]:
    """Parts of two to eight signs of public texts, as they stand there."""
    chance, parts = random.Random(seed), []  # noqa: S311 - the same parts every time
    while len(parts) < count:
        text = chance.choice(chance.choice(found.entries).fields).text
        length = chance.randint(2, 8)
        start = chance.randrange(max(1, len(text) - length + 1))
        part = text[start : start + length]
        if len(fold(part)) > 1:
            parts.append(part)
    return parts


def holding(found: Findable, terms: list[str]) -> set[int]:
    """The entries that have all terms, found by looking through all texts."""
    return {
        number
        for number, entry in enumerate(found.entries)
        if all(any(term in folded(field.text) for field in entry.fields) for term in terms)
    }


@given(st.lists(st.tuples(SIGNS, st.sampled_from(Rank)), min_size=1, max_size=8), st.data())
def test_whatever_stands_in_a_text_is_found_and_nothing_else(
    texts: list[tuple[str, Rank]], data: st.DataObject
) -> None:
    found = Findable(tuple(an_entry(n, text, rank=rank) for n, (text, rank) in enumerate(texts)))
    reader = Reading(artifacts(found))
    query = data.draw(st.one_of(SIGNS, *(st.just(text) for text, _ in texts)))
    if len(fold(query)) > 1:
        terms = reader.terms(query)
        assert set(reader.search(query)) == holding(found, terms)


@given(st.sets(st.integers(0, 2**40)))
def test_a_rising_list_is_read_as_it_was_written(numbers: set[int]) -> None:
    assert reading.rising(rising(np.array(sorted(numbers), np.uint64))) == sorted(numbers)


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 2_000])
def test_every_part_of_every_text_is_found(size: int) -> None:
    """Recall and precision of five hundred random parts: of the district where no size is given."""
    found = findable(size) if size else found_in(district())
    reader = Reading(artifacts(found))
    asked = candidates = 0
    for part in substrings(found, 500):
        terms = reader.terms(part)
        wanted = holding(found, terms)
        assert wanted
        assert set(reader.search(part)) == wanted
        asked += len(wanted)
        if len(terms) == 1:
            candidates += len(reader.candidates(terms[0]) - wanted)
    assert candidates / asked <= 0.05, "what the texts have to be read for in vain"


def test_hits_come_by_the_place_of_the_word_then_as_given() -> None:
    found = Findable(
        (
            an_entry(0, "甲乙", rank=Rank.NEWS),
            an_entry(1, "甲乙", rank=Rank.DUTY),
            an_entry(2, "丙甲乙", rank=Rank.NAME),
            an_entry(3, "甲乙", rank=Rank.NAME),
            an_entry(4, "甲乙丁")._replace(names=("甲乙",)),
        )
    )
    assert Reading(artifacts(found)).search("甲乙") == [4, 2, 3, 1, 0]


def test_no_word_reaches_across_two_texts() -> None:
    assert Reading(artifacts(Findable((an_entry(0, "道路", "积水"),)))).search("路积") == []


def test_a_small_site_has_few_files_and_a_large_one_not_too_many() -> None:
    small = artifacts(found_in(district()))
    assert len(small) < 40
    assert len([path for path, _ in small if "index-" in path]) <= 8
    many = Findable(tuple(an_entry(n, chr(0x4E00 + n) + chr(0x9000 - n)) for n in range(1_000)))
    assert len([path for path, _ in artifacts(many) if "index-" in path]) <= MOST_SHARDS


def test_nothing_to_find_makes_no_files() -> None:
    assert artifacts(Findable()) == ()


def test_the_same_entries_give_the_same_bytes() -> None:
    assert artifacts(found_in(district())) == artifacts(found_in(district()))


@pytest.mark.parametrize("hostile", [*OWN, "</script><script>alert(1)</script>", "a\u2028b\u2029c", "<!--"])
def test_what_an_author_types_is_data_in_a_script(hostile: str) -> None:
    files = artifacts(Findable((an_entry(0, hostile or "空"),), (Facet("unit", hostile, (("a", hostile),)),)))
    for path, data in files:
        assert not re.search("[<>&\u2028\u2029]", data.decode()), path
    assert Reading(files).entries[0][5][0][2] == (hostile or "空")
