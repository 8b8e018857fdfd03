"""公示 and 情况通报: what is put up and what came of it; what a report counts and what it says."""

import re
from datetime import date

import pytest
from lxml import html

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.model.records import Direction
from rectify_site.model.reports import Notice, Report
from tests.builders import AS_OF, PLAN, a_plan, a_record, a_story, an_edition, an_event
from tests.pages.site import made, read, sample, target, text
from tests.render.reading import commonmark

OVER = {"from": "2022-11-21", "to": "2022-11-27", "days": 7, "day_kind": "calendar"}


def a_notice(key: str = "gongshi-1", **fields: object) -> Notice:
    given = {
        "id": key,
        "title": "销号前公示",
        "plan": PLAN,
        "records": (f"{PLAN}-01",),
        "contact": "区委督查室，电话0000-6610003",
        "how_to_object": "公示期内来电、来信。",
        "scope": "public",
        **OVER,
    }
    return Notice.model_validate({**given, **fields})


def put_up(key: str, *after: object) -> tuple[object, ...]:
    hung = an_event("notice", "2022-11-21", **{"from": "2022-11-21", "to": "2022-11-27"}, notice=key)
    return (*a_story("accepted"), hung, *after)


def a_report(key: str = "r1", **fields: object) -> Report:
    given = {"id": key, "title": "上半年情况通报", "plan": PLAN, "as_of": "2022-06-30", "scope": "public"}
    return Report.model_validate({**given, **fields})


def test_a_notice_says_from_when_to_when_how_many_days_and_how_to_object() -> None:
    said = text(
        made(an_edition([a_record()], notices=(a_notice(to="2023-01-05", days=46),)))[
            links.notice("gongshi-1")
        ]
    )
    assert "2022-11-21至2023-01-05，共46个自然日" in said
    assert "公示期内来电、来信。" in said
    assert "正在公示" in said


def test_a_notice_that_is_over_waits_for_its_result() -> None:
    edition = an_edition([a_record(events=put_up("gongshi-1"))], notices=(a_notice(),))
    built = made(edition)
    assert "公示已结束，结果待公布" in text(built[links.notice("gongshi-1")])
    assert links.certificate("gongshi-1") not in built


def test_the_result_stands_on_the_notice_and_makes_a_certificate() -> None:
    ended = an_event("notice_result", "2022-11-28", objections=2, upheld=1, text="一件成立，重新整改。")
    built = made(an_edition([a_record(events=put_up("gongshi-1", ended))], notices=(a_notice(),)))
    said = text(built[links.notice("gongshi-1")])
    assert "公示结果 2022-11-28：收到不同意见2件，成立1件。一件成立，重新整改。" in said
    sheet = text(built[links.certificate("gongshi-1")])
    assert "2022年11月21日至2022年11月27日（共7个自然日，首尾两天都计）" in sheet
    assert "https://zg.example.gov.cn/zhenggai/notices/gongshi-1.html" in sheet
    assert "2022年11月28日" in sheet


def test_a_second_round_of_notice_has_its_own_result() -> None:
    first = an_event("notice_result", "2022-11-28", objections=1, upheld=1)
    again = [
        *a_story("notice_result")[2:4],
        an_event("notice", "2022-12-05", **{"from": "2022-12-05", "to": "2022-12-11"}, notice="gongshi-2"),
    ]
    record = a_record(events=(*put_up("gongshi-1", first), *again))
    second = a_notice("gongshi-2", title="第二次公示", **{"from": "2022-12-05", "to": "2022-12-11"})
    built = made(an_edition([record], notices=(a_notice(), second)))
    assert links.certificate("gongshi-1") in built
    assert links.certificate("gongshi-2") not in built


def test_a_notice_without_an_address_of_the_site_certifies_without_one() -> None:
    ended = an_event("notice_result", "2022-11-28", objections=0, upheld=0)
    edition = an_edition([a_record(events=put_up("gongshi-1", ended))], notices=(a_notice(),))
    assert "公示网址" not in text(made(edition, site_url=None)[links.certificate("gongshi-1")])


def test_running_notices_stand_before_finished_ones() -> None:
    later = a_notice("gongshi-2", title="还在公示的", to="2023-01-05", days=46)
    ended = an_event("notice_result", "2022-11-28", objections=0, upheld=0)
    record = a_record(events=put_up("gongshi-1", ended))
    said = text(made(an_edition([record], notices=(a_notice(), later)))[links.NOTICES])
    assert said.index("还在公示的") < said.index("已经结束的") < said.index("销号前公示")


def test_a_report_counts_as_of_its_own_day_and_its_plan_only() -> None:
    records = [
        a_record(1, due="2022-03-31", events=a_story("closed")),
        a_record(2, events=a_story("started")),
        a_record(3, due="2022-03-31"),
    ]
    said = text(made(an_edition(records, reports=(a_report(),)))[links.report("r1")])
    assert "截至2022年6月30日，向社会公开的 3 项问题中，已完成 0 项（已销号）" in said
    assert "正在整改 2 项（其中超过时限 1 项）" in said
    assert "暂无进展报送 1 项（其中超过时限 1 项）" in said


def test_the_numbers_of_a_report_lead_to_its_own_lists() -> None:
    page = sample("two_plans")[links.report("bannian")]
    found = read(page)
    places = {given.get("id") for _, given in found.elements}
    anchors = set(re.findall(r'href="bannian\.html#([a-z]+)"', page.markdown))
    assert anchors
    assert anchors <= places


def listed(page: Page, anchor: str) -> set[str]:
    """The matters under an anchor of a page."""
    places = html.fromstring(f"<main>{commonmark(page.markdown)}</main>").xpath("//*[@id=$id]", id=anchor)
    return {href for place in places for href in place.xpath(".//li//a[@class='name']/@href")}


def test_every_figure_of_a_table_of_a_report_that_leads_on_leads_to_what_it_counts() -> None:
    """Those of the report before lead to that report; those of a row only where the site tells of the same day."""
    older, newer = a_report(), a_report("r2", title="全年情况通报", as_of=AS_OF.isoformat())
    ways = (Direction(number="一", title="作风"), Direction(number="二", title="服务"))
    late = a_record(2, due="2022-03-31", direction=("二",))
    records = [a_record(1, events=a_story("closed"), direction=("一",)), late, a_record(3, direction=("二",))]
    built = made(an_edition(records, plans=(a_plan(directions=ways),), reports=(older, newer)))
    seen = set()
    for name in ("r1", "r2"):
        path = links.report(name)
        tree = html.fromstring(f"<main>{commonmark(built[path].markdown)}</main>")
        for cell in tree.xpath("//table//td[./a]"):
            page, _, anchor = target(path, cell.xpath("./a/@href")[0]).partition("#")
            assert len(listed(built[page], anchor)) == int(cell.text_content()), (path, page, anchor)
            seen.add((name, page))
        alone = tree.xpath("//table/tbody//td[not(./a)][number(.) > 0]")
        assert bool(alone) == (name == "r1")
    r1, r2 = links.report("r1"), links.report("r2")
    assert {("r1", r1), ("r2", r1), ("r2", r2), ("r2", "plans/2022-minzhu/2.html")} <= seen


def test_late_ones_of_two_parts_lead_to_no_list_that_holds_both() -> None:
    started = a_record(
        1, due="2022-03-31", events=(*a_story("started"), an_event("progress", "2022-05-01", text="在办"))
    )
    waiting = a_record(2, due="2022-03-31")
    page = made(an_edition([started, waiting], reports=(a_report(),)))[links.report("r1")]
    late = re.findall(r"其中超过时限 (.*?)</strong>", page.markdown)
    assert late == ["1 项", "1 项"]


def test_a_report_stands_beside_the_one_before() -> None:
    older, newer = a_report(), a_report("r2", title="全年情况通报", as_of=AS_OF.isoformat())
    built = made(an_edition([a_record(1, events=a_story("closed"))], reports=(older, newer)))
    lines = read(built[links.report("r2")]).lines
    at = lines.index("已完成（已销号）", lines.index("与上一次通报相比"))
    assert lines[at + 1 : at + 3] == ["0", "1"]
    assert "与上一次通报相比" not in text(built[links.report("r1")])


@pytest.mark.parametrize(
    "fields", [{"plan": None, "as_of": None}, {"plan": "2019-other"}, {"as_of": "2023-06-30"}]
)
def test_a_report_that_cannot_be_counted_keeps_its_words(fields: dict[str, object]) -> None:
    """Of another plan, of no day, or of a day after the edition's."""
    report = a_report(preamble=("春天以来做了这些。",), **fields)
    built = made(an_edition([a_record()], reports=(report,)))
    said = text(built[links.report("r1")])
    assert "春天以来做了这些。" in said
    assert "向社会公开的" not in said
    assert "上半年情况通报" in text(built[links.REPORTS])


def test_a_report_shows_all_its_chapters_in_public_words() -> None:
    report = a_report(
        issued_on=date(2022, 7, 12),
        aspects=(
            {
                "number": "一",
                "title": {"text": "内部标题", "public": "办实事"},
                "paragraphs": ("装路灯46盏。",),
                "figures": ({"label": "路灯", "value": "46", "unit": "盏"},),
            },
        ),
        remaining=("还有一处没装。",),
        next_steps=("年底前装完。",),
        conclusion=("欢迎监督。",),
    )
    said = text(made(an_edition([a_record()], reports=(report,)))[links.report("r1")])
    for words in ("一、办实事", "装路灯46盏。", "路灯 46盏", "还有一处没装。", "年底前装完。", "欢迎监督。"):
        assert words in said
    assert "内部标题" not in said


def test_without_notices_and_reports_there_is_no_page_for_them() -> None:
    built = made(an_edition([a_record()]))
    assert not {"notices", "notice", "certificate", "reports", "report"} & {
        page.kind for page in built.values()
    }


def test_a_notice_that_runs_says_on_which_day_it_did() -> None:
    """The reader may come after its last day."""
    running = a_notice("g2", **{"from": "2022-12-26", "to": "2023-01-03"})
    built = made(an_edition([a_record(events=put_up("g2"))], notices=(running,)))
    for path in (links.HOME, links.NOTICES, links.notice("g2")):
        assert "截至12月31日正在公示" in text(built[path]), path


def test_the_way_to_a_certificate_does_not_repeat_its_title() -> None:
    page = next(page for page in sample("district").values() if page.kind == "certificate")
    assert [words for words, _ in page.crumbs] == ["首页", "公示", "本次公示"]


def test_home_and_the_matter_lead_to_a_notice_that_runs() -> None:
    built = sample("district")
    assert "河道日常保洁整改公示" in text(built[links.HOME])
    assert "背街小巷照明整改公示" not in text(built[links.HOME])
    assert 'href="../notices/2022-gongshi-3.html"' in built[links.record(f"{PLAN}-05")].markdown


def test_home_names_the_newest_reports() -> None:
    said = text(sample("district")[links.HOME])
    assert said.index("2022年全年整改情况通报") < said.index("2022年上半年整改情况通报")
