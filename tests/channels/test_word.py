"""What is handed out in Word: the measures of GB/T 9704, the facts of the Edition, nothing live, nobody's name."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from rectify_site import links
from rectify_site.channels.exports import circular, posted_notice, press_sheet
from rectify_site.channels.outlet import Outlet
from rectify_site.model.edition import Edition
from rectify_site.model.fields import Wording
from rectify_site.model.reports import Aspect, Report
from rectify_site.official.writing import Line, signed, width, written
from rectify_site.tables.matters import matters
from tests.builders import a_plan, a_record, a_rule, a_story, an_edition, an_event, some_settings
from tests.pages import district
from tests.pages.site import made, text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
POINT, MM = 20, 1440 / 25.4  # twips


def outlet(edition: Edition) -> Outlet:
    return Outlet(edition, some_settings(), matters(edition, a_rule()))


def report_of(edition: Edition, key: str = "quannian") -> bytes:
    [report] = [one for one in edition.reports if one.id == key]
    return circular.circular(outlet(edition), a_rule(), report)


def notice_of(edition: Edition) -> bytes:
    return posted_notice.posted(outlet(edition), edition.notices[0])


def sheet_of(edition: Edition) -> press_sheet.Sheet:
    return press_sheet.sheet(outlet(edition))


@cache
def documents() -> dict[str, bytes]:
    edition = district.district()
    return {
        "report": report_of(edition),
        "notice": notice_of(edition),
        "press": press_sheet.as_word(sheet_of(edition)),
    }


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def values(node: etree._Element, name: str) -> dict[str, str]:
    """The attributes of the first element of a name."""
    return {key.removeprefix(W): value for key, value in node.find(f".//{W}{name}").attrib.items()}


def read(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def rows(data: bytes) -> list[list[str]]:
    [table] = Document(BytesIO(data)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def style(data: bytes, name: str) -> etree._Element:
    [found] = part(data, "word/styles.xml").xpath(f"//*[@*[local-name()='styleId']='{name}']")
    return found


# --- the form --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["report", "notice", "press"])
def test_paper_type_area_and_grid_are_those_of_the_standard(kind: str) -> None:
    first = part(documents()[kind]).find(f".//{W}sectPr")
    margins, paper, grid = (values(first, name) for name in ("pgMar", "pgSz", "docGrid"))
    sides = [round(int(margins[side]) / MM) for side in ("top", "bottom", "left", "right")]
    assert sides == [37, 35, 28, 26]
    assert [round(int(paper[side]) / MM) for side in ("w", "h")] == [210, 297]
    assert int(int(grid["linePitch"]) * 22) <= round(225 * MM) < int(grid["linePitch"]) * 22.1
    assert grid["type"] == "lines"


def test_a_line_of_the_body_holds_28_characters_and_its_pitch_is_that_of_the_grid() -> None:
    body = style(documents()["report"], "Normal")
    spacing = body.find(f"{W}rPr/{W}spacing").get(f"{W}val")
    size = values(part(documents()["report"], "word/styles.xml").find(f".//{W}rPrDefault"), "sz")["val"]
    character = int(size) * POINT / 2 + int(spacing)
    assert int(156 * MM // character) == 28
    line = values(body, "spacing")
    assert (line["line"], line["lineRule"]) == ("579", "exact")
    assert values(body, "ind") == {"firstLineChars": "200", "firstLine": "640"}


@pytest.mark.parametrize(
    ("look", "font", "half_points"),
    [
        ("Title", "方正小标宋简体", "44"),
        ("Heading1", "黑体", None),
        ("Heading2", "楷体_GB2312", None),
        ("Footer", "宋体", "28"),
    ],
)
def test_titles_headings_and_page_numbers_have_their_fonts(
    look: str, font: str, half_points: str | None
) -> None:
    found = style(documents()["report"], look)
    assert values(found, "rFonts")["eastAsia"] == font
    size = found.find(f".//{W}sz")
    assert (size.get(f"{W}val") if size is not None else None) == half_points


def test_fonts_are_named_with_others_to_fall_back_to_and_none_is_shipped() -> None:
    data = documents()["report"]
    fonts = part(data, "word/fontTable.xml")
    named = {font.get(f"{W}name"): font.find(f"{W}altName").get(f"{W}val") for font in fonts}
    assert "仿宋" in named["仿宋_GB2312"].split(",")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert [name for name in archive.namelist() if "fonts/" in name] == []


@pytest.mark.parametrize("kind", ["report", "notice", "press"])
def test_the_page_number_is_a_whole_field_at_the_outer_side(kind: str) -> None:
    data = documents()[kind]
    assert values(part(data, "word/settings.xml"), "evenAndOddHeaders") in ({}, {"val": "1"})
    relations = part(data, "word/_rels/document.xml.rels")
    names = {one.get("Id"): one.get("Target") for one in relations}
    for reference in part(data).iter(f"{W}footerReference"):
        key = reference.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        foot = part(data, f"word/{names[key]}")
        steps = [one.get(f"{W}fldCharType") for one in foot.iter(f"{W}fldChar")]
        assert steps == ["begin", "separate", "end"]
        assert "".join(one.text or "" for one in foot.iter(f"{W}t")) == "— 1 —"
        side = {"default": "right", "even": "left"}[reference.get(f"{W}type")]
        assert values(foot, "jc")["val"] == side
    assert len(list(part(data).iter(f"{W}footerReference"))) == 2


@pytest.mark.parametrize("kind", ["report", "notice"])
def test_the_table_lies_on_its_side_in_a_part_of_its_own(kind: str) -> None:
    upright, lying = part(documents()[kind]).iter(f"{W}sectPr")
    paper, margins = values(lying, "pgSz"), values(lying, "pgMar")
    assert paper["orient"] == "landscape"
    across = int(paper["w"]) - int(margins["left"]) - int(margins["right"])
    assert round(across / MM) == 225
    columns = [int(one.get(f"{W}w")) for one in part(documents()[kind]).iter(f"{W}gridCol")]
    assert abs(sum(columns) - across) < 10
    assert upright.getparent().tag == f"{W}pPr"


def test_the_name_is_centred_over_the_date_and_the_date_four_characters_from_the_right() -> None:
    for issuer in ("区委", "中共青石区委办公室", "青石区整改工作领导小组办公室及其全部成员单位"):
        name, date = signed(issuer, "2025年7月16日")
        centres = [line.right + width(line.text) / 2 for line in (name, date)]
        assert centres[0] == pytest.approx(centres[1])
        assert date.right >= 4
        assert name.right >= 0


# --- the facts -------------------------------------------------------------------------------------------


def three_hundred() -> Edition:
    kinds = ("registered", "started", "submitted", "accepted", "closed")
    records = [
        a_record(
            number,
            due=f"2022-{number % 12 + 1:02}-15",
            problem=f"第{number}项要改的事",
            events=a_story(kinds[number % 5]),
            lead_units=("区住建局", "区教育局")[: 1 + number % 2],
            direction=("一", "二")[number % 2 : number % 2 + 1],
        )
        for number in range(1, 301)
    ]
    report = Report(id="quannian", title="全年通报", plan=records[0].plan, as_of="2022-12-31", scope="public")
    return an_edition(records, reports=(report,))


@pytest.mark.parametrize("edition", [district.district(), three_hundred()], ids=["district", "300"])
def test_the_table_of_a_report_says_of_each_matter_what_the_edition_says(edition: Edition) -> None:
    found = [row for row in rows(report_of(edition))[1:] if len(set(row)) > 1]
    [report] = [one for one in edition.reports if one.id == "quannian"]
    wanted = [record for record in edition.records if record.plan == report.plan]
    standing = {matter.record.id: matter for matter in matters(edition, a_rule())}
    assert [row[0] for row in found] == [record.number for record in wanted]
    for row, record in zip(found, wanted, strict=True):
        heading = record.heading
        assert row[1] == (heading.public if isinstance(heading, Wording) else heading)
        assert row[2] == "、".join(record.lead_units)
        day = standing[record.id].deadline
        assert not day or f"{day.year}年{day.month}月{day.day}日" in row[3]
        assert ("超过时限" in row[4]) == standing[record.id].late


def test_figures_and_states_are_those_of_the_page() -> None:
    """Everything a reader can compare: the sentence, each state, each late reason, each paragraph that was signed."""
    edition = district.district()
    page = squeezed(text(made(edition)[links.report("quannian")]))
    document = report_of(edition)
    lines = [paragraph.text for paragraph in Document(BytesIO(document)).paragraphs]
    [sentence] = [line for line in lines if line.startswith("截至")]
    assert squeezed(sentence) in page
    told = [row[4].split("\n") for row in rows(document)[1:] if len(set(row)) > 1]
    assert [word for words in told for word in words if squeezed(word) not in page] == []
    assert {"没有完成的继续办理。", "现把整改情况通报如下。"} <= set(lines)
    late = [matter for matter in matters(edition, a_rule()) if matter.late]
    assert sum(line.startswith("第") and "时限：" in line for line in lines) == len(late) > 0


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def test_a_report_counts_its_own_day_and_not_todays() -> None:
    edition = district.district()
    half, whole = (squeezed(read(report_of(edition, key))) for key in ("bannian", "quannian"))
    assert "截至2022年6月30日" in half
    assert "截至2022年12月31日" in whole
    assert half != whole


def test_chapters_run_on_from_those_of_the_report() -> None:
    given = district.REPORTS[1].model_copy(
        update={"aspects": (Aspect(number="一", title="做了什么"), Aspect(number="二", title="在做什么"))}
    )
    edition = district.district().model_copy(update={"reports": (given,)})
    heads = [
        one.text
        for one in Document(BytesIO(report_of(edition))).paragraphs
        if one.style.style_id == "Heading1"
    ]
    assert [head[:2] for head in heads] == ["一、", "二、", "三、", "四、"]
    assert heads[-1] == "四、下一步安排"


def test_a_report_without_a_day_has_no_figures_and_leaves_the_date_to_the_clerk() -> None:
    given = Report(id="quannian", title="情况通报", preamble=("说明。",), scope="public")
    edition = district.district().model_copy(update={"reports": (given,)})
    document = Document(BytesIO(report_of(edition)))
    assert document.tables == []
    assert document.paragraphs[-1].text == circular.UNDATED


def test_a_notice_says_from_when_to_when_and_how_to_object() -> None:
    edition = district.district()
    notice = edition.notices[0]
    said = read(notice_of(edition))
    assert f"共{notice.days}个自然日" in said
    assert notice.how_to_object.rstrip("。") in said
    assert notice.contact in said
    found = rows(notice_of(edition))
    assert [row[0] for row in found[1:]] == [
        record.number for record in edition.records if record.id in notice.records
    ]


# --- the press -------------------------------------------------------------------------------------------


def test_the_examples_follow_their_rule_whatever_the_order() -> None:
    late = an_event("delay_explained", "2022-12-20", reason="设备未到货")
    records = (
        a_record(1, events=a_story("closed")),
        a_record(2, events=(*a_story("closed")[:-1], an_event("closed", "2022-12-20"))),
        a_record(3, due="2022-10-31", events=a_story("started", late)),
        a_record(4, due="2022-09-30", events=a_story("started", late)),
        a_record(5, events=(an_event("registered", "2022-03-12"), an_event("started", "2022-12-01"))),
    )
    for order in (records, records[::-1]):
        said = sheet_of(an_edition(order, plans=(a_plan(),)))
        assert [one.address.rpartition("-")[2] for one in said.examples] == ["02.html", "04.html", "05.html"]
    assert "设备未到货" in said.examples[1].words


def test_the_sheet_says_the_figures_of_the_home_page_and_gives_addresses() -> None:
    edition = district.district()
    said = sheet_of(edition)
    home = squeezed(text(made(edition)[links.HOME]))
    assert squeezed(said.figures.split("向社会公开的")[1]) in home
    assert said.addresses[0] == ("全部内容", "https://zg.example.gov.cn/zhenggai/index.html")
    word, plain = read(press_sheet.as_word(said)), press_sheet.as_markdown(said).decode()
    for one in said.examples:
        assert one.address in word
        assert one.address in plain


# --- what is not in it -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["report", "notice", "press"])
def test_nothing_in_the_file_is_live_or_of_anybody(kind: str) -> None:
    with zipfile.ZipFile(BytesIO(documents()[kind])) as archive:
        parts = {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }
        assert set(archive.namelist()) == set(parts)
    whole = "\n".join(parts.values())
    assert re.findall("<w:instrText[^>]*>(.*?)</w:instrText>", whole) == [" PAGE "] * 2
    for live in ("TargetMode", "altChunk", "<w:hyperlink", "fldSimple", "<w:object", "<w:rsid"):
        assert live not in whole
    assert re.sub("<[^>]+>", "", parts["docProps/core.xml"]).strip() == ""
    for canary in ("金丝雀", "python-docx", "内部说法"):
        assert canary not in whole


def test_the_same_edition_gives_the_same_bytes() -> None:
    again = district.district()
    assert report_of(again) == documents()["report"]
    assert notice_of(again) == documents()["notice"]
    assert press_sheet.as_word(sheet_of(again)) == documents()["press"]


# --- opened by a program ---------------------------------------------------------------------------------


def pages_in(data: bytes, folder: Path) -> list[tuple[int, int]]:
    """The sizes of the pages, in points, that LibreOffice makes of a document."""
    (folder / "document.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "document.docx")], check=True, capture_output=True, timeout=180)
    boxes = re.findall(
        rb"/Type/Page/Parent.*?/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]",
        (folder / "document.pdf").read_bytes(),
    )
    return [(round(float(wide)), round(float(high))) for wide, high in boxes]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: no second opinion")
def test_libreoffice_reads_it_as_a4_with_a_part_on_its_side_and_the_press_sheet_as_one_page(
    tmp_path: Path,
) -> None:
    found = pages_in(documents()["report"], tmp_path)
    assert found[0] == (595, 842)
    assert found[-1] == (842, 595)
    edition = district.district()
    long = [
        record.model_copy(update={"problem": "这一项的名称写得特别长，" * 30, "title": None})
        for record in edition.records
    ]
    fullest = press_sheet.as_word(sheet_of(edition.model_copy(update={"records": tuple(long)})))
    assert pages_in(fullest, tmp_path) == [(595, 842)]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: no second opinion")
def test_22_lines_of_the_body_fill_a_page(tmp_path: Path) -> None:
    lines = [Line("文") for _ in range(22)]
    assert len(pages_in(written(lines), tmp_path)) == 1
    assert len(pages_in(written([*lines, Line("文")]), tmp_path)) == 2
    assert len(pages_in(written([Line("文" * (28 * 22 - 2))]), tmp_path)) == 1
