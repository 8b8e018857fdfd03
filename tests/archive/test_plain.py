"""The pages of a sealed year as text: what the eye reads of them, in its order, and nothing that a browser needs."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rectify_site.archive.plain import text_of
from rectify_site.render.bodies import body
from rectify_site.render.escape import markdown as escaped
from tests.render.reading import Reader, commonmark

PAGE = """<h1>窗口排队久</h1>
<p class="meta"><span>第1项</span><span>编号 2025-a-01</span></p>
<p><span class="state"><svg class="mark"><title>图</title><path d="M0 0"/></svg>正在整改</span></p>
<dl>
<div><dt>牵头单位</dt><dd><span><a href="../units/a.html">区住建局</a></span><span>区水务局</span></dd></div>
<div><dt>时限</dt>
<dd>2025-10-31</dd></div>
</dl>
<h2>进展</h2>
<ol>
<li>
<p>第一批完工</p>
<p>第二批开工</p>
<ul><li>换管 4.2公里</li></ul>
</li>
<li>列入清单</li>
</ol>
<table><caption>按单位</caption><thead><tr><th>单位</th><th>问题</th></tr></thead>
<tbody><tr><td><a href="x.html">区住建局</a></td><td>2</td></tr></tbody></table>
<form><label>搜索</label><input><button>搜索</button></form>
<div class="marks" hidden><span>已完成</span></div>
<p>1. 不是清单<br>- 也不是</p>
"""

TEXT = """# 窗口排队久

第1项 编号 2025-a-01

正在整改

- 牵头单位：区住建局 区水务局
- 时限： 2025-10-31

## 进展

- 第一批完工
  第二批开工
  - 换管 4.2公里
- 列入清单

按单位

| 单位 | 问题 |
|---|---|
| 区住建局 | 2 |

1&#46; 不是清单 - 也不是
"""


def test_a_page_reads_in_an_editor_as_it_does_in_a_browser() -> None:
    assert text_of(PAGE) == TEXT


@pytest.mark.parametrize("place", ["# {}", "{}", "- {}", "<ul><li><p>{}</p></li></ul>"])
@example(typed="甲 #")  # ends a heading, if it is let
@example(typed="# 甲")
@given(typed=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_what_was_typed_reads_back_and_is_no_markup(place: str, typed: str) -> None:
    page = body(f"{place.format(escaped(typed))}\n")
    assert (
        Reader(commonmark(text_of(page))).lines
        == Reader(page).lines
        == ([line] if (line := " ".join(typed.split())) else [])
    )
