"""What tells who made a file, and how: nothing of it may stand in what an office publishes."""

from __future__ import annotations

import pytest

from rectify_site.gate.properties import told


@pytest.mark.parametrize(
    "part",
    [
        *("docProps/custom.xml", "docProps/thumbnail.jpeg", "word/comments.xml", "word/commentsExtended.xml"),
        *("word/people.xml", "xl/comments1.xml", "xl/threadedComments/threadedComment1.xml"),
        *(
            "xl/persons/person.xml",
            "xl/externalLinks/_rels/x.rels",
            "xl/printerSettings/printerSettings1.bin",
        ),
    ],
)
def test_a_part_that_only_an_editor_needs_is_told(part: str) -> None:
    assert list(told(part, "", "")) == [part]
    assert list(told(f"data/a.xlsx/{part}", "", "")) == [part]
    assert list(told(f"data/x{part}", "", "")) == []
    assert list(told(f"{part}/x", "", "")) == (
        [f"{part}/x"] if part.startswith(("xl/t", "xl/p", "xl/e")) else []
    )


@pytest.mark.parametrize(
    "part",
    [
        "docProps/core.xml",
        "docProps/app.xml",
        "word/document.xml",
        "xl/workbook.xml",
        "xl/comments",
        "a.html",
    ],
)
def test_a_part_that_each_file_has_is_not(part: str) -> None:
    assert list(told(part, "", "")) == []


@pytest.mark.parametrize(
    "markup",
    [
        "<dc:creator>{}</dc:creator>",
        "<cp:lastModifiedBy>{}</cp:lastModifiedBy>",
        "<Manager>{}</Manager>",
        "<Company>{}</Company>",
        '<meta name="author" content="{}">',
        "<meta content='{}' name='generator'>",
        "<META NAME=author CONTENT={}>",
    ],
)
def test_who_made_it_is_told_unless_the_public_knows_the_name(markup: str) -> None:
    assert list(told("a", markup.format("张三"), "王五\n李四")) == ["张三"]
    assert list(told("a", markup.format("&#24352;三"), "")) == ["张三"]
    assert list(told("a", markup.format("李四"), "王五\n李四")) == []
    assert list(told("a", markup.format(" "), "")) == []
    assert list(told("a", 2 * markup.format("张三"), "")) == ["张三", "张三"]


@pytest.mark.parametrize(
    "markup",
    [
        '<meta name="description" content="张三">',
        "<dc:title>张三</dc:title>",
        '<meta name="authority" content="张三">',
    ],
)
def test_what_else_a_file_says_of_itself_is_no_name(markup: str) -> None:
    assert list(told("a", markup, "")) == []


@pytest.mark.parametrize(
    "markup",
    [
        *('<w:ins w:id="1">', '<w:del w:id="1">', '<w:moveFrom w:id="1">', '<w:moveTo w:id="1">'),
        *('<sheet name="a" state="hidden', "<sheet name='a' state='veryHidden", '<SHEET STATE="hidden'),
    ],
)
def test_traces_of_editing_and_hidden_sheets_are_told(markup: str) -> None:
    assert list(told("a", f'<x>{markup}"/>', "")) == [markup]


@pytest.mark.parametrize(
    "markup",
    ['<w:instrText w:id="1">', "<w:ins/>", '<sheet name="a" state="visible"/>', '<sheets state="hidden"/>'],
)
def test_what_only_looks_like_it_is_not(markup: str) -> None:
    assert list(told("a", markup, "")) == []
