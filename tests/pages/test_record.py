"""The page of a matter answers: how far, who, by when, why late, what was done, whom to ask."""

import pytest

from rectify_site import links
from rectify_site.model.outputs import Page
from rectify_site.model.records import Measure
from rectify_site.pages.steps import steps
from rectify_site.tables.matters import matters
from tests.builders import PLAN, a_plan, a_record, a_rule, a_story, an_edition, an_event
from tests.pages.site import made, sample, text


def page(ordinal: int) -> Page:
    return sample("district")[links.record(f"{PLAN}-{ordinal:02}")]


def line(*events: object, **plan: object) -> list[tuple[str, str]]:
    edition = an_edition([a_record(events=events)], plans=(a_plan(**plan),))
    return [(step.words, step.place) for step in steps(matters(edition, a_rule())[0])]


AHEAD = [("报告完成", "ahead"), ("核查", "ahead"), ("公示", "ahead"), ("销号", "ahead")]
BEHIND = [("列入清单", "done"), ("整改", "done")]


@pytest.mark.parametrize(
    ("until", "wanted"),
    [
        ("registered", [("列入清单", "here"), ("整改", "ahead"), *AHEAD]),
        ("started", [("列入清单", "done"), ("正在整改", "here"), *AHEAD]),
        ("submitted", [*BEHIND, ("报告完成", "done"), ("正在核查", "here"), *AHEAD[2:]]),
        ("accepted", [*BEHIND, ("报告完成", "done"), ("核查", "done"), ("待公示", "here"), AHEAD[3]]),
        ("notice", [*BEHIND, ("报告完成", "done"), ("核查", "done"), ("正在公示", "here"), AHEAD[3]]),
        (
            "notice_result",
            [*BEHIND, ("报告完成", "done"), ("核查", "done"), ("公示", "done"), ("待办理销号", "here")],
        ),
        ("closed", [*BEHIND, *((words, "done") for words, _ in AHEAD)]),
    ],
)
def test_the_line_of_steps_marks_where_it_stands(until: str, wanted: list[tuple[str, str]]) -> None:
    assert line(*a_story(until)) == wanted


def test_a_plan_without_closing_ends_with_the_check() -> None:
    assert line(*a_story("accepted"), closing=("submitted", "accepted")) == [
        *BEHIND,
        ("报告完成", "done"),
        ("核查", "done"),
    ]


def test_work_begun_anew_takes_back_what_came_after() -> None:
    again = an_event("rework", "2022-12-12", cause="public")
    assert line(*a_story("closed"), again) == [("列入清单", "done"), ("重新整改", "here"), *AHEAD]


def test_what_is_carried_on_or_has_left_has_no_steps_ahead() -> None:
    stage = an_event("stage_done", "2022-10-01", text="完成")
    moved = an_event("moved", "2022-10-01", document="一号")
    assert line(*a_story("started"), stage)[-1] == ("长期坚持", "here")
    assert line(*a_story("started"), moved)[-1] == ("已调出清单", "here")


def test_exactly_one_step_is_here_or_all_are_done() -> None:
    for path, found in sample("two_plans").items():
        if found.kind == "record":
            here = found.markdown.count('aria-current="step"')
            assert here == 1 or 'class="ahead"' not in found.markdown, path


def test_the_parts_stand_in_the_order_of_the_questions() -> None:
    said = text(page(6))
    wanted = [
        "政务大厅窗口",
        "第6项",
        "正在整改，进度滞后",
        "超过时限，尚未完成",
        "列入清单",
        "谁负责、什么时候",
    ]
    wanted += ["为什么没有按期完成", "整改措施", "\n进展\n", "怎么反映", "核验信息"]
    places = [said.index(word) for word in wanted]
    assert places == sorted(places)


def test_why_it_is_late_is_said_once_with_who_says_so() -> None:
    said = text(page(6))
    assert said.count("新大厅消防验收推迟") == 1
    assert "区行政审批局说明，2022-12-20" in said
    assert "原定2022-10-31，预计2023-03-31完成" in said


def test_a_late_matter_without_a_reason_says_so() -> None:
    assert "责任单位尚未说明原因。" in text(page(10))


def test_a_moved_deadline_shows_both_days_and_why() -> None:
    said = text(page(7))
    assert "经批准延期至2023-06-30（第1次）" in said
    assert "原定时限\n2022-09-30" in said
    assert "现定时限\n2023-06-30" in said
    assert "2022-09-20 区委常委会批准，调整为2023-06-30（青整办〔2022〕12号），原因：管材到货推迟" in said


def test_the_words_of_the_plan_stand_beside_the_day() -> None:
    assert "2022-10-31“年底前完成”" in text(page(2)).replace("\n", "")


def test_evidence_is_shown_only_where_it_is_public() -> None:
    assert "竣工验收单 2022-10-18" in text(page(2))
    assert "佐证材料" not in text(page(3))


def test_a_notice_says_its_days_and_how_to_object() -> None:
    said = text(page(5))
    assert "正在公示（12月26日至1月5日，共7个工作日）" in said
    assert "怎样提出不同意见 公示期内来电" in said


def test_a_notice_that_is_over_waits_for_its_result() -> None:
    events = a_story("notice")
    assert "公示已结束，结果待公布" in text(
        made(an_edition([a_record(events=events)]))[links.record(f"{PLAN}-01")]
    )


def test_rework_says_its_cause() -> None:
    assert "原因：回头看发现反弹。" in text(page(9))
    assert "原因：核查未通过。" in text(page(11))


def test_a_closed_matter_says_who_found_it_done() -> None:
    assert "经区委督查室核查认定并办理销号，青整办〔2022〕17号。" in text(page(1))


def test_a_merged_matter_leads_to_the_other() -> None:
    found = page(15).markdown
    assert f'<a href="{PLAN}-10.html">并入第10项：工业园区雨污分流不彻底</a>' in found


def test_long_silence_is_said() -> None:
    assert "已超过90天没有新进展" in text(page(16))


def test_a_long_task_has_a_short_title_and_its_full_text() -> None:
    assert page(16).title.endswith("…")
    assert "限期办结并公开结果" in text(page(16))


def test_measures_that_bring_their_numbers_are_not_numbered_again() -> None:
    own = a_record(1, measures=(Measure(text="一是学习。"), Measure(text="二是整改。")))
    plain = a_record(2, measures=(Measure(text="学习。"), Measure(text="整改。")))
    built = made(an_edition([own, plain]))
    assert "1. " not in built[links.record(own.id)].markdown
    assert "1. 学习。\n1. 整改。" in built[links.record(plain.id)].markdown


def test_a_unit_with_a_telephone_is_asked_first() -> None:
    assert 'href="tel:00006610002"' in page(6).markdown
    assert 'href="tel:00006612345"' in page(7).markdown
    assert 'href="tel:12388"' in page(7).markdown


def test_what_is_said_to_be_done_is_shown_with_who_checked_it_and_what_is_kept() -> None:
    said = text(page(2))
    assert "核查通过 2022-11-15 区委督查室" in said
    assert "公示 2022-11-28 收到不同意见0件" in said
    assert "销号 2022-12-02 区委督查室，青整办〔2022〕17号" in said
    assert "其余材料由责任单位留存备查。" in said
    assert "核查通过 2022" not in text(page(6)).partition("核查和佐证材料")[2]


def test_a_matter_says_how_to_cite_it_with_its_address_and_time() -> None:
    cited = "青石区整改落实公开，2023-01-18 09:30 发布，https://zg.example.gov.cn/zhenggai/records/2022-minzhu-06.html"
    assert cited in text(page(6))
    alone = text(made(an_edition([a_record()], publications=()), site_url=None)[links.record(f"{PLAN}-01")])
    assert "（编号 2022-minzhu-01），青石区整改落实公开\n" in alone
