"""The state machine: every way a matter can go, and that nothing else is a way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.model.events import Event, EventKind
from rectify_site.model.records import Plan
from rectify_site.model.states import GROUPS, RULES, Group, State, group, history, status, step
from rectify_site.model.words import DUE, EVENT, GROUP, STATE, STATE_MEANS


def happened(kind: str, on: str = "2025-03-01", **more: object) -> Event:
    return Event.model_validate({"on": on, "kind": kind, **more})


CLOSING = [
    happened("started"),
    happened("submitted", evidence=[{"title": "验收单"}]),
    happened("accepted", by="区委督查室"),
    happened("notice", **{"from": "2025-03-05", "to": "2025-03-11"}),
    happened("notice_result", objections=0, upheld=0),
    happened("closed", by="区委督查室", document="澄督〔2025〕3号"),
]


def test_every_kind_has_a_rule_and_every_state_a_word() -> None:
    assert set(RULES) == set(EventKind)
    assert set(STATE) == set(STATE_MEANS) == set(State)
    assert set(EVENT) == set(EventKind)
    assert set(GROUP) == set(Group)
    assert len(DUE) == 4
    assert set(GROUPS) == set(State) - {State.MOVED}


def test_the_whole_way_ends_closed() -> None:
    assert [state for _, state in history(CLOSING).reached] == [
        State.IN_PROGRESS,
        State.SUBMITTED,
        State.ACCEPTED,
        State.ON_NOTICE,
        State.ACCEPTED,
        State.CLOSED,
    ]


def test_an_event_after_the_cut_off_has_not_happened() -> None:
    events = [happened("started", "2025-03-01"), happened("submitted", "2025-07-01")]
    assert status(events, as_of=events[0].on) is State.IN_PROGRESS


@pytest.mark.parametrize(
    "sent_back",
    [
        happened("rework", cause="superior"),
        happened("look_back", result="relapsed"),
        happened("answered", result="adopted", make_up=True),
        happened("answered", result="explained", satisfied="no", make_up=True),
    ],
)
def test_a_closed_matter_opens_only_by_rework(sent_back: Event) -> None:
    assert status([*CLOSING, sent_back]) is State.REWORK


@pytest.mark.parametrize(
    "kind", ["started", "submitted", "accepted", "notice", "closed", "progress", "moved"]
)
def test_nothing_else_opens_a_closed_matter(kind: str) -> None:
    told = history([*CLOSING, happened(kind)])
    assert told.state is State.CLOSED
    assert [refused.kind for refused in told.refused] == [kind]


def test_an_upheld_objection_sends_it_back() -> None:
    events = [*CLOSING[:4], happened("objection"), happened("notice_result", objections=1, upheld=1)]
    assert status(events) is State.REWORK


def test_progress_implies_that_work_has_begun() -> None:
    assert status([happened("progress", text="已摸底")]) is State.IN_PROGRESS


def test_a_plan_without_formal_closing_is_done_when_accepted() -> None:
    short = Plan.model_validate(
        {"id": "2025-a", "kind": "other", "title": "方案", "closing": ["submitted", "accepted"]}
    )
    long = Plan.model_validate({"id": "2025-a", "kind": "other", "title": "方案"})
    assert group(State.ACCEPTED, short) is Group.DONE
    assert group(State.ACCEPTED, long) is Group.CHECKING
    assert group(State.MOVED, long) is None


@given(st.lists(st.sampled_from(list(EventKind)), max_size=12))
def test_any_list_of_events_has_a_state_and_refusals_change_nothing(kinds: list[EventKind]) -> None:
    events = [happened(kind) for kind in kinds]
    told = history(events)
    refused = {item.index for item in told.refused}
    kept = [event for index, event in enumerate(events) if index not in refused]
    assert history(kept).state is told.state
    assert len(told.reached) + len(told.refused) == len(events)


@given(st.sampled_from(list(State)), st.sampled_from(list(EventKind)))
def test_a_step_is_a_state_or_a_refusal(state: State, kind: EventKind) -> None:
    assert step(state, happened(kind)) in {*State, None}
