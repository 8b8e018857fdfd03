"""What ``status`` measures for the office: the way of an event to the public, and problems that come back."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site import workdays
from rectify_site.workflow import recurring, timeliness

DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))


@given(DAYS, st.integers(0, 40))
def test_between_undoes_after(day: date, count: int) -> None:
    assert workdays.between(day, workdays.after(day, count)) == count


@given(DAYS, DAYS)
def test_between_is_never_negative_and_never_more_than_the_days(day: date, until: date) -> None:
    assert 0 <= workdays.between(day, until) <= max((until - day).days, 0)


def test_each_event_is_measured_once_by_its_first_publication(sample: Path) -> None:
    found = timeliness.timeliness(sample)
    keys = [(way.record, way.kind, way.on) for way in found.late]
    assert len(keys) == len(set(keys))
    for way in found.late:
        assert way.took > timeliness.ALLOWED
        assert way.signed is not None
        assert way.on <= way.signed <= way.published
    assert 0 < len(found.late) < found.events
    assert max(way.took for way in found.late) == found.late[0].took


@pytest.fixture
def two_plans(sample: Path, tmp_path: Path) -> Path:
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    return root


def test_a_problem_that_comes_back_in_another_plan_is_named(two_plans: Path) -> None:
    path = two_plans / "content/plans/2025-xuncha/records/2025-xuncha-03.yml"
    text = path.read_text("utf-8")
    before = "problem: 有的社区养老用房改作了办公或者仓库"
    assert before in text
    path.write_text(text.replace(before, "problem: 老年助餐点仍然少，离得远的老人吃不上"), "utf-8")
    found = recurring.recurring(two_plans)
    assert [(again.first, again.second) for again in found] == [("2024-minzhu-10", "2025-xuncha-03")]


def test_problems_of_one_plan_and_different_ones_are_not(sample: Path) -> None:
    assert recurring.recurring(sample) == ()
