"""Only what is signed and in force is in an edition; what is gone stays gone."""

from datetime import date, timedelta

import pytest

from rectify_site.documents.canonical import content
from rectify_site.errors import LedgerError
from rectify_site.ledger import chain, editions
from rectify_site.ledger.entries import Content, Entry
from rectify_site.model.office import Document, Office, kind_of
from rectify_site.model.records import Plan, Record, Scope
from rectify_site.model.reports import Notice, Report
from rectify_site.model.units import HandPage, Units

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


def test_matters_stand_by_plan_and_number_and_not_by_letters() -> None:
    book = Book()
    names = ("2025-a-02", "2025-a-10", "2025-a-100", "2025-a-x", "2025-a-1")
    other = PLAN.model_copy(update={"id": "2024-b"})
    for document in (
        PLAN,
        other,
        *(RECORD.model_copy(update={"id": name}) for name in (*names, "2024-b-07")),
    ):
        book.approve(document)
    assert book.ids() == ["2024-b-07", "2025-a-x", "2025-a-1", "2025-a-02", "2025-a-10", "2025-a-100"]
    assert [plan.id for plan in editions.edition(book.entries, book.contents).plans] == ["2024-b", "2025-a"]


@pytest.mark.parametrize(
    ("days", "first"),
    [
        ({"adopted_on": "2025-02-01", "held_on": "2025-01-15"}, date(2025, 2, 1)),
        ({"adopted_on": None, "held_on": "2025-01-15"}, date(2025, 1, 15)),
        ({"adopted_on": None}, None),
    ],
)
def test_a_plan_is_there_from_the_day_it_was_adopted_or_its_meeting(
    days: dict[str, str], first: date | None
) -> None:
    book = Book()
    book.approve(Plan.model_validate({**PLAN.model_dump(), **days}), "2025-06-30")
    for day, there in (
        (first or date(1, 1, 1), 1),
        ((first or date(2025, 1, 2)) - timedelta(1), 0 if first else 1),
    ):
        assert len(editions.edition(book.entries, book.contents, day).plans) == there


def test_a_notice_is_there_from_its_first_day_and_pages_and_units_always() -> None:
    book = Book()
    given = {"id": "n", "title": "公示", "from": "2025-03-01", "to": "2025-03-07", "days": 7}
    more = {"day_kind": "calendar", "contact": "电话", "how_to_object": "来信", "scope": "public"}
    book.approve(Notice.model_validate({**given, **more}))
    book.approve(
        HandPage.model_validate({"id": "about", "title": "关于", "markdown": "话", "scope": "public"})
    )
    unit = {"id": "a", "name": "区住建局"}
    book.approve(Units.model_validate({"units": [unit], "scope": "public"}))
    for day, notices in ((date(2025, 2, 28), 0), (date(2025, 3, 1), 1)):
        made = editions.edition(book.entries, book.contents, day)
        assert (len(made.notices), len(made.pages), made.units[0].name) == (notices, 1, "区住建局")


def test_events_are_cut_by_their_day_and_approvals_are_not() -> None:
    book = Book()
    book.approve(PLAN)
    events = [{"on": day, "kind": "started"} for day in ("2025-03-01", "2025-03-10")]
    book.approve(Record.model_validate({**RECORD.model_dump(by_alias=True), "events": events}))
    for day, there in ((date(2025, 3, 9), 1), (date(2025, 3, 10), 2)):
        made = editions.edition(book.entries, book.contents, day)
        assert len(made.records[0].events) == there
        assert len(made.publications) == 2


def test_an_edition_names_the_ledger_it_comes_from() -> None:
    book = Book()
    book.approve(PLAN)
    book.approve(RECORD)
    made = editions.edition(book.entries, book.contents)
    assert (made.head, made.size) == (book.entries[1].hash, 2)
    assert not made.draft
    shown = editions.preview(Office(plans=(PLAN,)), date(2025, 3, 10))
    assert (shown.head, shown.size, shown.as_of) == ("0" * 64, 0, date(2025, 3, 10))


def test_what_is_for_a_limited_circle_is_in_no_edition_and_no_news() -> None:
    book = Book()
    book.approve(PLAN)
    digest = book.line("approve", RECORD, scope="limited", as_of="2025-03-10")
    book.contents[digest] = Content(digest=digest, salt=SALT, content=content(RECORD))
    book.line("withdraw", RECORD, scope="limited", reason="依规定不再公开")
    made = editions.edition(book.entries, book.contents)
    assert (made.records, made.withdrawn) == ((), ())
    assert [act.kind for act in made.publications] == ["plan"]


def test_a_text_that_is_not_there_any_more_is_left_out() -> None:
    book = Book()
    book.approve(PLAN)
    digest = book.approve(RECORD)
    del book.contents[digest]
    assert book.ids() == []


@pytest.mark.parametrize(
    ("change", "fault", "told"),
    [
        ("correction", "fact", "fact"),
        ("correction", "wording", "wording"),
        ("correction", "personal", "wording"),
        ("correction", "sensitive", "wording"),
        ("revision", "fact", None),
    ],
)
def test_an_act_tells_the_class_of_a_correction_and_not_that_it_was_personal(
    change: str, fault: str, told: str | None
) -> None:
    book = Book()
    book.approve(PLAN)
    more = {
        "change": change,
        "class": fault,
        "document": "澄整办〔2025〕1号",
        "reason": "张三要求",
        "as_of": "2025-03-10",
    }
    digest = book.line("approve", RECORD, **more)
    book.contents[digest] = Content(digest=digest, salt=SALT, content=content(RECORD))
    [_, act] = editions.edition(book.entries, book.contents).publications
    assert act.model_dump() == {
        "kind": "record",
        "id": RECORD.id,
        "op": "approve",
        "change": change,
        "at": "2025-03-12T10:00:00+08:00",
        "as_of": date(2025, 3, 10),
        "document": "澄整办〔2025〕1号",
        "reason": None,
        "fault": told,
        "changed": (),
    }


def test_what_is_asked_for_a_day_that_nobody_signed_is_refused_with_both_days() -> None:
    book = Book()
    with pytest.raises(LedgerError) as refusal:
        editions.edition(book.entries, book.contents)
    assert (refusal.value.code, refusal.value.exit_code) == ("L201", 1)
    book.approve(PLAN, "2025-06-30")
    with pytest.raises(LedgerError) as refusal:
        editions.edition(book.entries, book.contents, date(2025, 7, 1))
    assert (refusal.value.code, refusal.value.exit_code) == ("L202", 2)
    assert refusal.value.values == {"last": "2025-06-30", "given": "2025-07-01"}


def test_what_came_back_and_is_withdrawn_again_is_gone_since_the_second_time() -> None:
    book = Book()
    book.approve(PLAN)
    for hour in (11, 12):
        book.approve(RECORD)
        book.line("withdraw", RECORD, reason="依规定不再公开", at=f"2025-03-12T{hour}:00:00+08:00")
    [gone] = editions.edition(book.entries, book.contents).withdrawn
    assert gone.at == "2025-03-12T12:00:00+08:00"
