"""What of a matter can be found by searching: its public texts, in the words its page gives them."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.model.fields import Worded, public_text
from rectify_site.pages import responsibility
from rectify_site.pages.lines import badge, flag, line
from rectify_site.pages.view import Here, View
from rectify_site.search.entries import Badge, Entry, Field, Rank
from rectify_site.tables.entries import Entry as Told
from rectify_site.tables.entries import entries
from rectify_site.tables.matters import Matter
from rectify_site.tables.wording import deadline_words, heading, short

Texts = Iterator[Field]

CONDITIONS = (Due.LATE, Due.REACHED, Due.NEAR)
"""What of a deadline is worth asking for."""


def given(rank: Rank, label: str, *texts: Worded | None) -> Texts:
    """The texts that are there."""
    yield from (Field(rank, label, text) for each in texts if (text := public_text(each)))


def records(view: View) -> Iterator[Entry]:
    """Every public matter."""
    shares = _shares(view)
    for matter in view.matters:
        facets = (*_standing(matter), *(("unit", key) for key in shares[matter.record.id]))
        yield _record(view, matter)._replace(facets=facets)


def _record(view: View, matter: Matter) -> Entry:
    record, here = matter.record, Here(links.record(matter.record.id))
    shown = line(view, matter, here)
    badges = (badge(view, matter), *((found,) if (found := flag(matter)) else ()))
    return Entry(
        url=here.path,
        kind=words.ITEM[matter.plan.item_label],
        title=short(heading(record), 46),
        note=" · ".join(part for part in (f"第{record.number}项", shown.units, shown.when) if part),
        badges=tuple(Badge(*each) for each in badges),
        fields=(*_named(matter), *_duties(view, matter, here), *_news(view, matter, here)),
    )


def _named(matter: Matter) -> Texts:
    record = matter.record
    yield Field(Rank.NAME, "", heading(record))
    yield Field(Rank.NAME, "序号", f"第{record.number}项")
    yield Field(Rank.NAME, "编号", record.id)
    for label, text in (("问题", record.problem), ("任务", record.task)):
        if text and public_text(text) != heading(record):
            yield from given(Rank.NAME, label, text)


def _duties(view: View, matter: Matter, here: Here) -> Texts:
    record = matter.record
    yield from given(Rank.DUTY, "问题来源", record.source_of_problem)
    yield from given(Rank.DUTY, "整改目标", record.target)
    yield from given(Rank.DUTY, "整改措施", *(measure.text for measure in record.measures))
    for role in responsibility.roles(view, matter, here):
        yield from given(Rank.DUTY, role.label, *(name.words for name in role.names))
    for when in responsibility.deadlines(matter):
        day = when.on.isoformat() if when.on else None
        yield from given(Rank.DUTY, when.label, day, when.words, *when.why)
    for stage in record.milestones:
        on = stage.deadline.date
        said = on.isoformat() if on else deadline_words(stage.deadline)
        yield from given(Rank.DUTY, "阶段目标", stage.text, said)
    yield from given(Rank.DUTY, "公开依据", record.basis)


def _news(view: View, matter: Matter, here: Here) -> Texts:
    for told in entries(view.known(here), matter):
        yield from _event(told)
    for each in (badge(view, matter), flag(matter)):
        yield from given(Rank.NEWS, "状态", each.word if each else None)
    for act in view.acts.get(("record", matter.record.id), ()):
        yield from given(Rank.NEWS, "文号", act.document)


def _event(told: Told) -> Texts:
    label = f"{told.on.isoformat()} {told.words}"
    yield from given(Rank.NEWS, "进展", label)
    yield from given(Rank.NEWS, label, told.text, *told.figures, told.units)
    for fact in told.facts:
        yield from given(Rank.NEWS, fact.label, fact.words)
    for shown in told.evidence:
        day = shown.on.isoformat() if shown.on else None
        yield from given(Rank.NEWS, "佐证材料", shown.title, shown.kind, day)


def _standing(matter: Matter) -> Iterator[tuple[str, str]]:
    yield "kind", "record"
    yield "status", str(matter.shelf)
    if matter.due in CONDITIONS:
        yield "due", str(matter.due)
    yield from (("direction", links.direction(matter.plan, way)) for way in matter.headings[:1])
    yield "plan", matter.plan.id
    if matter.plan.year:
        yield "year", str(matter.plan.year)


def _shares(view: View) -> dict[str, list[str]]:
    """The units that have to do with each matter, as their own pages say."""
    found: dict[str, list[str]] = {matter.record.id: [] for matter in view.matters}
    for key, part in view.parts.items():
        for matter in part.all:
            found[matter.record.id].append(key)
    return found
