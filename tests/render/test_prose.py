"""A hand-written page is Markdown without raw HTML: whatever is typed, only prose comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.render.prose import KEPT, prose
from tests.render.corpora import OWN, strings
from tests.render.reading import Reader, commonmark, python_markdown

ATTRIBUTES = {"a": {"href"}, "th": {"scope"}}


def is_prose(text: str) -> Reader:
    html = prose(text)
    page = Reader(html)
    assert set(page.tags) <= KEPT
    assert page.declared == []
    for tag, attributes in page.elements:
        assert set(attributes) <= ATTRIBUTES.get(tag, set())
        href = str(attributes.get("href") or "https://")
        assert href.startswith(("http://", "https://", "#")) or ":" not in href
    assert "\n\n" not in html
    return page


@pytest.mark.parametrize("text", OWN)
def test_only_prose_comes_out(text: str) -> None:
    is_prose(text)


def test_only_prose_comes_out_of_a_sample_of_the_corpora() -> None:
    for text in strings()[::40]:
        is_prose(text)


@pytest.mark.deep
def test_only_prose_comes_out_of_the_corpora() -> None:
    for text in strings():
        is_prose(text)


@given(st.lists(st.sampled_from([*OWN, "", "    ", "\n"]), max_size=6).map("\n".join))
def test_only_prose_comes_out_of_mixtures(text: str) -> None:
    is_prose(text)


def test_raw_html_shows_as_the_text_it_is() -> None:
    assert "<script>alert(1)</script>" in is_prose("<script>alert(1)</script>").lines
    assert is_prose("一<b onclick=x>二</b>").lines == ["一<b onclick=x>二</b>"]


def test_code_shows_what_was_typed() -> None:
    page = is_prose("看 `a < b && c`\n\n```\n<p>\n\n第二行\n```\n")
    assert page.lines == ["看 a < b && c", "<p>", "第二行"]
    assert page.tags.count("pre") == 1


def test_links_lead_into_the_site_or_to_the_web() -> None:
    text = (
        "[近](../about.md#a) [远](https://a.gov.cn/?a=1&b=2) [坏](javascript:alert) [也坏](data:text/html,x)"
    )
    page = is_prose(text)
    assert [given["href"] for tag, given in page.elements if tag == "a"] == [
        "../about.html#a",
        "https://a.gov.cn/?a=1&b=2",
    ]
    assert page.lines == ["近 远 坏 也坏"]


def test_images_show_as_their_description() -> None:
    assert is_prose("![办事大厅](https://example.com/x.png)").lines == ["办事大厅"]


def test_the_only_h1_is_the_title() -> None:
    assert is_prose("# 一\n\n## 二").tags == ["h2", "h3"]
    assert is_prose("## 一\n\n### 二").tags == ["h2", "h3"]


def test_tables_and_lists_stay() -> None:
    page = is_prose("| 甲 | 乙 |\n|:--|--:|\n| 1 | 2 |\n\n1. 一\n2. 二\n")
    assert page.lines == ["甲", "乙", "1", "2", "一", "二"]
    assert page.elements[3] == ("th", {"scope": "col"})


def test_engines_leave_the_block_as_it_is() -> None:
    written = prose("# 一\n\n- 二\n\n  三\n\n```\na\n\nb\n```")
    block = f'<div class="prose">\n{written}\n</div>\n'
    assert Reader(python_markdown(block)).lines == Reader(commonmark(block)).lines == Reader(block).lines
