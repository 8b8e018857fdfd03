"""The figures of a year, and sealed years side by side."""

from datetime import date

import pytest

from rectify_site import links, tables
from rectify_site.model.edition import Retirement, SealedYear, YearFigure
from rectify_site.model.outputs import Table
from rectify_site.tables.listings import listings, on_time
from rectify_site.tables.matters import matters
from rectify_site.tables.year_figures import KEYS, year_figures
from tests.builders import a_record, a_rule, a_story, an_edition, an_event
from tests.pages.district import district

DAY = date(2022, 1, 17)


def a_year(year: int, *values: int, **more: object) -> SealedYear:
    told = [
        YearFigure(key=key, value=value, href=f"{key}.html" if value else None)
        for key, value in zip(KEYS, values, strict=False)
    ]
    return SealedYear.model_validate(
        {"year": year, "on": DAY, "item": "问题", "figures": tuple(told), **more}
    )


def side_by_side(*sealed: SealedYear) -> Table:
    return tables.of(district(sealed=sealed), a_rule())["year-on-year"]


@pytest.mark.parametrize(
    ("submitted", "accepted", "due", "expected"),
    [
        ("2022-06-30", "2022-07-20", "2022-06-30", True),
        ("2022-07-01", "2022-07-20", "2022-06-30", False),
        (None, "2022-06-30", "2022-06-30", True),
        ("2022-06-30", "2022-07-20", None, False),
    ],
)
def test_on_time_is_what_was_reported_within_its_deadline(
    submitted: str | None, accepted: str, due: str | None, *, expected: bool
) -> None:
    told = [an_event("submitted", submitted)] if submitted else [an_event("submitted", accepted)]
    events = (*a_story("started"), *told, an_event("accepted", accepted), an_event("closed", accepted))
    (matter,) = matters(an_edition([a_record(1, due=due, events=events)]), a_rule())
    assert on_time(matter) is expected


def test_of_several_reports_the_one_that_was_accepted_counts() -> None:
    events = (
        *a_story("started"),
        an_event("submitted", "2022-06-01"),
        an_event("returned", "2022-06-20"),
        an_event("submitted", "2022-08-01"),
        an_event("accepted", "2022-08-10"),
        an_event("closed", "2022-08-20"),
    )
    (matter,) = matters(an_edition([a_record(1, due="2022-06-30", events=events)]), a_rule())
    assert not on_time(matter)


def test_each_figure_of_a_year_is_as_long_as_its_list() -> None:
    found = matters(district(), a_rule())
    lists = {one.path: one for one in listings(district(), found)}
    told = {figure.key: figure for figure in year_figures(found)}
    assert tuple(told) == KEYS
    inside = [
        matter for section in lists[links.ON_TIME].sections if section.counted for matter in section.matters
    ]
    assert told["on_time"].value == len(inside) > 0
    assert told["on_time"].value <= told["done"].value <= told["counted"].value


def test_years_stand_in_their_order_and_lead_into_themselves() -> None:
    table = side_by_side(a_year(2020, 3, 2, 1, 0), a_year(2021, 20, 9, 8, 1))
    assert [row[0].value for row in table.rows][:2] == ["2020年", "2021年"]
    assert [cell.value for cell in table.rows[0][1:]] == [3, 2, 1, 0]
    assert table.rows[0][0].href == "archive/2020/index.html"
    assert table.rows[1][1].href == "archive/2021/data/site/counted.html"
    assert table.rows[0][4].href is None
    assert all(len(row) == len(table.heads) for row in table.rows)
    assert (table.totals, "不相加" in table.base) == ((), True)


def test_a_year_that_is_offline_or_tells_nothing_has_no_row() -> None:
    gone = a_year(2020, 3, 2, 1, 0, retired=Retirement(on=DAY, document="某整公〔2023〕1号"))
    assert len(side_by_side(gone, SealedYear(year=2021, on=DAY)).rows) == 1
