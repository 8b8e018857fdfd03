"""Every data set as CSV and, on the living site, as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.channels.forms import in_lines
from rectify_site.channels.outlet import Outlet
from rectify_site.model.outputs import Artifact
from rectify_site.registry import channel


@channel("open-data")
def open_data(outlet: Outlet) -> Iterator[Artifact]:
    """Both forms of every data set, those without rows too: a program that reads them finds what it expects.

    A sealed year has the CSV, which its data package tells column by column; the JSON would be the same rows again.
    """
    for dataset in outlet.datasets:
        yield Artifact(links.data(dataset.key, "csv"), outlet.csv[dataset.key])
        if not outlet.edition.snapshot:
            yield Artifact(
                links.data(dataset.key, "json"), f"{in_lines(outlet.lines[dataset.key])}\n".encode()
            )
