"""What the drawings of pages show is counted again: their tables by number, their shapes by height."""

import re
from collections import Counter

import pytest
from lxml import html

from rectify_site import links
from tests.builders import a_record, a_story, an_edition
from tests.pages import district
from tests.pages.site import made, sample
from tests.pages.test_recount import Site, signed, site
from tests.recount import Counted

__all__ = ["signed", "site"]

Numbers = dict[str, list[int]]


def rows(site: Site, path: str, key: str) -> Numbers:
    """The table of a drawing: the figures of each row by its name."""
    found = site.trees[path].xpath("//table[@aria-describedby=$key]/tbody/tr", key=f"chart-{key}-table-base")
    return {
        row.xpath("string(./th)"): [int(cell.text_content()) for cell in row.xpath("./td")] for row in found
    }


def drawings(site: Site, key: str) -> dict[str, html.HtmlElement]:
    """By page the drawing of a key."""
    found = {
        path: tree.xpath(
            "//*[local-name()='svg'][./*[local-name()='title'][@id=$id]]", id=f"chart-{key}-title"
        )
        for path, tree in site.trees.items()
    }
    return {path: svgs[0] for path, svgs in found.items() if svgs}


def heights(svg: html.HtmlElement) -> list[dict[str, float]]:
    """The columns from the left: the height of each kind."""
    columns: dict[float, dict[str, float]] = {}
    for group in svg.xpath("./*[local-name()='g']"):
        for rect in group.xpath("./*[local-name()='rect'][contains(@width,'%')]"):
            column = columns.setdefault(float(rect.get("x").rstrip("%")), {})
            column[group.get("class").split()[0]] = float(rect.get("height").removesuffix("em"))
    return [columns[x] for x in sorted(columns)]


def assert_drawn(svg: html.HtmlElement, kinds: tuple[str, ...], wanted: list[list[int]]) -> None:
    """Heights are to the highest column as numbers are to the highest number."""
    shown, highest = heights(svg), max(map(sum, wanted))
    top = max(sum(column.values()) for column in shown)
    assert len(shown) == len(wanted)
    for column, numbers in zip(shown, wanted, strict=True):
        given = [column.get(kind, 0.0) / top for kind in kinds]
        assert given == pytest.approx([number / highest for number in numbers], abs=0.003)


def due(found: list[Counted]) -> dict[str, list[int]]:
    """By month: all, done, the rest, late."""
    wanted: dict[str, list[int]] = {}
    for matter in found:
        if matter.deadline:
            year, month, _ = matter.deadline.split("-")
            row = wanted.setdefault(f"{year}年{int(month)}月", [0, 0, 0, 0])
            part = 1 if matter.part == "done" else 3 if matter.late else 2
            row[0], row[part] = row[0] + 1, row[part] + 1
    return dict(
        sorted(wanted.items(), key=lambda item: [int(number) for number in re.findall(r"\d+", item[0])])
    )


def test_progress_over_time_is_counted_again(site: Site) -> None:
    shown = rows(site, links.HOME, "over-time")
    assert len(shown) >= 3
    for day, numbers in shown.items():
        there = [
            matter for matter in site.on(day) if matter.part and matter.plan.get("adopted_on", "") <= day
        ]
        assert numbers == [len(there), sum(matter.part == "done" for matter in there)], day
    assert list(shown.values())[-1][0] == len(site.base)
    wanted = [[done, whole - done] for whole, done in shown.values()]
    svg = drawings(site, "over-time")[links.HOME]
    assert_drawn(svg, ("done", "rest"), wanted)
    assert svg.xpath(".//*[@class='whole']/text()") == [str(whole) for whole, _ in shown.values()]


def test_deadlines_are_counted_again(site: Site) -> None:
    found = drawings(site, "due")
    assert links.DEADLINES in found
    for path, svg in found.items():
        plan = path.split("/")[1] if path.startswith("plans/") else None
        wanted = due([matter for matter in site.base if plan in {None, matter.plan["id"]}])
        if plan:
            assert rows(site, path, "due") == wanted, path
        assert_drawn(svg, ("done", "rest", "late"), [row[1:] for row in wanted.values()])


def test_the_bar_is_as_wide_as_its_parts(site: Site) -> None:
    svg = drawings(site, "parts")[links.HOME]
    wanted = Counter(matter.part for matter in site.base)
    for group in svg.xpath("./*[local-name()='g']"):
        share = float(group.xpath("./*[local-name()='rect']/@width")[0].rstrip("%"))
        assert share == pytest.approx(
            100 * wanted.pop(group.get("class").split()[0]) / len(site.base), abs=0.01
        )
    assert not wanted


def test_ids_stand_once_on_a_page() -> None:
    for path, page in sample("two_plans").items():
        ids = re.findall(r' id="([^"]+)"', page.markdown)
        assert len(ids) == len(set(ids)), path


def test_phases_are_bands_and_a_campaign_is_drawn_with_few_matters() -> None:
    phase = {"id": "p", "name": "集中 <整改>&阶段", "starts": "2022-04-01", "ends": "2022-09-30"}
    plan = district.MAIN.model_validate({**district.MAIN.model_dump(), "phases": (phase,)})
    records = [a_record(n, due=day) for n, day in enumerate(("2022-06-30", "2022-09-30", "2022-12-31"), 1)]
    page = made(an_edition(records, plans=(plan,)))[links.plan(plan.id)]
    assert page.markdown.count('class="span"') == 1
    assert "集中 &lt;整改&gt;&amp;阶段</text>" in page.markdown
    without = made(an_edition(records, plans=(district.MAIN,)))[links.plan(plan.id)]
    assert "chart-due" not in without.markdown


def test_long_plans_are_drawn_by_years() -> None:
    records = [a_record(n, due=f"{2020 + n}-06-30", events=a_story("closed")) for n in range(1, 9)]
    page = made(an_edition(records))[links.DEADLINES]
    assert "各年到期" in page.markdown
    assert ">2021</text>" in page.markdown


def test_two_cut_off_dates_make_no_drawing() -> None:
    page = made(an_edition([a_record(1, events=a_story("closed"))]))[links.HOME]
    assert "chart-over-time" not in page.markdown
