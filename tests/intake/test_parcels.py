"""An archive of returned files, opened as if someone hostile had packed it. Nothing is written to the disk."""

import zipfile
from io import BytesIO

import pytest

from rectify_site.errors import SourceError
from rectify_site.intake import parcels
from rectify_site.intake.parcels import Piece, unpacked
from tests import desk

WANTED = frozenset({".xlsx"})


def packed(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def pieces(data: bytes) -> list[Piece]:
    return list(unpacked(data, WANTED))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_are_read_as_the_packer_saw_them(encoding: str) -> None:
    data = desk.zipped({"返回/区住建局.xlsx": b"1", "区教育局（改）.xlsx": b"2"}, encoding)
    assert {piece.name: piece.data for piece in pieces(data)} == {
        "返回/区住建局.xlsx": b"1",
        "区教育局（改）.xlsx": b"2",
    }


def test_marked_utf_8_names_are_kept() -> None:
    assert [piece.name for piece in pieces(packed(("区住建局.xlsx", b"1")))] == ["区住建局.xlsx"]


def test_other_files_are_listed_without_their_bytes() -> None:
    assert pieces(packed(("a.pdf", b"x" * 100))) == [Piece("a.pdf")]


@pytest.mark.parametrize("name", ["../a.xlsx", "x/../../a.xlsx", "/etc/a.xlsx", "C:/a.xlsx", "..\\a.xlsx"])
def test_a_name_that_points_out_is_refused_alone(name: str) -> None:
    found = pieces(packed((name, b"1"), ("b.xlsx", b"2")))
    assert sorted(bool(piece.refused) for piece in found) == [False, True]


def test_a_member_that_swells_is_refused_before_it_is_unpacked() -> None:
    [piece] = pieces(packed(("a.xlsx", b"\0" * 20_000_000)))
    assert piece.refused
    assert piece.data == b""


def test_a_member_that_lies_about_its_size_is_damaged() -> None:
    data = bytearray(packed(("a.xlsx", b"\0" * 100_000)))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    [piece] = pieces(bytes(data))
    assert piece.refused or len(piece.data) <= 11


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "FILES_LIMIT", 3)
    with pytest.raises(SourceError, match="G137"):
        pieces(packed(*((f"{place}.xlsx", b"") for place in range(4))))


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"\0" * 40, b"not a zip"])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="G137"):
        pieces(data)


def test_a_truncated_archive_is_refused() -> None:
    with pytest.raises(SourceError, match="G137"):
        pieces(packed(("a.xlsx", bytes(range(256)) * 50))[:-30])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused() -> None:
    with pytest.raises(SourceError, match="G137"):
        pieces(packed(("a.xlsx", b"1"), ("a.xlsx", b"2")))
