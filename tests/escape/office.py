"""An office whose every text is hostile, and its harmless twin.

Each string gets a plan, a matter with events, a report, a notice, a unit and a page by hand, and stands in every text
field that these have: the fields are found from the models, so that a new one is filled too.
The twin is the same office with each character that could mean something somewhere renamed to a letter. What is
written of the two may differ in those characters and in nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from rectify_site.model.deadlines import Deadline, DeadlineKind, Milestone, Within
from rectify_site.model.edition import Edition, Publication
from rectify_site.model.events import Event, EventKind, Evidence, Figure
from rectify_site.model.fields import ISO_DATE, Noun, Text, Wording
from rectify_site.model.records import (
    Direction,
    Measure,
    Phase,
    Plan,
    PlanKind,
    Record,
    ReportDue,
    Section,
    Source,
)
from rectify_site.model.reports import Aspect, DayKind, Notice, Report
from rectify_site.model.units import HandPage, Unit
from rectify_site.render.escape import UNSAFE, telephone, web_address
from tests.builders import AS_OF, FIRST, SIGNED

LETTERS = range(0x3400, 0x4DC0)  # rare ideographs: letters to every engine
KEYS = {(Direction, "parent"), (Source, "file")}
"""Texts that are no texts: a key that would point at itself, a name that never leaves."""

DAY = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
"""Pages keep a day on one line."""

Kind = TypeVar("Kind", bound=BaseModel)
Say = Callable[[], str]
"""Gives the text for the next field."""

Names = dict[int, str]
"""For each character that could mean something, the letter it is called by in the twin."""


def names(strings: Iterable[str]) -> Names:
    """A letter for each character that is not harmless, taken from those that none of the strings holds."""
    used = set(chain.from_iterable(strings))
    free = (letter for code in LETTERS if (letter := chr(code)) not in used)
    return {ord(one): next(free) for one in sorted(used) if UNSAFE.match(one) and not one.isspace()}


def renamed(text: str, known: Names) -> str:
    """The twin of a string. What pages go by keeps its name: a number to dial, a web address, a day, a list's mark."""
    if telephone(text) or web_address(text):
        return text
    begins, rest, ends = re.fullmatch(r"(1\.)?(.*?)([.)]?)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    pieces = DAY.split(rest)
    pieces[::2] = (piece.translate(known) for piece in pieces[::2])
    return f"{begins or ''}{''.join(pieces)}{ends}"


def called_back(known: Names) -> dict[int, int]:
    """By which table a text of the twin says again what it says with its own characters."""
    return {ord(letter): code for code, letter in known.items()}


def filled(made: Kind, say: Say) -> Kind:
    """The same noun with what is said in every text field; days, ids, kinds and keys stay."""
    hints = get_type_hints(type(made), include_extras=True)
    given = {
        name: value if (type(made), name) in KEYS else _filled(hints[name], value, say)
        for name in type(made).model_fields
        for value in [getattr(made, name)]
    }
    return type(made).model_validate(given)


def _filled(hint: Any, value: Any, say: Say) -> Any:  # noqa: ANN401 - any field of any noun
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        return value
    if isinstance(value, Wording):
        return Wording(text="内部说法", public=say())
    if isinstance(value, BaseModel):
        return filled(value, say)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return tuple(_filled(inner, item, say) for item in value or ([""] if _holds_text(inner) else []))
    return say() if _holds_text(hint) else value


def _holds_text(hint: Any) -> bool:  # noqa: ANN401
    return bool(hint == Text or (get_origin(hint) in {Union, UnionType} and Text in get_args(hint)))


DAYS = {
    EventKind.NOTICE: {"from": "2022-11-21", "to": "2022-11-27"},
    EventKind.DEADLINE_CHANGED: {"from": "2022-10-31", "to": "2022-12-31"},
}
DUE = date(2022, 12, 29)
"""No string of the corpora says this day: a text that says no more than the day beside it is not shown twice."""

FIGURE = Figure(label="项", value="1", unit="次")


def _plan(key: str, last: EventKind) -> Plan:
    return Plan(
        id=key,
        kind=PlanKind.DEMOCRATIC_LIFE,
        title="题",
        year=2022,
        directions=(Direction(number="一", title="题"),),
        phases=(Phase(id="one", name="名"),),
        preamble=("文",),
        sections=(Section(number="一", title="题", paragraphs=("文",)),),
        reports_due=(ReportDue(on=AS_OF, text="文"),),
        closing=tuple(dict.fromkeys((EventKind.SUBMITTED, EventKind.ACCEPTED, last))),
        scope="public",
    )


def _event(kind: EventKind, day: int) -> Event:
    evidence = (Evidence(title="件", kind="类", public=True),)
    given = {"on": f"2022-06-{day:02}", "kind": kind, "figures": (FIGURE,), "evidence": evidence}
    return Event.model_validate({**given, **DAYS.get(kind, {})})


def _record(key: str, kinds: Iterable[EventKind]) -> Record:
    within = Deadline(kind=DeadlineKind.WITHIN, within=Within(count=3, unit="months", anchor="反馈"))
    return Record(
        id=f"{key}-01",
        number="1",
        direction=("一",),
        problem="题",
        task=Wording(text="内部说法", public="文"),
        measures=(Measure(text="文"), Measure(text="文")),
        deadline=Deadline(kind=DeadlineKind.BY_DATE, date=DUE, text="年底"),
        milestones=(Milestone(id="one", text="文", deadline=within),),
        events=tuple(_event(kind, day) for day, kind in enumerate(kinds, start=1)),
        scope="public",
    )


def _beside(key: str, number: int) -> dict[str, Noun]:
    days = {"from": "2022-11-21", "to": "2022-11-27", "days": 7, "day_kind": DayKind.CALENDAR}
    return {
        "reports": Report(
            id=f"{key}-report", title="题", plan=key, aspects=(Aspect(title="题", figures=(FIGURE,)),), scope="public"
        ),
        "notices": Notice.model_validate(
            {"id": f"{key}-notice", "title": "题", "plan": key, "records": (f"{key}-01",), **days}
            | {"contact": "人", "how_to_object": "文", "text": ("文",), "scope": "public"}
        ),
        "units": Unit(id=f"unit-{number}", name="名"),
        "pages": HandPage(id=f"page-{number}", title="题", markdown="正文", scope="public"),
    }  # fmt: skip


OPEN_END = (EventKind.STARTED, EventKind.DELAY_EXPLAINED, EventKind.DEADLINE_CHANGED, EventKind.PROGRESS)


ALL = 10  # plans; one of so many has every kind of event


def _kinds(number: int) -> tuple[EventKind, ...]:
    """Every kind has the same text fields, so few of them do; which ones goes round."""
    kinds = tuple(EventKind)
    return kinds if number % ALL == 0 else (*OPEN_END[:-1], kinds[number % len(kinds)], OPEN_END[-1])


def office(strings: Iterable[str]) -> Edition:
    """An edition in which each string stands in every text field of a plan and of all that belongs to it."""
    return _edition([lambda text=text: text for text in strings])  # type: ignore[misc]


def full_office(strings: Iterable[str]) -> Edition:
    """An edition in which each string stands in one field, and as few plans as that takes."""
    left = list(strings)
    return _edition(_sayers(left[::-1]))


def _sayers(left: list[str]) -> Iterator[Say]:
    while left:
        yield lambda: left.pop() if left else "文"


def _edition(sayers: Iterable[Say]) -> Edition:
    found: dict[str, list[Any]] = {
        kind: [] for kind in ("plans", "records", "reports", "notices", "units", "pages")
    }
    acts: list[Publication] = []
    for number, say in enumerate(sayers):
        key = f"2022-h{number}"
        made = {
            "plans": _plan(key, EventKind.CLOSED),
            "records": _record(key, _kinds(number)),
            **_beside(key, number),
        }
        for kind, noun in made.items():
            found[kind].append(filled(noun, say))
            acts += _acts(kind.removesuffix("s"), noun.id, say())
    whole = {kind: tuple(nouns) for kind, nouns in found.items()}
    return Edition(as_of=AS_OF, head="0" * 64, size=len(acts), publications=tuple(acts), **whole)


def _acts(kind: str, key: str, text: str) -> list[Publication]:
    given = {"kind": kind, "id": key, "op": "approve", "document": text}
    return [Publication(**given, change="new", at=FIRST), Publication(**given, change="progress", at=SIGNED)]


def offices(
    strings: list[str], made: Callable[[Iterable[str]], Edition] = office
) -> tuple[Edition, Edition, Names]:
    """A hostile office, its twin, and how the characters of the twin are called."""
    known = names(strings)
    return made(strings), made([renamed(text, known) for text in strings]), known
