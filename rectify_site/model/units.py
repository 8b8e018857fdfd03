"""Units that answer for matters, and pages written by hand."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator

from rectify_site.model.fields import Day, Noun, Slug, Text, visible
from rectify_site.model.records import Scope


class UnitKind(StrEnum):
    """What a name in a responsibility line stands for."""

    DEPARTMENT = "department"  # 部门
    STREET = "street"  # 镇、街道
    BODY = "body"  # 党委、政府、领导小组
    COLLECTIVE = "collective"  # 各镇街、班子全体成员


class Unit(Noun):
    """A unit, in the order of the office's own list. Renamed units point on by ``succeeded_by``."""

    id: Slug
    name: Text
    kind: UnitKind = UnitKind.DEPARTMENT
    aliases: tuple[Text, ...] = ()
    members: tuple[Slug, ...] = ()
    valid_from: Day | None = None
    valid_to: Day | None = None
    succeeded_by: Slug | None = None
    telephone: Text | None = None
    hours: Text | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the one in use first."""
        return (self.name, *self.aliases)


class Units(Noun):
    """The list of units: one signed document with the id ``units``. Names and office telephones are public."""

    id: Literal["units"] = "units"
    units: tuple[Unit, ...] = ()
    scope: Scope | None = Scope.PUBLIC


class HandPage(Noun):
    """A page written by hand in Markdown without raw HTML; signed like everything else."""

    id: Slug
    title: Text
    markdown: Annotated[str, AfterValidator(visible)]
    scope: Scope | None = None
