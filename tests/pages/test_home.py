"""The first page: its sentence adds up, what is late stands there with its reason, and what is new after it."""

import re

from rectify_site import links
from tests.builders import a_record, a_story, an_edition, an_event
from tests.pages.district import district
from tests.pages.site import made, read, sample, text

HOME = links.HOME


def sentence(said: str) -> str:
    return next(line for line in said.splitlines() if line.startswith("截至"))


def test_the_parts_of_the_sentence_sum_to_the_total() -> None:
    said = sentence(text(sample("district")[HOME]))
    total = int(re.search(r"公开的 (\d+) 项", said)[1])
    told = said.split("另有")[0].split("中，", 1)[1]
    parts = [int(n) for n in re.findall(r"(\d+) 项", re.sub(r"（其中[^）]*）", "", told))]
    assert sum(parts) == total == 15


def test_the_sentence_is_the_one_that_was_agreed() -> None:
    assert sentence(text(sample("district")[HOME])) == (
        "截至2022年12月31日，《中共青石区委2022年度民主生活会整改落实方案》向社会公开的 15 项任务中，"
        "已完成 2 项（已销号），核查和公示中 3 项，正在整改 7 项（其中超过时限 2 项），暂无进展报送 1 项，"
        "阶段目标已完成、长期坚持 2 项。另有 1 项已并入、移交或调出清单，不计入。"
    )


def test_every_number_of_the_sentence_is_a_link() -> None:
    page = sample("district")[HOME]
    lead = re.search(r'<p class="lead">.*?</p>', page.markdown)[0]
    assert len(re.findall(r"<a [^>]*>\d+ 项</a>", lead)) == len(re.findall(r"\d+ 项", lead)) == 8


def test_several_plans_are_counted_together() -> None:
    said = text(sample("two_plans")[HOME])
    assert "2个整改方案向社会公开的 18 项事项中，已完成 3 项，" in said
    assert "各整改方案" in said


def test_each_town_and_street_is_one_tap_away_in_the_order_of_the_office() -> None:
    page = sample("district")[HOME]
    block = re.search(r'<nav class="streets".*?</nav>', page.markdown, re.DOTALL)[0]
    units = [unit for unit in district().units if unit.kind == "street"]
    assert re.findall(r'href="([^"]+)">([^<]+)<', block) == [
        (links.unit(unit.id), unit.name) for unit in units
    ]


def test_what_is_late_has_its_reason_next_step_and_day() -> None:
    said = text(sample("district")[HOME])
    assert "原因：新大厅消防验收推迟，过渡窗口只能开放12个。" in said
    assert "下一步：2月底前完成验收，3月启用30个窗口。" in said
    assert "预计 2023-03-31 完成" in said
    assert "责任单位尚未说明原因。" in said


def test_nothing_late_leaves_no_heading() -> None:
    said = text(made(an_edition([a_record(events=a_story("started"))]))[HOME])
    assert "超过时限，尚未完成" not in said.split("各牵头单位")[0]


def test_news_stand_newest_first_and_each_matter_once() -> None:
    page = sample("district")[HOME].markdown
    block = page[page.index('<ul class="news">') : page.index("</ul>", page.index('<ul class="news">'))]
    days = re.findall(r'datetime="([^"]+)"', block)
    assert days == sorted(days, reverse=True)
    hrefs = re.findall(r'href="([^"]+)"', block)
    assert len(hrefs) == len(set(hrefs)) == 6


def test_who_objected_is_no_news() -> None:
    objection = an_event("objection", "2022-12-20", text="某人来信")
    events = (*a_story("notice"), objection)
    assert "收到" not in text(made(an_edition([a_record(events=events)]))[HOME])


def test_the_chart_says_what_the_sentence_says() -> None:
    found = read(sample("district")[HOME])
    assert (
        "共15项：已完成（已销号）2项，核查和公示中3项，正在整改7项，暂无进展报送1项，阶段目标已完成、长期坚持2项。"
        in "".join(found.pieces)
    )


def test_a_preview_has_no_time_of_publication() -> None:
    said = text(made(district(publications=()))[HOME])
    assert "发布" not in said
