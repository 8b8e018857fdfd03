"""Encodings are told apart by rule; what two readings fit is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site import intake
from rectify_site.errors import SourceError
from rectify_site.intake.charset import NAMED, decode
from rectify_site.intake.report import as_json
from tests.intake.samples import PROBLEMS
from tests.intake.seeds import hostile, seed

COMMON = (
    "整改措施责任单位办公室学习问题落实时限的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就"
)


def refused(data: bytes, encoding: str | None = None) -> SourceError:
    with pytest.raises(SourceError) as caught:
        decode(data, encoding)
    return caught.value


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_a_plan_reads_the_same_in_every_encoding_that_shows_itself(codec: str) -> None:
    expected = as_json(intake.read("x.txt", PROBLEMS.encode()))
    assert as_json(intake.read("x.txt", PROBLEMS.encode(codec))) == expected


@pytest.mark.parametrize("name", ["000", "001"])
def test_real_plans_are_recognised_as_gb18030(name: str) -> None:
    text = seed(name).decode()
    assert decode(text.encode("gb18030")) == text


@given(st.text(COMMON + "，。、：0123456789\n", min_size=1))
def test_common_chinese_survives_gb18030_or_is_refused(text: str) -> None:
    assert decode(text.encode()) == text
    try:
        found = decode(text.encode("gb18030"))
    except SourceError:
        return
    assert found == text


@pytest.mark.parametrize("name", ["csv-big5.csv", "csv-mixed-gbk-utf8.csv", "csv-utf-16-be.csv"])
def test_an_uncertain_encoding_is_refused_and_the_option_is_named(name: str) -> None:
    error = refused(hostile(name))
    assert error.code == "S212"
    assert "--encoding" in error.hint


def test_an_encoding_named_by_the_clerk_holds() -> None:
    assert decode(hostile("csv-big5.csv"), "Big5") == "編號,問題\n1,整改事項\n"
    assert decode(hostile("csv-utf-16-be.csv"), "utf-16-be").startswith("编号,问题")


def test_bytes_that_are_nothing_name_their_line() -> None:
    error = refused(hostile("csv-bad-utf8.csv"))
    assert (error.code, error.values["line"]) == ("S211", "2")


def test_an_encoding_that_does_not_fit_is_refused() -> None:
    assert refused(b"abc", "utf-16-le").code == "S211"
    assert refused(b"\xff\xff", "utf-8").code == "S211"


def test_an_unknown_encoding_lists_the_known_ones() -> None:
    error = refused(b"a", "rot13")
    assert (error.code, error.values["name"]) == ("S213", "rot13")
    assert "gb18030" in error.values["known"]


def test_text_that_two_encodings_fit_is_refused() -> None:
    both = "模".encode("gb18030")
    assert both.decode("utf-8") == "ģ"
    assert refused(both).code == "S212"


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_named_encoding_exists(name: str) -> None:
    assert decode("a".encode(NAMED[name]), name) == "a"


@pytest.mark.parametrize(
    ("character", "code_point"),
    [
        ("\0", "U+0000"),
        ("\x07", "U+0007"),
        ("\x85", "U+0085"),
        ("\ufffd", "U+FFFD"),
        ("\uffff", "U+FFFF"),
        ("\U0001fffe", "U+1FFFE"),
    ],
)
def test_a_character_that_is_none_is_refused_with_its_place(character: str, code_point: str) -> None:
    with pytest.raises(SourceError) as caught:
        intake.read("x.txt", f"第一行\n 第二{character}行".encode(), encoding="utf-8")
    assert caught.value.code == "S214"
    assert (caught.value.values["line"], caught.value.values["column"]) == ("2", "4")
    assert caught.value.values["code_point"] == code_point


@pytest.mark.parametrize(
    "character", ["\u200b", "\u00ad", "\u202e", "\u2060", "\ufeff", "\U000e0041", "\u200d"]
)
def test_what_cannot_be_seen_is_taken_out_and_said(character: str) -> None:
    reading = intake.read("x.txt", f"整{character}改{character}".encode())
    assert reading.unread[0].paragraph.text == "整改"
    assert [(each.code, each.column, each.values["count"]) for each in reading.remarks[:1]] == [
        ("S251", 2, "2")
    ]


@pytest.mark.parametrize("kept", ["𠮷", "葛\U000e0100", "❤️", "㈠", "\ue000"])
def test_rare_characters_are_kept(kept: str) -> None:
    assert intake.read("x.txt", f"整{kept}改".encode()).unread[0].paragraph.text == f"整{kept}改"


def test_blanks_of_all_widths_are_stripped_at_the_ends() -> None:
    paragraph = intake.read("x.txt", "\u3000\u3000整改 \u00a0\t\r\n".encode()).unread[0].paragraph
    assert (paragraph.text, paragraph.column) == ("整改", 3)


def test_a_soft_break_divides_a_line_and_keeps_its_number() -> None:
    unread = intake.read("x.txt", "\n整改\x0b措施\u2028完\n".encode()).unread
    assert [(one.paragraph.line, one.paragraph.column, one.paragraph.text) for one in unread] == [
        (2, 1, "整改"),
        (2, 4, "措施"),
        (2, 7, "完"),
    ]
