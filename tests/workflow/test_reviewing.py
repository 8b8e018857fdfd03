"""What stands on a sheet, and what of it is registered."""

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from rectify_site.documents import reading, writing
from rectify_site.errors import SourceError
from rectify_site.ledger.entries import Signature
from rectify_site.model.events import Event, EventKind
from rectify_site.model.records import Plan, Record, Scope
from rectify_site.workflow import reviewing, signing, starting
from rectify_site.workflow.reviewing import Selection

ROOT = Path(__file__).parents[2]
AS_OF = date(2026, 6, 30)
NAME = "2024-minzhu-05"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The sample office with one more progress, behind the cut-off date."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    path = tmp_path / f"content/plans/2024-minzhu/records/{NAME}.yml"
    record = reading.read("record", path.name, path.read_bytes()).document
    assert isinstance(record, Record)
    more = Event(
        on=date(2026, 7, 15), kind=EventKind.FEEDBACK, text="还有两处没有写清。", channel="12345热线"
    )
    path.write_bytes(writing.dump(record.model_copy(update={"events": (*record.events, more)})))
    return tmp_path


def test_progress_behind_the_cut_off_date_is_said_on_the_sheet(office: Path) -> None:
    reviewed = reviewing.review(office, Selection(), AS_OF)
    assert reviewed.later == ((NAME, date(2026, 7, 15)),)
    book = openpyxl.load_workbook(reviewed.folder / "变化对照表.xlsx")
    name, day = (cell.value for cell in book["暂不显示"][5])
    assert (name, f"{day:%Y-%m-%d}") == (NAME, "2026-07-15")
    assert reviewing.review(office, Selection(), date(2026, 7, 15)).later == ()


def test_the_same_drafts_make_the_same_folder(office: Path) -> None:
    """Three files to print and what is remembered; made again they are the same, byte for byte."""
    folder = reviewing.review(office, Selection(), AS_OF).folder
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(first) == {"送审单.docx", "公开稿.docx", "变化对照表.xlsx", "contents.json"}
    shutil.rmtree(folder)
    again = reviewing.review(office, Selection(), AS_OF).folder
    assert {path.name: path.read_bytes() for path in again.iterdir()} == first


def test_all_means_all_that_stands_on_the_sheet(office: Path) -> None:
    """A draft that was not reviewed waits; it does not keep the sheet from being registered."""
    about = office / "content/pages/about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n补充一句。\n", encoding="utf-8")
    reviewed = reviewing.review(office, Selection(ids=(NAME,)), AS_OF)
    signatures = [
        {"role": role, "name": name, "on": "2026-07-20"}
        for role, name in (("保密审查", "乙"), ("签发", "丙"))
    ]
    form = signing.Form(
        sheet_code=reviewed.sheet.code,
        signatures=tuple(Signature.model_validate(item) for item in signatures),
        document="澄整公〔2026〕9号",
    )
    clock = signing.Clock("2026-07-21T10:00:00+08:00", lambda: "0" * 32)
    approved = signing.approve(office, Selection(), form, clock)
    assert [entry.id for entry in approved.entries] == [NAME]
    assert [item.id for item in reviewing.review(office, Selection(), AS_OF).sheet.items] == ["about"]


def test_a_plan_that_counts_what_is_not_published_says_the_right_number(office: Path) -> None:
    path = office / "content/plans/2024-minzhu/plan.yml"
    path.write_text(path.read_text(encoding="utf-8") + "\nundisclosed: count\n", encoding="utf-8")
    starting.scope(office, ("2024-minzhu-07",), Scope.LIMITED, None)
    plan = reading.read("plan", path.name, path.read_bytes()).document
    assert isinstance(plan, Plan)
    assert (plan.undisclosed_items, plan.counted_undisclosed) == (1, 1)
    made = reviewing.review(office, Selection(), AS_OF).folder / "公开稿.docx"
    assert any("另有1项不公开，未计入各项数字。" in one.text for one in Document(str(made)).paragraphs)
    path.write_bytes(writing.dump(plan.model_copy(update={"undisclosed_items": 2})))
    with pytest.raises(SourceError, match="G184"):
        reviewing.review(office, Selection(), AS_OF)
