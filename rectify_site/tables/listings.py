"""The lists behind figures that have no page of their own: by how far the matters have come, or by month."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.model.edition import Edition
from rectify_site.model.events import EventKind
from rectify_site.model.fields import public_text
from rectify_site.model.records import Plan
from rectify_site.model.states import OPEN, Group, State, group, history
from rectify_site.tables.matters import Matter, counted
from rectify_site.tables.places import LATE, MOVED

NOBODY, NOBODY_WORDS = "", "方案未列牵头单位"
NO_DIRECTION = "方案未分方向"
NO_YEAR = "未写年度"
ON_TIME_WORDS = "按期完成"
SETTLED_WORDS = "已报告完成、已完成或长期坚持"
OPEN_UNDATED_WORDS = "没有写明日期，尚未完成"


class Section(NamedTuple):
    """A part of a list: its anchor, its words, its matters, and whether it is one that sums to the whole."""

    key: str
    words: str
    matters: tuple[Matter, ...]
    counted: bool = True


class Listing(NamedTuple):
    """A list: where it stands, what it is called, its parts."""

    path: str
    title: str
    sections: tuple[Section, ...]


def by_part(found: Iterable[Matter]) -> tuple[Section, ...]:
    """The late ones, the parts of the whole, and what has left it. ``places.in_list`` counts on this order."""
    found = tuple(found)
    kept = counted(found)
    plans = [matter.plan for matter in kept]
    late = Section(LATE, words.DUE[Due.LATE], tuple(matter for matter in kept if matter.late), counted=False)
    parts = (
        Section(str(part), words.group(part, plans), tuple(matter for matter in kept if matter.group is part))
        for part in Group
    )
    gone = tuple(matter for matter in found if not matter.group)
    moved = Section(MOVED, words.STATE[State.MOVED], gone, counted=False)
    return tuple(section for section in (late, *parts, moved) if section.matters)


def gathered(
    found: Iterable[Matter], key: Callable[[Matter], Hashable]
) -> dict[Hashable, tuple[Matter, ...]]:
    """Counted matters by a key, in the order in which the keys first occur."""
    heaps: dict[Hashable, list[Matter]] = {}
    for matter in counted(found):
        heaps.setdefault(key(matter), []).append(matter)
    return {name: tuple(heap) for name, heap in heaps.items()}


def year_of(plan: Plan) -> int | None:
    """The year of the work, else the year of the meeting."""
    return plan.execution_year or plan.year


def leading(edition: Edition, matter: Matter) -> tuple[str, ...]:
    """Who leads, each once by the name in the office's list; ``NOBODY`` where the plan says none."""
    names = (edition.unit_of.get(given) for given in matter.record.lead_units)
    told = zip(names, matter.record.lead_units, strict=True)
    return tuple(dict.fromkeys(unit.name if unit else given for unit, given in told)) or (NOBODY,)


def unregistered(edition: Edition, found: Iterable[Matter]) -> dict[str, str]:
    """The list of each name in the lead that has no page, by the name; nobody is such a name too."""
    known = {unit.name for unit in edition.units}
    names = dict.fromkeys(name for matter in counted(found) for name in leading(edition, matter))
    strange = [name for name in names if name not in known and name != NOBODY]
    lists = {name: links.list_of_lead(place) for place, name in enumerate(strange, 1)}
    return {**lists, NOBODY: links.list_of_lead(0)} if NOBODY in names else lists


def finished_on(matter: Matter) -> date | None:
    """The day since which it has been done without a break; None where it is not done."""
    if matter.group is not Group.DONE:
        return None
    since = None
    for index, state in history(matter.record.events).reached:
        done = group(state, matter.plan) is Group.DONE
        since = (since if since is not None else index) if done else None
    return matter.record.events[since].on if since is not None else None


def on_time(matter: Matter) -> bool:
    """Whether it is done and was reported done within its deadline; what nobody reported counts by when it was done."""
    done = finished_on(matter)
    if done is None or matter.deadline is None:
        return False
    reported = [
        event.on for event in matter.record.events if event.kind is EventKind.SUBMITTED and event.on <= done
    ]
    return (reported[-1] if reported else done) <= matter.deadline


def finished_in(matter: Matter) -> str | None:
    """The month of that day, 2025-06."""
    day = finished_on(matter)
    return f"{day.year:04}-{day.month:02}" if day else None


def month_words(key: str) -> str:
    """2025年6月, from 2025-06."""
    year, month = key.split("-")
    return f"{year}年{int(month)}月"


def finished(found: Iterable[Matter]) -> tuple[Section, ...]:
    """What is done, by the month in which it was."""
    months = gathered((matter for matter in found if matter.group is Group.DONE), finished_in)
    return tuple(Section(str(key), month_words(str(key)), months[key]) for key in sorted(months, key=str))


def due_rows(found: Iterable[Matter]) -> Iterator[tuple[str, str, tuple[Matter, ...]]]:
    """Counted matters by what is owed on them: the page, the words, the matters; together they are all."""
    kept = counted(found)
    for due in (Due.LATE, Due.REACHED, Due.NEAR, Due.NOT_DUE):
        inside = tuple(matter for matter in kept if matter.due is due)
        yield links.condition(due, len(inside)), words.DUE[due], inside
    rest = [matter for matter in kept if matter.due is None]
    yield links.OPEN_UNDATED, OPEN_UNDATED_WORDS, tuple(matter for matter in rest if matter.state in OPEN)
    yield links.SETTLED, SETTLED_WORDS, tuple(matter for matter in rest if matter.state not in OPEN)


def listings(edition: Edition, found: Sequence[Matter]) -> Iterator[Listing]:
    """Every list that has something in it."""
    for path, title, inside in _lists(edition, found):
        sections = by_part(inside)
        if sections:
            yield Listing(path, title, sections)
    done = finished(found)
    if done:
        yield Listing(links.FINISHED, "按完成月份", done)


def _lists(edition: Edition, found: Sequence[Matter]) -> Iterator[tuple[str, str, Sequence[Matter]]]:
    yield links.LIST, "按进展列出全部", found
    for plan in edition.plans:
        own = [matter for matter in found if matter.plan.id == plan.id]
        title = public_text(plan.title)
        yield links.list_of_plan(plan.id), f"{title}：按进展列出", own
        rest = [matter for matter in own if not matter.headings]
        yield links.list_of_rest(plan.id), f"{title}：{NO_DIRECTION}", rest
    for year, inside in gathered(found, lambda matter: year_of(matter.plan)).items():
        name = f"{year}年度" if year else NO_YEAR
        yield links.list_of_year(year if isinstance(year, int) else None), f"{name}各方案", inside
    for name, path in unregistered(edition, found).items():
        own = [matter for matter in found if name in leading(edition, matter)]
        yield path, f"牵头单位：{name or NOBODY_WORDS}", own
    yield links.DATED, "写明完成日期的", [matter for matter in counted(found) if matter.deadline]
    yield links.ON_TIME, ON_TIME_WORDS, [matter for matter in found if on_time(matter)]
    for part in _parts_behind(found):
        late = [matter for matter in found if matter.late and matter.group is part]
        yield links.list_of_late(part), f"{words.DUE[Due.LATE]}：{words.GROUP[part]}", late
    for path, name, inside in due_rows(found):
        if path.startswith("lists/"):
            yield path, name, inside


def _parts_behind(found: Sequence[Matter]) -> list[Group]:
    """The parts of the whole that have late matters, where several have; else the list of all late ones is theirs."""
    parts = [part for part in Group if any(matter.late and matter.group is part for matter in found)]
    return parts if len(parts) > 1 else []
