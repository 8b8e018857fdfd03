"""Word files: what the reader sees comes in, and what stands beside the body is listed."""

from __future__ import annotations

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from rectify_site import intake
from rectify_site.intake.report import Reading, as_json
from rectify_site.text import chinese_number, numeral
from tests.intake.samples import PROBLEMS, in_body, rezipped, saved, word_file

W = nsdecls("w")
NUMBERED = (
    (0, "chineseCounting", "%1、"),
    (1, "chineseCountingThousand", "（%2）"),
    (2, "decimal", "%3."),
    (3, "decimalEnclosedCircleChinese", "%4"),
)


def read(data: bytes) -> Reading:
    return intake.read("x.docx", data)


def texts(reading: Reading) -> list[str]:
    return [one.paragraph.text for one in reading.unread]


def with_body(xml: str) -> Reading:
    return read(rezipped(word_file("末段"), {"word/document.xml": in_body(xml)}))


def paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_lines_are_numbered_as_paragraphs_blank_ones_too() -> None:
    reading = read(word_file("\n第一句\n\n第二句"))
    assert [one.paragraph.line for one in reading.unread] == [2, 4]


def test_the_visible_text_of_runs_fields_links_and_wrappers_is_joined() -> None:
    reading = with_body(
        paragraph(
            run("整")
            + "<w:hyperlink>"
            + run("改")
            + "</w:hyperlink>"
            + "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
            + "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
            + run("方案")
            + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
            + "<w:smartTag>"
            + run("一")
            + "</w:smartTag><w:r><w:noBreakHyphen/></w:r><w:r><w:tab/></w:r>"
            + run("二")
        )
    )
    assert texts(reading) == ["整改方案一- 二", "末段"]


def test_a_soft_break_makes_two_lines_of_one_paragraph_and_a_page_break_none() -> None:
    reading = with_body(
        paragraph(
            run("甲") + "<w:r><w:br/></w:r>" + run("乙") + "<w:r><w:br w:type='page'/></w:r>" + run("丙")
        )
    )
    assert [(one.paragraph.line, one.paragraph.text) for one in reading.unread] == [
        (1, "甲"),
        (1, "乙 丙"),
        (2, "末段"),
    ]


def test_hidden_words_are_listed_apart() -> None:
    reading = with_body(
        paragraph(run("看得见") + run("看不见", "<w:vanish/>") + run("也看得见", "<w:vanish w:val='0'/>"))
    )
    assert texts(reading) == ["看得见也看得见", "看不见", "末段"]
    assert as_json(reading)["unread"][1]["why"] == "第1段 隐藏文字: hidden text is not read"


def test_content_controls_are_looked_into() -> None:
    assert texts(
        with_body("<w:sdt><w:sdtContent>" + paragraph(run("控件里")) + "</w:sdtContent></w:sdt>")
    ) == ["控件里", "末段"]


def test_cells_are_listed_with_their_place_and_merged_ones_once() -> None:
    document = Document()
    document.add_paragraph("表前")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "并格"
    table.cell(0, 2).text = "三列"
    table.cell(1, 0).text = "甲"
    table.cell(1, 0).add_paragraph("乙")
    document.add_paragraph("表后")
    report = as_json(read(saved(document)))
    assert [(one["line"], one["text"], one["why"].partition(":")[0]) for one in report["unread"]] == [
        (1, "表前", "the kind of document is not known"),
        (1, "并格", "表1 第1行第1列"),
        (1, "三列", "表1 第1行第3列"),
        (1, "甲 乙", "表1 第2行第1列"),
        (2, "表后", "the kind of document is not known"),
    ]


def test_headers_footers_and_comments_are_listed() -> None:
    document = Document()
    words = document.add_paragraph("正文").runs
    document.sections[0].header.paragraphs[0].text = "眉"
    document.sections[0].footer.paragraphs[0].text = "脚"
    document.add_comment(words, text="批")
    found = {one["text"]: (one["line"], one["why"]) for one in as_json(read(saved(document)))["unread"]}
    assert found["眉"] == (None, "页眉: page headers are not read")
    assert found["脚"] == (None, "页脚: page footers are not read")
    assert found["批"] == (None, "批注: comments are not read")


def test_a_text_box_is_listed_once() -> None:
    box = "<w:txbxContent>" + paragraph(run("框")) + "</w:txbxContent>"
    reading = with_body(
        "<w:p xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>" + run("段") + "</w:p>"
    )
    assert texts(reading) == ["段", "框", "末段"]


def test_an_embedded_file_is_listed() -> None:
    reading = with_body(f"<w:altChunk {nsdecls('r')} r:id='rId9'/>")
    assert (
        as_json(reading)["unread"][0]["why"]
        == "第0段之后: another file is embedded here; its text is not read"
    )


def numbered(document: object, text: str, level: int) -> None:
    shape = document.add_paragraph(text)._p.get_or_add_pPr()  # type: ignore[attr-defined]  # noqa: SLF001 - no public way
    shape.append(parse_xml(f"<w:numPr {W}><w:ilvl w:val='{level}'/><w:numId w:val='77'/></w:numPr>"))


def with_numbers() -> object:
    document = Document()
    root = document.part.numbering_part.element
    levels = "".join(
        f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/><w:lvlText w:val='{text}'/></w:lvl>"
        for at, kind, text in NUMBERED
    )
    root.insert(0, parse_xml(f"<w:abstractNum {W} w:abstractNumId='77'>{levels}</w:abstractNum>"))
    root.append(parse_xml(f"<w:num {W} w:numId='77'><w:abstractNumId w:val='77'/></w:num>"))
    return document


def test_numbers_that_word_writes_by_itself_are_read() -> None:
    document = with_numbers()
    for text, level in (
        ("总则", 0),
        ("任务", 0),
        ("甲", 1),
        ("子", 2),
        ("点", 3),
        ("丑", 2),
        ("乙", 1),
        ("寅", 2),
    ):
        numbered(document, text, level)
    assert texts(read(saved(document))) == [
        "一、总则",
        "二、任务",
        "（一）甲",
        "1.子",
        "①点",
        "2.丑",
        "（二）乙",
        "1.寅",
    ]


def test_a_plan_numbered_by_word_reads_like_one_numbered_by_hand() -> None:
    marks = (
        ("一、", 0),
        ("二、", 0),
        ("三、", 0),
        ("（一）", 1),
        ("（二）", 1),
        ("1.", 2),
        ("2.", 2),
        ("3.", 2),
    )
    document = with_numbers()
    for line in PROBLEMS.replace("3.报装", "1.报装").splitlines():
        found = next(
            ((line.removeprefix(mark), level) for mark, level in marks if line.startswith(mark)), None
        )
        if found:
            numbered(document, *found)
        else:
            document.add_paragraph(line)  # type: ignore[attr-defined]
    by_hand = as_json(intake.read("x.txt", PROBLEMS.replace("3.报装", "1.报装").encode()))
    assert as_json(read(saved(document))) == by_hand


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "零"),
        (10, "十"),
        (14, "十四"),
        (20, "二十"),
        (103, "一百零三"),
        (110, "一百一十"),
        (10000, "10000"),
    ],
)
def test_numerals_are_written_as_people_write_them(value: int, text: str) -> None:
    assert numeral(value) == text


def test_numerals_are_read_back() -> None:
    assert [number for number in range(10000) if chinese_number(numeral(number)) != number] == []
