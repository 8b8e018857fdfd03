"""What every channel of a site is made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rectify_site.channels.forms import as_csv, one_line
from rectify_site.model.edition import Edition
from rectify_site.settings import Settings
from rectify_site.tables.datasets import Dataset
from rectify_site.tables.facts import datasets
from rectify_site.tables.matters import Matter
from rectify_site.tables.roles import Part, parts


@dataclass(frozen=True)
class Outlet:
    """The Edition with what is derived from it once for all channels."""

    edition: Edition
    settings: Settings
    matters: tuple[Matter, ...]

    @cached_property
    def record_of(self) -> dict[str, Matter]:
        """Matters by the id of their record."""
        return {matter.record.id: matter for matter in self.matters}

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The part of every unit that has one, by the id of the unit."""
        return parts(self.edition, self.matters)

    @cached_property
    def datasets(self) -> tuple[Dataset, ...]:
        """The open data."""
        return datasets(self.edition, self.matters)

    @cached_property
    def csv(self) -> dict[str, bytes]:
        """Each data set as CSV, by its key: to be offered, and to be described."""
        return {dataset.key: as_csv(dataset) for dataset in self.datasets}

    @cached_property
    def lines(self) -> dict[str, tuple[str, ...]]:
        """Each row of each data set as JSON on one line, by the key of the data set."""
        return {dataset.key: tuple(map(one_line, dataset.objects())) for dataset in self.datasets}

    def web(self, path: str) -> str:
        """The address of a file of the site on the web; empty where the office has not said where its site stands."""
        url = self.settings.site_url
        return f"{url.rstrip('/')}/{path}" if url else ""
