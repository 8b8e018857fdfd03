"""At year end what is not done goes on with its history; what is done stays; nothing is carried over twice."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from rectify_site.errors import SourceError
from rectify_site.model.events import EventKind
from rectify_site.model.states import Group, group, status
from rectify_site.store.projects import tree
from rectify_site.workflow import carrying, checking
from rectify_site.workflow.opening import open_office

OLD, NEW, DAY = "2024-minzhu", "2025-xuncha", date(2026, 7, 1)


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    return root


def test_what_is_not_done_is_carried_over_once_and_keeps_its_state(office: Path) -> None:
    before = {record.id: record for record in open_office(office).office.records}
    found = carrying.carry_over(office, OLD, NEW, DAY)
    opened = open_office(office)
    plan = opened.office.plan_of[OLD]
    records = [record for record in opened.office.records if record.plan == OLD]
    assert {name for name, _ in found.carried} | set(found.stays) == {record.id for record in records}
    assert found.carried
    assert found.stays
    for record in records:
        old = before[record.id]
        assert status(record.events, DAY) is status(old.events, DAY)
        assert record.events[: len(old.events)] == old.events
        done = group(status(old.events, DAY), plan) in {Group.DONE, None}
        assert (record.events[-1].kind is EventKind.CARRIED_OVER) is not done
    assert checking.check(office).findings == ()
    again = carrying.carry_over(office, OLD, NEW, DAY)
    assert again.carried == ()
    assert set(again.before) == {name for name, _ in found.carried}


@pytest.mark.parametrize(
    ("old", "new", "code"), [("2099-x", NEW, "G175"), (OLD, "2099-x", "G175"), (OLD, OLD, "G176")]
)
def test_both_plans_have_to_be_there_and_to_differ(office: Path, old: str, new: str, code: str) -> None:
    before = tree(office / "content")
    with pytest.raises(SourceError, match=code):
        carrying.carry_over(office, old, new, DAY)
    assert tree(office / "content") == before
