"""Tables add up: parts to totals, rows to the base, and every figure leads to its matters or nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site import links, tables
from rectify_site.model import words
from rectify_site.model.edition import Edition
from rectify_site.model.outputs import Table
from rectify_site.model.states import Group, State
from rectify_site.tables.matters import headings, matters
from tests.builders import (
    CLOSING_STORY,
    PLAN,
    a_plan,
    a_record,
    a_rule,
    a_story,
    a_unit,
    an_edition,
    an_event,
)
from tests.pages.district import MAIN, SECOND, district, two_plans

PARTED = ("by-unit", "by-direction", "by-plan", "by-month")
STORIES = [None, *(kind for _, kind, _ in CLOSING_STORY), "stage_done", "moved", "rework"]


def made(edition: Edition) -> dict[str, Table]:
    return tables.of(edition, a_rule())


def figures(table: Table) -> list[list[int]]:
    return [[int(cell.value) for cell in row[1:]] for row in table.rows]


def column(table: Table, head: str) -> list[object]:
    return [row[table.heads.index(head)].value for row in table.rows]


def a_matter(ordinal: int, story: str | None, units: tuple[str, ...]) -> object:
    """A matter whose story ended with an event of a kind."""
    late = {
        "stage_done": an_event("stage_done", "2022-10-01", text="阶段完成"),
        "moved": an_event("moved", "2022-10-01", document="一号"),
        "rework": an_event("rework", "2022-12-10", cause="public"),
    }
    events = (
        () if story is None else a_story(story) if story not in late else (*a_story("started"), late[story])
    )
    return a_record(ordinal, events=events, lead_units=units, due="2022-10-31" if ordinal % 2 else None)


NAMES = ["区住建局", "区教育局", "未列名单的单位"]
some_matters = st.lists(
    st.tuples(st.sampled_from(STORIES), st.lists(st.sampled_from(NAMES), max_size=2, unique=True)), max_size=8
).map(lambda drawn: [a_matter(n, story, tuple(units)) for n, (story, units) in enumerate(drawn, 1)])


@pytest.mark.slow
@given(some_matters)
def test_parts_sum_to_totals(records: list[object]) -> None:
    edition = an_edition(records)
    found = [matter for matter in matters(edition, a_rule()) if matter.group]
    for key, table in made(edition).items():
        for row in (*figures(table), [int(cell.value) for cell in table.totals[1:]]):
            if key in PARTED:
                total, *parts, late = row
                assert total == sum(parts)
                assert 0 <= late <= total
        if key == "year-on-year":  # years are not added up; the last row is of today
            assert (table.totals, table.rows[-1][1].value) == ((), len(found))
        elif key not in {"by-unit", "by-month", "by-finished"}:
            assert sum(row[0] for row in figures(table)) == table.totals[1].value == len(found)
        assert all(len(row) == len(table.heads) for row in (*table.rows, table.totals) if row)


@pytest.mark.slow
@given(some_matters)
def test_only_figures_that_count_something_lead_somewhere(records: list[object]) -> None:
    for table in made(an_edition(records)).values():
        for row in (*table.rows, table.totals):
            assert not [cell for cell in row[1:] if cell.href and not cell.value]


def test_a_matter_of_two_units_stands_in_both_rows_and_counts_once() -> None:
    both = a_record(1, lead_units=("区住建局", "区教育局"), events=a_story("started"))
    table = made(an_edition([both, a_record(2, lead_units=("区教育局",))]))["by-unit"]
    assert [(row[0].value, row[1].value) for row in table.rows] == [("区住建局", 1), ("区教育局", 2)]
    assert table.totals[1].value == 2
    assert "有1项由两个以上单位牵头，各单位都计；合计每项只计一次。" in table.base


def test_rows_follow_the_list_of_units_and_not_the_count() -> None:
    records = [a_record(n, lead_units=("区教育局",)) for n in (1, 2, 3)]
    records += [
        a_record(4, lead_units=("区住建局",)),
        a_record(5, lead_units=("没有登记的单位",)),
        a_record(6, lead_units=()),
    ]
    table = made(an_edition(records))["by-unit"]
    assert [row[0].value for row in table.rows] == [
        "区住建局",
        "区教育局",
        "没有登记的单位",
        "方案未列牵头单位",
    ]
    assert [row[0].href is None for row in table.rows] == [False, False, True, True]


def test_two_names_of_a_unit_are_one_row() -> None:
    units = (a_unit("zhujian", "区住建局", aliases=("区住房城乡建设局",)),)
    records = [a_record(1, lead_units=("区住建局",)), a_record(2, lead_units=("区住房城乡建设局",))]
    assert figures(made(an_edition(records, units=units))["by-unit"])[0][0] == 2


def test_moved_matters_leave_the_base_and_the_table_says_so() -> None:
    table = made(district())["by-unit"]
    assert table.totals[1].value == 15
    assert "另有1项已并入、移交或调出清单，不计入。" in table.base


def test_waiting_is_a_column_only_where_something_waits() -> None:
    assert words.GROUP[Group.WAITING] in made(an_edition([a_record()]))["by-unit"].heads
    started = a_record(events=a_story("started"))
    assert words.GROUP[Group.WAITING] not in made(an_edition([started]))["by-unit"].heads


def test_late_matters_are_a_part_of_those_at_work() -> None:
    late = a_record(1, due="2022-10-31", events=a_story("started"))
    due = a_record(2, due="2022-12-20", events=a_story("started"))
    table = made(an_edition([late, due]))["by-unit"]
    assert column(table, "其中：超过时限，尚未完成") == [1]
    assert table.rows[0][-1].href == "units/qu-zhujianju.html#late"


def test_figures_lead_to_the_matters_they_count() -> None:
    table = made(an_edition([a_record(events=a_story("closed")), a_record(2, events=a_story("started"))]))[
        "by-unit"
    ]
    unit = links.unit("qu-zhujianju")
    assert [cell.href for cell in table.rows[0]] == [
        unit,
        f"{unit}#lead",
        f"{unit}#done",
        None,
        f"{unit}#working",
        None,
        None,
    ]
    assert [cell.href for cell in table.totals][:5] == [
        None,
        links.ALL,
        links.state(State.CLOSED),
        None,
        links.state(State.IN_PROGRESS),
    ]


def test_a_part_of_several_states_leads_to_its_list() -> None:
    records = [a_record(1, events=a_story("submitted")), a_record(2, events=a_story("accepted"))]
    assert made(an_edition(records))["by-unit"].totals[3].href == f"{links.LIST}#checking"


def test_without_formal_closing_a_passed_check_is_the_end() -> None:
    plan = a_plan(closing=("submitted", "accepted"))
    found = made(an_edition([a_record(events=a_story("accepted"))], plans=(plan,)))
    assert column(found["by-unit"], "已完成（经核查认定）") == [1]
    assert [(row[0].value, row[1].value) for row in found["by-status"].rows if row[1].value] == [
        ("已完成（经核查认定）", 1)
    ]


def test_every_state_that_counts_has_a_row() -> None:
    table = made(an_edition([a_record()]))["by-status"]
    assert len(table.rows) == len(State) - 1
    assert table.totals[1].value == 1


def test_directions_follow_the_plan() -> None:
    records = [
        a_record(1, direction=("二",)),
        a_record(2, direction=("一",)),
        a_record(3, direction=("没有",)),
    ]
    table = made(an_edition(records))["by-direction"]
    assert [row[0].value for row in table.rows] == ["一、服务群众方面", "二、担当作为方面", "方案未分方向"]


def test_directions_of_several_plans_are_told_apart() -> None:
    names = [str(row[0].value) for row in made(two_plans())["by-direction"].rows]
    assert len(set(names)) == len(names)
    assert names[0].startswith("巡察反馈意见整改方案：") or names[0].startswith("中共青石区委")


def test_a_path_of_directions_is_read_from_the_top() -> None:
    assert [heading.title for heading in headings(SECOND, ("一", "1"))] == ["落实决策部署方面", "工程管理"]
    assert [heading.title for heading in headings(SECOND, ("1",))] == ["工程管理"]
    assert headings(MAIN, ("（九）",)) == ()


def test_months_stand_in_the_order_of_time_and_those_without_a_date_are_said() -> None:
    table = made(district())["by-month"]
    months = [str(row[0].href) for row in table.rows]
    assert months == sorted(months)
    assert table.totals[1].value == sum(row[0] for row in figures(table)) == 12
    assert "另有3项没有写明日期" in table.base


def test_a_changed_deadline_counts_in_its_new_month() -> None:
    moved = an_event(
        "deadline_changed", "2022-09-01", to="2023-06-30", reason="原因", body="区委", document="一号"
    )
    table = made(an_edition([a_record(due="2022-09-30", events=(*a_story("started"), moved))]))["by-month"]
    assert [row[0].value for row in table.rows] == ["2023年6月"]


def test_totals_of_one_plan_of_several_lead_to_its_list() -> None:
    edition = two_plans()
    found = tuple(matter for matter in matters(edition, a_rule()) if matter.plan.id == PLAN)
    table = tables.one("by-direction", edition, found)
    assert table.totals[1].value == 15
    hrefs = [cell.href for cell in table.totals if cell.value and cell.href]
    assert {str(href).partition("#")[0] for href in hrefs} == {links.list_of_plan(PLAN)}


def test_events_after_the_cut_off_change_nothing() -> None:
    early = a_record(events=a_story("started"))
    later = a_record(events=(*a_story("started"), an_event("submitted", "2023-01-05", evidence=())))
    assert made(an_edition([early])) == made(an_edition([later]))


@pytest.mark.parametrize("key", ["by-unit", "by-direction", "by-plan", "by-month", "by-status"])
def test_nothing_public_gives_an_empty_table_with_totals(key: str) -> None:
    table = made(an_edition(()))[key]
    assert {cell.value for cell in table.totals[1:]} == {0}
