"""What of a site can be found: every public text of a matter, and nothing that is not on a page."""

from collections.abc import Iterator, Mapping, Sequence

import pytest

from rectify_site import links
from rectify_site.model.edition import Withdrawn
from rectify_site.search.folding import fold
from rectify_site.search.writing import artifacts
from tests.builders import SIGNED, a_record, an_edition
from tests.pages.district import (
    CANARY_EVIDENCE,
    CANARY_FILE,
    CANARY_OBJECTOR,
    CANARY_WORDING,
    district,
)
from tests.pages.site import sample, text
from tests.search.offices import found_in
from tests.search.reading import Reading


def urls(reader: Reading, query: str) -> list[str]:
    return [reader.entries[number][0] for number in reader.search(query)]


def test_every_entry_has_a_page_and_every_page_of_texts_an_entry() -> None:
    found = {entry.url for entry in found_in(district()).entries}
    built = sample("district")
    assert found <= set(built)
    kinds = {"record", "plan", "direction", "unit", "notice", "report", "page"}
    assert {path for path, page in built.items() if page.kind in kinds} <= found


@pytest.mark.parametrize(
    "query", ["青整办〔2022〕17号", "2022-minzhu-06", "第12项", "长期坚持", "区委督查室"]
)
def test_numbers_ids_documents_deadlines_and_units_are_found(query: str) -> None:
    assert any(url.startswith("records/") for url in urls(Reading(artifacts(found_in(district()))), query))


def test_whatever_of_a_record_its_page_shows_is_found_with_it() -> None:
    found = {entry.url: entry for entry in found_in(district()).entries}
    for record in district().records:
        path = links.record(record.id)
        shown = fold(text(sample("district")[path]))
        texts = "\n".join(fold(field.text) for field in found[path].fields)
        said = {
            fold(each) for each in strings(record.model_dump(mode="json", exclude={"direction", "events"}))
        }
        for event in record.events:
            said |= {fold(each) for each in strings(event.model_dump(mode="json"))}
        wanted = {each for each in said if len(each) > 1 and each in shown}
        assert len(wanted) > 5
        assert {each for each in wanted if each not in texts} == set(), path


def strings(value: object) -> Iterator[str]:
    """All texts in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (found for each in value.values() for found in strings(each))
    elif isinstance(value, Sequence):
        yield from (found for each in value for found in strings(each))


@pytest.mark.parametrize("canary", [CANARY_EVIDENCE, CANARY_FILE, CANARY_OBJECTOR, CANARY_WORDING])
def test_what_is_never_shown_is_in_no_file(canary: str) -> None:
    files = artifacts(found_in(district()))
    assert not [path for path, data in files if canary in data.decode()]
    assert urls(Reading(files), canary) == []


def test_a_withdrawn_matter_is_not_found() -> None:
    kept, gone = a_record(1, problem="留下的水管"), a_record(2, problem="撤下的水管")
    notice = Withdrawn(kind="record", id=gone.id, at=SIGNED, reason="依规定不再公开")
    reader = Reading(artifacts(found_in(an_edition([kept], withdrawn=(notice,)))))
    assert urls(reader, "水管") == ["records/2022-minzhu-01.html"]
    assert urls(reader, gone.id) == []


def test_each_answer_of_a_filter_leads_to_what_its_page_lists() -> None:
    found = found_in(district())
    for facet in found.facets:
        known = {key for key, _ in facet.values}
        used = {value for entry in found.entries for key, value in entry.facets if key == facet.key}
        assert used <= known, facet.key


def test_a_unit_is_first_when_one_asks_for_it_by_its_name() -> None:
    assert urls(Reading(artifacts(found_in(district()))), "区水务局")[0] == "units/qu-shuiwuju.html"
