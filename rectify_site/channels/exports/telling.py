"""A matter in an article: as a row of the list of all, as a late one, and in full with all that happened."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site.channels.exports.blocks import Block, Grid, Paragraph, Run, fact, line
from rectify_site.channels.outlet import Outlet
from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.model.events import Event, EventKind
from rectify_site.model.fields import public_text
from rectify_site.model.states import OPEN
from rectify_site.render.fragments import Look
from rectify_site.tables.entries import Entry, Known, entries
from rectify_site.tables.matters import Matter
from rectify_site.tables.standing import due_words, last, state_words
from rectify_site.tables.wording import deadline_words, heading, listed, numbered, short

IN_A_LIST = 46
HEADS = ("序号", "事项", "牵头单位", "时限和状态")


def known(outlet: Outlet) -> Known:
    """What events may name; an article leads nowhere."""
    edition = outlet.edition
    notices = {notice.id: notice for notice in edition.notices}
    return Known(notices, outlet.record_of, edition.plan_of, lambda _: None)


def state(outlet: Outlet, matter: Matter) -> str:
    """The state in public words."""
    return state_words(matter, known(outlet).notices, outlet.edition.as_of)


def rows(outlet: Outlet, found: tuple[Matter, ...]) -> Grid:
    """A row each: number, name and id, who leads, by when and how far."""
    return Grid(HEADS, tuple(_row(matter, state(outlet, matter)) for matter in found))


def _row(matter: Matter, said: str) -> tuple[tuple[Run, ...], ...]:
    record = matter.record
    name = (Run(short(heading(record), IN_A_LIST)), Run(record.id, Look.SMALL))
    standing = [Run(_when(matter)), Run(said)]
    if matter.due in {Due.LATE, Due.REACHED}:
        standing.append(Run(words.DUE[matter.due], Look.LATE))
    return (Run(record.number),), name, (Run(listed(record.lead_units)),), tuple(standing)


def _when(matter: Matter) -> str:
    words_ = deadline_words(matter.record.deadline, matter.plan)
    return matter.deadline.isoformat() if matter.deadline else short(words_, 20)


def late(matter: Matter) -> Iterator[Block]:
    """One that is late: what, who, by when, why, what next."""
    record, told = matter.record, _delay(matter)
    yield line(Look.NAME, f"第{record.number}项　{short(heading(record), IN_A_LIST)}")
    yield fact("牵头单位", listed(record.lead_units))
    yield fact("时限", _when(matter))
    yield from why(told)


def why(told: Event | None) -> Iterator[Block]:
    """Why it is late, in the words of who is behind with it."""
    if told is None:
        yield fact("原因", "责任单位尚未说明原因。")
        return
    said = public_text(told.text)
    head = Run(f"{told.on.isoformat()} {words.EVENT[told.kind]}", Look.LABEL)
    yield line(Look.FACT, head, f"：{said}" if said else "")
    given = (
        ("原因", public_text(told.reason)),
        ("下一步", public_text(told.next_step)),
        ("预计完成", told.expected.isoformat() if told.expected else ""),
        ("说明单位", told.by or ""),
    )
    yield from (fact(label, words_) for label, words_ in given if words_)


def _delay(matter: Matter) -> Event | None:
    return last(matter, EventKind.DELAY_EXPLAINED) if matter.state in OPEN else None


def whole(outlet: Outlet, matter: Matter) -> tuple[Block, ...]:
    """All the public may read of a matter."""
    return tuple(_whole(matter, known(outlet), state(outlet, matter)))


def _whole(matter: Matter, names: Known, standing: str) -> Iterator[Block]:
    record, told = matter.record, _delay(matter)
    yield line(Look.NAME, f"第{record.number}项　{heading(record)}")
    yield fact("编号", record.id)
    yield _state(matter, standing)
    yield from (fact(label, said) for label, said in _facts(matter) if said)
    if matter.late or told:
        yield from why(told)
    yield from _measures(matter)
    for stage in record.milestones:
        yield fact("阶段目标", f"{stage.text}（{deadline_words(stage.deadline)}）")
    happened = entries(names, matter)
    if happened:
        yield line(Look.FACT, Run("进展", Look.LABEL))
    for entry in happened:
        if not (told and entry.kind == told.kind and entry.on == told.on):
            yield _happened(entry)


def _state(matter: Matter, standing: str) -> Paragraph:
    due = due_words(matter)
    said = (Run("状态：", Look.LABEL), standing, "；" if due else "", Run(due, Look.LATE))
    return line(Look.FACT, *said)


def _facts(matter: Matter) -> Iterator[tuple[str, str]]:
    record, title = matter.record, heading(matter.record)
    for label, worded in (("问题", record.problem), ("任务", record.task), ("整改目标", record.target)):
        said = public_text(worded)
        yield label, said if said != title else ""
    yield "问题来源", record.source_of_problem or ""
    yield "时限", _deadline(matter)
    yield "整改主体", record.responsible_body or ""
    yield "责任领导", listed(record.leaders)
    yield "责任人", listed(record.persons)
    yield "牵头单位", listed(record.lead_units)
    yield "责任单位", listed(record.responsible_units)
    yield "配合单位", listed(record.cooperating_units)
    yield "督导单位", record.supervising_unit or ""
    yield "核查单位", record.verifying_unit or ""


def _deadline(matter: Matter) -> str:
    """原定、现定, and the words of the plan where it has some."""
    given, now = matter.record.deadline, matter.deadline
    said = deadline_words(given, matter.plan) if given.text or not given.date else ""
    first = given.date.isoformat() if given.date else ""
    if said == first:
        said = ""
    days = first
    if now and now != given.date:
        days = f"原定{first or said}，现定{now.isoformat()}" if first or said else now.isoformat()
    return f"{days}（{said}）" if first and said else days or said


def _measures(matter: Matter) -> Iterator[Block]:
    texts = [public_text(measure.text) for measure in matter.record.measures]
    if texts:
        yield line(Look.FACT, Run("整改措施", Look.LABEL))
    bare = len(texts) == 1 or numbered(texts)
    for place, text in enumerate(texts, start=1):
        yield line(Look.FACT, text if bare else f"{place}. {text}")


def _happened(entry: Entry) -> Paragraph:
    """One thing that happened, in a line."""
    said = [entry.text, "，".join(entry.figures)]
    said += [f"{fact.label}：{fact.words}" for fact in entry.facts]
    said += [f"佐证材料：{shown.title}" for shown in entry.evidence]
    told = "；".join(part.rstrip("。") for part in said if part)
    head = f"{entry.on.isoformat()} {entry.words}" + (f" {entry.units}" if entry.units else "")
    return line(Look.FACT, head + (f"：{told}。" if told else "。"))
