"""What an import does in an office: places are named, one bad file stops no other, the ledger goes out and back."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from rectify_site.errors import SourceError, StoreError
from rectify_site.model.records import Scope
from rectify_site.model.rounds import MARK
from rectify_site.papers import findings
from rectify_site.workflow import checking, exporting, import_pages, importing, starting
from rectify_site.workflow.importing import Tried, Wish
from rectify_site.workflow.opening import open_office
from tests.intake.samples import PROBLEMS

PLAN, DAY = "2022-minzhu", date(2022, 3, 1)
HEAD = ["序号", "整改方向", "存在问题", "整改措施", "责任领导", "牵头单位", "完成时限"]
ROW = ["1", "学习方面", "学习计划落实得不够好。", "按月排出学习表。", "XX", "办公室", "2022年9月底"]


def say(message: str, values: Mapping[str, object]) -> str:
    return message.format_map(values)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    root = tmp_path / "区"
    starting.init(root)
    return root


def imported(office: Path, text: str = PROBLEMS, name: str = "方案.txt") -> importing.Imported:
    path = office.parent / name
    path.write_text(text, encoding="utf-8")
    return importing.import_source(office, path, Wish())


def a_table(office: Path) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表一"
    for row in (["甲区2022年度民主生活会整改台账"], HEAD, ROW):
        sheet.append(row)
    path = office.parent / "台账.xlsx"
    book.save(path)
    return path


def tried(office: Path, *paths: Path) -> list[Tried]:
    return importing.import_all(office, paths, Wish(), None)


def rows(path: Path) -> list[list[str]]:
    return [[str(cell.value or "") for cell in row] for row in load_workbook(path).worksheets[0].iter_rows()]


def test_a_finding_names_the_paragraph_its_words_came_from(office: Path) -> None:
    imported(office)
    places = {each.field: each.place for each in checking.check(office).findings if each.code == "T101"}
    assert (places["leaders.0"].source_file, places["leaders.0"].source_place) == ("方案.txt", "第15段")
    assert places["leaders.0"].source_paragraph == 15
    assert places["responsible_units.0"].source_place == "第17段"


def test_a_finding_in_a_workbook_names_the_cell(office: Path) -> None:
    importing.import_source(office, a_table(office), Wish())
    found = next(each for each in checking.check(office).findings if each.code == "T101")
    assert (found.place.source_file, found.place.source_place) == ("台账.xlsx", "表一!E3")
    assert found.place.source_paragraph is None


def test_what_was_remembered_before_places_were_is_still_read(office: Path) -> None:
    imported(office)
    memory = office / "content" / "plans" / PLAN / "imported.json"
    tree = json.loads(memory.read_text(encoding="utf-8"))
    del tree["fields"]
    tree["paragraphs"] = [[line, text] for line, text, *_ in tree["paragraphs"]]
    memory.write_text(json.dumps(tree, ensure_ascii=False, indent=1), encoding="utf-8")
    found = next(each for each in checking.check(office).findings if each.field == "leaders.0")
    assert found.place.source_place == "第15段"


def test_the_list_of_findings_is_a_workbook_in_the_order_of_the_source(office: Path) -> None:
    imported(office)
    starting.scope(office, (PLAN,), Scope.PUBLIC, "党务公开")
    target = office.parent / "检查结果.xlsx"
    checking.report(checking.check(office), target, say)
    table = rows(target)
    head = table.index(["位置", "原文", "问题", "建议", "级别", "文件", "编号", "字段", "代码"])
    first = table[head + 1]
    assert first[:2] == ["第15段", "责任领导第1条：XX"]
    assert all(first)
    levels = [row[4] for row in table[head + 1 :]]
    assert levels == sorted(levels, key=["error", "to be judged", "warning"].index)


@pytest.mark.parametrize("mark", ["~$", ".~"])
def test_a_list_that_is_open_in_wps_is_not_written(office: Path, mark: str) -> None:
    imported(office)
    target = office.parent / "检查结果.xlsx"
    (office.parent / f"{mark}检查结果.xlsx").write_bytes(b"")
    with pytest.raises(StoreError) as caught:
        checking.report(checking.check(office), target, say)
    assert caught.value.code == "G151"
    assert not target.exists()


def test_of_several_files_the_bad_one_stops_no_other(office: Path) -> None:
    good = office.parent / "方案.txt"
    good.write_text(PROBLEMS, encoding="utf-8")
    bad, lock = office.parent / "方案.wps", office.parent / "~$方案.docx"
    bad.write_bytes(b"x")
    lock.write_bytes(b"x")
    first, second, third = tried(office, bad, good, lock)
    assert first.error is not None
    assert second.imported is not None
    assert third == Tried("~$方案.docx")


def test_a_lock_file_alone_is_used_wrongly(office: Path) -> None:
    with pytest.raises(SourceError) as caught:
        tried(office, office / "~$方案.docx")
    assert (caught.value.code, caught.value.exit_code) == ("G126", 2)


def test_a_folder_is_not_read_unseen_but_its_files_are_named(office: Path) -> None:
    a_table(office)
    with pytest.raises(SourceError) as caught:
        tried(office, office.parent)
    assert caught.value.code == "G155"
    assert caught.value.values["files"] == "台账.xlsx"


def test_a_folder_without_a_file_to_read_says_what_to_put_there(office: Path) -> None:
    (office.parent / "空").mkdir()
    with pytest.raises(SourceError) as caught:
        tried(office, office.parent / "空")
    assert caught.value.code == "G155"
    assert ".docx" in caught.value.hint


def ledger(office: Path) -> Path:
    return exporting.ledger(office, None, None, DAY).path


def edit(path: Path, title: str, row: int, words: str | None) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    header = next(cell for line in sheet.iter_rows() for cell in line if cell.value == "编号")
    column = next(cell.column for cell in sheet[header.row] if cell.value == title)
    sheet.cell(header.row + row, column).value = words
    book.save(path)


def drafts(office: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((office / "content").rglob("*.yml"))}


def test_the_ledger_out_and_back_changes_no_byte(office: Path) -> None:
    imported(office)
    before = drafts(office)
    importing.import_source(office, ledger(office), Wish())
    assert drafts(office) == before


def test_an_edited_cell_changes_one_draft_and_the_source_stays_the_base(office: Path) -> None:
    imported(office)
    before = drafts(office)
    path = ledger(office)
    edit(path, "责任领导", 3, "区长")
    done = importing.import_source(office, path, Wish())
    assert done.merged.updated == ((f"{PLAN}-02", "leaders"),)
    changed = {name for name, data in drafts(office).items() if data != before[name]}
    assert changed == {f"{PLAN}-02.yml"}
    again = imported(office)
    assert (again.merged.kept, again.merged.conflicts) == (((f"{PLAN}-02", "leaders"),), ())


def test_who_may_read_is_decided_in_the_ledger(office: Path) -> None:
    imported(office)
    path = ledger(office)
    for row in (1, 2, 3, 4):
        edit(path, "公开属性", row, "向社会公开")
    importing.import_source(office, path, Wish())
    assert not [each for each in checking.check(office).findings if each.code == "R401"]


def test_a_ledger_somebody_worked_in_is_not_written_over(office: Path) -> None:
    imported(office)
    path = ledger(office)
    edit(path, "责任领导", 3, "区长")
    with pytest.raises(SourceError) as caught:
        ledger(office)
    assert (caught.value.code, caught.value.values["count"]) == ("G153", "1")
    importing.import_source(office, path, Wish())
    assert ledger(office) == path


def test_a_file_that_is_no_ledger_is_not_written_over(office: Path) -> None:
    imported(office)
    path = a_table(office)
    with pytest.raises(SourceError) as caught:
        exporting.ledger(office, PLAN, path, DAY)
    assert caught.value.code == "G152"


def test_a_ledger_of_another_project_is_refused(office: Path, tmp_path: Path) -> None:
    imported(office)
    other = tmp_path / "乙区"
    starting.init(other)
    with pytest.raises(SourceError) as caught:
        importing.import_source(other, ledger(office), Wish())
    assert caught.value.code == "G154"


def test_a_ledger_whose_header_was_deleted_is_told_so(office: Path) -> None:
    imported(office)
    path = ledger(office)
    book = load_workbook(path)
    book.worksheets[0].delete_rows(1, 5)
    book.save(path)
    with pytest.raises(SourceError) as caught:
        importing.import_source(office, path, Wish())
    assert caught.value.code == "G164"


def test_the_plan_has_to_be_named_where_there_are_several(office: Path) -> None:
    with pytest.raises(SourceError) as caught:
        exporting.ledger(office, None, None, DAY)
    assert caught.value.code == "G150"


def test_the_same_drafts_give_the_same_ledger(office: Path) -> None:
    imported(office)
    first = ledger(office).read_bytes()
    assert ledger(office).read_bytes() == first


HOSTILE = "<script>alert(1)</script>[x](javascript:x){{ 7*7 }}"


def page(office: Path, done: importing.Imported) -> str:
    return import_pages.write(office, done, say).read_text(encoding="utf-8")


def test_the_page_beside_the_source_shows_every_passage_and_nothing_of_it_is_code(office: Path) -> None:
    done = imported(office, PROBLEMS.replace("学习表", HOSTILE) + "附件：清单\n")
    html = page(office, done)
    assert html.count('<p id="p') == done.reading.total
    assert "<script" not in html.lower()
    assert 'href="javascript' not in html.lower()
    assert "http-equiv" in html
    assert "http://" not in html
    assert "49" not in html.replace("7*7", "")


def test_the_page_links_each_field_to_its_passage_and_marks_what_is_unsure(office: Path) -> None:
    html = page(office, imported(office))
    assert "▲ 待核对" in html  # 县水务局县政务服务局
    links = {part.partition('"')[0] for part in html.split('href="#')[1:]}
    assert links
    assert all(f'id="{link}"' in html for link in links)


def test_the_page_of_a_workbook_names_cells(office: Path) -> None:
    html = page(office, importing.import_source(office, a_table(office), Wish()))
    assert "表一&#33;E3" in html or "表一!E3" in html


def test_a_list_without_findings_says_so() -> None:
    book = load_workbook(io.BytesIO(findings.findings([])))
    assert book.worksheets[0]["A2"].value == "没有发现问题"


def test_the_office_still_opens_after_all_of_it(office: Path) -> None:
    imported(office)
    importing.import_source(office, ledger(office), Wish())
    assert open_office(office).faults == ()


def test_what_a_unit_sends_back_is_not_poured_into_the_drafts(office: Path) -> None:
    imported(office)
    book = Workbook()
    book.worksheets[0].append(["编号", "问题", "整改措施"])
    book.worksheets[0].append([f"{PLAN}-01", "别的", "别的"])
    hidden = book.create_sheet("_rectify")
    hidden.append(list(MARK))
    hidden.sheet_state = "hidden"
    path = office.parent / "办公室.xlsx"
    book.save(path)
    with pytest.raises(SourceError) as caught:
        importing.import_source(office, path, Wish())
    assert caught.value.code == "G127"
