"""What must not leave is told from set phrases, days and amounts, which stand on many pages by themselves."""

from __future__ import annotations

import pytest

from rectify_site.gate.sought import sought
from rectify_site.ledger.entries import GENESIS
from rectify_site.model.edition import Edition, Publication, SealedYear, Withdrawn
from rectify_site.model.outputs import Artifact
from rectify_site.model.records import Scope
from rectify_site.model.reports import Notice, Report
from rectify_site.model.units import HandPage
from tests.builders import AS_OF, FIRST, a_plan, a_record, a_unit, an_event
from tests.gate.test_inspection import OLD, SECOND, codes, page, the_edition, the_ledger, wanted


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


def test_a_public_text_sets_free_all_that_stands_in_it() -> None:
    """Of two signed texts one may begin within the other."""
    looked_for = wanted(the_edition(problem=OLD), OLD, OLD[3:], OLD[:-2])
    for said in (OLD, OLD[3:], OLD[:-2]):
        assert codes(Artifact("a.html", page(said)), sought_for=looked_for) == set()
    [entry], contents = the_ledger(SECOND)
    names = ("高峰", "高峰 李四", "李四")
    signed = [
        entry.model_copy(
            update={
                "signatures": tuple(entry.signatures[0].model_copy(update={"name": name}) for name in names)
            }
        )
    ]
    free = sought(the_edition(), signed, contents, ("高峰 李四",), ())
    assert {
        code for name in names for code in codes(Artifact("a.txt", name.encode()), sought_for=free)
    } == set()


def test_only_a_line_that_says_something_by_itself_is_passed_over() -> None:
    assert "清掏了八百米管道" in wanted(the_edition(problem="清掏了八百米管道")).said
    assert "清掏八百米管道" not in wanted(the_edition(problem="清掏八百米管道")).said


TOLD = "管网改造后雨水井不再返水，居民已经回访确认"
PART = {"kind": "record", "id": "2022-minzhu-01"}
ACT = {**PART, "op": "withdraw", "at": FIRST}
REPORT = {"id": "r1", "title": "报告", "preamble": (TOLD,)}
NOTICE = {
    "id": "n1",
    "title": "公示",
    "from": "2022-11-21",
    "to": "2022-11-27",
    "days": 7,
    "day_kind": "calendar",
}
CHANGED = {"part": "lead_units", "before": "甲", "after": "乙"}

WHERE: dict[str, dict[str, object]] = {
    "a plan": {"plans": (a_plan(title=TOLD),)},
    "a record": {"records": (a_record(problem=TOLD),)},
    "a public wording": {"records": (a_record(problem={"text": OLD, "public": TOLD}),)},
    "an event": {"records": (a_record(events=(an_event("progress", text=TOLD),)),)},
    "public evidence": {
        "records": (a_record(events=(an_event("progress", evidence=({"title": TOLD, "public": True},)),)),)
    },
    "a report": {"reports": (Report.model_validate(REPORT),)},
    "a notice": {"notices": (Notice.model_validate({**NOTICE, "contact": TOLD, "how_to_object": "信"}),)},
    "a unit": {"units": (a_unit("a", TOLD),)},
    "the title of a page": {"pages": (HandPage(id="a", title=TOLD, markdown="无"),)},
    "a page": {"pages": (HandPage(id="a", title="页", markdown=f"无\n{TOLD}"),)},
    "a page with markup in it": {
        "pages": (HandPage(id="a", title="页", markdown=TOLD.replace("，", "<wbr>，")),)
    },
    "a sealed year": {"sealed": (SealedYear(year=2021, on=AS_OF, item=TOLD),)},
    "the number of an act": {"publications": (Publication.model_validate({**ACT, "document": TOLD}),)},
    "the reason of an act": {"publications": (Publication.model_validate({**ACT, "reason": TOLD}),)},
    "what was": {
        "publications": (Publication.model_validate({**ACT, "changed": ({**CHANGED, "before": TOLD},)}),)
    },
    "what is": {
        "publications": (Publication.model_validate({**ACT, "changed": ({**CHANGED, "after": TOLD},)}),)
    },
    "the reason of a withdrawal": {
        "withdrawn": (Withdrawn.model_validate({**PART, "at": FIRST, "reason": TOLD}),)
    },
}

INSIDE: dict[str, dict[str, object]] = {
    "the wording for the office": {"records": (a_record(problem={"text": TOLD, "public": "公开的说法"}),)},
    "evidence": {"records": (a_record(events=(an_event("progress", evidence=({"title": TOLD},)),)),)},
    "what somebody objected": {"records": (a_record(events=(an_event("objection", text=TOLD),)),)},
    "the file it came from": {"records": (a_record(source={"file": TOLD, "sha256": "0" * 64}),)},
}


@pytest.mark.parametrize("where", WHERE)
def test_what_the_public_may_read_anywhere_may_leave(where: str) -> None:
    looked_for = wanted(Edition(as_of=AS_OF, head=GENESIS, size=1, **WHERE[where]), TOLD)  # type: ignore[arg-type]
    assert codes(Artifact("a.html", page(f"<p>{TOLD}。</p>")), sought_for=looked_for) == set()


@pytest.mark.parametrize("where", INSIDE)
def test_what_stands_in_a_public_document_and_is_not_for_the_public_may_not(where: str) -> None:
    looked_for = wanted(Edition(as_of=AS_OF, head=GENESIS, size=1, **INSIDE[where]), TOLD)  # type: ignore[arg-type]
    assert codes(Artifact("a.html", page(f"<p>{TOLD}。</p>")), sought_for=looked_for) == {"K101"}
