"""What was published when, and what was corrected: on the page of a matter, in the updates, in the corrections."""

import pytest

from rectify_site import links
from rectify_site.model.edition import Changed, Publication, Withdrawn
from tests.builders import FIRST, PLAN, SIGNED, a_record, an_edition
from tests.pages.site import made, read, sample, text

RECORD = links.record(f"{PLAN}-01")
LATER = "2023-02-06T11:00:00+08:00"


def an_act(change: str = "correction", **fields: object) -> Publication:
    given = {"kind": "record", "id": f"{PLAN}-01", "op": "approve", "change": change, "at": LATER}
    return Publication.model_validate({**given, **fields})


def with_acts(*more: Publication, **fields: object) -> dict[str, str]:
    edition = an_edition([a_record(1), a_record(2)], **fields)
    built = made(edition.model_copy(update={"publications": (*edition.publications, *more)}))
    return {path: text(page) for path, page in built.items()}


def test_a_matter_tells_each_of_its_publications_the_newest_first() -> None:
    said = with_acts()[RECORD]
    assert said.index("2023-01-18 09:30 更新进展 青整办〔2023〕1号") < said.index("2022-03-12 10:00 首次公开")


def test_a_correction_is_said_at_the_top_and_told_below() -> None:
    change = Changed(part="figure", name="现场办公", before="12次", after="15次")
    said = with_acts(an_act(fault="fact", changed=(change,)))[RECORD]
    assert "2023-02-06 11:00 有更正" in said
    assert "2023-02-06 11:00 更正（事实、数据有误）" in said
    assert "现场办公：由12次改为15次" in said


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"part": "status", "before": "in_progress", "after": "closed"},
            "状态：由“正在整改”改为“已完成（已销号）”",
        ),
        ({"part": "deadline", "before": "", "after": "2023-06-30"}, "时限：增加2023-06-30"),
        ({"part": "verifying_unit", "before": "区住建局", "after": ""}, "核查单位：去掉区住建局"),
        (
            {"part": "day", "name": "progress", "before": "2022-06-30", "after": "2022-06-28"},
            "“报送进展”的日期：由2022-06-30改为2022-06-28",
        ),
    ],
)
def test_each_difference_is_told_in_public_words(change: dict[str, str], words: str) -> None:
    assert words in with_acts(an_act("revision", changed=(Changed(**change),)))[RECORD]


def test_the_updates_are_told_by_publication_and_what_moved_comes_first() -> None:
    moved = Changed(part="status", before="listed", after="in_progress")
    acts = (an_act("progress", id=f"{PLAN}-01"), an_act("progress", id=f"{PLAN}-02", changed=(moved,)))
    said = with_acts(*acts)[links.UPDATES]
    assert "更新进展 2 项；状态有变化的 1 项。" in said
    assert said.index("第2项") < said.index("第1项")
    assert said.index("2023-02-06 11:00") < said.index(SIGNED[:10]) < said.index(FIRST[:10])


def test_what_left_without_a_trace_is_in_no_update() -> None:
    said = with_acts(an_act("new", id=f"{PLAN}-09"), an_act("new", kind="report", id="gone"))[links.UPDATES]
    assert "2023-02-06" not in said.partition("下次更新")[2]


def test_what_was_withdrawn_is_told_with_the_way_to_its_page() -> None:
    gone = Withdrawn(kind="record", id=f"{PLAN}-09", at=LATER, reason="事项合并")
    edition = an_edition([a_record(1)], withdrawn=(gone,))
    act = an_act(None, op="withdraw", id=gone.id, reason="事项合并")
    page = made(edition.model_copy(update={"publications": (*edition.publications, act)}))[links.UPDATES]
    assert f"一项整改问题（编号 {gone.id}）\n撤下" in text(page)
    assert f'href="../records/{gone.id}.html"' in page.markdown


def test_corrections_have_a_page_that_the_updates_lead_to() -> None:
    built = sample("district")
    said = text(built[links.CORRECTIONS])
    assert "完成灯位：由64个改为46个" in said
    assert "文字表述不准确" in said
    assert 'href="corrections.html"' in built[links.UPDATES].markdown


def test_without_corrections_there_is_no_page_of_them_and_no_updates_in_a_preview() -> None:
    built = with_acts()
    assert links.CORRECTIONS not in built
    assert "更正" not in built[links.UPDATES]
    assert links.UPDATES not in made(an_edition([a_record()], publications=(), draft=True))


def test_home_leads_to_the_updates_where_there_are_any() -> None:
    assert "每次更新了什么" in text(sample("district")[links.HOME])
    assert "每次更新了什么" not in text(made(an_edition([a_record()], publications=()))[links.HOME])


def test_long_updates_go_on_on_other_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "SIZE", 2)
    built = made(an_edition([a_record(1), a_record(2)]))
    page = built["updates/index/2.html"]
    assert "第 2 页，共 3 页" in text(page)
    assert "2023-01-18 09:30" in text(page)
    assert (
        'href="../../records/2022&#45;minzhu&#45;02.html"' in page.markdown
        or "../../records/" in page.markdown
    )
    assert read(page).tags.count("h1") == 1
