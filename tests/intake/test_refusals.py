"""What cannot be read is refused in one sentence with a code and the next step, quickly and without a traceback."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable

import pytest
from docx import Document

from rectify_site import intake
from rectify_site.errors import SourceError
from rectify_site.intake import package
from tests.intake.samples import in_body, rezipped, saved, word_file
from tests.intake.seeds import SHARED, hostile

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
MAIN = "word/document.xml"
TYPES = "[Content_Types].xml"


def refused(name: str, data: bytes, **wish: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        intake.read(name, data, **wish)
    assert caught.value.hint.format_map(caught.value.values)
    return caught.value


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bomb.docx", "S227"),
        ("dup.docx", "S224"),
        ("notzip.docx", "S222"),
        ("slip.docx", "S225"),
        ("xxe.docx", "S226"),
    ],
)
def test_hostile_word_files(name: str, code: str) -> None:
    assert refused(name, hostile(name)).code == code


@pytest.mark.parametrize(
    "suffix",
    [".wps", ".et", ".doc", ".ofd", ".pdf", ".PDF", ".rtf", ".xlsm", ".docm", ".html", ".zip", ".jpg"],
)
def test_formats_that_are_not_read_say_how_to_save_them(suffix: str) -> None:
    error = refused(f"整改方案{suffix}", b"x")
    assert (error.code, error.values["suffix"]) == ("S203", suffix.lower())


@pytest.mark.parametrize("name", ["整改方案", "整改方案.exe", ".txt", "a.txt/b"])
def test_a_name_that_says_nothing_lists_what_is_read(name: str) -> None:
    error = refused(name, b"x")
    assert error.code == "S202"
    assert ".docx, .md, .txt, .xls, .xlsx" in error.values["readable"]


@pytest.mark.parametrize(
    ("name", "data"), [("x.txt", b""), ("x.docx", b""), ("x.txt", " \n\u3000\n".encode())]
)
def test_an_empty_file(name: str, data: bytes) -> None:
    assert refused(name, data).code == "S201"


@pytest.mark.parametrize("start", [OLE, b"PK\x03\x04", b"%PDF-1.7", b"{\\rtf1", b"\x89PNG\r\n"])
def test_a_text_file_that_is_none(start: bytes) -> None:
    assert refused("x.txt", start).code == "S204"


@pytest.mark.parametrize("start", [b"%PDF-1.7", "一、总体要求".encode(), b"<html>"])
def test_a_word_file_that_is_none(start: bytes) -> None:
    assert refused("x.docx", start).code == "S204"


def test_an_encrypted_word_file_is_told_from_an_old_one() -> None:
    assert refused("x.docx", OLE + "EncryptedPackage".encode("utf-16-le")).code == "S221"
    assert refused("x.docx", OLE + "WordDocument".encode("utf-16-le")).code == "S222"


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.99])
def test_a_file_cut_short(keep: float) -> None:
    data = word_file("整改")
    assert refused("x.docx", data[: int(len(data) * keep)]).code == "S223"


def test_a_byte_changed_inside() -> None:
    data = bytearray(word_file("整改" * 500))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        place = archive.getinfo(MAIN).header_offset + 60
    data[place] ^= 0xFF
    assert refused("x.docx", bytes(data)).code == "S223"


def test_xml_that_is_broken() -> None:
    assert refused("x.docx", rezipped(word_file("甲"), {MAIN: lambda content: content[:-20]})).code == "S223"


def test_xml_that_is_nested_without_end() -> None:
    deep = "<w:sdt>" * 5000 + "</w:sdt>" * 5000
    assert refused("x.docx", rezipped(word_file("甲"), {MAIN: in_body(deep)})).code == "S223"


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.replace(b"?>", b"?><!DOCTYPE x [<!ENTITY a 'b'>]>", 1),
        lambda content: content.replace(b"UTF-8", b"UTF-7", 1),
        lambda content: (
            content.replace(b"?>", b"?><!DOCTYPE x>", 1).decode().replace("UTF-8", "UTF-16").encode("utf-16")
        ),
    ],
)
def test_a_document_type_in_any_disguise(change: Callable[[bytes], bytes]) -> None:
    data = word_file("甲")
    for part in (MAIN, "docProps/app.xml", "word/styles.xml"):
        assert refused("x.docx", rezipped(data, {part: change})).code == "S226"


@pytest.mark.parametrize(
    "name", ["../a.xml", "/a.xml", "C:/a.xml", "word\\a.xml", "word/../../a.xml", "word/a\x07.xml"]
)
def test_parts_that_point_out(name: str) -> None:
    assert refused("x.docx", rezipped(word_file("甲"), more=((name, b"x"),))).code == "S225"


def test_a_part_twice_in_other_letters() -> None:
    assert refused("x.docx", rezipped(word_file("甲"), more=(("Word/Document.xml", b"<x/>"),))).code == "S224"


def test_a_part_packed_beyond_measure() -> None:
    assert (
        refused("x.docx", rezipped(word_file("甲"), more=(("word/a.xml", bytes(6_000_000)),))).code == "S227"
    )


def test_more_xml_than_a_plan_can_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "XML_LIMIT", 1000)
    assert refused("x.docx", word_file("甲")).code == "S227"
    monkeypatch.undo()
    many = "<w:p/>" * (package.NODE_LIMIT + 1)
    assert refused("x.docx", rezipped(word_file("甲"), {MAIN: in_body(many)})).code == "S227"


def test_macros_by_part_and_by_type() -> None:
    assert refused("x.docx", rezipped(word_file("甲"), more=(("word/vbaProject.bin", b"x"),))).code == "S228"
    named = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    plain = package.MAIN.encode()
    assert (
        refused(
            "x.docx", rezipped(word_file("甲"), {TYPES: lambda content: content.replace(plain, named)})
        ).code
        == "S228"
    )


def test_a_zip_that_is_no_word_file() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refused("x.docx", stream.getvalue()).code == "S230"
    other = rezipped(
        word_file("甲"),
        {TYPES: lambda content: content.replace(b"wordprocessingml.document.main", b"x.main")},
    )
    assert refused("x.docx", other).code == "S230"


CHANGES = "第1段 增“新加的话”（a）；第1段 删“删去的话”（a）"


def test_a_name_without_an_ending_shows_no_empty_quotation_marks() -> None:
    error = refused("方案", b"x")
    assert error.code == "S202"
    assert "{suffix}" not in error.message


def test_a_word_file_called_a_workbook_is_told_its_right_ending() -> None:
    error = refused("x.xlsx", word_file("甲"))
    assert (error.code, error.values["right"], "Word" in error.message) == ("S230", ".docx", True)


@pytest.mark.parametrize("broken", [b"", word_file("甲")[:-200]])
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_file_that_came_broken_is_asked_for_again_and_not_saved_anew(suffix: str, broken: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        package.unpack(broken, package.WORD if suffix == ".docx" else package.EXCEL)
    assert caught.value.hint == package.SEND_AGAIN
    assert "zip file" not in str(caught.value)


def test_tracked_changes_are_counted_and_shown() -> None:
    changes = (
        "<w:p><w:ins w:id='1' w:author='a'><w:r><w:t>新加的话</w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText>删去的话</w:delText></w:r></w:del></w:p>"
    )
    error = refused("x.docx", rezipped(word_file("甲"), {MAIN: in_body(changes)}))
    assert (error.code, error.values["count"], error.values["words"]) == ("S229", "2", CHANGES)


def test_a_scan_has_no_text() -> None:
    assert refused("x.docx", word_file("\n")).code == "S231"


@pytest.mark.parametrize("mark", ["秘密★10年", "秘密 ★ 10年", "绝密", "机密★", "秘\u200b密★"])
def test_a_secrecy_level_stops_the_import(mark: str) -> None:
    assert refused("x.txt", f"{mark}\n整改方案".encode()).code == "S233"


def test_a_secrecy_level_in_a_header_stops_the_import() -> None:
    document = Document()
    document.add_paragraph("甲")
    document.sections[0].header.paragraphs[0].text = "机密★5年"
    assert refused("x.docx", saved(document)).code == "S233"


@pytest.mark.parametrize("plan", ["", "../x", "2023 minzhu", "民主", "a" * 59, "con"])
def test_an_id_that_cannot_be_a_folder(plan: str) -> None:
    assert refused("x.txt", b"a", plan=plan).code == "S241"


def test_a_text_too_long_for_a_plan() -> None:
    assert refused("x.txt", b"a" * 10_000_001).code == "S205"
    assert refused("x.txt", b"a\n" * 50_001).code == "S205"


@pytest.mark.parametrize(
    "text",
    [
        "（" * 19_000,
        "一是" * 9_000,
        "1." * 9_000,
        "责任人：" * 4_000,
        "。" * 19_000,
        "现将情况，" * 3_000,
        "1.落实时限：" + "2022年" * 3_000,
        "1.责任单位：" + "区局" * 9_000,
        "1.责任单位：" + "、" * 19_000,
        "1.甲（责任人：乙" * 1_500,
        "一、" * 9_000,
        "甲、" * 9_000 + "3个方面",
        "为抓好" * 6_000,
    ],
)
def test_repetition_does_not_hang(text: str) -> None:
    assert intake.read("x.txt", f"2022年整改方案\n{text}\n{text}".encode()).total == 3


MEASURED = """
import json, resource, sys, time
from pathlib import Path
from rectify_site import intake
from rectify_site.errors import SourceError
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
told = {}
for name in sys.argv[1:]:
    path = Path(name)
    data, start = path.read_bytes(), time.process_time()
    try:
        said = intake.read(path.name, data).kind
    except SourceError as error:
        said = error.code
    told[path.name] = [said, time.process_time() - start]
status = Path("/proc/self/status")  # its peak begins anew with the program; that of getrusage is handed down by pytest
peak = int(status.read_text().partition("VmHWM:")[2].split()[0]) if status.exists() else 0
told["peak"] = ["", peak]
print(json.dumps(told))
"""
READ = {"csv-gb18030.csv", "csv-utf-16.csv", "csv-utf-8-sig.csv", "csv-utf-8.csv"}


def test_every_hostile_file_is_refused_or_read_in_time_and_in_little_memory() -> None:
    files = sorted(map(str, (SHARED / "corpora" / "own").glob("*")))
    if not files:
        pytest.skip(f"there are no files in {SHARED / 'corpora' / 'own'} (set RECTIFY_SHARED)")
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *files], capture_output=True, text=True, check=True, timeout=60
    )
    told = json.loads(done.stdout)
    assert told.pop("peak")[1] < 300_000  # kilobytes
    assert max(seconds for _, seconds in told.values()) < 2
    assert {name for name, (said, _) in told.items() if not said.startswith("S2")} == READ
    assert {told[name][0] for name in READ} == {"ledger"}
