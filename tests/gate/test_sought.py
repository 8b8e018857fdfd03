"""What must not leave is told from set phrases, days and amounts, which stand on many pages by themselves."""

from __future__ import annotations

import pytest

from rectify_site.gate.sought import sought
from rectify_site.model.outputs import Artifact
from rectify_site.model.records import Scope
from tests.builders import an_event
from tests.gate.test_inspection import OLD, codes, page, the_edition, the_ledger, wanted


@pytest.mark.parametrize(
    ("name", "opinion", "said", "found"),
    [
        ("高峰", None, "高峰", True),
        ("高", None, "高", False),  # one sign is no name yet
        ("高　峰", None, "高 峰", True),
        ("高峰", "同意公开。", "同意公开。", False),
        ("高峰", "请抓紧办理", "请抓紧办理", False),
        ("高峰", "请抓紧办理好", "请抓紧办理好", True),
        ("高峰", "ＯＫ，抓紧办理", "OK,抓紧办理", True),
    ],
)
def test_a_name_and_an_opinion_are_told_from_set_phrases_by_their_length(
    name: str,
    opinion: str | None,
    said: str,
    found: bool,  # noqa: FBT001 - a row of the table
) -> None:
    [entry], contents = the_ledger(OLD)
    signature = entry.signatures[0].model_copy(update={"name": name, "opinion": opinion})
    signed = [entry.model_copy(update={"signatures": (signature,)})]
    looked_for = sought(the_edition(), signed, contents, (), ())
    assert codes(Artifact("a.txt", f"，{said}。".encode()), sought_for=looked_for) == (
        {"K102"} if found else set()
    )


@pytest.mark.parametrize(
    ("title", "public", "found"),
    [
        ("清退现场照片", False, True),
        ("清退现场照", False, False),
        ("清退现场照片", True, False),
        ("清退Ａ现场照", False, True),
    ],
)
def test_a_title_of_evidence_is_told_from_a_set_phrase_by_its_length(
    title: str,
    public: bool,  # noqa: FBT001 - a row of the table
    found: bool,  # noqa: FBT001 - a row of the table
) -> None:
    event = an_event("progress", text="清退。", evidence=({"title": title, "public": public},))
    looked_for = wanted(the_edition(events=(event,)))
    expected = {"K101"} if found else set()
    assert codes(Artifact("a.html", page(f"<td>{title}</td>")), sought_for=looked_for) == expected


@pytest.mark.parametrize(
    ("word", "code"),
    [("zh", None), ("abc", "K108"), ("/v", None), ("/va", "K105"), ("C:\\", "K105"), ("ａｂｃ", "K108")],
)
def test_a_word_of_this_computer_counts_from_three_signs_on(word: str, code: str | None) -> None:
    looked_for = sought(the_edition(), *the_ledger(OLD), (), (word,))
    assert codes(Artifact("a.html", page(f"<p>{word}</p>")), sought_for=looked_for) == (
        {code} if code else set()
    )


def test_the_reason_of_a_line_stays_inside_and_so_does_a_number_for_a_limited_circle() -> None:
    entries, contents = the_ledger(OLD)
    more = {"reason": "当事人来信反映身份被泄露所以撤回", "document": "澄整办内部明电第二十一号不予公开"}
    for scope, found in (("limited", {"reason", "document"}), ("public", {"reason"})):
        line = entries[0].model_copy(update={**more, "scope": Scope(scope)})
        looked_for = sought(the_edition(), [line], contents, (), ())
        for name, words in more.items():
            expected = {"K101"} if name in found else set()
            assert codes(Artifact("a.html", page(words)), sought_for=looked_for) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025年12月31日前完成第1项至第10项", False),
        ("2025年12月31日前退还王家村集体", True),
        ("2025年12月31日前退还王家村", True),
        ("2025年12月31日前退还王家", True),
        ("2025年12月31日前退还王", False),
    ],
)
def test_days_and_amounts_alone_are_no_text(text: str, found: bool) -> None:  # noqa: FBT001 - a row of the table
    """Many pages say them of themselves."""
    assert codes(Artifact("a.html", page(text)), sought_for=wanted(None, text)) == (
        {"K101"} if found else set()
    )
