"""The customs of each kind of plan are complete, and its words are known where they are read."""

from __future__ import annotations

import pytest

from rectify_site.intake import status_words
from rectify_site.model.events import EventKind
from rectify_site.model.plan_kinds import ANSWERING, CUSTOMS
from rectify_site.model.records import PlanKind, Record

KINDS = tuple(PlanKind)


def test_every_kind_has_customs() -> None:
    assert set(CUSTOMS) == set(PlanKind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_a_unit_may_choose_are_read_back(kind: PlanKind) -> None:
    assert all(status_words.read(word) for word in CUSTOMS[kind].claims)


@pytest.mark.parametrize("kind", KINDS)
def test_a_matter_is_reported_and_checked_before_it_is_closed(kind: PlanKind) -> None:
    steps = CUSTOMS[kind].closing
    assert steps[:2] == (EventKind.SUBMITTED, EventKind.ACCEPTED)
    assert [step for step in EventKind if step in steps] == list(steps)


@pytest.mark.parametrize("kind", KINDS)
def test_roles_that_are_expected_are_fields_of_a_record(kind: PlanKind) -> None:
    roles = {role for group in CUSTOMS[kind].expected for role in group}
    assert roles | set(ANSWERING) <= set(Record.model_fields)
