"""A report on paper: its figures as of its own cut-off date, the words that were signed, and what is late."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.due import Due
from rectify_site.model.fields import public_text
from rectify_site.model.reports import Report
from rectify_site.model.states import Group, State
from rectify_site.model.writings import Block, Entry, Facts, Heading, Items, Paragraph, Writing
from rectify_site.pages import compared as pairs
from rectify_site.pages.lines import Late, late
from rectify_site.pages.paper_parts import compared, figures, listed, time, writing
from rectify_site.pages.reporting import LONG, breakdown, reported
from rectify_site.pages.summary import summary
from rectify_site.pages.view import Head, Here, View
from rectify_site.tables.progress import progress, sentence
from rectify_site.tables.reporting import aspects, behind, reach, said


def report(view: View, given: Report) -> Writing:
    """One report."""
    at, on = view.published("report", given.id), reach(given)
    label = "数据截至" if given.as_of else "发布日期"
    head = Head(links.report(given.id), "report", public_text(given.title), published=at)
    remarks = (f"{label} {on.isoformat()}" if on else "", at and f"发布 {time(at)}", given.document or "")
    return writing(view, head, given.id, remarks, _blocks(view, given))


def _blocks(view: View, given: Report) -> Iterator[Block]:
    here, then = Here(links.report(given.id)), reported(view, given)
    counted = then if then and then.matters else None
    if counted and given.as_of:
        on = given.as_of
        yield Paragraph(
            words=f"截至{on.year}年{on.month}月{on.day}日，向社会公开的{sentence(progress(counted.matters))}",
            look="lead",
        )
    yield from (Paragraph(words=text) for text in said(given.preamble))
    if counted:
        yield from _compared(view, given, counted, here)
    for chapter in (*aspects(given), *behind(given)):
        yield Heading(words=chapter.number + chapter.title)
        yield from (Paragraph(words=text) for text in chapter.paragraphs)
        if chapter.figures:
            yield Items(items=chapter.figures)
    if counted:
        yield from _counted(counted, here)
    yield from _facts(view, given)


def _compared(view: View, given: Report, then: View, here: Here) -> Iterator[Block]:
    made = pairs.compared(view, given, summary(then.matters, here), here)
    if made:
        yield Heading(words=made.caption)
        yield compared(made)


def _counted(then: View, here: Here) -> Iterator[Block]:
    overdue, table = late(then, then.counted, here), breakdown(then)
    if overdue:
        yield Heading(words=f"{words.DUE[Due.LATE]}（{len(overdue)} 项）")
        yield from (_late(one) for one in overdue)
    if table.rows:
        yield Heading(words=table.caption)
        yield figures(table)
    if len(then.matters) <= LONG:
        yield from _lists(then)
    yield Paragraph(
        words="以上数字和清单由目前公开的记录按数据截至日的情况统计；文字部分经签发。", look="small"
    )


def _late(one: Late) -> Entry:
    given = (
        ("牵头单位", one.line.units),
        ("原因", one.reason or "责任单位尚未说明原因。"),
        ("下一步", one.next_step),
        ("预计完成", one.expected.isoformat() if one.expected else ""),
    )
    return Entry(
        when=f"时限 {one.due.isoformat()}" if one.due else "",
        words=f"第{one.line.number}项 {one.line.heading}",
        facts=tuple(fact for fact in given if fact[1]),
    )


def _lists(then: View) -> Iterator[Block]:
    plans = [matter.plan for matter in then.matters]
    names = {part: words.group(part, plans) for part in Group}
    for part in (*Group, None):
        kept = [matter for matter in then.matters if matter.group == part]
        if kept:
            name = names[part] if part else words.STATE[State.MOVED]
            yield Heading(words=f"{name}（{len(kept)} 项）")
            yield listed(then, kept)


def _facts(view: View, given: Report) -> Iterator[Block]:
    plan = view.edition.plan_of.get(given.plan or "")
    found = (
        ("发布单位", given.issued_by or ""),
        ("报告期", given.period or ""),
        ("所属方案", public_text(plan.title) if plan else ""),
        ("公开依据", given.basis or ""),
    )
    rows = tuple((name, (text,)) for name, text in found if text)
    if rows:
        yield Facts(rows=rows)
