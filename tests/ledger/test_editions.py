"""Only what is signed and in force is in an edition; what is gone stays gone."""

from datetime import date, timedelta

import pytest

from rectify_site.documents.canonical import content
from rectify_site.errors import LedgerError
from rectify_site.ledger import chain, editions
from rectify_site.ledger.entries import Content, Entry
from rectify_site.model.office import Document, Office, kind_of
from rectify_site.model.records import Plan, Record, Scope
from rectify_site.model.reports import Report

PLAN = Plan.model_validate(
    {"id": "2025-a", "kind": "other", "title": "方案", "adopted_on": "2025-02-01", "scope": "public"}
)
RECORD = Record.model_validate(
    {
        "id": "2025-a-01",
        "number": "1",
        "problem": "窗口排队久",
        "deadline": {"kind": "ongoing"},
        "scope": "public",
    }
)
SALT = "0f" * 16


class Book:
    """A ledger that grows line by line."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.contents: dict[str, Content] = {}

    def line(self, op: str, document: Document, digest: str = "", /, **more: object) -> str:
        fields = {
            "op": op,
            "kind": kind_of(document),
            "id": document.id,
            "scope": "public",
            "at": "2025-03-12T10:00:00+08:00",
            "digest": digest or chain.digest(SALT, content(document)),
            **more,
        }
        self.entries.append(chain.seal(self.entries[-1] if self.entries else None, fields))
        return self.entries[-1].digest

    def approve(self, document: Document, as_of: str = "2025-03-10") -> str:
        digest = self.line("approve", document, as_of=as_of)
        self.contents[digest] = Content(digest=digest, salt=SALT, content=content(document))
        return digest

    def ids(self) -> list[str]:
        return [record.id for record in editions.edition(self.entries, self.contents).records]


def test_a_record_is_in_force_with_its_plan_only() -> None:
    book = Book()
    book.approve(RECORD)
    assert book.ids() == []
    book.approve(PLAN)
    assert book.ids() == [RECORD.id]


def test_a_withdrawn_plan_takes_its_records_and_does_not_bring_them_back() -> None:
    book = Book()
    book.approve(PLAN)
    book.approve(RECORD)
    book.line("withdraw", PLAN, reason="依规定不再公开")
    gone = editions.edition(book.entries, book.contents).withdrawn
    assert [(item.kind, item.id, item.reason) for item in gone] == [
        ("plan", PLAN.id, "依规定不再公开"),
        ("record", RECORD.id, "依规定不再公开"),
    ]
    book.approve(PLAN)
    assert book.ids() == []
    book.approve(RECORD)
    assert book.ids() == [RECORD.id]


def test_purging_an_old_content_leaves_the_one_in_force() -> None:
    book = Book()
    book.approve(PLAN)
    old = book.approve(RECORD)
    new = book.approve(RECORD.model_copy(update={"problem": "窗口排队太久"}))
    book.line("purge", RECORD, old)
    del book.contents[old]
    assert book.ids() == [RECORD.id]
    book.line("purge", RECORD, new)
    del book.contents[new]
    assert book.ids() == []


def test_the_cut_off_date_is_a_signed_one() -> None:
    book = Book()
    book.approve(PLAN, "2025-06-30")
    book.approve(RECORD, "2025-03-10")
    assert editions.edition(book.entries, book.contents).as_of == date(2025, 6, 30)
    with pytest.raises(LedgerError, match="L202"):
        editions.edition(book.entries, book.contents, date(2025, 7, 1))


def test_an_act_of_publication_tells_its_cut_off_date() -> None:
    book = Book()
    book.approve(PLAN, "2025-03-10")
    book.approve(PLAN, "2025-06-30")
    told = [act.as_of for act in editions.edition(book.entries, book.contents).publications]
    assert told == [date(2025, 3, 10), date(2025, 6, 30)]


def test_a_plan_of_later_is_not_in_an_earlier_edition() -> None:
    book = Book()
    book.approve(PLAN, "2025-06-30")
    book.approve(RECORD, "2025-06-30")
    assert editions.edition(book.entries, book.contents, date(2025, 1, 31)).plans == ()


def test_a_limited_draft_is_not_even_in_a_preview() -> None:
    secret = RECORD.model_copy(update={"id": "2025-a-02", "scope": Scope.LIMITED})
    shown = editions.preview(Office(plans=(PLAN,), records=(RECORD, secret)), date(2025, 3, 10))
    assert shown.draft
    assert [record.id for record in shown.records] == [RECORD.id]


def test_a_withdrawal_in_haste_waits_for_its_paper_and_is_gone_since_its_own_time() -> None:
    book = Book()
    book.approve(PLAN)
    book.approve(RECORD)
    book.line("withdraw", PLAN, reason="依规定不再公开")
    assert [entry.id for entry in editions.unconfirmed(book.entries)] == [PLAN.id]
    later = {"document": "澄整办〔2025〕2号", "at": "2025-03-20T10:00:00+08:00"}
    book.line("withdraw", PLAN, reason="已移交档案馆", **later)
    assert editions.unconfirmed(book.entries) == ()
    gone = editions.edition(book.entries, book.contents).withdrawn
    assert {item.id for item in gone} == {PLAN.id, RECORD.id}
    assert {(item.at, item.reason) for item in gone} == {("2025-03-12T10:00:00+08:00", "已移交档案馆")}


def test_a_paper_for_one_document_settles_no_other() -> None:
    book = Book()
    book.approve(PLAN)
    book.approve(RECORD)
    book.line("withdraw", RECORD, reason="依规定不再公开")
    book.line("withdraw", PLAN, reason="依规定不再公开", document="澄整办〔2025〕2号")
    assert [entry.id for entry in editions.unconfirmed(book.entries)] == [RECORD.id]
    book.approve(RECORD.model_copy(update={"problem": "窗口排队太久"}))
    book.entries[-1] = book.entries[-1].model_copy(update={"document": "澄整办〔2025〕3号"})
    assert editions.unconfirmed(book.entries) == ()


def test_what_was_withdrawn_without_a_reason_or_purged_is_no_news() -> None:
    book = Book()
    book.approve(PLAN)
    news = editions.edition(book.entries, book.contents).publications
    digest = book.approve(RECORD)
    book.line("withdraw", RECORD)
    book.line("purge", RECORD, digest)
    del book.contents[digest]
    now = editions.edition(book.entries, book.contents)
    assert (now.withdrawn, now.publications) == ((), news)


@pytest.mark.parametrize("withdrawn", [RECORD, PLAN])
def test_what_was_withdrawn_without_a_trace_is_new_when_it_is_signed_again(withdrawn: Document) -> None:
    book = Book()
    book.approve(PLAN, "2025-03-10")
    book.approve(RECORD, "2025-03-11")
    book.line("withdraw", withdrawn)
    book.approve(PLAN, "2025-03-12")
    book.approve(RECORD.model_copy(update={"problem": "窗口排队太久"}), "2025-03-12")
    acts = editions.edition(book.entries, book.contents).publications
    told = [(act.id, str(act.as_of), act.changed) for act in acts]
    again = [(PLAN.id, "2025-03-12", ()), (RECORD.id, "2025-03-12", ())]
    assert told == (again if withdrawn is PLAN else [(PLAN.id, "2025-03-10", ()), *again])


def test_a_withdrawal_with_a_reason_hides_nothing_of_what_went_before() -> None:
    book = Book()
    book.approve(PLAN)
    book.approve(RECORD)
    book.line("withdraw", RECORD, reason="内容更正后重新发布")
    book.approve(RECORD)
    acts = editions.edition(book.entries, book.contents).publications
    assert [act.op for act in acts if act.id == RECORD.id] == ["approve", "withdraw", "approve"]


def test_the_newest_signed_day_may_be_asked_for_by_name() -> None:
    book = Book()
    book.approve(PLAN, "2025-06-30")
    assert editions.edition(book.entries, book.contents, date(2025, 6, 30)).as_of == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("days", "first"),
    [
        ({"as_of": "2025-03-31", "issued_on": "2025-05-01"}, date(2025, 3, 31)),
        ({"issued_on": "2025-05-01"}, date(2025, 5, 1)),
        ({}, date(2025, 2, 1)),
    ],
)
def test_a_report_is_there_from_the_day_its_data_reach_to(days: dict[str, str], first: date) -> None:
    book = Book()
    book.approve(PLAN, "2025-06-30")
    given = {"id": "2025-a-r1", "plan": "2025-a", "title": "报告", "scope": "public", **days}
    book.approve(Report.model_validate(given), "2025-06-30")
    for day, there in ((first, 1), (first - timedelta(1), 0 if days else 1)):
        assert len(editions.edition(book.entries, book.contents, day).reports) == there
