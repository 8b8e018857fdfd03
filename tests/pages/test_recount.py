"""Every figure on every page is counted again from the signed contents, and leads to exactly what it counts."""

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

import chinese_calendar
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html

from rectify_site import pages
from rectify_site.ledger import editions
from rectify_site.model.edition import Edition
from rectify_site.store import projects
from rectify_site.workflow import building
from rectify_site.workflow.opening import open_ledger
from tests.pages import district
from tests.pages.site import made
from tests.recount import Counted, Doc, four_weeks, public, recounted, unit_names
from tests.render.reading import commonmark
from tests.tables.test_tables import some_matters

ROOT = Path(__file__).parents[2]
FIGURE = re.compile(r"\s*(\d+)\s*项?\s*")
PART_WORDS = (
    ("其中", "late"),
    ("已完成", "done"),
    ("核查和公示", "checking"),
    ("正在整改", "working"),
    ("暂无进展", "waiting"),
    ("阶段目标", "lasting"),
)
STATE_WORDS = {
    "已列入整改": "listed",
    "正在整改": "in_progress",
    "重新整改": "rework",
    "责任单位报告": "submitted",
    "核查通过": "accepted",
    "正在公示": "on_notice",
    "阶段目标": "stage_done",
    "已完成": "closed",
}
DUE_WORDS = {"超过时限": "late", "已到时限": "reached", "临近时限": "near", "未到期": "not_due"}


class Site(NamedTuple):
    """Pages as trees, the matters counted again, and what counts them as of another day."""

    trees: dict[str, html.HtmlElement]
    matters: list[Counted]
    units: dict[str, Doc]
    on: Callable[[str], list[Counted]]

    @property
    def base(self) -> list[Counted]:
        return [matter for matter in self.matters if matter.part]


def site_of(
    built: dict[str, object], documents: dict[str, dict[str, Doc]], count: Callable[..., list[Counted]]
) -> Site:
    trees = {
        path: html.fromstring(f"<main>{commonmark(page.markdown)}</main>") for path, page in built.items()
    }
    return Site(trees, count(documents), unit_names(documents), lambda day: count(documents, as_of=day))


def of_edition(edition: Edition) -> Site:
    def dumped(noun: object) -> Doc:
        return json.loads(noun.model_dump_json(by_alias=True, exclude_defaults=True))

    documents = {
        "plan": {plan.id: dumped(plan) for plan in edition.plans},
        "record": {record.id: dumped(record) for record in edition.records},
        "units": {"units": {"units": [dumped(unit) for unit in edition.units]}},
    }
    count = partial(recounted, as_of=edition.as_of.isoformat(), near_days=30, collected_by=four_weeks)
    return site_of(made(edition), documents, count)


def twenty_workdays(day: date) -> date:
    """The last day on which the sample office still collects reports."""
    left = 20
    while left:
        day += timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    return day


@pytest.fixture(scope="module")
def signed(sample: Path) -> Site:
    """The sample office as it was signed."""
    home = projects.project(sample)
    making = building.making(home)
    chain = open_ledger(home, making.settings.origin)
    edition = editions.edition(chain.entries, chain.contents, None)
    view = pages.view(edition, making.settings, making.sources, making.rule)
    built = {page.path: page for page in pages.of(view)}
    lines = (ROOT / "content" / "ledger.jsonl").read_text("utf-8").splitlines()
    last = max(json.loads(line)["as_of"] or "" for line in lines)
    count = partial(recounted, as_of=last, near_days=30, collected_by=twenty_workdays)
    return site_of(built, public(ROOT / "content"), count)


@pytest.fixture(scope="module", params=["signed", "district", "two_plans"])
def site(request: pytest.FixtureRequest) -> Site:
    if request.param == "signed":
        return request.getfixturevalue("signed")
    return of_edition(getattr(district, request.param)())


def to(page: str, href: str) -> str:
    path, hash_, anchor = href.partition("#")
    return (
        (posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page) + hash_ + anchor
    )


def listed(site: Site, target: str) -> set[str]:
    """The matters under an anchor, or on a page without one; on its next pages too."""
    path, _, anchor = target.partition("#")
    found: set[str] = set()
    while path:
        tree = site.trees[path]
        places = tree.xpath("//*[@id=$anchor]", anchor=anchor) if anchor else [tree]
        for place in places:
            hrefs = place.xpath(
                ".//*[contains(@class,'matter') or contains(@class,'late-list')]//a[@class='name']/@href"
            )
            found |= {posixpath.basename(href).removesuffix(".html") for href in hrefs}
        more = tree.xpath("//nav[@class='pager']/a[text()='下一页']/@href") if places else []
        path = to(path, more[0]) if more else ""
    return found


def figures(site: Site) -> Iterator[tuple[str, html.HtmlElement, int]]:
    """Every link whose words are a figure."""
    for path, tree in site.trees.items():
        for link in tree.iter("a"):
            found = FIGURE.fullmatch(link.text_content())
            if found and ":" not in link.get("href"):
                yield path, link, int(found[1])


def lead_names(site: Site, matter: Counted) -> set[str]:
    names = matter.doc.get("lead_units") or ["方案未列牵头单位"]
    return {site.units[name]["name"] if name in site.units else name for name in names}


def in_row(site: Site, table: str, name: str, href: str, page: str) -> set[str]:
    """The matters of a row, by what its words and its link say."""
    plan = re.search(r"plans/([^/]+)", f"{page} {href}")

    def fits(matter: Counted) -> bool:  # noqa: PLR0911 - one answer a table
        if name == "合计":
            dated, done = (
                table != "by-month" or matter.deadline,
                table != "by-finished" or matter.part == "done",
            )
            return bool(dated and done) and (not page.startswith("plans/") or matter.plan["id"] == plan[1])
        if table == "by-unit":
            return name in lead_names(site, matter)
        if table == "by-plan":
            return matter.plan["id"] == plan[1]
        if table == "by-direction":
            number = href.rpartition("/")[2].removesuffix(".html")
            path = matter.doc.get("direction") or []
            tops = [way["number"] for way in matter.plan.get("directions", [])]
            top = path[0] if path and path[0] in tops else None
            own = matter.plan["id"] == plan[1]
            return own and (
                top is None if not href else top is not None and tops.index(top) == int(number) - 1
            )
        if table == "by-year":
            year = matter.plan.get("execution_year") or matter.plan.get("year")
            return name == (f"{year}年" if year else "未写年度")
        if table == "by-status":
            state = "closed" if matter.part == "done" else matter.state
            return any(name.startswith(word) and state == its for word, its in STATE_WORDS.items())
        if table == "by-due":
            due = matter.due or (
                "undated" if matter.state in {"listed", "in_progress", "rework"} else "settled"
            )
            wanted = DUE_WORDS.get(name[:4]) or DUE_WORDS.get(name[:3])
            return due == (wanted or ("undated" if name.startswith("没有写明") else "settled"))
        year, month = re.fullmatch(r"(\d+)年(\d+)月", name).groups()
        key = f"{year}-{int(month):02}"
        return key == (matter.done_in if table == "by-finished" else (matter.deadline or "")[:7])

    return {matter.id for matter in site.base if fits(matter)}


def in_column(site: Site, head: str) -> set[str]:
    part = next((part for word, part in PART_WORDS if head.startswith(word)), None)
    return {
        matter.id
        for matter in site.base
        if part is None or (matter.late if part == "late" else matter.part == part)
    }


def cells(site: Site) -> Iterator[tuple[str, str, str, str, str, html.HtmlElement]]:
    """Each figure of each table: its page, table, row, the row's link, its head, the cell."""
    for path, tree in site.trees.items():
        if path.startswith("reports/"):
            continue  # they count as of their own day and have tests of their own
        for table in tree.xpath("//table[@aria-describedby]"):
            key = table.get("aria-describedby").removesuffix("-base")
            if key.startswith("chart-"):
                continue  # see test_drawings.py
            for row in table.xpath("./tbody/tr|./tfoot/tr"):
                name = row.xpath("string(./th)").strip()
                links = row.xpath("./th/a/@href")
                for cell in row.xpath("./td"):
                    yield path, key, name, to(path, links[0]) if links else "", cell.get("data-head"), cell


def assert_counted_again(site: Site) -> None:
    """The one law: cells, links, headings and sentences say what was counted again."""
    seen = 0
    for path, table, name, href, head, cell in cells(site):
        wanted = in_row(site, table, name, href, path)
        if table not in {"by-status", "by-due", "by-finished"}:
            wanted &= in_column(site, head)
        where = (path, table, name, head)
        assert int(cell.text_content()) == len(wanted), where
        assert bool(cell.xpath("./a")) == bool(wanted), where
        for link in cell.xpath("./a/@href"):
            assert listed(site, to(path, link)) == wanted, where
            seen += 1
    assert seen or not site.base
    for path, link, number in figures(site):
        assert len(listed(site, to(path, link.get("href")))) == number, (path, link.get("href"))


def test_every_figure_is_what_was_signed_and_leads_to_it(site: Site) -> None:
    assert_counted_again(site)


def test_every_table_of_the_program_is_on_some_page() -> None:
    shown = {key for _, key, *_ in cells(of_edition(district.two_plans()))}
    assert shown >= {"by-unit", "by-plan", "by-direction", "by-month", "by-status", "by-due", "by-finished"}


def test_parts_sum_to_the_whole_in_every_sentence(site: Site) -> None:
    leads = [(path, lead) for path, tree in site.trees.items() for lead in tree.xpath("//p[@class='lead']")]
    told = [(path, lead.text_content()) for path, lead in leads if "公开的" in lead.text_content()]
    assert told
    for path, said in told:
        whole, parts = re.search(r"公开的\s*(\d+) 项.*?中，(.*?)。", said).groups()
        numbers = re.findall(r"(\d+) 项", re.sub(r"（其中[^）]*）", "", parts))
        assert int(whole) == sum(map(int, numbers)), path


def test_the_sentence_of_the_first_page_says_what_was_counted_again(site: Site) -> None:
    said = site.trees["index.html"].xpath("string(//p[@class='lead'])")
    assert int(re.search(r"公开的\s*(\d+) 项", said)[1]) == len(site.base)
    for word, part in PART_WORDS[1:]:
        told = re.search(rf"{word}[^，。]*?(\d+) 项", said)
        assert int(told[1] if told else 0) == sum(matter.part == part for matter in site.base), word
    late = re.findall(r"其中超过时限 (\d+) 项", said)
    assert sum(map(int, late)) == sum(matter.late for matter in site.base)


def test_headings_count_what_stands_under_them(site: Site) -> None:
    for path, tree in site.trees.items():
        for heading in tree.xpath("//section[@class='heap']/*[self::h2 or self::h3][./span[@class='of']]"):
            found = FIGURE.fullmatch(heading.xpath("string(./span[@class='of'])"))
            if not found:
                continue  # a number of something else than matters
            told = int(found[1])
            under = heading.getparent().xpath(".//li[@class='matter']|.//ul[@class='late-list']/li")
            whole = not tree.xpath("//nav[@class='pager']") and not heading.xpath("./a")
            assert not under or not whole or len(under) == told, (path, heading.text_content())


def test_a_unit_says_how_many_it_leads(site: Site) -> None:
    for path, tree in site.trees.items():
        if re.fullmatch(r"units/(?!index)[^/]+\.html", path):
            name, told = re.search(r"(.+?)：牵头 (\d+) 项", tree.xpath("string(//p[@class='lead'])")).groups()
            assert int(told) == sum(
                name in lead_names(site, matter) for matter in site.base if matter.doc.get("lead_units")
            ), path


@pytest.mark.slow
@settings(
    max_examples=25, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)
@given(records=some_matters, size=st.sampled_from([2, 200]))
def test_it_holds_for_any_office(records: list[object], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rectify_site.links.SIZE", size)
        assert_counted_again(of_edition(district.an_edition(records)))
