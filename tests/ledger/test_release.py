"""公开时间: what is signed for a later time is in no edition before it, and then exactly as if signed at that time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.errors import LedgerError
from rectify_site.ledger import editions
from rectify_site.ledger.release import released, waiting
from rectify_site.model.edition import Edition
from tests.ledger.test_editions import PLAN, RECORD, Book

SIGNED, BEFORE, THEN, AFTER = (f"2025-{day}T10:00:00+08:00" for day in ("03-12", "03-20", "04-01", "04-02"))
OTHER = RECORD.model_copy(update={"problem": "新的说法"})


def a_book() -> Book:
    book = Book()
    book.approve(PLAN)
    return book


def signed(book: Book, document: object = RECORD, **more: object) -> None:
    """An approval of a record, with the words it signs."""
    digest = book.approve(document)  # type: ignore[arg-type]
    line = book.entries.pop()
    fields = line.model_dump(by_alias=True, exclude={"seq", "prev", "hash"})
    assert book.line("approve", document, digest, **{**fields, **more, "op": "approve"}) == digest  # type: ignore[arg-type]


def at(book: Book, now: str) -> Edition:
    return editions.edition(book.entries, book.contents, None, now)


def problems(book: Book, now: str) -> list[object]:
    return [record.problem for record in at(book, now).records]


def test_a_record_is_public_from_its_moment_on_and_that_is_its_time_of_publication() -> None:
    book = a_book()
    signed(book, not_before=THEN)
    assert problems(book, BEFORE) == []
    assert problems(book, THEN) == problems(book, AFTER) == [RECORD.problem]
    assert at(book, AFTER).published[RECORD.id] == (THEN, THEN)
    assert [entry.id for entry in waiting(book.entries, BEFORE)] == [RECORD.id]
    assert waiting(book.entries, THEN) == ()


def test_until_then_the_public_reads_what_it_read_before() -> None:
    book = a_book()
    signed(book)
    signed(book, OTHER, at=SIGNED, not_before=THEN, as_of="2025-03-31")
    assert (problems(book, BEFORE), at(book, BEFORE).as_of) == ([RECORD.problem], date(2025, 3, 10))
    assert (problems(book, THEN), at(book, THEN).as_of) == ([OTHER.problem], date(2025, 3, 31))


def test_what_a_later_signature_overtook_is_never_public() -> None:
    book = a_book()
    signed(book, not_before=THEN)
    signed(book, OTHER, at=BEFORE)
    assert problems(book, BEFORE) == problems(book, AFTER) == [OTHER.problem]
    assert [act.at for act in at(book, AFTER).publications if act.id == RECORD.id] == [BEFORE]
    assert waiting(book.entries, BEFORE) == ()


@pytest.mark.parametrize("withdrawn", [RECORD, PLAN])
def test_what_was_withdrawn_before_its_moment_never_was_public_and_leaves_no_page(withdrawn: object) -> None:
    book = a_book()
    signed(book, not_before=THEN)
    book.line("withdraw", withdrawn, at=BEFORE, reason="依规定不再公开")  # type: ignore[arg-type]
    for now in (BEFORE, AFTER):
        assert problems(book, now) == []
        assert RECORD.id not in {one.id for one in at(book, now).withdrawn}


def test_a_revision_that_is_withdrawn_while_it_waits_takes_the_public_text_along() -> None:
    book = a_book()
    signed(book)
    signed(book, OTHER, not_before=THEN)
    book.line("withdraw", RECORD, at=BEFORE, reason="依规定不再公开")
    for now in (BEFORE, AFTER):
        assert problems(book, now) == []
        assert [one.id for one in at(book, now).withdrawn] == [RECORD.id]


def test_where_all_waits_the_next_step_is_to_wait() -> None:
    book = Book()
    signed(book, PLAN, not_before=THEN)
    with pytest.raises(LedgerError, match="L145"):
        at(book, BEFORE)
    assert at(book, THEN).plans == (PLAN,)


def test_a_build_that_is_told_no_time_takes_the_latest_the_ledger_has_seen() -> None:
    book = a_book()
    signed(book, not_before=THEN)
    assert editions.edition(book.entries, book.contents).records == ()
    signed(book, PLAN.model_copy(update={"title": "方案二"}), at=AFTER)
    assert [record.id for record in editions.edition(book.entries, book.contents).records] == [RECORD.id]


MOMENTS = st.sampled_from([SIGNED, BEFORE, THEN, AFTER])
STEP = st.tuples(
    st.sampled_from(["approve", "withdraw"]),
    st.sampled_from([PLAN, RECORD, OTHER]),
    st.none() | MOMENTS,
    MOMENTS,
)


@given(st.lists(STEP, max_size=6), MOMENTS)
def test_an_edition_built_for_its_own_newest_moment_is_the_same(steps: list[tuple], now: str) -> None:  # type: ignore[type-arg]
    """So the site itself says for which time it was built, and anyone can build it again without a clock."""
    book = a_book()
    for op, document, not_before, moment in sorted(steps, key=lambda step: step[3]):
        if op == "approve":
            signed(book, document, at=moment, not_before=not_before)
        else:
            book.line("withdraw", document, at=moment, reason="依规定不再公开")
    made = at(book, max(now, *(entry.at for entry in book.entries)))
    assert at(book, made.published_at) == made


@given(st.lists(STEP, max_size=6), MOMENTS)
def test_a_ledger_without_moments_is_released_whole(steps: list[tuple], now: str) -> None:  # type: ignore[type-arg]
    book = a_book()
    for op, document, _, moment in steps:
        if op == "approve":
            signed(book, document, at=moment)
    assert released(book.entries, now) == tuple(book.entries)
