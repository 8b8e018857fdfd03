"""What is handed out comes from what is signed, on the day it was signed for, and never over somebody's work."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from rectify_site.errors import RectifyError, SourceError
from rectify_site.workflow import circulating
from rectify_site.workflow.circulating import Asked

NOW = "2026-08-02T09:00:00+08:00"
NEWEST = Asked()


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    return root


def handed_out(root: Path, asked: Asked = NEWEST, target: Path | None = None) -> Path:
    [path] = circulating.document(root, asked, target, None, NOW).paths
    return path


def code_of(refused: pytest.ExceptionInfo[RectifyError]) -> str:
    return refused.value.code


def test_without_a_name_it_is_the_newest_report_also_of_a_plan(office: Path) -> None:
    newest = handed_out(office)
    assert newest.name == "情况通报-2024-minzhu-r3.docx"
    assert handed_out(office, Asked(plan="2024-minzhu")) == newest


def test_a_notice_is_handed_out_by_its_name(office: Path) -> None:
    path = handed_out(office, Asked(notice="2024-minzhu-n1"), office / "公示.docx")
    assert any("公示时间" in paragraph.text for paragraph in Document(str(path)).paragraphs)


def test_a_draft_changes_no_byte(office: Path) -> None:
    before = handed_out(office, target=office / "a.docx").read_bytes()
    for path in (office / "content" / "plans").rglob("*.yml"):
        path.write_text(path.read_text("utf-8").replace("整改", "整改草稿金丝雀"), "utf-8")
    assert handed_out(office, target=office / "b.docx").read_bytes() == before


def test_of_a_day_before_a_report_there_is_no_such_report(office: Path) -> None:
    with pytest.raises(SourceError) as refused:
        circulating.document(office, Asked(report="2024-minzhu-r3"), None, date(2025, 12, 31), NOW)
    assert code_of(refused) == "C120"
    assert refused.value.values["names"]


@pytest.mark.parametrize("asked", [Asked(report="x"), Asked(plan="x"), Asked(notice="x")])
def test_what_is_not_public_is_named_with_what_there_is(office: Path, asked: Asked) -> None:
    with pytest.raises(SourceError) as refused:
        handed_out(office, asked)
    assert code_of(refused) == "C120"
    assert "2024-minzhu" in str(refused.value.values["names"])


def test_a_plan_without_a_report_has_nothing_to_hand_out(office: Path) -> None:
    with pytest.raises(SourceError) as refused:
        handed_out(office, Asked(plan="2024-ducha"))
    assert code_of(refused) == "C121"


def test_what_somebody_worked_on_is_not_written_over(office: Path) -> None:
    path = handed_out(office)
    assert handed_out(office) == path
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(SourceError) as refused:
        handed_out(office)
    assert code_of(refused) == "C122"


def test_the_press_gets_both_forms_or_the_one_that_is_named(office: Path) -> None:
    both = circulating.press(office, None, None, NOW).paths
    assert [path.suffix for path in both] == [".docx", ".md"]
    [one] = circulating.press(office, office / "素材.md", None, NOW).paths
    assert one.read_bytes() == both[1].read_bytes()


def test_a_text_that_is_not_public_stops_the_file(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last look goes over these bytes as over a site."""
    monkeypatch.setattr(circulating.press_sheet, "as_markdown", lambda _: str(office).encode())
    with pytest.raises(RectifyError) as refused:
        circulating.press(office, office / "素材.md", None, NOW)
    assert code_of(refused).startswith("K1")
    assert not (office / "素材.md").exists()


def test_of_the_two_sheets_for_the_press_none_is_written_where_one_is_open(office: Path) -> None:
    (office / "~$新闻素材-2026-06-30.md").touch()
    with pytest.raises(RectifyError) as refused:
        circulating.press(office, None, None, NOW)
    assert code_of(refused) == "G151"
    assert list(office.glob("新闻素材*")) == []
