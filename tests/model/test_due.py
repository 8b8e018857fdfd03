"""Lateness is counted from the signed cut-off date; a calendar stands in for the office's."""

from datetime import date, timedelta

import pytest

from rectify_site.model.due import Due, DueRule, deadline_in_force, due, stale
from rectify_site.model.records import Record

RULE = DueRule(near_days=30, stale_days=90, collected_by=lambda day: day + timedelta(days=28))
DEADLINE = {"kind": "by_date", "date": "2025-06-30"}


def a_record(*events: dict[str, object], deadline: dict[str, object] | None = None) -> Record:
    return Record.model_validate(
        {
            "id": "2025-a-01",
            "number": "1",
            "problem": "窗口排队久",
            "deadline": deadline or DEADLINE,
            "events": events,
        }
    )


STARTED = {"on": "2025-02-01", "kind": "started"}
SUBMITTED = {"on": "2025-06-20", "kind": "submitted", "evidence": [{"title": "验收单"}]}


@pytest.mark.parametrize(
    ("as_of", "condition"),
    [
        (date(2025, 5, 30), Due.NOT_DUE),
        (date(2025, 5, 31), Due.NEAR),
        (date(2025, 6, 29), Due.NEAR),
        (date(2025, 6, 30), Due.REACHED),
        (date(2025, 7, 28), Due.REACHED),
        (date(2025, 7, 29), Due.LATE),
    ],
)
def test_the_four_conditions_follow_the_calendar(as_of: date, condition: Due) -> None:
    assert due(a_record(STARTED), as_of, RULE) is condition


def test_a_matter_reported_unfinished_is_late_at_once() -> None:
    explained = {
        "on": "2025-07-02",
        "kind": "delay_explained",
        "by": "区住建局",
        "reason": "管线迁改推迟",
        "next_step": "八月复工",
        "expected": "2025-09-30",
    }
    assert due(a_record(STARTED, explained), date(2025, 7, 2), RULE) is Due.LATE
    assert due(a_record(STARTED, explained), date(2025, 7, 1), RULE) is Due.REACHED


def test_nothing_is_owed_once_it_is_submitted() -> None:
    assert due(a_record(STARTED, SUBMITTED), date(2025, 12, 31), RULE) is None


def test_a_matter_without_a_date_is_never_late() -> None:
    assert (
        due(a_record(STARTED, deadline={"kind": "ongoing", "text": "长期坚持"}), date(2030, 1, 1), RULE)
        is None
    )


def test_an_approved_change_moves_the_deadline_from_its_own_day_on() -> None:
    moved = {
        "on": "2025-06-10",
        "kind": "deadline_changed",
        "from": "2025-06-30",
        "to": "2025-12-31",
        "reason": "汛期停工",
        "body": "区委常委会",
        "document": "澄督〔2025〕9号",
    }
    record = a_record(STARTED, moved)
    assert deadline_in_force(record.deadline, record.events, date(2025, 6, 9)) == date(2025, 6, 30)
    assert deadline_in_force(record.deadline, record.events, date(2025, 6, 10)) == date(2025, 12, 31)
    assert due(record, date(2025, 8, 1), RULE) is Due.NOT_DUE


def test_what_was_explained_before_an_extension_does_not_make_it_late_again() -> None:
    explained = {
        "on": "2025-06-01",
        "kind": "delay_explained",
        "by": "区住建局",
        "reason": "汛期",
        "next_step": "复工",
    }
    moved = {"on": "2025-06-10", "kind": "deadline_changed", "from": "2025-06-30", "to": "2025-12-31"}
    record = a_record(STARTED, {**explained, "expected": "2025-09-30"}, moved)
    assert due(record, date(2026, 1, 1), RULE) is Due.REACHED


def test_a_matter_sent_back_is_due_by_its_new_deadline() -> None:
    done = {"on": "2025-06-25", "kind": "stage_done", "text": "第一阶段完成"}
    relapsed = {"on": "2026-01-10", "kind": "look_back", "result": "relapsed", "deadline": "2026-12-31"}
    assert due(a_record(STARTED, done, relapsed), date(2026, 1, 11), RULE) is Due.NOT_DUE


def test_an_event_the_table_refuses_moves_no_deadline() -> None:
    closed = [
        SUBMITTED,
        {"on": "2025-06-21", "kind": "accepted", "by": "督查室"},
        {"on": "2025-06-22", "kind": "closed"},
    ]
    late = {"on": "2025-06-23", "kind": "deadline_changed", "to": "2026-06-30"}
    record = a_record(STARTED, *closed, late)
    assert deadline_in_force(record.deadline, record.events, None) == date(2025, 6, 30)


def test_a_matter_without_news_grows_stale() -> None:
    assert not stale(a_record(STARTED), date(2025, 5, 2), RULE)
    assert stale(a_record(STARTED), date(2025, 5, 3), RULE)
