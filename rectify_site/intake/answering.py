"""Who answers for a matter: the units and people named under its labels, each in the role the words give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rectify_site.errors import N_
from rectify_site.intake import deadlines, duties, names
from rectify_site.intake.paragraphs import Remark, shown
from rectify_site.intake.values import Value, said
from rectify_site.model.deadlines import DeadlineKind

UNIT_LISTS = ("lead_units", "responsible_units", "cooperating_units")
PEOPLE = ("leaders", "persons")
LAST_PART = re.compile(r"(?P<units>.+?)\s*[；;，,、]\s*(?P<part>[^；;，,、]{2,30})", re.DOTALL)
NO_TIMES = frozenset({DeadlineKind.NONE, DeadlineKind.VAGUE, DeadlineKind.PLACEHOLDER, DeadlineKind.PHASE})
ANY_YEAR = 2000  # only whether it is a time is asked here
SINGLE = ("responsible_body", "supervising_unit", "verifying_unit", "source_of_problem")


def divided(values: Iterable[Value]) -> Iterator[Value]:
    """The values, those that say in words who leads and who helps as one of each role, and by when as a deadline.

    Where the words under 责任分工 tell what each has to do, they are kept as a measure, for a list would lose them.
    """
    for value in (each for whole in values for each in _without_day(whole)):
        if value.role not in UNIT_LISTS or not value.text:
            yield value
        elif duties.tells(value.label, value.role, value.text):
            yield value._replace(role="measures", text=f"{value.label}：{value.text}")
        else:
            yield from (
                value._replace(role=role, text=text) for role, text in duties.read(value.role, value.text)
            )


def _without_day(value: Value) -> tuple[Value, ...]:
    """（牵头部门：甲；6月30日前完成）: what stands behind the last unit and is a time is the deadline, no unit."""
    last = LAST_PART.fullmatch(value.text) if value.role in UNIT_LISTS else None
    if last is None or names.UNIT.search(last["part"]):
        return (value,)
    if deadlines.parse(last["part"], ANY_YEAR).kind in NO_TIMES:
        return (value,)
    return value._replace(text=last["units"]), value._replace(role="deadline", text=last["part"])


def found(values: Sequence[Value]) -> tuple[dict[str, object], tuple[tuple[str, Remark], ...]]:
    """The lists by their field, each name once and in order, and doubts with the field they are about."""
    lists: dict[str, object] = {}
    doubts: list[tuple[str, Remark]] = []
    for value in values:
        if value.role in UNIT_LISTS:
            units = names.units(value.text)
            lists[value.role] = tuple(dict.fromkeys((*_so_far(lists, value.role), *units.names)))
            doubts += ((value.role, each) for each in _doubts(value, units))
        elif value.role in PEOPLE:
            lists[value.role] = tuple(dict.fromkeys((*_so_far(lists, value.role), *names.people(value.text))))
        elif value.role in SINGLE and value.text and value.role not in lists:
            lists[value.role] = value.text
    return lists, tuple(doubts)


def _doubts(value: Value, units: names.Names) -> Iterator[Remark]:
    for glued in units.glued:
        message = N_("no separator stands in “{names}”; read as {count} units")
        yield said(value, "S254", message, names=glued, count=len(names.units(glued).names))
    for others in units.unnamed:
        message = N_("“{words}” names nobody: write the units it means, or leave it out")
        yield said(value, "S289", message, words=shown(others))


def _so_far(lists: dict[str, object], role: str) -> tuple[str, ...]:
    its = lists.get(role, ())
    return its if isinstance(its, tuple) else ()
