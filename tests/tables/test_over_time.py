"""Each signed cut-off date tells what had happened by then, whatever order the events stand in."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rectify_site.model.edition import Publication
from rectify_site.model.states import Group, group, status
from rectify_site.tables.matters import matters
from rectify_site.tables.over_time import MOST, over_time
from tests.builders import AS_OF, a_record, a_rule, a_story, an_edition

FIRST = date(2020, 1, 1)


def act(day: date) -> Publication:
    return Publication(kind="plan", id="p", op="approve", at=f"{day}T09:00:00+08:00", as_of=day)


@given(
    st.lists(
        st.tuples(st.sampled_from(["started", "submitted", "accepted", "closed"]), st.booleans()), max_size=4
    ),
    st.lists(st.dates(FIRST, AS_OF), max_size=40),
)
def test_a_day_is_counted_as_if_it_were_today(stories: list[tuple[str, bool]], days: list[date]) -> None:
    told = [a_story(story)[:: -1 if turned else 1] for story, turned in stories]
    records = [a_record(n, events=events) for n, events in enumerate(told, 1)]
    edition = an_edition(records, publications=tuple(map(act, days)))
    found = over_time(edition, matters(edition, a_rule()))
    assert len(found) <= MOST
    assert {stand.on for stand in found} <= {*days, AS_OF}
    assert not records or found[-1].on == AS_OF
    for stand in found:
        groups = [group(status(record.events, stand.on), edition.plans[0]) for record in records]
        assert stand.whole == sum(part is not None for part in groups)
        assert stand.done == sum(part is Group.DONE for part in groups)


def test_of_a_month_the_last_day_counts_and_nothing_after_the_edition() -> None:
    days = (date(2022, 6, 1), date(2022, 6, 30), date(2022, 9, 30), AS_OF + timedelta(1))
    edition = an_edition([a_record()], publications=tuple(map(act, days)))
    found = over_time(edition, matters(edition, a_rule()))
    assert [stand.on for stand in found] == [date(2022, 6, 30), date(2022, 9, 30), AS_OF]
