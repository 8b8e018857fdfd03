"""Units that a matter names and the office's list does not know: they would get no page and no row."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site.checks.tokens import has_token
from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.office import Office
from rectify_site.model.records import Record
from rectify_site.registry import check


@check("R501", level=Level.ERROR, on="record", title=N_("unit that the list does not know"))
def known_unit(record: Record, office: Office) -> Iterator[Complaint]:
    """Collectives (各镇街) stand in the list as well. A name with a placeholder is left to T101."""
    known = office.unit_names
    for path, name in _names(record):
        if name not in known and not has_token(name):
            hint = N_("write the name as units.yml has it, or add the unit there; old names go under aliases")
            yield Complaint(path, N_("units.yml does not know {unit}"), {"unit": name}, hint)


def _names(record: Record) -> Iterator[tuple[str, str]]:
    for field in ("lead_units", "responsible_units", "cooperating_units"):
        yield from ((f"{field}.{index}", name) for index, name in enumerate(getattr(record, field)))
    for field in ("supervising_unit", "verifying_unit"):
        if name := getattr(record, field):
            yield field, name
    for number, event in enumerate(record.events):
        yield from ((f"events.{number}.units.{index}", name) for index, name in enumerate(event.units))
