"""Cells of a returned workbook: what they say of themselves, days as people write them, rows as claims."""

from datetime import date

import pytest

from rectify_site.intake import claims, return_forms
from rectify_site.intake.claims import Asking
from rectify_site.intake.grids import Cell, Grid
from rectify_site.intake.return_cells import day_of
from rectify_site.intake.return_forms import Claim, Form
from rectify_site.intake.returns import Row, read
from rectify_site.model import rounds
from rectify_site.model.events import EventKind, Pace
from rectify_site.model.rounds import period

ASKING = Asking("区住建局", "2022年上半年", date(2022, 6, 30), date(2022, 1, 20))
ISSUED = ("p-01", "1", "路灯不亮", "换灯", "年底前", "正在整改", "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-06-20", date(2022, 6, 20)),
        ("2022.6.20", date(2022, 6, 20)),
        ("2022/6/20", date(2022, 6, 20)),
        ("2022年6月20日", date(2022, 6, 20)),
        ("２０２２年６月２０日", date(2022, 6, 20)),
        ("2022-06-20 00:00:00", date(2022, 6, 20)),
        ("44732", date(2022, 6, 20)),
        ("2022年6月", None),
        ("6月20日", None),
        ("2022-06-31", None),
        ("2022-13-01", None),
        ("20220620", None),
        ("月底", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it_and_nothing_is_made_up(text: str, day: date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("code", "starts", "ends", "words"),
    [
        ("2022H1", date(2022, 1, 1), date(2022, 6, 30), "2022年上半年"),
        ("2022H2", date(2022, 7, 1), date(2022, 12, 31), "2022年下半年"),
        ("2024Q1", date(2024, 1, 1), date(2024, 3, 31), "2024年第一季度"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2022", date(2022, 1, 1), date(2022, 12, 31), "2022年全年"),
    ],
)
def test_a_period_has_its_days_and_its_words(code: str, starts: date, ends: date, words: str) -> None:
    assert period(code) == (code, starts, ends, words)


def row(**texts: str) -> Row:
    cells = {title: Cell(texts.get(title, ""), f"表!{place}1") for place, title in enumerate(rounds.FILLED)}
    return Row("p-01", "1", cells)


def test_a_blank_row_claims_nothing_and_asks_nothing() -> None:
    assert claims.claimed(row(), ASKING)[2:] == ((), frozenset(), ())
    assert claims.claimed(row(本期进展="无", 未按期原因="/"), ASKING).events == ()


def test_progress_without_a_word_of_status_is_progress() -> None:
    [event] = claims.claimed(row(本期进展="换了3盏", 进度="进度滞后"), ASKING).events
    assert (event.kind, event.pace) == (EventKind.PROGRESS, Pace.BEHIND)


def test_lines_of_a_cell_become_one_paragraph_without_new_words() -> None:
    [event] = claims.claimed(row(本期进展="换了3盏。\n  又换2盏\n共5盏"), ASKING).events
    assert event.text == "换了3盏。又换2盏　共5盏"


def test_a_late_end_is_explained_before_it_is_claimed() -> None:
    written = row(
        本期进展="都换了", 完成情况="已完成", 完成日期="2022-06-20", 佐证材料="照片",
        未按期原因="缺货", 下一步措施="巡查", 预计完成日期="2022-07-31",
    )  # fmt: skip
    kinds = [event.kind for event in claims.claimed(written, ASKING).events]
    assert kinds == [EventKind.DELAY_EXPLAINED, EventKind.SUBMITTED]


def test_a_next_step_without_a_delay_stays_with_the_progress() -> None:
    [event] = claims.claimed(
        row(本期进展="换了3盏", 下一步措施="换完", 预计完成日期="2022-09-30"), ASKING
    ).events
    assert (event.next_step, event.expected) == ("换完", date(2022, 9, 30))


def grid(*rows: tuple[str, ...]) -> Grid:
    width = max(len(row) for row in rows)
    places = [[Cell(text, f"表!{at}{line}") for at, text in enumerate(row)] for line, row in enumerate(rows)]
    return Grid("表", tuple((*row, *[Cell()] * (width - len(row))) for row in places))


def test_the_lines_above_the_table_say_whose_it_is() -> None:
    lines = grid(
        ("报送单位： 区住建局",),
        ("报送期间：2022年上半年（2022H1）",),
        ("方案编号：p　　报送截止：2022-07-10",),
    )
    assert return_forms.visible([lines]) == Claim("p", "2022H1", "区住建局")


def test_columns_in_another_order_are_found_by_their_titles() -> None:
    turned = grid(
        ("本期进展", "备注", "编号", "完成情况", "整改事项"),
        ("换了3盏", "见附件", "p-01", "正在整改", "路灯不亮"),
    )
    returned = read([turned], Form(("p-01",), {"p-01": ISSUED}))
    assert returned.rows[0].cells[rounds.PROGRESS].text == "换了3盏"
    assert [note.code for note in returned.notes] == ["G149"]  # 备注 is no column of the form, and is listed


def test_a_row_twice_with_two_answers_is_not_taken() -> None:
    table = grid(
        ("编号", "整改事项", "本期进展", "完成情况"),
        ("p-01", "路灯不亮", "换了", ""),
        ("p-01", "路灯不亮", "没换", ""),
    )
    returned = read([table], Form(("p-01",), {"p-01": ISSUED}))
    assert returned.rows == ()
    assert [note.code for note in returned.notes] == ["G148"]


def test_a_header_repeated_after_a_page_break_is_no_row() -> None:
    titles = ("编号", "整改事项", "本期进展", "完成情况")
    returned = read(
        [grid(titles, ("p-01", "路灯不亮", "换了", ""), titles)], Form(("p-01",), {"p-01": ISSUED})
    )
    assert (len(returned.rows), returned.unmatched, returned.notes) == (1, 0, ())


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2022-06-31", "month 6 has no day 31"),
        ("2022-13-01", "no month 13"),
        ("6月30日", "like 2022-06-30"),
        ("月底", "like 2022-06-30"),
    ],
)
def test_a_day_that_is_none_says_why_and_that_the_row_waits(written: str, said: str) -> None:
    notes = claims.claimed(row(完成情况="已完成", 佐证材料="照片", 完成日期=written), ASKING).notes
    [note] = [note for note in notes if note.code == "G142"]
    message = note.message.format_map(note.values)
    assert said in message
    assert "not registered" in message


def test_the_known_words_stand_each_in_its_own_marks() -> None:
    [note] = claims.claimed(row(完成情况="差不多了", 本期进展="做了"), ASKING).notes
    assert "“正在整改”、“已完成”、“阶段目标已完成，长期坚持”" in note.values["known"]
