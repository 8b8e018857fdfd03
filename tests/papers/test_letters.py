"""Letters in the form of GB/T 9704: what the measures are, and that nobody's name stands in the file."""

import zipfile
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from rectify_site.papers.letters import Grid, Line, written

PARTS = (
    Line("关于报送进展的通知", "title"),
    Line("一、内容", "heading"),
    Line("请按时报送。\x07"),
    Line("某办公室", "right"),
    Grid(("单位", "项数"), (("区住建局", "2"),), (60, 20)),
)


def test_the_page_and_the_title_have_the_measures_of_the_standard() -> None:
    letter = Document(BytesIO(written(PARTS)))
    section = letter.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins if margin] == [37, 35, 28, 26]
    assert [round(side.mm) for side in (section.page_width, section.page_height) if side] == [210, 297]
    title = letter.paragraphs[0].runs[0]
    assert (title.font.size, title.font.name) == (Pt(22), "方正小标宋简体")


def test_the_body_has_its_font_its_pitch_and_its_indent() -> None:
    body = Document(BytesIO(written(PARTS))).paragraphs[2]
    fonts = body.runs[0].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert (body.runs[0].font.size, body.paragraph_format.line_spacing) == (Pt(16), Pt(28))
    assert body.paragraph_format.first_line_indent == Pt(32)
    assert body.text == "请按时报送。"


def test_a_paragraph_looks_like_the_one_before_it_of_its_kind() -> None:
    """Paragraphs of one look are copies: nothing but the words may differ, whatever came first."""
    texts = ("", "第一段", "[2]\t第二段\x07", "第三段  两个空格")
    for look in ("body", "heading", "numbered", "plain", "right"):
        together = Document(BytesIO(written([Line(text, look) for text in texts])))
        for text, found in zip(texts, together.paragraphs, strict=True):
            [alone] = Document(BytesIO(written([Line(text, look)]))).paragraphs
            assert bare(found) == bare(alone)


def bare(paragraph: Paragraph) -> bytes:
    return etree.tostring(paragraph._p)  # noqa: SLF001 - its look is nowhere else


def test_a_table_repeats_its_header() -> None:
    letter = Document(BytesIO(written(PARTS)))
    [table] = letter.tables
    assert [cell.text for row in table.rows for cell in row.cells] == ["单位", "项数", "区住建局", "2"]
    assert letter.element.xpath("//w:tr[w:trPr/w:tblHeader]") == letter.element.xpath("//w:tr[1]")


def test_the_same_letter_has_the_same_bytes_and_no_maker() -> None:
    data = written(PARTS)
    assert written(PARTS) == data
    with zipfile.ZipFile(BytesIO(data)) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert "python-docx" not in core
        assert not any("thumbnail" in name for name in archive.namelist())
    assert Document(BytesIO(data)).core_properties.author == ""
