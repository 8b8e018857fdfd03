"""Figures that the plan says of itself, against what is there."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site.errors import N_
from rectify_site.model.findings import Complaint, Level
from rectify_site.model.office import Office
from rectify_site.registry import check


@check("R701", level=Level.WARNING, on="office", title=N_("declared number of matters differs"))
def declared_count(office: Office) -> Iterator[tuple[str, Complaint]]:
    """20项具体举措 over 19 measures. No error: matters that only a limited circle may read are kept elsewhere."""
    found: dict[str, int] = {}
    for record in office.records:
        found[record.plan] = found.get(record.plan, 0) + 1
    for plan in office.plans:
        real = found.get(plan.id, 0)
        if plan.declared_items is not None and plan.declared_items != real:
            yield (
                plan.id,
                Complaint(
                    "declared_items",
                    N_("the plan speaks of {declared} matters, {found} are there"),
                    {"declared": plan.declared_items, "found": real},
                    N_(
                        "look for the matter that was not read in, or correct the number in the source document"
                    ),
                ),
            )
