"""What a person sees who holds a PDF printed out: no word runs off a sheet, into another column, or below the foot."""

import json
import re
from collections.abc import Iterator
from io import BytesIO

import pytest
import typst
from PIL import Image

from rectify_site.model.edition import Edition
from rectify_site.model.writings import Writing
from tests.builders import a_record, an_edition
from tests.channels import paper
from tests.escape.office import office

DPI = 36
EDGE = DPI * 3 // 4
"""Pixels from each side of a sheet, 19 mm, that stay white: margins are wider; heads and feet of pages stand inside."""

WHITE = 255
UNBROKEN = {
    "letters": "x" * 300,
    "wide letters": "W" * 300,
    "an address": "https://zg.example.gov.cn/" + "a-b_c/" * 60,
    "marks that begin no line": "）" * 300,
    "signs of repetition": "々" * 300,
    "Chinese": "字" * 600,
}


def sheets(writing: Writing) -> Iterator[Image.Image]:
    """The sheets of a document, in shades of grey."""
    fonts = paper.fonts()
    files = {
        "main.typ": paper.template(),
        "writing.json": writing.model_dump_json().encode(),
        "fonts.json": json.dumps(fonts.chosen).encode(),
    }
    made = typst.Compiler(files, font_paths=fonts.found).compile(format="png", ppi=DPI)
    for data in [made] if isinstance(made, bytes) else made:
        yield Image.open(BytesIO(data)).convert("L")


def blackest(sheet: Image.Image) -> dict[str, int]:
    """The darkest spot near each side."""
    width, height = sheet.size
    sides = {
        "left": (0, 0, EDGE, height),
        "right": (width - EDGE, 0, width, height),
        "foot": (0, height - EDGE // 2, width, height),
    }
    return {side: int(sheet.crop(box).getextrema()[0]) for side, box in sides.items()}  # type: ignore[arg-type]


def run_off(edition: Edition) -> list[str]:
    """The sides over which something runs."""
    return [
        f"{writing.kind}, sheet {number}, {side}"
        for writing, _ in paper.written(edition)
        for number, sheet in enumerate(sheets(writing), 1)
        for side, shade in blackest(sheet).items()
        if shade < WHITE
    ]


@pytest.mark.slow
@pytest.mark.parametrize("text", UNBROKEN.values(), ids=UNBROKEN)
def test_what_has_no_place_to_end_a_line_stays_on_the_sheet(text: str) -> None:
    assert run_off(office([text])) == []


def test_a_long_number_stays_in_its_column_and_is_read_back_whole() -> None:
    number = "x" * 300
    ((_, data),) = paper.written(an_edition([a_record(number=number)]), "plan")
    runs = re.findall("x+", "\n".join(paper.lines(data)))
    assert sum(map(len, runs)) == len(number)
    assert max(map(len, runs)) <= 12
    assert number in paper.words(data)


def test_words_that_fit_are_not_cut() -> None:
    """A day and a long word go to the next line as they are."""
    words = ("2022-12-31", "internationalization")
    edition = an_edition([a_record(problem=" ".join(words * 12), target="一、二。")])
    for _, data in paper.written(edition):
        told = "\n".join(paper.lines(data))
        assert all(told.count(word) >= 12 for word in words)


def test_a_long_number_of_chinese_signs_is_let_go_on_over_the_page() -> None:
    number = "字" * 400
    edition = an_edition([a_record(number=number)])
    assert run_off(edition) == []
    ((_, data),) = paper.written(edition, "plan")
    assert number in paper.words(data)


def test_signs_that_look_alike_are_read_back_as_what_they_are() -> None:
    """The radical ⼀ has the same shape as 一: the file tells them apart for those who copy, search and listen."""
    text = "豈一⼀二⼆ﬁ fi 完"
    ((_, data),) = paper.written(an_edition([a_record(problem=text)]), "record")
    assert paper.squeezed(text) in paper.words(data)
