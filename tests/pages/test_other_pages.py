"""Units, plans, lists, the frame, and the pages that stand alone."""

import json
import re
from datetime import date

import pytest

from rectify_site import links, pages
from rectify_site.model.deadlines import Deadline
from rectify_site.model.edition import Resealing, Retirement, SealedYear, Snapshot, Withdrawn
from rectify_site.model.outputs import Page
from rectify_site.model.records import Phase
from rectify_site.model.units import HandPage
from tests.builders import PLAN, a_plan, a_record, a_story, a_unit, an_edition, some_settings
from tests.pages.district import HAND_PAGE, UNITS, district
from tests.pages.site import made, read, sample, sources, text
from tests.tables.test_years import a_year


def unit(key: str) -> str:
    return text(sample("district")[links.unit(key)])


def facts(edition: object = None, built: dict[str, Page] | None = None) -> dict[str, object]:
    return pages.site_facts(
        edition or district(), some_settings(), tuple((built or sample("district")).values())
    )


def test_a_street_finds_what_it_is_named_for_and_what_it_shares() -> None:
    said = unit("dongqiaozhen")
    assert (
        "东桥镇：牵头 0 项，点名负责 1 项，面向各镇街的共同任务 4 项（其中有本单位进展的 1 项）；"
        "最近一次进展 2022-06-30。" in said
    )
    assert "点名由本单位负责 1 项" in said
    assert "本单位进展 2022-06-30：东桥镇境内4.2公里河道增加保洁员6名。" in said
    assert "本项由区行政审批局牵头统一推进，未单列本单位进展。" in said


def test_a_street_is_told_first_what_is_late_of_what_it_is_named_for() -> None:
    done = a_record(1, responsible_units=("东桥镇",), lead_units=("区住建局",), events=a_story("closed"))
    late = a_record(2, due="2022-03-31", responsible_units=("东桥镇",), lead_units=("区住建局",))
    units = (a_unit("dongqiao", "东桥镇"), a_unit("zhujian", "区住建局"))
    said = text(made(an_edition([done, late], units=units))[links.unit("dongqiao")])
    assert "点名负责 2 项（其中超过时限 1 项）；" in said
    assert said.index("第2个问题") < said.index("第1个问题")


def test_a_unit_is_found_under_every_name() -> None:
    assert "老旧小区供水管网改造进度偏慢" in unit("qu-zhujianju")


def test_what_a_unit_leads_stands_by_part_under_the_anchors_of_the_table() -> None:
    found = read(sample("district")[links.unit("qu-gongxinju")])
    assert {"late", "working", "checking"} <= {given.get("id") for _, given in found.elements}


def test_who_leads_is_not_listed_as_helping_too() -> None:
    record = a_record(lead_units=("区住建局",), responsible_units=("区住建局",), verifying_unit="区住建局")
    said = text(made(an_edition([record]))[links.unit("qu-zhujianju")])
    assert "点名由本单位负责" not in said
    assert "配合、督导或核查" not in said


def test_a_unit_that_was_renamed_points_on() -> None:
    units = (a_unit("old", "区建设局", succeeded_by="new"), a_unit("new", "区住建局"))
    records = [a_record(1, lead_units=("区建设局",)), a_record(2, lead_units=("区住建局",))]
    assert "本单位的职责现由区住建局承担。" in text(made(an_edition(records, units=units))[links.unit("old")])


def test_a_unit_with_many_matters_goes_on_on_other_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "SIZE", 2)
    built = made(district())
    first, more = (text(built[path]) for path in (links.unit("dongqiaozhen"), "units/dongqiaozhen/2.html"))
    assert "面向各镇街的共同任务 4 项" in first
    assert "面向各镇街的共同任务 4 项" in more
    assert "点名由本单位负责" not in more
    leaves = [page.markdown for path, page in built.items() if "dongqiaozhen" in path]
    assert sum(leaf.count('<li class="matter">') for leaf in leaves) == 5


def test_a_unit_without_matters_has_no_page() -> None:
    built = made(an_edition([a_record()], units=(*UNITS, a_unit("qu-tijuju", "区体育局"))))
    assert links.unit("qu-tijuju") not in built


def test_a_plan_shows_its_matters_by_direction_and_its_prose_after_them() -> None:
    said = text(sample("district")[links.plan(PLAN)])
    assert said.index("（二）服务群众、办好民生实事方面 6 项") < said.index("老城区三处背街小巷夜间照明不足")
    assert (
        said.index("困难群众临时救助审批慢")
        < said.index("一 总体要求")
        < said.index("整改情况每半年向社会公开一次。")
    )


def test_a_plan_that_is_too_long_lists_its_directions_only(monkeypatch: pytest.MonkeyPatch) -> None:
    from rectify_site.pages import plan

    monkeypatch.setattr(plan, "LONG", 1)
    built = made(district())[links.plan(PLAN)]
    assert "困难群众临时救助审批慢" not in text(built)
    assert '<a href="4.html">（四）作风建设方面</a> 4 项' in built.markdown


def test_directions_of_two_levels_have_pages_one_below_the_other() -> None:
    built = sample("two_plans")
    assert [title for title, _ in built["plans/2022-xuncha/2.html"].crumbs] == [
        "首页",
        "巡察反馈意见整改方案",
        "一、落实决策部署方面",
    ]


def test_a_direction_with_a_long_title_says_it_in_full_below() -> None:
    found = sample("district")[f"plans/{PLAN}/3.html"]
    assert found.title.endswith("…")
    assert "需要持续改进的方面" in text(found)


def test_lists_are_cut_into_pages_that_lead_to_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "SIZE", 10)
    built = made(district())
    assert "第 2 页，共 2 页" in text(built["records/index/2.html"])
    assert '<a href="../index.html">上一页</a>' in built["records/index/2.html"].markdown
    assert '<a href="index/2.html">下一页</a>' in built[links.ALL].markdown
    listed = [
        path
        for page in (built[links.ALL], built["records/index/2.html"])
        for path in re.findall(r"minzhu-\d\d", page.markdown)
    ]
    assert len(set(listed)) == 16


def test_long_conditions_have_pages_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "FEW", 1)
    built = made(district())
    assert "共2项。" in text(built["deadlines/late.html"])
    assert '<a href="late.html">超过时限，尚未完成</a>' in built[links.DEADLINES].markdown


def test_a_state_lists_what_it_counts() -> None:
    built = sample("district")
    for path, page in built.items():
        if page.kind == "status":
            told = int(re.search(r"共 (\d+) 项", text(page))[1])
            assert len(re.findall('<li class="matter">', page.markdown)) == told, path


def test_a_withdrawn_matter_leaves_its_kind_its_id_the_time_and_a_closed_reason() -> None:
    gone = Withdrawn(kind="record", id=f"{PLAN}-17", at="2022-09-01T15:00:00+08:00", reason="因为某人来信")
    said = text(made(district(withdrawn=(gone,)))[links.record(gone.id)])
    assert said.splitlines() == [
        "撤下说明",
        "这里原来是一项整改任务，现在已经撤下，不再公开。",
        f"编号 {PLAN}-17",
        "撤下时间 2022-09-01 15:00",
        "原因 依规定不再公开",
        "撤下是什么意思，见数据说明。",
        "接着看",
        "全部任务",
        "更新情况",
        "首页",
    ]


def test_hand_pages_are_prose_and_the_one_about_the_site_has_its_place() -> None:
    own = HandPage(id="about", title="关于我们", markdown="<b>你好</b>", scope="public")
    built = made(district(pages=(HAND_PAGE, own)))
    assert "<b>你好</b>" in text(built[links.ABOUT])
    assert "b" not in read(built[links.ABOUT]).tags
    assert "参与办法" in text(built[links.hand_page("ruhe-canyu")])
    assert links.hand_page("about") not in built


def test_a_hand_page_does_not_say_its_title_twice() -> None:
    own = HandPage(id="about", title="关于我们", markdown="# 关于我们\n\n## 电话\n\n你好", scope="public")
    found = read(made(district(pages=(own,)))[links.ABOUT])
    assert found.lines[:3] == ["关于我们", "电话", "你好"]
    assert "h2" in found.tags


def test_the_page_for_wrong_addresses_links_from_the_root_of_the_server() -> None:
    assert 'href="/zhenggai/index.html"' in sample("district")[links.MISSING].markdown
    for url, start in (("https://a.gov.cn", "/"), (None, "./"), ("https://a.gov.cn/整改/", "./")):
        assert f'href="{start}index.html"' in made(district(), site_url=url)[links.MISSING].markdown


def test_the_method_names_every_state_condition_and_reason() -> None:
    said = text(sample("district")["method.html"])
    for word in ("正在公示", "已到时限，情况待核", "每半年复查一次", "依规定不再公开", "首尾两天都计"):
        assert word in said


def test_sealed_years_are_linked_only_where_there_are_some() -> None:
    assert "2021年度" in text(sample("district")[links.ARCHIVE])
    assert links.ARCHIVE not in made(district(sealed=()))


def test_the_navigation_names_only_kinds_that_exist() -> None:
    nav = facts()["nav"]
    assert [column["label"] for column in nav] == [
        "首页",
        "全部任务",
        "整改方案",
        "按单位",
        "按状态",
        "按时限",
        "公示",
        "通报",
        "更新",
        "往年",
    ]
    assert all(column["path"] in sample("district") for column in nav)
    empty = an_edition((), plans=(), units=())
    assert [column["label"] for column in facts(empty, made(empty))["nav"]] == ["首页"]


def test_several_plans_are_reached_from_home() -> None:
    built = sample("two_plans")
    labels = [column["label"] for column in facts(built=built)["nav"]]
    assert "整改方案" not in labels
    assert 'href="plans/2022-xuncha/index.html"' in built[links.HOME].markdown


def test_the_facts_of_the_site_are_plain_values_without_record_text() -> None:
    told = json.dumps(facts(), ensure_ascii=False)
    assert "窗口" not in told
    assert json.loads(told)["footer"]["site_id_code"] == "0000000000"
    assert ["电话", "0000-6612345", "tel:00006612345"] in json.loads(told)["contact"]["ways"]
    assert {"label": "怎样参与监督", "path": "pages/ruhe-canyu.html"} in json.loads(told)["links"]


def test_the_cover_of_a_year_is_a_whole_document() -> None:
    cover = pages.cover(district(), some_settings(), sources(), Snapshot(year=2022)).decode()
    assert cover.startswith("<!doctype html>")
    assert "<script" not in cover
    assert 'href="data/site/index.html"' in cover
    assert "sha256sum -c manifest-sha256.txt" in cover
    assert "补封" not in cover
    again = Snapshot(year=2022, number=1, reason="依规定不再公开")
    said = pages.cover(district(), some_settings(), sources(), again).decode()
    assert "补封（第1次）" in said
    assert "原因：依规定不再公开" in said


def test_what_was_done_to_a_sealed_year_is_told() -> None:
    day = date(2023, 3, 1)
    years = (
        SealedYear(year=2020, on=day, retired=Retirement(on=day, document="某整公〔2023〕1号")),
        SealedYear(year=2021, on=day, corrections=(Resealing(number=1, on=day, reason="事项合并"),)),
    )
    said = text(made(district(sealed=years))[links.ARCHIVE])
    assert "2020年度" in said
    assert "依某整公〔2023〕1号于2023年3月1日停止公开" in said
    assert links.archive(2020).removeprefix("archive/") not in said
    assert "于2023年3月1日补封（第1次），原因：事项合并" in said


def test_a_sealed_year_tells_its_figures_and_two_are_compared() -> None:
    one, two = a_year(2020, 3, 2, 1, 0), a_year(2021, 20, 9, 8, 1, searched=True)
    page = made(district(sealed=(one, two)))[links.ARCHIVE].markdown
    for figure in two.figures:
        assert f'<a href="2021/data/site/{figure.key}.html">{figure.value}</a>' in page
    assert 'class="late">0' not in page
    assert 'href="2021/data/site/search/index.html"' in page
    assert "2020/data/site/search" not in page
    assert 'href="../search/index.html#years"' in page
    assert page.count("<svg") > 1
    assert "各年度对比" in page
    alone = made(district(sealed=(two,)))[links.ARCHIVE].markdown
    assert "各年度对比" not in alone


def test_the_search_page_knows_the_years_that_can_be_searched() -> None:
    gone = Retirement(on=date(2023, 3, 1), document="某整公〔2023〕1号")
    years = (a_year(2019, searched=True, retired=gone), a_year(2020), a_year(2021, searched=True))
    page = made(district(sealed=years))[links.SEARCH].markdown
    assert page.count('data-root="../archive/') == 1
    assert '<section data-root="../archive/2021/data/site/">' in page
    assert "archive/" not in made(district(sealed=()))[links.SEARCH].markdown


def test_a_closed_matter_is_not_late_and_a_new_one_waits() -> None:
    built = made(an_edition([a_record(1, due="2022-03-31", events=a_story("closed")), a_record(2)]))
    assert "超过时限" not in text(built[links.record(f"{PLAN}-01")])
    assert "已列入整改，暂无进展报送" in text(built[links.record(f"{PLAN}-02")])


def test_a_plan_says_how_many_matters_are_not_published_or_nothing_tells_of_them() -> None:
    """``count`` is said where the figures stand; with ``silent`` not a byte tells of them."""
    records = (a_record(1), a_record(3))
    plain = made(an_edition(records, plans=(a_plan(),)))
    hidden = {"declared_items": 5, "undisclosed_items": 3}
    counted = made(an_edition(records, plans=(a_plan(undisclosed="count", **hidden),)))
    assert "另有 3 项不公开，未计入本页和各表的数字。" in text(counted[links.plan("2022-minzhu")])
    for silent in ({"undisclosed": "silent", **hidden}, hidden):
        assert made(an_edition(records, plans=(a_plan(**silent),))) == plain


def test_a_plan_shows_its_phases_with_the_one_of_the_day() -> None:
    phases = (
        Phase(id="jizhong", name="集中整改", text="逐项办理。", starts="2022-06-01", ends="2023-03-31"),
        Phase(id="zongjie", name="总结", starts="2023-04-01"),
    )
    record = a_record(deadline=Deadline(kind="phase", phase="jizhong"))
    plan = a_plan(kind="campaign", phases=phases)
    said = text(made(an_edition([record], plans=(plan,)))[links.plan(PLAN)])
    assert "集中整改 2022-06-01至2023-03-31 数据截至日正在这一阶段" in said
    assert "随这一阶段完成的 1 项" in said
    assert said.count("数据截至日正在") == 1
    assert "各着力点" in said


def test_every_list_says_how_often_it_is_updated() -> None:
    for path in (
        links.ALL,
        links.UNITS,
        links.STATUS,
        links.DEADLINES,
        links.NOTICES,
        links.REPORTS,
        links.UPDATES,
    ):
        assert "每半年更新一次" in text(sample("district")[path]), path
    assert "每半年" not in text(made(district(), update_cycle=None)[links.ALL])
