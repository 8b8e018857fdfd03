"""The sheet to sign: its code binds paper to bytes, and a change afterwards is named word for word."""

from datetime import date

import pytest

from rectify_site.documents.canonical import content
from rectify_site.errors import SourceError
from rectify_site.ledger import chain
from rectify_site.ledger.entries import Change, Content
from rectify_site.ledger.sheets import (
    Difference,
    Item,
    Sheet,
    change,
    differences,
    normal,
    sheet,
    unchanged_since,
)
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


def test_the_code_of_a_sheet_stays_the_code_of_that_sheet() -> None:
    """Papers that were printed lie in binders for years: no version may make another code of the same sheet."""
    record = Item("record", "2025-a-01", {"id": "2025-a-01", "problem": "窗口排队久"}, None, (), "ab")
    plan = Item("plan", "2025-a", {"id": "2025-a"}, None, ())
    assert Sheet(DAY, (record, plan)).code == Sheet(DAY, (plan, record)).code == "VCJN-0Q13-6BV4-654Z"
    assert Sheet(DAY, ()).code == "CRPV-9VV6-TM86-7F1W"
    codes = {
        Sheet(DAY, (one,)).code for one in (record, record._replace(after=""), record._replace(id="x"), plan)
    }
    assert len(codes) == 4


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("5TF6-AVPK-W8RV-FD4K", "5TF6-AVPK-W8RV-FD4K"),
        (" 5tf6avpk w8rv\tfd4k\n", "5TF6-AVPK-W8RV-FD4K"),
        ("oIl0-Oil1", "0110-0111"),
        ("5TF6-AVPK-W", "5TF6-AVPK-W"),
        ("", ""),
    ],
)
def test_a_code_is_read_as_people_type_it_from_paper(typed: str, code: str) -> None:
    assert normal(typed) == code


WORDS = {"text": "全文", "public": "公开稿"}


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ("a", "a", []),
        ({"x": {"y": "1", "z": "2"}}, {"x": {"y": "2", "z": "2"}}, [("x.y", "1", "2")]),
        ({"x": "1", "y": "2"}, {"z": "3", "x": "1"}, [("z", None, "3"), ("y", "2", None)]),
        ({"x": ["a"]}, {"x": ["a", "b"]}, [("x.1", None, "b")]),
        ({"x": None}, {"x": ["a"]}, [("x.0", None, "a")]),
        ({"x": {"y": ["a"]}}, {}, [("x.y.0", "a", None)]),
        ({"x": 0}, {"x": 1}, [("x", "0", "1")]),
        ({"x": None}, {"x": 0}, [("x", None, "0")]),
        ({"x": ["a"]}, {"x": "a"}, [("x", "['a']", "a")]),
        ("全文", WORDS, [("x.public", "全文", "公开稿")]),
        (WORDS, "全文", [("x.public", "公开稿", "全文")]),
        ("别的", WORDS, [("x.public", "别的", "公开稿"), ("x.text", "别的", "全文")]),
        (WORDS, "别的", [("x.public", "公开稿", "别的"), ("x.text", "全文", "别的")]),
        ("公开稿", WORDS, [("x.public", "公开稿", "公开稿"), ("x.text", "公开稿", "全文")]),
    ],
)
def test_a_difference_is_a_field_and_its_words_before_and_after(
    before: object, now: object, found: list[tuple[str, str | None, str | None]]
) -> None:
    trees = [one if isinstance(one, dict) and one is not WORDS else {"x": one} for one in (before, now)]
    assert list(differences(*trees)) == found


def signed(*documents: Record) -> tuple[tuple[object, ...], dict[str, Content]]:
    """A ledger that approved these, line by line."""
    lines, texts = [], {}
    for document in documents:
        tree = content(document)
        text = Content(digest=chain.digest(SALT, tree), salt=SALT, content=tree)
        texts[text.digest] = text
        lines.append({**fields(a_ledger(1)[0]), "id": document.id, "digest": text.digest, "as_of": DAY})
    return grown((), *lines), texts


def test_a_sheet_shows_what_differs_from_what_is_signed_and_how() -> None:
    other = a_record(id="2025-a-02")
    entries, texts = signed(a_record(), other)
    new = a_record(problem="窗口排队太久")
    [item] = sheet([new, other], entries, texts, DAY).items  # type: ignore[arg-type]
    assert item.key == ("record", "2025-a-01")
    assert (item.change, item.content) == (None, content(new))
    assert item.differences == (Difference("problem", "窗口排队久", "窗口排队太久"),)
    assert item.after == entries[0].hash  # type: ignore[attr-defined]
    [item] = sheet([a_record(id="2025-a-03")], entries, texts, DAY).items  # type: ignore[arg-type]
    assert (item.change, item.after) == (Change.NEW, "")
    assert item.differences[0] == Difference("id", None, "2025-a-03")


def test_a_date_alone_renews_no_matter_and_nothing_beside_what_differs() -> None:
    entries, texts = signed(a_record())
    later = date(2025, 3, 11)
    assert sheet([a_record()], entries, texts, later).items == ()  # type: ignore[arg-type]
    found = sheet([a_plan(), a_record()], (), {}, later).items
    assert [item.kind for item in found] == ["plan", "record"]
    assert [item.kind for item in sheet([a_plan()], (), {}, date(1, 1, 1)).items] == ["plan"]


def test_a_plan_that_changed_is_renewed_with_no_other() -> None:
    entries, texts = signed(a_record())
    found = sheet([a_record(problem="别的")], entries, texts, date(2025, 3, 11)).items  # type: ignore[arg-type]
    assert [item.id for item in found] == ["2025-a-01"]


def test_what_was_signed_after_the_sheet_was_printed_is_refused_and_what_is_the_same_is_taken() -> None:
    entries, texts = signed(a_record())
    new = a_record(problem="窗口排队太久")
    printed = sheet([new], entries, texts, DAY)  # type: ignore[arg-type]
    key = [("record", "2025-a-01")]
    unchanged_since(printed, printed, key)
    again = printed.items[0]._replace(after="cd" * 32)
    with pytest.raises(SourceError, match="G119") as refusal:
        unchanged_since(printed, Sheet(DAY, (again,)), key)
    assert refusal.value.exit_code == 1
    assert refusal.value.values == {"id": "2025-a-01", "code": printed.code}


def test_a_refusal_names_words_that_came_or_went_too() -> None:
    target = {"target": "排队不超过十分钟"}
    for before, now, words in (
        ({}, target, ("", "排队不超过十分钟")),
        (target, {}, ("排队不超过十分钟", "")),
    ):
        reviewed, current = (sheet([a_record(**one)], (), {}, DAY) for one in (before, now))
        with pytest.raises(SourceError) as refusal:
            unchanged_since(reviewed, current, [("record", "2025-a-01")])
        found = refusal.value.values
        assert (refusal.value.exit_code, found["before"], found["after"]) == (1, *words)
        assert found["code"] == reviewed.code
    with pytest.raises(SourceError) as refusal:
        unchanged_since(sheet([], (), {}, DAY), current, [("record", "2025-a-01")])
    assert (refusal.value.code, refusal.value.exit_code) == ("G102", 1)
