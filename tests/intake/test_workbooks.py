"""Workbooks and CSV files: what stands on the screen comes in, what does not is listed, what is hostile is refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from itertools import pairwise

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from rectify_site.errors import SourceError
from rectify_site.intake import cells, workbooks
from rectify_site.intake.grids import Cell, column_index, column_name
from rectify_site.intake.package import WORKBOOK
from tests.intake import books
from tests.intake.books import saved, xls, xlsx
from tests.intake.samples import rezipped, word_file

SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"


def cell(data: bytes, suffix: str = ".xlsx", at: tuple[int, int] = (0, 0)) -> Cell:
    return workbooks.sheets(data, suffix).grids[0].rows[at[0]][at[1]]


def texts(data: bytes, suffix: str = ".xlsx") -> list[list[str]]:
    return [[each.text for each in row] for row in workbooks.sheets(data, suffix).grids[0].rows]


def refused(data: bytes, suffix: str = ".xlsx") -> str:
    with pytest.raises(SourceError) as caught:
        workbooks.sheets(data, suffix)
    assert caught.value.hint.format_map(caught.value.values)
    assert str(caught.value)
    return caught.value.code


# --- what a cell shows -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code", "text", "day"),
    [
        (0.987, "0.0%", "98.7%", None),
        (0.985, "0%", "99%", None),
        (14, "General", "14", None),
        (14.0, "0_ ", "14", None),
        (2.5, "0.00", "2.50", None),
        (12345.678, "#,##0.00", "12,345.68", None),
        (1234.5, '"¥"#,##0.0', "¥1,234.5", None),
        (1234.5, "[$¥-804]#,##0.0", "¥1,234.5", None),
        (3, '0"次"', "3次", None),
        (7, "000", "007", None),
        (-3, "0;(0)", "(3)", None),
        (14, "[DBNum1][$-804]General", "十四", None),
        (0.1 + 0.2, "General", "0.3", None),
        (44742, "yyyy-mm-dd", "2022年6月30日", date(2022, 6, 30)),
        (44742, 'yyyy"年"m"月"d"日"', "2022年6月30日", date(2022, 6, 30)),
        (44742, "[$-804]yyyy\\年m\\月d\\日;@", "2022年6月30日", date(2022, 6, 30)),
        (44742, "m/d/yy h:mm", "2022年6月30日", date(2022, 6, 30)),
        (44742.5, "m/d/yy h:mm", "2022年6月30日 12:00", date(2022, 6, 30)),
        (44713, 'yyyy"年"m"月"', "2022年6月", None),
        (44713, "yyyy", "2022年", None),
        (44742, "General", "44742", None),
        (0.5, "h:mm", "12:00", None),
        (1, "yyyy-mm-dd", "1900年1月1日", date(1900, 1, 1)),
        (61, "yyyy-mm-dd", "1900年3月1日", date(1900, 3, 1)),
        (-1, "yyyy-mm-dd", "-1", None),
        (9_999_999, "yyyy-mm-dd", "9999999", None),
        (1.5, "# ?/?", "1.5", None),
        (123456, "0.00E+00", "123456", None),
    ],
)
def test_a_number_is_what_its_format_shows(value: float, code: str, text: str, day: date | None) -> None:
    assert cells.shown(value, code) == (text, day)


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text('0#?.,%ymdhs[]"\\;$年月日-_ *G@E+/a', max_size=12),
)
def test_no_number_and_no_format_is_too_odd(value: float, code: str) -> None:
    assert isinstance(cells.shown(value, code).text, str)


@given(st.integers(0, 16_383))
def test_columns_have_letters_as_in_excel(index: int) -> None:
    assert column_index(column_name(index)) == index


def test_dates_are_told_from_months_and_from_numbers() -> None:
    def formats(sheet: Worksheet) -> None:
        sheet["B1"].number_format = 'yyyy"年"m"月"'

    data = xlsx([(date(2022, 6, 30), date(2022, 6, 1), 44742, 3.0, "2022.6.30", True)], formats)
    row = workbooks.sheets(data, ".xlsx").grids[0].rows[0]
    assert [each.text for each in row] == ["2022年6月30日", "2022年6月", "44742", "3", "2022.6.30", "TRUE"]
    assert [each.day for each in row] == [date(2022, 6, 30), None, None, None, None, None]


def test_dates_of_a_mac() -> None:
    mac = rezipped(
        xlsx([(date(2022, 6, 30),)]),
        {"xl/workbook.xml": lambda content: content.replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')},
    )
    assert cell(mac).day == date(2026, 7, 1)


def test_an_old_workbook_has_number_formats_too() -> None:
    def more(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, 0.987, xlwt.easyxf(num_format_str="0.0%"))
        sheet.write(0, 1, date(2022, 6, 30), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
        sheet.write(0, 2, date(2022, 6, 1), xlwt.easyxf(num_format_str='yyyy"年"m"月"'))

    row = workbooks.sheets(xls([], more), ".xls").grids[0].rows[0]
    assert [each.text for each in row] == ["98.7%", "2022年6月30日", "2022年6月"]
    assert row[1].day == date(2022, 6, 30)


# --- places, merged cells --------------------------------------------------------------------------------


def test_a_cell_says_where_it_stands() -> None:
    assert cell(xlsx(), at=(2, 5)) == Cell("办公室", "表一!F3")
    assert cell(xls(), ".xls", (2, 5)) == Cell("办公室", "表一!F3")
    assert cell(books.text(), ".csv", (2, 5)) == Cell("办公室", "F3")


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_every_cell_of_a_merged_area_shows_its_text(suffix: str) -> None:
    if suffix == ".xlsx":
        data = xlsx([("题", None, "乙"), (None, None, "丙")], lambda sheet: sheet.merge_cells("A1:B2"))
    else:
        data = xls([("", "", "乙"), ("", "", "丙")], lambda sheet: sheet.write_merge(2, 3, 0, 1, "题"))
        data = xls(
            [],
            lambda sheet: (
                sheet.write_merge(0, 1, 0, 1, "题"),
                sheet.write(0, 2, "乙"),
                sheet.write(1, 2, "丙"),
            ),
        )
    rows = workbooks.sheets(data, suffix).grids[0].rows
    assert [[each.text for each in row] for row in rows] == [["题", "题", "乙"], ["题", "题", "丙"]]
    assert [[each.repeated for each in row] for row in rows] == [[False, True, False], [True, True, False]]
    assert {each.place for row in rows for each in row if each.text == "题"} == {"表一!A1"}


def test_empty_rows_keep_their_place() -> None:
    assert texts(xlsx([("甲",), (), (), ("乙",)])) == [["甲"], [""], [""], ["乙"]]


def test_line_breaks_and_unseen_signs_in_cells() -> None:
    book = workbooks.sheets(xlsx([("甲\u200b\r\n\n 乙",)]), ".xlsx")
    assert book.grids[0].rows[0][0].text == "甲\n乙"
    assert [remark.code for remark in book.remarks] == ["S251"]


def test_a_control_character_is_refused_with_its_cell() -> None:
    bad = rezipped(xlsx([("AB",)]), {SHEET: lambda content: content.replace(b"AB", b"A_x0007_B")})
    with pytest.raises(SourceError) as caught:
        workbooks.sheets(bad, ".xlsx")
    assert (caught.value.code, caught.value.values["place"]) == ("S214", "表一!A1")


def test_shared_texts_in_several_runs_and_without_their_pinyin() -> None:
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>甲</t></si>'
        "<si><r><t>乙</t></r><r><rPr/><t>丙</t></r><rPh><t>bing</t></rPh></si></sst>"
    )
    kind = WORKBOOK.replace("sheet.main", "sharedStrings").encode()
    declared = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    in_cells = b'<row r="1"><c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v>7</v></c></row></sheetData>'
    data = rezipped(
        xlsx([]),
        {
            TYPES: lambda content: content.replace(b"</Types>", declared),
            SHEET: lambda content: (
                content.partition(b"<sheetData")[0] + b"<sheetData>" + in_cells + b"</worksheet>"
            ),
        },
        (("xl/sharedStrings.xml", strings.encode()),),
    )
    assert texts(data) == [["乙丙", "甲"]]


# --- what is not seen ------------------------------------------------------------------------------------


def hidden_book() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表一"
    for row in (["甲", "乙", "丙"], ["丁", "戊", "己"], ["庚", "辛", "壬"]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["A1"].comment = Comment("看看", "某人")
    sheet["B3"] = "=A1&A3"
    sheet.oddHeader.center.text = "内部"
    book.create_sheet("暗").append(["藏"])
    book["暗"].sheet_state = "hidden"
    book.create_sheet("_rectify").append(["记"])
    book["_rectify"].sheet_state = "veryHidden"
    return saved(book)


def test_what_is_hidden_is_listed_with_its_place_and_not_read() -> None:
    book = workbooks.sheets(hidden_book(), ".xlsx")
    assert [[each.text for each in row] for row in book.grids[0].rows] == [["甲", "乙"], ["", ""], ["庚", ""]]
    assert {(each.place, each.text) for each in book.asides} == {
        *(("表一!A2", "丁"), ("表一!B2", "戊"), ("表一!C2", "己"), ("表一!C1", "丙"), ("表一!C3", "壬")),
        *(("表一!A1 批注", "看看"), ("表一!B3", "=A1&A3"), ("暗!A1", "藏"), ("表一 页眉页脚", "内部")),
    }
    assert all(each.aside for each in book.asides)


def test_the_tools_own_memory_comes_back_apart() -> None:
    book = workbooks.sheets(hidden_book(), ".xlsx")
    assert [(grid.name, grid.rows[0][0].text) for grid in book.own] == [("_rectify", "记")]
    assert not any("_rectify" in each.place for each in book.asides)


def test_a_formula_without_a_result_is_no_empty_cell() -> None:
    remark = next(each for each in workbooks.sheets(hidden_book(), ".xlsx").remarks if each.code == "S271")
    assert remark.values == {"count": "1", "places": "表一!B3"}


def test_a_formula_counts_by_its_stored_result_and_an_error_is_said() -> None:
    formula = (
        b'<c r="A1" t="str"><f>"x"</f><v>\xe7\x94\xb2</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    data = rezipped(
        xlsx([(1,)]), {SHEET: lambda content: content.replace(b'<c r="A1" t="n"><v>1</v></c>', formula)}
    )
    book = workbooks.sheets(data, ".xlsx")
    assert [each.text for each in book.grids[0].rows[0]] == ["甲", "#DIV/0!"]
    assert [remark.code for remark in book.remarks] == ["S272"]


def test_pictures_and_links_to_other_workbooks_are_said() -> None:
    more = (("xl/media/image1.png", b"x"), ("xl/externalLinks/externalLink1.xml", b"<x/>"))
    book = workbooks.sheets(rezipped(xlsx(), more=more), ".xlsx")
    assert [remark.code for remark in book.remarks] == ["S253", "S273"]


def test_hidden_rows_and_columns_of_an_old_workbook_too() -> None:
    def hide(sheet: xlwt.Worksheet) -> None:
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True

    book = workbooks.sheets(xls([("甲", "乙"), ("丙", "丁"), ("戊", "")], hide), ".xls")
    assert [[each.text for each in row] for row in book.grids[0].rows] == [["甲"], [""], ["戊"]]
    assert {each.place for each in book.asides} == {"表一!B1", "表一!A2", "表一!B2"}


# --- CSV -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_every_dress(delimiter: str, encoding: str) -> None:
    data = books.text([("序号", "问题"), (1, '甲,乙;"丙"\n丁')], delimiter, encoding)
    assert texts(data, ".csv") == [["序号", "问题"], ["1", '甲,乙;"丙"\n丁']]


@pytest.mark.parametrize("data", [b'a,b\n"c,d\n', b'a,b\n"c"d,e\n'])
def test_csv_with_quotes_that_do_not_fit(data: bytes) -> None:
    assert refused(data, ".csv") == "S274"


def test_csv_that_is_a_workbook_renamed() -> None:
    assert refused(xlsx(), ".csv") == "S204"


# --- hostile workbooks -----------------------------------------------------------------------------------


def in_sheet(xml: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(b"</sheetData>", xml + b"</sheetData>")


def test_a_million_rows_are_refused_before_they_are_read() -> None:
    rows = b"".join(b'<row r="%d"/>' % row for row in range(10, 1_048_574))
    assert refused(rezipped(xlsx(), {SHEET: in_sheet(rows)})) == "S227"


@pytest.mark.parametrize("place", ["XFD60000", "A1048576", "AAA9999"])
def test_a_cell_in_the_last_corner(place: str) -> None:
    row = "".join(filter(str.isdigit, place))
    far = f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'.encode()
    assert refused(rezipped(xlsx(), {SHEET: in_sheet(far)})) == "S227"


def test_a_cell_in_the_last_corner_of_an_old_workbook() -> None:
    assert (
        refused(xls([], lambda sheet: (sheet.write(0, 0, "甲"), sheet.write(65_535, 255, "x"))), ".xls")
        == "S227"
    )


def test_merged_areas_without_end_are_clipped() -> None:
    merged = b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 1000 + b"</mergeCells>"
    data = rezipped(
        xlsx(), {SHEET: lambda content: content.replace(b"</sheetData>", b"</sheetData>" + merged)}
    )
    assert len(workbooks.sheets(data, ".xlsx").grids[0].rows) == len(books.LEDGER)


@pytest.mark.parametrize(
    ("change", "more", "code"),
    [
        ({SHEET: lambda content: b"<!DOCTYPE x>" + content}, (), "S226"),
        ({SHEET: lambda content: content[:-30]}, (), "S223"),
        ({SHEET: in_sheet(b"<a>" * 5000 + b"</a>" * 5000)}, (), "S223"),
        ({SHEET: in_sheet(b'<row r="1"/>')}, (), "S223"),
        ({}, (("xl/vbaProject.bin", b"x"),), "S228"),
        ({}, (("../a.xml", b"x"),), "S225"),
        ({}, (("XL/Workbook.xml", b"<x/>"),), "S224"),
        ({}, (("xl/a.xml", bytes(6_000_000)),), "S227"),
        ({TYPES: lambda content: content.replace(WORKBOOK.encode(), b"x.binary.main")}, (), "S230"),
        (
            {"xl/_rels/workbook.xml.rels": lambda content: content.replace(b"sheet1.xml", b"sheet9.xml")},
            (),
            "S223",
        ),
    ],
)
def test_hostile_packages(
    change: dict[str, Callable[[bytes], bytes]], more: tuple[tuple[str, bytes], ...], code: str
) -> None:
    assert refused(rezipped(xlsx(), change, more)) == code


def test_a_macro_workbook_renamed() -> None:
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    data = rezipped(xlsx(), {TYPES: lambda content: content.replace(WORKBOOK.encode(), macro)})
    assert refused(data) == "S228"


@pytest.mark.parametrize(
    ("data", "suffix", "code"),
    [
        (word_file("甲"), ".xlsx", "S230"),
        (xls(), ".xlsx", "S222"),
        (xlsx(), ".xls", "S204"),
        (b"<html><table></table></html>", ".xls", "S204"),
        (xls()[:700], ".xls", "S223"),
        (xls()[:8] + bytes(6000), ".xls", "S223"),
        (xlsx()[:900], ".xlsx", "S223"),
    ],
)
def test_files_that_are_not_what_they_are_called(data: bytes, suffix: str, code: str) -> None:
    assert refused(data, suffix) == code


def test_an_old_workbook_with_a_password() -> None:
    data = xls().replace(
        b"\x09\x08\x10\x00", b"\x2f\x00\x10\x00", 1
    )  # its first record now says it is encrypted
    assert refused(data, ".xls") == "S221"


@given(st.data())
def test_a_damaged_workbook_is_refused_or_read(data: st.DataObject) -> None:
    suffix = data.draw(st.sampled_from([".xlsx", ".xls"]))
    whole = bytearray(SOUND[suffix])
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=8)):
        whole[place] = data.draw(st.integers(0, 255))
    with suppress(SourceError):
        workbooks.sheets(bytes(whole), suffix)


SOUND = {".xlsx": xlsx(), ".xls": xls()}


# --- the law ---------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"]), max_size=6)


@given(st.lists(st.lists(WORDS, max_size=5), max_size=6))
def test_no_cell_of_any_grid_is_lost(rows: list[list[str]]) -> None:
    rows = [[each if each[:1] != "=" else each[1:] for each in row] for row in rows]
    book = workbooks.sheets(xlsx(rows), ".xlsx")
    wanted = {
        f"表一!{column_name(column)}{at + 1}": " ".join(each.split())
        for at, row in enumerate(rows)
        for column, each in enumerate(row)
        if each.strip()
    }
    found = {
        each.place: " ".join(each.text.split())
        for grid in book.grids
        for row in grid.rows
        for each in row
        if each.text
    }
    unseen = {"\u115f", "\u1160", "\u17b4", "\u17b5", "\u3164", "\uffa0", "\u034f"}
    assert {place for place, text in wanted.items() if not unseen & set(text)} <= set(found)


def test_the_progress_bar_moves_and_ends() -> None:
    ticks: list[tuple[int, int]] = []
    workbooks.sheets(xlsx([("甲",)] * 1600), ".xlsx", lambda done, total: ticks.append((done, total)))
    assert len(ticks) < 10
    assert all(one[0] < two[0] for one, two in pairwise(ticks))
    assert ticks[-1] == (1500, 1600)
