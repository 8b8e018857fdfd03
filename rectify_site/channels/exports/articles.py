"""The articles an office puts into 公众号 or the editor of its portal: one Edition, the same facts as its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from rectify_site import tables
from rectify_site.channels.exports import figures, telling
from rectify_site.channels.exports.blocks import Article, Block, Chapter, fact, line
from rectify_site.channels.outlet import Outlet
from rectify_site.model import words
from rectify_site.model.due import DueRule
from rectify_site.model.fields import public_text
from rectify_site.model.reports import Notice, Report
from rectify_site.render.fragments import Look
from rectify_site.tables import reporting
from rectify_site.tables.listings import NOBODY_WORDS, leading
from rectify_site.tables.matters import Matter, counted, matters
from rectify_site.tables.notice_days import result
from rectify_site.tables.progress import progress
from rectify_site.tables.wording import heading, listed, plan_name, short

OVERVIEW, ITEMS, UNITS, REPORTS, NOTICES = "总体情况", "整改清单", "各单位整改情况", "情况通报", "公示"
"""The columns of a portal the articles are meant for."""

PICTURE = "overview.png"
WORK = "整改落实"


def articles(outlet: Outlet, rule: DueRule) -> tuple[Article, ...]:
    """All articles: the whole, the list of all, each unit in the lead, each report, each notice."""
    edition = outlet.edition
    made = [_overview(outlet), _items(outlet)] if outlet.matters else []
    made += _units(outlet)
    made += [_report(outlet, report, rule) for report in edition.reports]
    made += [_notice(outlet, notice) for notice in edition.notices]
    return tuple(made)


def day_zh(day: date) -> str:
    """2022年12月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _signed(at: str) -> date | None:
    return date.fromisoformat(at[:10]) if at else None


def _kinds(found: tuple[Matter, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.PLAN[matter.plan.kind] for matter in found))


def _named(found: tuple[Matter, ...]) -> str:
    plans = {matter.plan.id: matter.plan for matter in found}
    if len(plans) == 1:
        return f"《{public_text(next(iter(plans.values())).title)}》"
    return f"{len(plans)}个整改方案"


def _overview(outlet: Outlet) -> Article:
    edition, settings, found = outlet.edition, outlet.settings, outlet.matters
    told = progress(found)
    opening = figures.opening(f"截至{day_zh(edition.as_of)}，{_named(found)}向社会公开的", told)
    made = tables.over(edition, found)
    shown = ("by-plan" if _several(found) else "by-direction", "by-unit")
    behind = [matter for matter in counted(found) if matter.late]
    chapters: list[Chapter] = [(*opening, *figures.legend(told), line(Look.NOTE, _origin(outlet)))]
    if behind:
        chapters.append((line(Look.HEADING, f"超过时限，尚未完成（{len(behind)}项）"),))
        chapters += [tuple(telling.late(matter)) for matter in behind]
    chapters += [figures.chapter(made[key]) for key in shown if made[key].rows]
    return Article(
        key="overview",
        column=OVERVIEW,
        title=f"{settings.site_name}：总体情况（截至{day_zh(edition.as_of)}）",
        source=settings.office,
        made_on=_signed(edition.published_at),
        at=edition.published_at,
        keywords=(WORK, *_kinds(found)),
        summary=figures.plain(opening[0]),
        chapters=tuple(chapters),
        files=(PICTURE,),
    )


def _several(found: tuple[Matter, ...]) -> bool:
    return len({matter.plan.id for matter in found}) > 1


def _origin(outlet: Outlet) -> str:
    settings = outlet.settings
    said = f"数据由各牵头单位报送、{settings.office}汇总。"
    said += f"{settings.update_cycle}。" if settings.update_cycle else ""
    return said + (f"下次更新：{settings.next_update}。" if settings.next_update else "")


def _items(outlet: Outlet) -> Article:
    edition, found = outlet.edition, outlet.matters
    chapters: list[Chapter] = [(line(Look.NOTE, f"数据截至{day_zh(edition.as_of)}。"),)]
    for plan in edition.plans:
        own = tuple(matter for matter in found if matter.plan.id == plan.id)
        if own:
            chapters.append((line(Look.HEADING, public_text(plan.title)), telling.rows(outlet, own)))
    item = words.item(matter.plan for matter in found)
    return Article(
        key="items",
        column=ITEMS,
        title=f"{outlet.settings.site_name}：全部{item}一览（截至{day_zh(edition.as_of)}）",
        source=outlet.settings.office,
        made_on=_signed(edition.published_at),
        at=edition.published_at,
        keywords=(WORK, *_kinds(found)),
        summary=f"向社会公开的{len(found)}项{item}：牵头单位、时限和截至{day_zh(edition.as_of)}的状态。",
        chapters=tuple(chapters),
    )


def _units(outlet: Outlet) -> Iterator[Article]:
    """An article for each name in the lead: first the office's own list, then names it does not hold, then nobody."""
    edition = outlet.edition
    ids = {unit.name: unit.id for unit in edition.units}
    held: dict[str, list[Matter]] = {name: [] for name in ids}
    for matter in outlet.matters:
        for name in leading(edition, matter):
            held.setdefault(name, []).append(matter)
    strange = 0
    for name, found in held.items():
        if found:
            strange += name not in ids
            key = f"unit-{ids[name]}" if name in ids else f"lead-{strange}"
            yield _unit(outlet, key, name or NOBODY_WORDS, tuple(found))


def _unit(outlet: Outlet, key: str, name: str, found: tuple[Matter, ...]) -> Article:
    edition = outlet.edition
    opening = figures.opening(f"截至{day_zh(edition.as_of)}，{name}牵头的、向社会公开的", progress(found))
    newest = max(edition.published.get(matter.record.id, ("", ""))[1] for matter in found)
    return Article(
        key=key,
        column=UNITS,
        title=f"{name}整改落实情况（截至{day_zh(edition.as_of)}）",
        source=outlet.settings.office,
        made_on=_signed(newest),
        at=newest,
        keywords=(WORK, name),
        summary=figures.plain(opening[0]),
        chapters=(opening, *(telling.whole(outlet, matter) for matter in found)),
    )


def _report(outlet: Outlet, report: Report, rule: DueRule) -> Article:
    edition, title = outlet.edition, public_text(report.title)
    chapters: list[Chapter] = [_counted(outlet, report, rule), _said(reporting.said(report.preamble))]
    chapters += [
        (
            line(Look.HEADING, chapter.number + chapter.title),
            *_said(chapter.paragraphs),
            *(line(Look.FACT, number) for number in chapter.figures),
        )
        for chapter in (*reporting.aspects(report), *reporting.behind(report))
    ]
    chapters.append(tuple(_about(outlet, report)))
    at = edition.published.get(report.id, ("", ""))[1]
    first = next((public_text(text) for text in chain(report.preamble, report.conclusion)), title)
    return Article(
        key=f"report-{report.id}",
        column=REPORTS,
        title=title,
        source=report.issued_by or outlet.settings.office,
        made_on=report.issued_on or _signed(at),
        at=at,
        keywords=(WORK, "情况通报"),
        summary=short(first, 120),
        chapters=tuple(chapter for chapter in chapters if chapter),
    )


def _counted(outlet: Outlet, report: Report, rule: DueRule) -> Chapter:
    """The sentence over the matters as they stood on the day a report's data reach to."""
    if report.as_of is None or not reporting.counts(outlet.edition, report):
        return ()
    found = matters(reporting.earlier(outlet.edition, report.as_of, report.plan), rule)
    before = f"截至{day_zh(report.as_of)}，向社会公开的"
    return figures.opening(before, progress(found)) if found else ()


def _said(texts: Iterable[str]) -> Chapter:
    return tuple(line(Look.TEXT, text) for text in texts)


def _about(outlet: Outlet, report: Report) -> Iterator[Block]:
    plan = outlet.edition.plan_of.get(report.plan or "")
    given = (
        ("发布单位", report.issued_by or ""),
        ("文号", report.document or ""),
        ("报告期", report.period or ""),
        ("所属方案", public_text(plan.title) if plan else ""),
        ("公开依据", report.basis or ""),
    )
    return (fact(label, said) for label, said in given if said)


def _notice(outlet: Outlet, notice: Notice) -> Article:
    edition = outlet.edition
    days = f"共{notice.days}个{words.DAY_KIND[notice.day_kind]}，首尾两天都计"
    put_up = [outlet.record_of[key] for key in notice.records if key in outlet.record_of]
    plan = edition.plan_of.get(notice.plan or "")
    chapters: list[Chapter] = [_said(reporting.said(notice.text))]
    if put_up:
        chapters.append((line(Look.HEADING, f"公示的事项（{len(put_up)}项）"),))
        chapters += [tuple(_put_up(outlet, matter, notice)) for matter in put_up]
    asked = [
        fact("公示时间", f"{notice.from_.isoformat()}至{notice.to.isoformat()}，{days}"),
        fact("联系方式", notice.contact),
        fact("怎样反映", notice.how_to_object),
        *([fact("所属方案", plan_name(plan))] if plan else []),
    ]
    chapters.append((line(Look.HEADING, "有不同意见，怎样反映"), *asked))
    at = edition.published.get(notice.id, ("", ""))[1]
    return Article(
        key=f"notice-{notice.id}",
        column=NOTICES,
        title=public_text(notice.title),
        source=outlet.settings.office,
        made_on=_signed(at),
        at=at,
        keywords=(WORK, "公示"),
        summary=f"公示时间{notice.from_.isoformat()}至{notice.to.isoformat()}，{days}。",
        chapters=tuple(chapter for chapter in chapters if chapter),
    )


def _put_up(outlet: Outlet, matter: Matter, notice: Notice) -> Iterator[Block]:
    record, ended = matter.record, result(matter.record.events, notice)
    yield line(Look.NAME, f"第{record.number}项　{heading(record)}")
    yield fact("编号", record.id)
    yield fact("牵头单位", listed(record.lead_units))
    yield fact("状态", telling.state(outlet, matter))
    if ended:
        upheld = f"，成立{ended.upheld or 0}件" if ended.objections else ""
        yield fact("公示结果", f"{ended.on.isoformat()}，收到不同意见{ended.objections or 0}件{upheld}")
