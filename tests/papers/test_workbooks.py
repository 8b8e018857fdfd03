"""Workbooks for the desk: text stays text, only cells to fill are open, the same sheets give the same bytes."""

import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from rectify_site.intake import workbooks as reader
from rectify_site.packing import CUT, LONGEST
from rectify_site.papers.workbooks import Column, Sheet, saved, sheet_title

COLUMNS = (
    Column("编号", 12),
    Column("进展", 30, locked=False),
    Column("情况", 12, ("甲", "乙"), locked=False),
)


def sheet(data: bytes, name: str = "表") -> Worksheet:
    return openpyxl.load_workbook(BytesIO(data))[name]  # type: ignore[return-value]


def one_cell(value: object) -> bytes:
    return saved((Sheet("表", (Column("", 10),), ((value,),)),))  # type: ignore[arg-type]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
FORMULA = st.builds("".join, st.tuples(st.sampled_from("=+-@'\t"), st.text("1A:()!|", max_size=8)))


@settings(max_examples=20)
@given(st.lists(TEXT | FORMULA, min_size=1, max_size=20))
def test_law_a_text_comes_back_as_the_same_text_and_never_as_a_formula(texts: list[str]) -> None:
    written = saved((Sheet("表", (Column("", 10),), tuple((text,) for text in texts)),))
    cells = [cell for (cell,) in sheet(written).iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == [_kept(text) for text in texts]
    assert [cell.quotePrefix for cell in cells] == [text.startswith(tuple("=+-@'\t")) for text in texts]


def _kept(text: str) -> str:
    """Two characters XML cannot hold are written out."""
    return text.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def test_the_programs_own_reader_sees_what_was_written() -> None:
    book = reader.sheets(
        saved(
            (
                Sheet("表", COLUMNS, (("a", "=1+1", ""), ("b", "两\n行", "甲")), ("标题",)),
                Sheet("_rectify", (Column("", 9),), (("记住",),), hidden=True),
            )
        ),
        ".xlsx",
    )
    [grid] = book.grids
    assert [[cell.text for cell in row] for row in grid.rows][2:] == [
        ["a", "=1+1", ""],
        ["b", "两\n行", "甲"],
    ]
    assert [one.name for one in book.own] == ["_rectify"]


def test_dates_are_dates_and_numbers_numbers() -> None:
    data = saved((Sheet("表", (Column("日", 12), Column("数", 6)), ((date(2022, 6, 30), 5),)),))
    day, number = sheet(data)[2]
    assert (day.value.date(), day.number_format, number.value) == (date(2022, 6, 30), "yyyy-mm-dd", 5)


def test_the_same_sheets_give_the_same_bytes_on_another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = (Sheet("表", COLUMNS, (("a", "b", "甲"),)),)
    first = saved(sheets)
    monkeypatch.setattr("time.time", lambda: 1_000_000_000.0)
    assert saved(sheets) == first


def test_nothing_tells_who_made_it_or_when() -> None:
    with zipfile.ZipFile(BytesIO(saved((Sheet("表", COLUMNS, ()),)))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        assert "openpyxl" not in core + archive.read("docProps/app.xml").decode()
        assert "20" not in core.partition("xmlns:dc=")[2].partition(">")[2]


def test_only_cells_to_fill_are_open_and_there_is_no_password() -> None:
    found = sheet(saved((Sheet("表", COLUMNS, (("a", None, None),), ("标题",)),)))
    assert found.protection.sheet
    assert found.protection.password is None
    assert [cell.protection.locked for cell in found[3]] == [True, False, False]
    assert found["B3"].fill.fgColor.rgb.endswith("FFF8DC")
    assert found["A3"].fill.fill_type is None


def test_a_sheet_only_to_be_read_is_not_protected() -> None:
    assert not sheet(saved((Sheet("表", (Column("甲", 5),), (("a",),)),))).protection.sheet


def test_choices_are_offered_in_the_rows_of_the_table() -> None:
    [offered] = sheet(
        saved((Sheet("表", COLUMNS, (("a", "", ""),) * 3, ("标题",)),))
    ).data_validations.dataValidation
    assert (offered.formula1, str(offered.sqref)) == ('"甲,乙"', "C3:C5")


def test_it_prints_across_a4_with_the_header_on_every_page() -> None:
    found = sheet(saved((Sheet("表", COLUMNS, (("a", "", ""),), ("标题", "说明"), frozen=1),)))
    assert (found.page_setup.orientation, found.page_setup.paperSize) == ("landscape", 9)
    assert (found.page_setup.fitToWidth, found.page_setup.fitToHeight) == (1, 0)
    assert found.sheet_properties.pageSetUpPr.fitToPage
    assert (found.freeze_panes, found.print_title_rows) == ("B4", "$3:$3")


def test_a_text_too_long_for_a_cell_is_cut_where_everybody_sees_it() -> None:
    value = sheet(one_cell("字" * 40_000))["A1"].value
    assert value.endswith(CUT)
    assert len(value) == LONGEST
    assert sheet(one_cell("😀" * 16_384))["A1"].value.endswith(CUT)


def test_names_of_sheets_are_made_legal() -> None:
    assert sheet_title("2022/6: [住建]*?") == "2022 6   住建"
    assert len(sheet_title("长" * 50)) == 31
    assert sheet_title("///") == "表"
