"""Units the list of the office does not know yet: proposed with an id made of pinyin, for the clerk to correct."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from rectify_site.intake.names import has_placeholder
from rectify_site.intake.report import Reading
from rectify_site.model.fields import DEVICE_NAMES, ID_LIMIT
from rectify_site.model.records import Record
from rectify_site.model.units import Unit, UnitKind

COLLECTIVE = re.compile("^(?:各|全体|所有|有关|相关|其他)|(?:等|全体成员)$|等(?:相关)?(?:单位|部门)$")
STREET = re.compile("(?:镇|乡|街道|街道办|办事处|镇街|苏木)$|(?:镇|乡|街道)(?:党委|党工委|政府|人民政府)$")
BODY = re.compile(
    "(?:党委|党组|党工委|工委|政府|领导小组|指挥部|专班|人大|政协|常委会)$|^.{0,6}[省市区县州]委$"
)


def new_units(
    reading: Reading, known_names: Collection[str], taken_ids: Collection[str] = ()
) -> tuple[Unit, ...]:
    """Units named in the records that the list does not know, in the order of the plan, names with X left out.

    ``known_names`` are names and aliases in the list, ``taken_ids`` its ids.
    """
    ids = set(taken_ids)
    proposed: dict[str, Unit] = {}
    for name in (each for record in reading.records for each in _named(record)):
        if name not in known_names and name not in proposed and not has_placeholder(name):
            slug = _free(_slug(name), ids)
            ids.add(slug)
            proposed[name] = Unit(id=slug, name=name, kind=kind_of(name))
    return tuple(proposed.values())


def _named(record: Record) -> Iterator[str]:
    yield from record.lead_units
    yield from record.responsible_units
    yield from record.cooperating_units
    yield from filter(None, (record.responsible_body, record.supervising_unit, record.verifying_unit))


def kind_of(name: str) -> UnitKind:
    """A guess by the words: 各镇街 is a collective, 城关镇 a street, 区委 a body, the rest departments."""
    if COLLECTIVE.search(name):
        return UnitKind.COLLECTIVE
    if STREET.search(name):
        return UnitKind.STREET
    return UnitKind.BODY if BODY.search(name) else UnitKind.DEPARTMENT


def _slug(name: str) -> str:
    """区住建局 is qu-zhu-jian-ju; whole syllables, as many as an id can hold."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - takes a third of a second, and only imports need it

    syllables = re.findall("[a-z0-9]+", "-".join(lazy_pinyin(name)).lower())
    slug = ""
    for syllable in syllables:
        if len(slug) + len(syllable) + 1 > ID_LIMIT - 4:  # leaves room for -123
            break
        slug = f"{slug}-{syllable}" if slug else syllable
    return slug or "unit"


def _free(slug: str, taken: Collection[str]) -> str:
    """The slug, or with the first number that makes it new."""
    if slug not in taken and slug not in DEVICE_NAMES:
        return slug
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
