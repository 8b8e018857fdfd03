"""A corrected source meets drafts: what one side changed holds, what both changed is asked, ids stay for ever."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site import intake
from rectify_site.intake.merge import Merged, merge
from rectify_site.intake.report import documents
from tests.intake.samples import PROBLEMS

Drafts = dict[str, dict[str, Any]]
PLAN = "2022-minzhu"
FIRST, SECOND, THIRD = (f"{PLAN}-0{number}" for number in (1, 2, 3))
NEW_MATTER = "1.台账不够清楚。\n整改措施：重新登记。\n责任领导：局长\n落实时限：2022年8月底\n"


def drafts(text: str = PROBLEMS) -> Drafts:
    return documents(intake.read("方案.txt", text.encode()))


def with_field(ours: Drafts, name: str, **fields: object) -> Drafts:
    return {**ours, name: {**ours[name], **fields}}


def headings(merged: Merged) -> dict[str, str]:
    return {name: its["problem"] for name, its in merged.documents.items() if "problem" in its}


def renumbered(text: str) -> str:
    """The items numbered anew from 1."""
    count = iter(range(1, 100))
    return re.sub(r"(?m)^\d+\.", lambda _: f"{next(count)}.", text)


def test_a_first_import_adds_everything() -> None:
    merged = merge(None, {}, drafts())
    assert merged.documents == drafts()
    assert merged.added == (PLAN, FIRST, SECOND, THIRD)


def test_the_same_source_again_changes_nothing() -> None:
    first = merge(None, {}, drafts())
    again = merge(first.base, first.documents, drafts())
    assert again == Merged(first.documents, base=first.base, names=again.names)
    assert all(name == kept for name, kept in again.names.items())


def test_what_only_the_source_changed_is_taken() -> None:
    before = drafts()
    merged = merge(before, before, drafts(PROBLEMS.replace("责任领导：XX", "责任领导：局长")))
    assert merged.updated == ((SECOND, "leaders"),)
    assert merged.documents[SECOND]["leaders"] == ["局长"]
    assert merged.conflicts == ()


def test_what_only_the_draft_changed_is_kept() -> None:
    before = drafts()
    ours = with_field(before, FIRST, leaders=["书记"])
    merged = merge(before, ours, before)
    assert merged.documents == ours
    assert merged.kept == ((FIRST, "leaders"),)


def test_what_both_changed_alike_is_no_conflict() -> None:
    now = drafts(PROBLEMS.replace("责任领导：XX", "责任领导：局长"))
    merged = merge(drafts(), now, now)
    assert (merged.updated, merged.kept, merged.conflicts) == ((), (), ())


def test_what_both_changed_differently_keeps_the_draft_and_is_asked_until_decided() -> None:
    before = drafts()
    ours = with_field(before, SECOND, leaders=["书记"])
    theirs = drafts(PROBLEMS.replace("责任领导：XX", "责任领导：局长"))
    first = merge(before, ours, theirs)
    assert [tuple(conflict) for conflict in first.conflicts] == [(SECOND, "leaders", ["书记"], ["局长"])]
    assert first.documents[SECOND]["leaders"] == ["书记"]
    again = merge(first.base, first.documents, theirs)
    assert again.conflicts == first.conflicts
    source = merge(first.base, first.documents, theirs, "source")
    assert (source.documents[SECOND]["leaders"], source.conflicts) == (["局长"], ())
    draft = merge(first.base, first.documents, theirs, "draft")
    assert (draft.documents[SECOND]["leaders"], draft.conflicts) == (["书记"], ())
    assert merge(draft.base, draft.documents, theirs).conflicts == ()


def test_scope_basis_and_events_belong_to_the_draft() -> None:
    before = drafts()
    own = {"scope": "public", "basis": "党务公开", "events": [{"on": "2022-03-01", "kind": "started"}]}
    merged = merge(
        before, with_field(before, FIRST, **own), drafts(PROBLEMS.replace("学习表", "课表")), "source"
    )
    assert {name: merged.documents[FIRST][name] for name in own} == own
    assert merged.updated == ((FIRST, "measures.0"),)


def test_where_a_draft_came_from_is_always_the_newest_and_no_change() -> None:
    before = drafts()
    theirs = drafts("\n" + PROBLEMS)
    merged = merge(before, before, theirs)
    assert (merged.updated, merged.kept) == ((), ())
    assert [its["source"] for its in merged.documents.values()] == [its["source"] for its in theirs.values()]


def test_a_public_wording_survives_beside_a_correction_of_another_measure() -> None:
    before = drafts()
    measures = deepcopy(before[FIRST]["measures"])
    measures[1] = {"text": {"text": measures[1]["text"], "public": "按季检查"}}
    merged = merge(
        before, with_field(before, FIRST, measures=measures), drafts(PROBLEMS.replace("学习表", "课表"))
    )
    assert merged.documents[FIRST]["measures"] == [{"text": "一是按月排出课表。"}, measures[1]]
    assert (merged.updated, merged.kept) == (((FIRST, "measures.0"),), ((FIRST, "measures.1"),))


def test_a_deadline_is_one_thing() -> None:
    before = drafts()
    ours = with_field(
        before, FIRST, deadline={"kind": "by_date", "text": "2022年9月底", "date": "2022-09-29"}
    )
    merged = merge(before, ours, drafts(PROBLEMS.replace("2022年9月底", "2022年10月底")))
    assert [conflict.field for conflict in merged.conflicts] == ["deadline"]


@pytest.mark.parametrize("place", ["1.学习计划", "2.讨论交流", "3.报装手续"])
def test_a_matter_inserted_gets_a_new_id_and_moves_no_other(place: str) -> None:
    before = drafts()
    text = renumbered(PROBLEMS.replace(place, NEW_MATTER + place))
    merged = merge(before, before, drafts(text))
    assert merged.added == (f"{PLAN}-04",)
    assert {**headings(merged)} == {**headings(Merged(before)), f"{PLAN}-04": "台账不够清楚。"}
    assert merged.gone == ()
    again = merge(merged.base, merged.documents, drafts(text))
    assert (again.documents, again.added, again.updated) == (merged.documents, (), ())


def test_a_matter_struck_out_is_named_and_stays() -> None:
    before = drafts()
    text = re.sub(r"(?s)2\.讨论.*?(?=（二）)", "", PROBLEMS)
    merged = merge(before, before, drafts(text))
    assert merged.gone == (SECOND,)
    assert headings(merged) == headings(Merged(before))
    assert merge(merged.base, merged.documents, drafts(text)).gone == (SECOND,)
    assert merge(merged.base, merged.documents, drafts()).gone == ()


def test_a_matter_in_the_place_of_another_is_another_matter() -> None:
    before = drafts()
    text = re.sub(r"(?s)2\.讨论.*?(?=（二）)", NEW_MATTER.replace("1.", "2."), PROBLEMS)
    merged = merge(before, before, drafts(text))
    assert (merged.gone, merged.added) == ((SECOND,), (f"{PLAN}-04",))
    assert merged.documents[SECOND]["problem"] == "讨论交流偏少。"


def test_a_heading_corrected_in_a_word_is_the_same_matter() -> None:
    before = drafts()
    text = renumbered(PROBLEMS.replace("1.学习计划落实得", NEW_MATTER + "1.学习计划执行得"))
    merged = merge(before, before, drafts(text))
    assert merged.documents[FIRST]["problem"] == "学习计划执行得不够好。"
    assert merged.added == (f"{PLAN}-04",)


def test_a_heading_written_anew_over_the_same_measures_is_the_same_matter() -> None:
    before = drafts()
    merged = merge(before, before, drafts(PROBLEMS.replace("报装手续偏多", "群众办事不方便")))
    assert merged.updated == ((THIRD, "problem"),)


def test_a_heading_the_draft_had_corrected_already_is_found_again() -> None:
    before = drafts()
    ours = with_field(before, THIRD, problem="群众办事还不方便。", measures=[{"text": "减去三份材料。"}])
    merged = merge(
        before,
        ours,
        drafts(PROBLEMS.replace("报装手续偏多", "群众办事还不方便").replace("减去两份", "压减几份")),
    )
    assert (merged.added, merged.gone) == ((), ())


def test_matters_of_one_name_keep_their_order() -> None:
    text = PROBLEMS.replace("讨论交流偏少", "学习计划落实得不够好")
    before = drafts(text)
    merged = merge(before, before, drafts(text.replace("每月安排", "每周安排")))
    assert merged.updated == ((SECOND, "measures.0"),)


def test_a_draft_the_clerk_deleted_stays_deleted_until_the_source_is_wanted() -> None:
    before = drafts()
    ours = {name: its for name, its in before.items() if name != SECOND}
    merged = merge(before, ours, before)
    assert SECOND not in merged.documents
    assert (merged.kept, merged.added) == (((SECOND, ""),), ())
    assert merge(before, ours, before, "source").documents == before


def test_an_id_given_once_is_never_given_again() -> None:
    before = drafts()
    ours = {name: its for name, its in before.items() if name != THIRD}
    text = re.sub(r"(?s)3\.报装.*?(?=三、)", NEW_MATTER.replace("1.", "3."), PROBLEMS)
    assert merge(before, ours, drafts(text)).added == (f"{PLAN}-04",)


def test_without_memory_of_the_source_every_difference_is_asked() -> None:
    merged = merge(None, drafts(), drafts(PROBLEMS.replace("责任领导：XX", "责任领导：局长")))
    assert [(conflict.id, conflict.field) for conflict in merged.conflicts] == [(SECOND, "leaders")]


VALUES = st.sampled_from(["甲", "乙", "丙"])
SIDES = st.fixed_dictionaries({"number": VALUES, "target": VALUES, "measures": st.lists(VALUES, max_size=3)})


@given(SIDES, SIDES, SIDES, st.sampled_from([None, "source", "draft"]))
def test_merging_is_at_rest_after_one_time(base: Any, ours: Any, theirs: Any, take: Any) -> None:  # noqa: ANN401
    fixed = {"id": FIRST, "problem": "学得少", "deadline": {"kind": "none"}}
    sides = [{FIRST: {**fixed, **side}} for side in (base, ours, theirs)]
    once = merge(sides[0], sides[1], sides[2], take)
    twice = merge(once.base, once.documents, sides[2], take)
    assert (twice.documents, twice.base, twice.conflicts) == (once.documents, once.base, once.conflicts)
    assert twice.updated == ()
    if take is not None:
        assert once.conflicts == ()
    for field, value in theirs.items():
        if ours[field] == base[field] or ours[field] == value:
            assert once.documents[FIRST][field] == value
