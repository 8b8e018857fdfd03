"""A plan on paper: its figures, its matters by direction as tables, its prose."""

from __future__ import annotations

from collections.abc import Iterator

from rectify_site import links, tables
from rectify_site.model import words
from rectify_site.model.fields import public_text
from rectify_site.model.records import Plan
from rectify_site.model.writings import Block, Entry, Facts, Heading, Paragraph, Writing
from rectify_site.pages.paper_parts import figures, listed, prose, time, writing
from rectify_site.pages.prose import chapters, stages
from rectify_site.pages.view import Head, View
from rectify_site.tables import wording
from rectify_site.tables.matters import Matter
from rectify_site.tables.progress import progress, sentence


def plan(view: View, given: Plan) -> Writing:
    """One plan, also one without public matters."""
    found, at = view.by_plan.get(given.id, ()), view.newest(given)
    head = Head(links.plan(given.id), "plan", public_text(given.title), published=at)
    remarks = (f"数据截至 {view.edition.as_of.isoformat()}", at and f"发布 {time(at)}")
    return writing(view, head, given.id, remarks, _blocks(view, given, found))


def _blocks(view: View, given: Plan, found: tuple[Matter, ...]) -> Iterator[Block]:
    told = progress(found)
    if told.total:
        yield Paragraph(words=f"向社会公开的{sentence(told)}", look="lead")
    if given.counted_undisclosed:
        yield Paragraph(words=f"另有 {given.counted_undisclosed} 项不公开，未计入本文件各表的数字。")
    yield Facts(rows=tuple((name, (said,)) for name, said in _facts(given) if said))
    yield from _stages(view, given, found)
    if any(matter.headings for matter in found):
        table = tables.one("by-direction", view.edition, found)
        yield Heading(words=table.caption)
        yield figures(table)
    yield from _matters(view, found)
    for chapter in chapters(given):
        yield from prose(chapter.title, chapter.paragraphs)


def _facts(given: Plan) -> tuple[tuple[str, str], ...]:
    return (
        ("类别", words.PLAN[given.kind]),
        ("印发单位", given.issued_by or ""),
        ("文号", given.document or ""),
        ("印发日期", given.adopted_on.isoformat() if given.adopted_on else ""),
        ("问题来源", wording.listed(given.source_of_problem)),
        ("公开依据", given.basis or ""),
    )


def _stages(view: View, given: Plan, found: tuple[Matter, ...]) -> Iterator[Block]:
    made = stages(view, given, found)
    if made:
        yield Heading(words="各阶段")
    for stage in made:
        days = "至".join(day.isoformat() for day in (stage.starts, stage.ends) if day)
        number = f"随这一阶段完成的 {stage.number} 项" if stage.number else ""
        side = "数据截至日正在这一阶段" if stage.now else ""
        facts = (("事项", number),) if number else ()
        yield Entry(when=days, words=stage.name, side=side, text=stage.text, facts=facts)


def _matters(view: View, found: tuple[Matter, ...]) -> Iterator[Block]:
    """A table for each direction, in the order in which the plan first names it."""
    for top in dict.fromkeys(matter.headings[:1] for matter in found):
        kept = [matter for matter in found if matter.headings[:1] == top]
        name = wording.direction_name(top[0], 200) if top else "其他"
        yield Heading(words=f"{name}（{len(kept)} 项）")
        yield listed(view, kept)
