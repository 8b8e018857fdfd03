"""What an author types is what a reader sees, wherever it stands: nothing becomes markup, nothing is lost."""

import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.render.escape import (
    Safe,
    address,
    collapse,
    drawing,
    in_html,
    markdown,
    readable,
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


@pytest.mark.parametrize(
    ("escape", "kept"),
    [
        (markdown, "，。；：、！？“”‘’（）《》〈〉〔〕【】「」『』—…·～％"),
        (readable, "，。；：、！？“”‘’（）《》〈〉〔〕【】「」『』—…·～％.,:;?!@%/()+='\"-"),
    ],
)
def test_no_sign_stays_itself_but_those_that_mean_nothing(escape: Callable[[str], Safe], kept: str) -> None:
    for sign in (
        string.punctuation
        + "　、。〃〄々〈〉《》「」『』【】〒〓〔〕〖〗，．：；！？～＃＊＿｀｜＜＞＆％·—…“”‘’〇"
    ):
        harmless = sign in kept or sign in "々〇"  # letters both
        assert escape(f"甲{sign}a") == (
            f"甲{sign}a" if harmless else f"甲&#{ord(sign)};a".replace("甲&#12288;", "甲 ")
        )


def test_a_readable_file_holds_no_address_that_a_reader_of_it_makes_a_link() -> None:
    """Some engines make a link of an address that nobody marked as one."""
    assert readable("见 http://a.cn/b，比 1:2") == "见 http&#58;//a.cn/b，比 1:2"
    assert readable("见 WWW.a.cn、www.b.cn") == "见 WWW&#46;a.cn、www&#46;b.cn"
    assert readable("awww a.www") == "awww a.www"


def test_a_frame_keeps_white_space_and_writes_signs_as_the_theme_does() -> None:
    assert in_html("a  <b>&\"'") == "a  &lt;b&gt;&amp;&#34;&#39;"


def test_what_is_safe_is_not_escaped_again() -> None:
    assert shown(Safe("<b>")) == "<b>"
    assert shown(markdown("a*b")) == "a&#42;b"
    assert shown("a*b  c") == "a&#42;b c"
    assert [shown(number) for number in (12, True)] == ["12", "1"]


@pytest.mark.parametrize("value", [None, 1.5, ["a"], object()])
def test_only_text_and_whole_numbers_are_shown(value: object) -> None:
    with pytest.raises(TypeError, match="may show text and whole numbers"):
        shown(value)


@pytest.mark.parametrize("path", ["../records/2021-a-01.html", "index.html", "units/a.html#late-1", "#late"])
def test_addresses_are_made_of_ids(path: str) -> None:
    assert address(path) == path


@pytest.mark.parametrize(
    "path",
    ["javascript:alert(1)", "a b.html", 'x".html', "x.html?a=1", "单位.html", "", "a#", "#", "a#b#c", "A"],
)
def test_whatever_no_id_holds_is_no_address(path: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        address(path)


@pytest.mark.parametrize(
    "text",
    [
        "https://a.gov.cn/b?c=1&d=2",
        "http://a-1.gov.cn",
        "http://a.gov.cn:8080",
        "https://A.gov.cn:8080/b_(1)/~c/?d='!$*+,;=:@%20.#e-f",
    ],
)
def test_a_plain_web_address_is_a_link(text: str) -> None:
    assert web_address(text) == text.replace("&", "&amp;").replace("'", "&#x27;")


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        'https://a.gov.cn/"x',
        "https://a.gov.cn/<x",
        "https://a.gov.cn/x y",
        "https://单位.cn/",
        "https://a.gov.cn/单位",
        "https://a@b.cn/",
        "https://",
        "https:///x",
        "https://a.gov.cn:",
        "ftp://a.gov.cn",
        "请登录网站",
    ],
)
def test_no_other_address_is_a_link(text: str) -> None:
    assert web_address(text) is None


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("0543-123 4567", "tel:05431234567"),
        ("+86 543 1234567", "tel:+865431234567"),
        ("1234567", "tel:1234567"),
        ("12345678901234567890", "tel:12345678901234567890"),
        ("12345或来信", None),
        ("123456", None),
        ("123456789012345678901", None),
        ("1234567-", None),
        ("-1234567", None),
        ("１２３４５６７", None),
    ],
)
def test_one_number_can_be_dialled_and_words_cannot(text: str, dialled: str | None) -> None:
    assert telephone(text) == dialled


def test_what_our_charts_draw_with_may_be_drawn() -> None:
    parts = ("title", "desc", "defs", "pattern", "g", "rect", "path", "line", "circle", "text")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(f"<{part}/>" for part in parts)}</svg>'
    assert drawing(svg) == svg
    assert isinstance(drawing(svg), Safe)


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
