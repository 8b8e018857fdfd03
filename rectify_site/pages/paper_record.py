"""A matter on paper, in the order in which its page answers the reader's questions."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model.edition import Publication
from rectify_site.model.events import EventKind
from rectify_site.model.fields import public_text
from rectify_site.model.states import OPEN, Group
from rectify_site.model.writings import Block, Entry, Facts, Heading, Items, Paragraph, Sheet, Writing
from rectify_site.pages.contact import of_matter
from rectify_site.pages.lines import badge
from rectify_site.pages.on_the_web import web_page
from rectify_site.pages.paper_parts import prose, time, writing
from rectify_site.pages.responsibility import deadlines, roles
from rectify_site.pages.steps import steps
from rectify_site.pages.telling import all_evidence, chapters, flags, means, once, proofs
from rectify_site.pages.view import Head, Here, View
from rectify_site.tables.acts import act
from rectify_site.tables.entries import entries
from rectify_site.tables.matters import Matter
from rectify_site.tables.standing import last
from rectify_site.tables.wording import HEADING, deadline_words, heading, numbered, short


def record(view: View, matter: Matter) -> Writing:
    """One matter."""
    given, acts = matter.record, view.acts.get(("record", matter.record.id), ())
    at = acts[-1].at if acts else ""
    head = Head(links.record(given.id), "record", short(heading(given), HEADING), published=at)
    remarks = (
        f"第{given.number}项",
        f"编号 {given.id}",
        acts and f"首次公开 {time(acts[0].at)}",
        at and f"最近更新 {time(at)}",
    )
    return writing(view, head, given.id, map(str, filter(None, remarks)), _blocks(view, matter, acts))


def _blocks(view: View, matter: Matter, acts: tuple[Publication, ...]) -> Iterator[Block]:
    here = Here(links.record(matter.record.id))
    yield from _standing(view, matter)
    yield Heading(words="谁负责、什么时候")
    yield _who(view, matter, here)
    yield from _delayed(matter)
    for chapter in chapters(matter):
        yield from prose(chapter.title, (chapter.text,))
    yield from _to_do(matter)
    yield from _done(view, matter, here)
    yield from _proofs(matter)
    if acts:
        yield Heading(words="公布和更正的记录")
        for told in (act(done, matter.plan) for done in reversed(acts)):
            why = f"（{told.why}）" if told.why else ""
            facts = tuple(("改动", change) for change in told.changes)
            yield Entry(when=time(told.at), words=told.words + why, side=told.document, facts=facts)
    yield from _reach(view, matter)
    behind = (
        ("公开依据", matter.record.basis),
        ("网页", web_page(here.path, view.settings)),
    )
    rows = tuple((label, (said,)) for label, said in behind if said)
    if rows:
        yield Facts(rows=rows)


def _standing(view: View, matter: Matter) -> Iterator[Block]:
    said = means(matter)
    yield Paragraph(words=badge(view, matter).word, look="strong")
    if said:
        yield Paragraph(words=said)
    for found, dates in flags(view, matter):
        look = "late" if matter.late and found.shape == "late" else "plain"
        yield Paragraph(words=found.word + (f"（{dates}）" if dates else ""), look=look)
    line = steps(matter)
    days = tuple(
        (f"{step.remark} {step.on.isoformat()}".strip() if step.on else "—", step.said) for step in line
    )
    yield Sheet(heads=tuple(step.words for step in line), widths=(1,) * len(line), rows=(days,))


def _who(view: View, matter: Matter, here: Here) -> Facts:
    held = [(role.label, tuple(name.words for name in role.names)) for role in roles(view, matter, here)]
    due = [
        (one.label, (one.on.isoformat() if one.on else "", f"“{one.words}”" if one.words else "", *one.why))
        for one in deadlines(matter)
    ]
    rows = ((label, tuple(line for line in lines if line)) for label, lines in (*held, *due))
    return Facts(rows=tuple(rows))


def _delayed(matter: Matter) -> Iterator[Block]:
    told = last(matter, EventKind.DELAY_EXPLAINED) if matter.state in OPEN else None
    if told is None:
        if matter.late:
            yield from prose("为什么没有按期完成", ("责任单位尚未说明原因。",))
        return
    step, by = public_text(told.next_step), f"{told.by}说明，" if told.by else ""
    given = (
        public_text(told.text),
        public_text(told.reason),
        step and f"下一步：{step}",
        f"预计 {told.expected.isoformat()} 完成" if told.expected else "",
    )
    yield from prose("为什么没有按期完成", [line for line in given if line])
    yield Paragraph(words=by + told.on.isoformat(), look="small")


def _to_do(matter: Matter) -> Iterator[Block]:
    measures = tuple(public_text(measure.text) for measure in matter.record.measures)
    if len(measures) == 1 or numbered(measures):
        yield from prose("整改措施", measures)
    elif measures:
        yield Heading(words="整改措施")
        yield Items(items=measures, numbered=True)
    if matter.record.milestones:
        yield Heading(words="阶段目标")
    for stage in matter.record.milestones:
        due = stage.deadline
        yield Entry(when=due.date.isoformat() if due.date else deadline_words(due), words=stage.text)


def _done(view: View, matter: Matter, here: Here) -> Iterator[Block]:
    delay = last(matter, EventKind.DELAY_EXPLAINED) if matter.state in OPEN else None
    found = [once(told, delay) for told in entries(view.known(here), matter)]
    if found:
        yield Heading(words="进展")
    for told in found:
        yield Entry(
            when=told.on.isoformat(),
            words=told.words,
            side=told.units,
            text=told.text,
            figures=told.figures,
            facts=tuple((fact.label, fact.words) for fact in told.facts),
        )


def _proofs(matter: Matter) -> Iterator[Block]:
    events = matter.record.events
    shown = all_evidence(events)
    kept = any(not item.public for event in events for item in event.evidence)
    over = matter.group in {Group.DONE, Group.CHECKING}
    lines = [
        f"{label} {on.isoformat()} {said}".strip() for label, said, on in (proofs(events) if over else ())
    ]
    lines += [" ".join(filter(None, (one.kind, one.title, str(one.on or "")))) for one in shown]
    lines += [f"{'其余材料' if shown else '佐证材料'}由责任单位留存备查。"] if kept else []
    if lines:
        yield Heading(words="核查和佐证材料")
        yield Items(items=tuple(lines))


def _reach(view: View, matter: Matter) -> Iterator[Block]:
    reach = of_matter(matter, view.edition, view.settings)
    yield Heading(words="怎么反映")
    yield Facts(rows=(("单位", (reach.unit,)), *((way.label, (way.words,)) for way in reach.ways)))
    yield Paragraph(words=f"收到意见后{reach.reply_days}个工作日内答复。", look="small")
    yield Paragraph(words="反映违纪违法问题，请向纪检监察机关反映，电话 12388。", look="small")
