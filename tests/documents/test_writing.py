"""The quick way to YAML and the thorough one write the same bytes."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rectify_site.documents import writing

TEXTS = st.text(st.sampled_from("整改1，。（） -%.：/①"), max_size=8) | st.text(
    st.sampled_from("整改落实 :#-?[]{},&*!|>'\"%@`\t。，\n01~=　\u00a0𠀀😀")
    | st.characters(blacklist_categories=("Cs", "Cc")),
    max_size=12,
)
VALUES = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "public"]), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["id", "problem", "measures"]), VALUES))
def test_quick_and_thorough_write_the_same_bytes(tree: dict[str, Any]) -> None:
    quick = writing._quick(tree)  # noqa: SLF001 - the law is about it
    assert quick is None or quick == writing._thorough(tree)  # noqa: SLF001


def test_a_usual_record_goes_the_quick_way() -> None:
    tree = {
        "id": "2022-minzhu-01",
        "problem": "“放管服”改革（2022年）落实得不够好，群众有意见。",
        "measures": [{"text": "一是排出学习表；二是按季检查。"}, {"text": {"text": "二", "public": "三"}}],
        "leaders": ["区长", "X"],
        "deadline": {"kind": "by_date", "text": "2022年12月底前", "date": "2022-12-31"},
        "scope": None,
    }
    quick = writing._quick(tree)  # noqa: SLF001
    assert quick == writing._thorough(tree)  # noqa: SLF001
