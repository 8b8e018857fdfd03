"""Everything that hides words is taken off, and nothing else: what is no escape and no markup stays what it is."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest

from rectify_site.gate.unfolding import (
    ESCAPED_TWICE,
    Leaf,
    decoded,
    is_markup,
    leaves,
    plain,
    read_aloud,
    run_on,
    spoken,
    unread,
)
from rectify_site.model.outputs import Artifact

WORDS = "王家村𠮷祥路一带"


def times(count: int, text: str) -> str:
    for _ in range(count):
        text = text.replace("&", "&amp;")
    return text


@pytest.mark.parametrize(
    "escaped",
    [
        WORDS,
        "".join(f"&#{ord(sign)};" for sign in WORDS),
        times(ESCAPED_TWICE - 1, "".join(f"&#x{ord(sign):X};" for sign in WORDS)),
        json.dumps(WORDS)[1:-1],
        json.dumps(WORDS)[1:-1].upper().replace("\\U", "\\u"),
        json.dumps(json.dumps(json.dumps(WORDS))),
        "".join(f"%{byte:02x}" for byte in WORDS.encode()),
        "".join(f"%{byte:02X}" for byte in WORDS.encode()),
        "".join(f"%25{byte:02X}" for byte in WORDS.encode()),
        "\u200b".join(WORDS),
        "\ufeff" + WORDS,
    ],
    ids=[
        *(
            "as it is",
            "decimal entities",
            "entities of entities",
            "JSON",
            "JSON in capitals",
            "JSON of JSON of JSON",
        ),
        *(
            "in an address",
            "in capitals",
            "in an address in an address",
            "with nothing between",
            "with a mark",
        ),
    ],
)
def test_an_escape_is_taken_off(escaped: str) -> None:
    assert run_on(plain(escaped)) == WORDS


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (r"\x41\x4a\\x4A", "AJJ"),
        ("ＡＢ①㎡", "AB1m2"),
        ("Cafe\u0301", "Cafe"),
        (r"\ud842 alone", "\ufffd alone"),
        ("%E7%94", "\ufffd"),
        ("100%", "100%"),
        ("50%折 \\u12 \\x4 \\n & &nosuch;", "50%折 \\u12 \\x4 \\n & &nosuch;"),
        ("C:\\users", "C:\\users"),
    ],
)
def test_what_is_an_escape_is_read_and_what_is_none_stays(escaped: str, text: str) -> None:
    assert plain(escaped) == text


def test_letters_of_every_plane_are_spoken_and_signs_of_none() -> None:
    assert spoken("甲，𠮷 a_1\n😀2。\uffff") == "甲𠮷a1\n2"
    assert run_on("甲，𠮷 a_1\n😀2。\U0010ffff") == "甲𠮷a12"


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("甲<p>乙</p>丙", ["甲", "乙", "丙"]),
        ("甲<B class='x'>乙</b>丙<wbr/>丁<w:r>戊<w:rPr a='b'/></w:r>己", ["甲乙丙丁戊己"]),
        ("甲<br>乙<abbrev>丙<b-x>丁", ["甲", "乙", "丙", "丁"]),
        ("甲<script a>var x</script >乙<STYLE>\np{}</STYLE>丙<!-- 注\n<b> -->丁", ["甲", "乙", "丙", "丁"]),
        ("甲<scripts>乙</scripts>丙", ["甲", "乙", "丙"]),
        ("甲<!-- 乙 -- 丙 -->丁", ["甲", "丁"]),
        ("甲 > 乙，丙 < 丁<b <p>戊", ["甲 > 乙，丙 < 丁<b", "戊"]),
    ],
)
def test_runs_close_up_and_elements_stand_apart(markup: str, lines: list[str]) -> None:
    assert [line.strip() for line in read_aloud(markup).split("\n")] == lines


def test_what_is_not_shown_is_the_rest_of_it() -> None:
    markup = "甲<p title='乙'>丙</p><script>丁</script><style>戊</style><!-- 己 -->"
    said = "".join(unread(markup))
    assert [sign for sign in "甲乙丙丁戊己" if sign in said] == ["乙", "丁", "戊", "己"]


@pytest.mark.parametrize(
    "begins",
    [
        *("<!doctype html>", "<!-- x -->", "<?xml version='1.0'?>", "<html>", "<svg>", "<feed>", "<rss>"),
        *("<urlset>", "<HTML>", "\ufeff<html>", " \t\r\n<html>"),
    ],
)
def test_a_page_a_drawing_and_a_feed_are_markup(begins: str) -> None:
    assert is_markup(begins)


@pytest.mark.parametrize("text", ["", "甲", "< 5", "a<html>", "<甲>", '{"a":"<p>"}'])
def test_what_only_has_an_angle_bracket_is_none(text: str) -> None:
    assert not is_markup(text)


@pytest.mark.parametrize("code", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_bytes_are_read_in_the_code_that_they_name(code: str) -> None:
    mark = "\ufeff" if code.endswith("e") else ""
    assert decoded((mark + WORDS).encode(code)).lstrip("\ufeff") == WORDS


def test_what_is_no_text_stands_between_the_words_that_are() -> None:
    assert decoded(b"\x80" + WORDS.encode() + b"\xff") == f"\ufffd{WORDS}\ufffd"
    assert decoded(b"\xff\xfe" + "甲".encode("utf-16-le") + b"x") == "\ufeff甲\ufffd".lstrip("\ufeff")


def a_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = b"of the zip"
        info = zipfile.ZipInfo("a/b.txt")
        info.comment, info.extra = b"of a file", b"\x99\x99\x05\x00extra"
        archive.writestr(info, b"b")
        archive.writestr("c.gz", gzip.compress(b"c", mtime=0))
    return out.getvalue()


def test_a_packed_file_tells_the_way_to_each_text_and_what_is_noted_beside_them() -> None:
    found = list(leaves(Artifact("x.zip", a_zip())))
    assert found[1:] == [Leaf("x.zip/a/b.txt", "b"), Leaf("x.zip/c.gz/-", "c")]
    path, noted = found[0]
    assert path == "x.zip/-"
    assert noted.split("\n")[0] == "of the zip"
    assert noted.split("\n")[1].startswith("of a file")
    assert "extra" in noted
    assert list(leaves(Artifact("y.gz", gzip.compress(a_zip(), mtime=0))))[1].path == "y.gz/-/a/b.txt"


def test_an_empty_zip_is_empty() -> None:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    assert list(leaves(Artifact("x.zip", out.getvalue()))) == [Leaf("x.zip/-", "")]
