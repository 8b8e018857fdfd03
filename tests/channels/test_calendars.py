"""Deadlines and notices as a calendar program reads them."""

from datetime import date, timedelta

import pytest

from rectify_site import links
from rectify_site.channels.calendars import folded
from rectify_site.tables.agenda import agenda
from tests.builders import a_record, an_edition
from tests.channels.reading import SAMPLES, edition, files, outlet, sample

icalendar = pytest.importorskip("icalendar")


def events(data: bytes) -> list:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_calendar_program_reads_every_deadline_and_notice(name: str) -> None:
    wanted = agenda(edition(name), outlet(edition(name)).matters)
    assert wanted
    read = events(sample(name)[links.CALENDAR])
    assert [(one["DTSTART"].dt, one["DTEND"].dt - timedelta(days=1)) for one in read] == [
        (day.first, day.final) for day in wanted
    ]
    assert [str(one["SUMMARY"]) for one in read] == [day.name for day in wanted]
    assert [str(one["DESCRIPTION"]) for one in read] == [day.said for day in wanted]
    assert len({str(one["UID"]) for one in read}) == len(read)
    assert all(one["DTSTAMP"].dt.tzinfo for one in read)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_line_is_longer_than_the_format_allows(name: str) -> None:
    for path, data in sample(name).items():
        if path.endswith(".ics"):
            lines = data.split(b"\r\n")
            assert max(map(len, lines)) <= 75, path
            assert b"\n" not in b"".join(lines)


def test_folding_cuts_no_character_in_two() -> None:
    line = "SUMMARY:" + "整改😀" * 60
    pieces = folded(line).split("\r\n ")
    assert "".join(pieces) == line


def test_signs_of_the_format_are_text() -> None:
    record = a_record(due="2022-06-30", problem="甲;乙,丙\\n丁\\，戊:己")
    (event,) = events(files(an_edition([record]))[links.CALENDAR])
    assert "甲;乙,丙\\n丁\\，戊:己" in str(event["SUMMARY"])


def test_the_time_of_an_entry_is_that_of_its_publication_and_its_name_lasts() -> None:
    record = a_record(due="2022-06-30")
    (before,) = events(files(an_edition([record]))[links.CALENDAR])
    later = record.model_copy(
        update={"deadline": record.deadline.model_copy(update={"date": date(2022, 9, 30)})}
    )
    (after,) = events(files(an_edition([later]))[links.CALENDAR])
    assert before["UID"] == after["UID"]
    assert before["DTSTART"].dt != after["DTSTART"].dt
    assert before["DTSTAMP"].dt.isoformat() == "2023-01-18T01:30:00+00:00"


def test_a_unit_gets_its_own_dates_and_none_without() -> None:
    records = [a_record(1, due="2022-06-30", lead_units=("区住建局",)), a_record(2, lead_units=("区教育局",))]
    made = files(an_edition(records))
    assert len(events(made[links.unit_calendar("qu-zhujianju")])) == 1
    assert links.unit_calendar("qu-jiaoyuju") not in made
