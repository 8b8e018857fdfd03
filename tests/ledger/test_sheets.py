"""The sheet to sign: its code binds paper to bytes, and a change afterwards is named word for word."""

from datetime import date

import pytest

from rectify_site.documents.canonical import content
from rectify_site.errors import SourceError
from rectify_site.ledger import chain
from rectify_site.ledger.entries import Change, Content
from rectify_site.ledger.sheets import Difference, change, differences, sheet, unchanged_since
from rectify_site.model.records import Record
from tests.builders import a_plan
from tests.ledger.lines import SALT, a_ledger, fields, grown

DAY = date(2025, 3, 10)


def a_record(**more: object) -> Record:
    fields = {
        "id": "2025-a-01",
        "number": "1",
        "problem": "窗口排队久",
        "deadline": {"kind": "ongoing"},
        **more,
    }
    return Record.model_validate(fields)


EVENT = {"on": "2025-03-01", "kind": "started"}


def test_the_code_is_short_readable_and_the_same_for_the_same_words() -> None:
    one = sheet([a_record()], (), {}, DAY)
    assert one.code == sheet([a_record()], (), {}, DAY).code
    assert len(one.code) == 19
    assert not set(one.code) & set("ILOU")


@pytest.mark.parametrize(
    "other",
    [sheet([a_record(problem="窗口排队太久")], (), {}, DAY), sheet([a_record()], (), {}, date(2025, 3, 11))],
)
def test_another_word_or_another_day_is_another_code(other: object) -> None:
    assert sheet([a_record()], (), {}, DAY).code != other.code  # type: ignore[attr-defined]


def test_what_changed_since_the_review_is_named() -> None:
    reviewed = sheet([a_record()], (), {}, DAY)
    current = sheet([a_record(problem="窗口排队太久")], (), {}, DAY)
    with pytest.raises(SourceError) as refusal:
        unchanged_since(reviewed, current, [("record", "2025-a-01")])
    assert refusal.value.code == "G101"
    assert {"窗口排队久", "窗口排队太久", "problem", "2025-a-01"} <= set(refusal.value.values.values())


def test_what_was_not_on_the_sheet_is_not_taken() -> None:
    with pytest.raises(SourceError, match="G102"):
        unchanged_since(sheet([], (), {}, DAY), sheet([a_record()], (), {}, DAY), [("record", "2025-a-01")])


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (None, a_record(), Change.NEW),
        (a_record(), a_record(events=[EVENT]), Change.PROGRESS),
        (a_record(events=[EVENT]), a_record(), None),
        (a_record(events=[EVENT]), a_record(events=[{**EVENT, "on": "2025-03-02"}]), None),
        (a_record(), a_record(problem="别的"), None),
        (a_record(), a_record(problem="别的", events=[EVENT]), None),
    ],
)
def test_only_appended_events_are_progress(
    before: Record | None, now: Record, expected: Change | None
) -> None:
    assert change(content(before) if before else None, content(now)) is expected


def test_what_comes_back_after_a_withdrawal_is_not_new() -> None:
    assert change(None, content(a_record()), again=True) is None


def test_differences_name_each_field_once() -> None:
    old, new = {"a": "1", "b": ["x", "y"]}, {"a": "2", "b": ["x"], "c": {"d": "3"}}
    assert list(differences(old, new)) == [
        Difference("a", "1", "2"),
        Difference("b.1", "y", None),
        Difference("c.d", None, "3"),
    ]


def test_a_plan_stands_on_a_sheet_for_its_date_alone_and_only_for_a_later_one() -> None:
    plan = a_plan()
    signed = content(plan)
    approved = Content(digest=chain.digest(SALT, signed), salt=SALT, content=signed)
    line = {"kind": "plan", "id": plan.id, "digest": approved.digest, "as_of": DAY}
    (entry,) = grown((), {**fields(a_ledger(1)[0]), **line})
    ledger = ((entry,), {approved.digest: approved})
    assert [
        sheet([plan], *ledger, day).items != () for day in (date(2025, 3, 9), DAY, date(2025, 3, 11))
    ] == [
        False,
        False,
        True,
    ]
