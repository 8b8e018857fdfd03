"""What an author types is what a reader sees, wherever it stands: nothing becomes markup, nothing is lost."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.render.escape import (
    Safe,
    address,
    collapse,
    drawing,
    markdown,
    shown,
    telephone,
    web_address,
)
from tests.render.corpora import OWN, strings
from tests.render.reading import Reader, commonmark, python_markdown

POSITIONS = {
    "h1": ("# {}\n", ["h1"]),
    "h2": ("## {}\n", ["h2"]),
    "p": ("{}\n", ["p"]),
    "li": ("- {}\n", ["ul", "li"]),
    "ol": ("1. {}\n", ["ol", "li"]),
    "block": ("<div>\n<p>{}</p>\n</div>\n", ["div", "p"]),
    "td": (
        "<table>\n<tbody>\n<tr><td>{}</td></tr>\n</tbody>\n</table>\n",
        ["table", "tbody", "tr", "td"],
    ),
    "link": ("[{}](x.html)\n", ["p", "a"]),
    "attribute": ('<div title="{}">\n</div>\n', ["div"]),
}
ENGINES = {"python-markdown": python_markdown, "commonmark": commonmark}


def shows_exactly(text: str, position: str, engine: Callable[[str], str]) -> None:
    """The oracle: the page has the elements of its template, and the text is the collapsed text."""
    template, elements = POSITIONS[position]
    page = Reader(engine(template.format(markdown(text))))
    assert page.tags == elements, text
    assert page.declared == []
    if position == "attribute":
        assert page.elements[0][1] == {"title": collapse(text)}
        return
    assert collapse("".join(page.pieces)) == collapse(text)
    allowed = {"href"} if position == "link" else {"id"}
    assert all(set(attributes) <= allowed for _, attributes in page.elements)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("text", OWN)
def test_text_shows_as_it_was_typed(text: str, position: str, engine: str) -> None:
    shows_exactly(text, position, ENGINES[engine])


@pytest.mark.slow
@pytest.mark.parametrize("position", POSITIONS)
def test_a_sample_of_the_corpora_shows_as_it_was_typed(position: str) -> None:
    for text in strings()[::60]:
        shows_exactly(text, position, commonmark)
        shows_exactly(text, position, python_markdown)


@pytest.mark.deep
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("position", POSITIONS)
def test_the_corpora_show_as_they_were_typed(position: str, engine: str) -> None:
    for text in strings():
        shows_exactly(text, position, ENGINES[engine])


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Cf"]), min_size=1))
def test_any_text_shows_as_it_was_typed(text: str) -> None:
    shows_exactly(text, "p", commonmark) if text.strip() else None


def test_chinese_stays_readable_in_the_source() -> None:
    assert markdown("一是加强学习，做到“两个维护”（2022年）。") == "一是加强学习，做到“两个维护”（2022年）。"


def test_what_is_safe_is_not_escaped_again() -> None:
    assert shown(Safe("<b>")) == "<b>"
    assert shown(markdown("a*b")) == "a&#42;b"


@pytest.mark.parametrize("value", [None, 1.5, ["a"], object()])
def test_only_text_and_whole_numbers_are_shown(value: object) -> None:
    with pytest.raises(TypeError, match="may show text and whole numbers"):
        shown(value)


@pytest.mark.parametrize("path", ["../records/2021-a-01.html", "index.html", "units/a.html#late", "#late"])
def test_addresses_are_made_of_ids(path: str) -> None:
    assert address(path) == path


@pytest.mark.parametrize(
    "path", ["javascript:alert(1)", "a b.html", 'x".html', "x.html?a=1", "单位.html", ""]
)
def test_whatever_no_id_holds_is_no_address(path: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        address(path)


def test_only_plain_web_addresses_are_links() -> None:
    assert web_address("https://a.gov.cn/b?c=1&d=2") == "https://a.gov.cn/b?c=1&amp;d=2"
    assert web_address("javascript:alert(1)") is None
    assert web_address('https://a.gov.cn/"x') is None
    assert web_address("请登录网站") is None


def test_one_number_can_be_dialled_and_words_cannot() -> None:
    assert telephone("0543-123 4567") == "tel:05431234567"
    assert telephone("12345或来信") is None


@pytest.mark.parametrize(
    "svg",
    [
        "<svg><script/></svg>",
        '<svg><rect onclick="x"/></svg>',
        '<svg><rect style="x"/></svg>',
        '<svg xmlns:x="http://www.w3.org/1999/xlink"><rect x:href="y"/></svg>',
        "<svg><foreignObject/></svg>",
    ],
)
def test_a_drawing_holds_nothing_that_runs_or_fetches(svg: str) -> None:
    with pytest.raises(ValueError, match="a drawing holds"):
        drawing(svg)
