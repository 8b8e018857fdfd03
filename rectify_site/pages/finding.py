"""What can be found by searching: every page with texts of its own. Lists are left out: their matters are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape
from re import sub

from rectify_site import links
from rectify_site.model import words
from rectify_site.model.edition import Edition
from rectify_site.model.fields import public_text
from rectify_site.model.outputs import Page
from rectify_site.model.records import Plan
from rectify_site.model.reports import Notice, Report
from rectify_site.model.states import State
from rectify_site.pages.finding_matters import CONDITIONS, Texts, given, records
from rectify_site.pages.view import ABOUT, View
from rectify_site.render.prose import prose
from rectify_site.search.entries import Entry, Facet, Field, Findable, Rank
from rectify_site.tables.wording import direction_name, figure, plan_name, short

KINDS = (
    ("record", "{item}"),
    ("unit", "单位"),
    ("plan", "方案"),
    ("direction", "整改方向"),
    ("report", "情况通报"),
    ("notice", "公示"),
    ("page", "说明"),
)


def findable(edition: Edition) -> bool:
    """Whether there is anything that somebody could search for."""
    return bool(edition.records or edition.plans or edition.reports or edition.notices)


def findings(view: View, pages: Iterable[Page]) -> Findable:
    """All that can be found on these pages, matters first, and what it can be filtered by."""
    if not findable(view.edition):
        return Findable()
    there = {page.path for page in pages}
    makers = (records, _units, _plans, _directions, _reports, _notices, _hand_pages)
    made = (entry for maker in makers for entry in maker(view))
    return Findable(tuple(entry for entry in made if entry.url in there), tuple(_facets(view)))


def _facets(view: View) -> Iterator[Facet]:
    plans = view.edition.plans
    yield Facet("status", "状态", tuple((str(state), view.shelf_words(state)) for state in State))
    yield Facet("due", "时限", tuple((str(due), words.DUE[due]) for due in CONDITIONS))
    yield Facet("unit", "单位", tuple((key, part.unit.name) for key, part in view.parts.items()))
    yield Facet("plan", "方案", tuple((plan.id, plan_name(plan)) for plan in plans))
    ways = ((links.direction(plan, way), direction_name(way)) for plan in plans for way in plan.directions)
    yield Facet("direction", "方向", tuple(ways))
    years = sorted({plan.year for plan in plans if plan.year}, reverse=True)
    yield Facet("year", "年度", tuple((str(year), f"{year}年") for year in years))
    yield Facet("kind", "类别", tuple((key, said.format(item=view.item)) for key, said in KINDS))


def _entry(kind: str, url: str, title: str, fields: Iterable[Field], note: str = "") -> Entry:
    said = dict(KINDS)[kind]
    return Entry(url, said, short(title), note, (), tuple(fields), (("kind", kind),))


def _of_plan(entry: Entry, plan: Plan | None) -> Entry:
    """The entry with the plan and the year it belongs to."""
    if plan is None:
        return entry
    year = (("year", str(plan.year)),) if plan.year else ()
    return entry._replace(facets=(*entry.facets, ("plan", plan.id), *year))


def _units(view: View) -> Iterator[Entry]:
    for key, part in view.parts.items():
        fields = (
            *given(Rank.NAME, "", part.unit.name),
            *given(Rank.NAME, "又称", *part.unit.aliases),
            *given(Rank.DUTY, "电话", part.unit.telephone, part.unit.hours),
        )
        note = f"牵头{len(part.lead)}项，参与{len(part.all) - len(part.lead)}项"
        made = _entry("unit", links.unit(key), part.unit.name, fields, note)
        yield made._replace(facets=(*made.facets, ("unit", key)), names=(part.unit.name, *part.unit.aliases))


def _plans(view: View) -> Iterator[Entry]:
    for plan in view.edition.plans:
        due = (text for told in plan.reports_due for text in (told.on.isoformat(), told.text))
        heads = (" ".join(part for part in (each.number, each.title) if part) for each in plan.sections)
        fields = (
            *given(Rank.NAME, "", plan.title),
            *given(Rank.NAME, "文号", plan.document),
            *given(Rank.DUTY, "发布单位", plan.issued_by, *plan.source_of_problem),
            *given(Rank.DUTY, "前言", *plan.preamble),
            *given(Rank.DUTY, "正文", *heads, *(text for each in plan.sections for text in each.paragraphs)),
            *given(Rank.DUTY, "报送安排", *due),
        )
        yield _of_plan(_entry("plan", links.plan(plan.id), public_text(plan.title), fields), plan)


def _directions(view: View) -> Iterator[Entry]:
    for plan in view.edition.plans:
        for way in plan.directions:
            fields = (*given(Rank.NAME, "", direction_name(way)), *given(Rank.NAME, "", way.title))
            url = links.direction(plan, way)
            made = _of_plan(_entry("direction", url, direction_name(way), fields, plan_name(plan)), plan)
            yield made._replace(facets=(*made.facets, ("direction", url)))


def _reports(view: View) -> Iterator[Entry]:
    for report in view.edition.reports:
        made = _entry("report", links.report(report.id), public_text(report.title), _report(report))
        yield _of_plan(made, view.edition.plan_of.get(report.plan or ""))


def _report(report: Report) -> Texts:
    yield from given(Rank.NAME, "", report.title)
    yield from given(Rank.NAME, "文号", report.document)
    yield from given(Rank.DUTY, "发布单位", report.issued_by, report.period)
    yield from given(Rank.DUTY, "前言", *report.preamble)
    for aspect in report.aspects:
        yield from given(Rank.DUTY, "", aspect.title, *aspect.paragraphs, *map(figure, aspect.figures))
    yield from given(Rank.DUTY, "存在问题", *report.remaining)
    yield from given(Rank.DUTY, "下一步打算", *report.next_steps)
    yield from given(Rank.DUTY, "其他情况", *report.conclusion)


def _notices(view: View) -> Iterator[Entry]:
    for notice in view.edition.notices:
        made = _entry("notice", links.notice(notice.id), public_text(notice.title), _notice(notice))
        yield _of_plan(made, view.edition.plan_of.get(notice.plan or ""))


def _notice(notice: Notice) -> Texts:
    yield from given(Rank.NAME, "", notice.title)
    yield from given(Rank.DUTY, "公示时间", notice.from_.isoformat(), notice.to.isoformat())
    yield from given(Rank.DUTY, "正文", *notice.text)
    yield from given(Rank.DUTY, "联系方式", notice.contact)
    yield from given(Rank.DUTY, "怎样提出不同意见", notice.how_to_object)


def _hand_pages(view: View) -> Iterator[Entry]:
    for written in view.edition.pages:
        url = links.ABOUT if written.id == ABOUT else links.hand_page(written.id)
        lines = sub(r"<[^>]*>", "\n", prose(written.markdown)).split("\n")
        texts = [unescape(line).strip() for line in lines]
        fields = (*given(Rank.NAME, "", written.title), *given(Rank.DUTY, "正文", *filter(None, texts)))
        yield _entry("page", url, written.title, fields)
