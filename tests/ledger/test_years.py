"""The sealed years as the ledger tells them: a correction takes back what a year shows, and adds nothing to it."""

from __future__ import annotations

from datetime import date

import pytest

from rectify_site.errors import ArchiveError
from rectify_site.ledger import chain, years
from rectify_site.ledger.entries import Entry
from rectify_site.ledger.years import Seals
from rectify_site.model.edition import Resealing, Retirement, SealedYear, Snapshot
from rectify_site.model.office import Document
from tests.ledger.test_editions import PLAN, RECORD, Book

FIRST, SECOND, THIRD = ("a" * 64, "b" * 64, "c" * 64)
OTHER = RECORD.model_copy(update={"problem": "新的说法"})
LATER = RECORD.model_copy(update={"id": "2025-a-02"})
NOW = "2027-01-01T00:00:00+08:00"


class Archive(Book):
    """A ledger with a plan and a matter, to which lines about years are added."""

    def __init__(self) -> None:
        super().__init__()
        self.approve(PLAN)
        self.approve(RECORD)

    def year(self, op: str, year: int, digest: str = FIRST, **more: object) -> Entry:
        about = {"op": op, "kind": "archive", "id": str(year), "digest": digest}
        at = f"2026-01-{len(self.entries) + 1:02}T10:00:00+08:00"
        self.entries.append(chain.seal(self.entries[-1], {**about, "at": at, **more}))
        return self.entries[-1]

    def again(self, year: int, digest: str, **more: object) -> Entry:
        """The year sealed once more, as the tool writes it."""
        known = years.seals(self.entries)[year]
        return self.year(
            "seal", year, digest, basis=years.replaces(len(known.lines), known.last.digest), **more
        )

    def changed(self, document: Document, change: str, **more: object) -> None:
        """A document signed once more; ``change`` is how the new text differs."""
        digest = self.approve(document)
        line = self.entries.pop().model_dump(by_alias=True, exclude={"seq", "prev", "hash"})
        self.entries.append(chain.seal(self.entries[-1], {**line, "change": change, **more}))
        assert self.entries[-1].digest == digest

    def of(self, year: int) -> Seals:
        return years.seals(self.entries)[year]

    def stale(self, year: int, now: str = NOW) -> bool:
        return years.stale(self.entries, self.of(year), now)


def test_years_are_told_in_their_order_each_with_all_its_seals() -> None:
    book = Archive()
    late, early = book.year("seal", 2025), book.year("seal", 2024, SECOND)
    again = book.again(2025, THIRD)
    found = years.seals(book.entries)
    assert list(found) == [2024, 2025]
    assert found[2024] == Seals(2024, (early,))
    assert found[2025].lines == (late, again)
    assert found[2025].last == again
    assert found[2025].digests == (FIRST, THIRD)
    assert found[2025].before == Seals(2025, (late,))
    assert found[2024].before is None


def test_a_correction_names_the_seal_it_replaces() -> None:
    assert years.replaces(2, "ab12") == "补封（第2次），代替 ab12"
    for basis in (None, years.replaces(1, SECOND), years.replaces(2, FIRST)):
        book = Archive()
        book.year("seal", 2025)
        book.year("seal", 2025, THIRD, basis=basis)
        with pytest.raises(ArchiveError) as refusal:
            years.seals(book.entries)
        assert refusal.value.code == "A110"
        assert refusal.value.values == {"line": "4", "year": "2025"}


def test_a_year_is_offline_from_the_line_that_says_so_to_the_one_that_takes_it_back() -> None:
    book = Archive()
    book.year("retire", 2024)
    book.year("seal", 2025)
    gone = book.year("retire", 2025)
    assert list(years.seals(book.entries)) == [2025]  # one that was never sealed cannot go
    assert book.of(2025).retired == gone
    book.year("reopen", 2025)
    assert book.of(2025).retired is None


def test_the_public_reads_days_numbers_and_reasons_and_nothing_else() -> None:
    book = Archive()
    book.year("seal", 2025)
    assert years.told(book.of(2025)) == SealedYear(year=2025, on=date(2026, 1, 3))
    book.again(2025, SECOND, reason="依规定不再公开")
    book.again(2025, THIRD)
    book.year("retire", 2025, document="澄整办〔2026〕9号")
    assert years.told(book.of(2025)) == SealedYear(
        year=2025,
        on=date(2026, 1, 3),
        corrections=(
            Resealing(number=1, on=date(2026, 1, 4), reason="依规定不再公开"),
            Resealing(number=2, on=date(2026, 1, 5), reason=""),
        ),
        retired=Retirement(on=date(2026, 1, 6), document="澄整办〔2026〕9号"),
    )
    book.year("retire", 2025)
    retired = years.told(book.of(2025)).retired
    assert retired is not None
    assert retired.document == ""


def test_a_year_that_is_not_sealed_is_made_of_all_that_holds() -> None:
    book = Archive()
    book.year("seal", 2024)
    book.changed(OTHER, "revision")
    book.changed(LATER, "new", not_before="2027-02-01T00:00:00+08:00")
    assert years.lines_of(book.entries, 2025, NOW) == tuple(book.entries[:-1])


TAKEN = {"replaced": "内容更正后重新发布", "by rule": "依规定不再公开", "without a trace": None}
KEPT = {"merged": "事项合并", "archived": "已移交档案馆"}


@pytest.mark.parametrize("why", [*TAKEN, *KEPT])
def test_a_sealed_year_is_stale_once_something_it_shows_was_wrongly_public(why: str) -> None:
    """What was merged or moved to the archive later was rightly public on its day."""
    book = Archive()
    book.year("seal", 2025)
    assert not book.stale(2025)
    book.line("withdraw", RECORD, reason={**TAKEN, **KEPT}[why])
    assert book.stale(2025) is (why in TAKEN)
    shown = years.shown(book.entries, book.of(2025))
    assert shown == {book.entries[0].digest, book.entries[1].digest}


@pytest.mark.parametrize(
    ("change", "stale"), [("correction", True), ("revision", False), ("progress", False), ("new", False)]
)
def test_only_a_correction_of_what_it_shows_reaches_back_into_a_year(change: str, stale: bool) -> None:  # noqa: FBT001
    book = Archive()
    book.year("seal", 2025)
    book.changed(OTHER, change)
    assert book.stale(2025) is stale


def test_a_correction_reaches_back_at_its_moment_and_not_before() -> None:
    book, moment = Archive(), "2026-06-01T00:00:00+08:00"
    book.year("seal", 2025)
    book.changed(OTHER, "correction", not_before=moment)
    assert not book.stale(2025, "2026-05-31T23:59:59+08:00")
    assert book.stale(2025, moment)


def test_what_came_after_the_seal_touches_the_year_only_if_the_year_shows_it() -> None:
    book = Archive()
    book.year("seal", 2025)
    book.changed(LATER, "correction")
    book.line("withdraw", LATER, reason="依规定不再公开")
    book.line("purge", LATER)
    assert not book.stale(2025)
    book.line("purge", RECORD)
    assert book.stale(2025)


def test_what_was_withdrawn_before_the_seal_is_not_shown_and_cannot_be_taken_back() -> None:
    book = Archive()
    book.line("withdraw", RECORD, reason="依规定不再公开")
    book.year("seal", 2025)
    assert years.shown(book.entries, book.of(2025)) == {book.entries[0].digest}


def test_a_corrected_bag_shows_the_corrected_text_and_is_fresh_again() -> None:
    book = Archive()
    book.year("seal", 2025)
    book.changed(OTHER, "correction")
    corrected = book.entries[-1].digest
    book.again(2025, SECOND)
    assert not book.stale(2025)
    assert years.shown(book.entries, book.of(2025)) == {book.entries[0].digest, corrected}


def test_what_waited_when_a_year_was_sealed_is_in_no_bag_of_it() -> None:
    book = Archive()
    book.changed(LATER, "new", not_before="2026-06-01T00:00:00+08:00")
    book.year("seal", 2025)
    shown = years.shown(book.entries, book.of(2025))
    assert shown == {book.entries[0].digest, book.entries[1].digest}
    assert not book.stale(2025)


def test_each_bag_names_the_bag_of_the_year_before_as_it_counts_then() -> None:
    book = Archive()
    assert years.snapshot(book.entries, 2025, None) == Snapshot(year=2025)
    book.year("seal", 2023, THIRD)
    book.year("seal", 2024, FIRST)
    book.again(2024, SECOND)
    before = {"previous_year": 2024, "previous": SECOND}
    assert years.snapshot(book.entries, 2025, "为何") == Snapshot(year=2025, **before)
    book.year("seal", 2025, THIRD)
    again = {"number": 1, "replaces": THIRD}
    assert years.snapshot(book.entries, 2025, None) == Snapshot(year=2025, **before, **again)
    assert years.snapshot(book.entries, 2025, "为何").reason == "为何"


def test_a_year_is_of_its_last_day_and_of_the_lines_before_its_seal() -> None:
    book = Archive()
    book.approve(PLAN, "2026-01-10")
    bag = Snapshot(year=2025)
    made = years.edition(book.entries, book.contents, bag, NOW)
    assert (made.as_of, made.snapshot) == (date(2025, 12, 31), bag)
    assert (made.head, made.size) == (chain.head(book.entries), 3)
    book.year("seal", 2025)
    book.changed(LATER, "new")
    again = years.edition(book.entries, book.contents, bag, NOW)
    assert [record.id for record in again.records] == [RECORD.id]
    assert (again.head, again.size) == (chain.head(book.entries), 5)
