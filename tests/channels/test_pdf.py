"""PDFs: the same facts as the pages, a form for the archive, the same bytes, and nothing that nobody signed."""

import builtins
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path

import pypdf
import pytest

from rectify_site.channels.exports import pdf
from rectify_site.errors import SettingsError, SourceError
from rectify_site.model import words
from rectify_site.model.writings import Writing
from rectify_site.pages.on_paper import writings
from rectify_site.tables.matters import matters
from tests.builders import SIGNED, a_record, a_rule, a_story, an_edition, an_event, some_settings
from tests.channels import paper
from tests.pages import district, site

LIVE = {
    "/JavaScript",
    "/JS",
    "/OpenAction",
    "/AA",
    "/Launch",
    "/EmbeddedFiles",
    "/AcroForm",
    "/URI",
    "/RichMedia",
}
AIDS = re.compile(
    r"引用方式|.*（编号|核验信息|事项编号|各状态和时限的含义见|请勿填写|联系电话|[-0-9]+区委办公室|[-0-9]+区行政审批局"
)
"""Lines of a page that only make sense there, or are said once more elsewhere on paper."""

PARTS = re.compile(r"\s|（(?=已过|现在|未到)|(?<=已过|现在|未到)）|有更正")
"""Where a line of a page ends inside: between words, and around what is in a cell of its own on paper."""


@cache
def made() -> tuple[tuple[Writing, bytes], ...]:
    """Every document of the district."""
    return tuple(paper.written(district.district()))


def of(kind: str) -> Iterator[tuple[Writing, bytes]]:
    return ((writing, data) for writing, data in made() if writing.kind == kind)


def texts(value: object, name: str = "") -> Iterator[str]:
    """Every string of the blocks of a writing, wherever it stands."""
    if isinstance(value, str) and name not in {"block", "look"}:
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(texts(held, key) for key, held in value.items())
    elif isinstance(value, (list, tuple)):
        yield from chain.from_iterable(texts(held, name) for held in value)


@pytest.mark.slow
def test_every_text_of_a_document_is_read_back_from_its_pdf() -> None:
    for writing, data in made():
        read = paper.words(data)
        told = [writing.title, *writing.remarks, *texts([block.model_dump() for block in writing.blocks])]
        assert [text for text in told if paper.squeezed(text) not in read] == [], writing.id


def test_a_matter_on_paper_says_every_line_of_its_page() -> None:
    pages = site.sample("district")
    for writing, data in of("record"):
        read = paper.words(data)
        lines = site.read(pages[f"records/{writing.id}.html"]).lines
        parts = [part for line in lines if not AIDS.match(line) for part in PARTS.split(line)]
        assert len(parts) > 20
        assert [part for part in parts if part not in read] == [], writing.id


def test_plans_and_reports_open_with_the_sentence_of_their_pages() -> None:
    pages = site.sample("district")
    ways = {"plan": "plans/{}/index.html", "report": "reports/{}.html"}
    told = 0
    for kind, way in ways.items():
        for writing, data in of(kind):
            page = paper.squeezed(site.text(pages[way.format(writing.id)]))
            lead = [block.words for block in writing.blocks if getattr(block, "look", "") == "lead"]
            assert all(paper.squeezed(line) in page for line in lead)
            assert all(paper.squeezed(line) in paper.words(data) for line in lead)
            told += len(lead)
    assert told == 3


def test_the_plan_lists_each_matter_with_who_by_when_and_how_far() -> None:
    edition = district.district()
    read = {writing.id: paper.words(data) for writing, data in of("plan")}
    found = matters(edition, a_rule())
    assert len(found) == len(edition.records)
    for matter in found:
        record, text = matter.record, read[matter.plan.id]
        names = (*record.lead_units, *record.responsible_units, *record.leaders)
        day = matter.deadline.isoformat() if matter.deadline else ""
        due = words.DUE[matter.due] if matter.late and matter.due else ""
        row = text[text.index(f"编号{record.id}") :]
        assert [said for said in (*names, day, due) if paper.squeezed(said) not in row] == []


@pytest.mark.slow
def test_three_hundred_matters_stand_in_one_plan_with_all_their_ids() -> None:
    edition = an_edition(a_record(ordinal, due="2023-06-30") for ordinal in range(1, 301))
    ((writing, data),) = paper.written(edition, "plan")
    read = paper.words(data)
    assert [record.id for record in edition.records if f"编号{record.id}" not in read] == []
    assert read.count("2023-06-30") == 300
    assert "300项" in read
    assert writing.wide


def test_a_row_longer_than_a_page_loses_nothing() -> None:
    long = "逐项核对" * 900 + "到此为止"
    edition = an_edition([a_record(problem=long)])
    for _, data in paper.written(edition):
        assert paper.squeezed(long) in paper.words(data)


def test_it_is_a_tagged_pdf_for_the_archive() -> None:
    for writing, data in made():
        reader = pypdf.PdfReader(BytesIO(data))
        root, meta = reader.root_object, reader.xmp_metadata
        assert meta is not None
        xmp = meta.stream.get_data().decode()
        assert "<pdfaid:part>2</pdfaid:part>" in xmp
        assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
        intent = root["/OutputIntents"][0].get_object()
        assert intent["/S"] == "/GTS_PDFA1"
        assert intent["/DestOutputProfile"].get_object().get_data()[36:40] == b"acsp"
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == "zh-CN"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert reader.metadata is not None
        assert reader.metadata.title == writing.title
        assert reader.metadata.author == writing.office
        assert not reader.is_encrypted


def test_every_font_is_in_the_file() -> None:
    for _, data in made()[:3]:
        reader = pypdf.PdfReader(BytesIO(data))
        fonts = [
            font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            for page in reader.pages
            for font in page["/Resources"]["/Font"].values()
        ]
        assert fonts
        assert all({"/FontFile2", "/FontFile3"} & set(font) for font in fonts)


def test_headings_are_bookmarks_and_tables_have_heads() -> None:
    for writing, data in made():
        marks = [str(mark["/Title"]) for mark in pypdf.PdfReader(BytesIO(data)).outline]
        assert marks == [block.words for block in writing.blocks if block.block == "heading"]
        walked = paper.roles(data)
        sheets = [block for block in writing.blocks if block.block == "sheet"]
        assert walked.count("/Table") == len(sheets)
        assert walked.count("/TH") == sum(len(sheet.heads) for sheet in sheets)


def test_pages_are_numbered() -> None:
    ((_, data),) = of("plan")
    pages = pypdf.PdfReader(BytesIO(data)).pages
    said = [paper.squeezed(page.extract_text()) for page in pages]
    assert len(said) > 1
    assert all(f"第{number}页，共{len(said)}页" in text for number, text in enumerate(said, 1))


def test_its_dates_are_those_of_its_publication() -> None:
    ((_, data),) = paper.written(an_edition([a_record()]), "record")
    meta = pypdf.PdfReader(BytesIO(data)).metadata
    assert meta is not None
    assert meta.creation_date is not None
    assert meta.creation_date.astimezone(UTC) == datetime.fromisoformat(SIGNED).astimezone(UTC)


def test_two_runs_in_two_places_make_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = an_edition([a_record(), a_record(2, events=a_story("closed"))])
    first = [data for _, data in paper.written(edition)]
    monkeypatch.chdir(tmp_path)
    paper.fonts.cache_clear()
    assert [data for _, data in paper.written(edition)] == first


@pytest.mark.slow
def test_nothing_in_it_acts_and_nothing_that_is_not_public_stands_in_it() -> None:
    canaries = (
        district.CANARY_EVIDENCE,
        district.CANARY_FILE,
        district.CANARY_WORDING,
        district.CANARY_OBJECTOR,
    )
    for _, data in made():
        reader = pypdf.PdfReader(BytesIO(data))
        assert {"/Catalog", "/Page"} <= (used := set(paper.names(reader.trailer)))
        assert used & LIVE == set()
        assert [canary for canary in canaries if canary in paper.words(data)] == []
        assert all("/Annots" not in page for page in reader.pages)


@pytest.mark.parametrize(
    "text",
    [
        "#panic()",
        '#read("/etc/passwd")',
        "$x^2$",
        "= 标题",
        "*粗* _斜_ `码`",
        "@参见 <标>",
        "\\u{41}",
        "// 注释",
        "http://a.example/",
    ],
)
def test_what_typst_would_read_as_its_own_is_text(text: str) -> None:
    record = a_record(
        problem=text, target=text, events=(an_event("registered"), an_event("progress", text=text))
    )
    twin = a_record(
        problem="字", target="字", events=(an_event("registered"), an_event("progress", text="字"))
    )
    ((_, hostile),) = paper.written(an_edition([record]), "record")
    ((_, plain),) = paper.written(an_edition([twin]), "record")
    assert paper.words(hostile) == paper.words(plain).replace("字", paper.squeezed(text))
    assert paper.roles(hostile) == paper.roles(plain)


def test_a_character_without_a_font_is_named_and_nothing_is_written() -> None:
    (writing,) = writings(
        an_edition([a_record(problem="问题\U0010fff0所在")]),
        some_settings(),
        a_rule(),
        lambda kind, _: kind == "record",
    )
    writing = writing.model_copy(update={"title": "问题\x07所在"})
    with pytest.raises(SourceError) as error:
        pdf.pdf(writing, paper.template(), paper.fonts())
    assert error.value.code == "C162"
    assert error.value.values["id"] == writing.id


def test_a_computer_without_chinese_fonts_is_told_which_to_install() -> None:
    with pytest.raises(SettingsError) as error:
        pdf.chosen(["DejaVu Sans", "Libertinus Serif"])
    assert error.value.code == "C161"
    assert "仿宋" in error.value.values["fonts"]


def test_an_office_has_its_official_fonts_and_others_behind_them() -> None:
    picked = pdf.chosen(["SimHei", "仿宋", "方正小标宋简体", "SimSun", "Arial"])
    assert picked == {
        "title": ("方正小标宋简体", "SimSun", "SimHei"),
        "heading": ("SimHei", "SimSun"),
        "body": ("仿宋", "SimSun", "SimHei"),
    }


def test_without_typst_the_next_step_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name == "typst":
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SettingsError) as error:
        pdf.fonts()
    assert error.value.code == "C160"
    assert "rectify-site[pdf]" in error.value.hint


def test_a_broken_template_is_no_traceback() -> None:
    ((writing, _),) = paper.written(an_edition([a_record()]), "record")
    with pytest.raises(SettingsError) as error:
        pdf.pdf(writing, b"#nothing_here()", paper.fonts())
    assert error.value.code == "C163"
