"""Words are found in whatever an office keeps them in; what cannot be opened is said."""

import gzip
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
import xlwt

from rectify_site.store import leftovers

WORDS = "缺护理员17名，家属&电话13800000000"


def saved(made: object) -> bytes:
    out = BytesIO()
    made.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def as_docx() -> bytes:
    paper = docx.Document()
    paragraph = paper.add_paragraph(WORDS[:5])
    paragraph.add_run(WORDS[5:]).bold = True
    return saved(paper)


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active["C3"] = WORDS  # type: ignore[index]
    return saved(book)


def as_xls() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("台账").write(2, 1, WORDS)
    return saved(book)


def packed(data: bytes, name: str = "报送.xlsx") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(name, data)
    return out.getvalue()


FORMS: dict[str, Callable[[], bytes]] = {
    "text": WORDS.encode,
    "折行.yml": f"text: {WORDS[:6]}\n    {WORDS[6:]}\n".encode,
    "页.html": lambda: WORDS.replace("&", "&amp;").replace("电话", "<b>电话</b>").encode(),
    "旧.csv": lambda: WORDS.encode("gb18030"),
    "记事本.txt": lambda: WORDS.encode("utf-16"),
    "文.docx": as_docx,
    "表.xlsx": as_xlsx,
    "表.xls": as_xls,
    "包.zip": lambda: packed(packed(as_xlsx()), "内.zip"),
    "名.zip": lambda: packed(b"", WORDS + ".txt"),
    ".藏": WORDS.encode,
}


def told(text: str) -> bool:
    return leftovers.squeezed(WORDS) in text


@pytest.mark.parametrize("name", FORMS)
def test_words_are_found_in_every_form(tmp_path: Path, name: str) -> None:
    (tmp_path / "里").mkdir()
    (tmp_path / "里" / name).write_bytes(FORMS[name]())
    (tmp_path / "里" / "别的").write_bytes(FORMS[name]()[:9])
    found, _ = leftovers.holding(tmp_path, told, [])
    assert found == [tmp_path / "里" / name]


def test_what_cannot_be_looked_into_is_said_and_what_lies_aside_is_not_looked_at(tmp_path: Path) -> None:
    deep = b""
    for _ in range(8):
        deep = packed(deep, "内.zip")
    (tmp_path / "深.zip").write_bytes(deep)
    (tmp_path / "坏.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    broken = bytearray(packed(WORDS.encode() * 50))
    broken[60:70] = b"\xff" * 10
    (tmp_path / "断.zip").write_bytes(broken)
    (tmp_path / "件.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "链").symlink_to("/etc/hostname")
    for folder in ("site", ".git"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x").write_text(WORDS, encoding="utf-8")
    found, unread = leftovers.holding(tmp_path, told, [tmp_path / "site"])
    assert (found, [path.name for path in unread]) == ([], ["件.pdf", "坏.zip", "断.zip", "深.zip", "链"])


def test_a_zip_of_zips_of_nothing_is_not_read_for_hours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leftovers, "ALL_MEMBERS", 1_000_000)
    bomb = packed(packed(bytes(900_000)), "内.zip")
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for number in range(20):
            book.writestr(f"{number}.zip", bomb)
    (tmp_path / "弹.zip").write_bytes(out.getvalue())
    assert leftovers.holding(tmp_path, told, []) == ([], [tmp_path / "弹.zip"])


def test_what_is_removed_is_gone_folder_or_file(tmp_path: Path) -> None:
    (tmp_path / "一").mkdir()
    (tmp_path / "一" / "x").touch()
    (tmp_path / "二").touch()
    leftovers.remove([tmp_path / "一", tmp_path / "二"])
    assert list(tmp_path.iterdir()) == []


def found_in(tmp_path: Path, data: bytes) -> tuple[int, int]:
    """How many files hold the words, and how many could not be looked into."""
    (tmp_path / "x").write_bytes(data)
    found, unread = leftovers.holding(tmp_path, told, [])
    return len(found), len(unread)


def test_words_at_uneven_places_of_an_old_file_and_within_a_web_archive_are_found(tmp_path: Path) -> None:
    old = leftovers.OLD_OFFICE + WORDS.encode("utf-16-le")
    assert (
        found_in(tmp_path, old)
        == found_in(tmp_path, old.replace(leftovers.OLD_OFFICE, leftovers.OLD_OFFICE + b"x"))
        == (1, 0)
    )
    pages = gzip.compress(b"first") + gzip.compress(WORDS.encode())
    assert found_in(tmp_path, pages) == (1, 0)
    assert found_in(tmp_path, pages[:-9]) == (0, 1)
    assert found_in(tmp_path, packed(gzip.compress(WORDS.encode()))) == (1, 0)


@pytest.mark.parametrize("begin", [b"%PDF-1.7", b"Rar!\x1a", b"7z\xbc\xaf"])
def test_what_is_packed_in_another_way_is_said(tmp_path: Path, begin: bytes) -> None:
    assert found_in(tmp_path, begin + WORDS.encode()) == (0, 1)
    assert found_in(tmp_path, packed(begin)) == (0, 1)


@pytest.mark.parametrize(("depth", "found"), [(5, (1, 0)), (6, (0, 1))])
def test_folders_packed_into_folders_are_opened_as_deep_as_people_pack(
    tmp_path: Path, depth: int, found: tuple[int, int]
) -> None:
    data = WORDS.encode()
    for _ in range(depth):
        data = packed(data, "内.zip")
    assert found_in(tmp_path, data) == found


@pytest.mark.parametrize("limit", ["MEMBER_LIMIT", "ALL_MEMBERS"])
def test_a_file_is_looked_into_up_to_its_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    data = WORDS.encode()
    name = 1 if limit == "ALL_MEMBERS" else 0  # its name is looked at, too
    for room, found in ((len(data) + name, (1, 0)), (len(data) + name - 1, (0, 1))):
        monkeypatch.setattr(leftovers, limit, room)
        assert found_in(tmp_path, packed(data, "a")) == found
        if limit == "MEMBER_LIMIT":
            assert found_in(tmp_path, gzip.compress(data)) == found
    monkeypatch.setattr(leftovers, "ALL_MEMBERS", 7)
    twice = BytesIO()
    with zipfile.ZipFile(twice, "w") as book:
        for part in "ab":
            book.writestr(part, b"1234")
    assert found_in(tmp_path, twice.getvalue()) == (0, 1)


def test_a_folder_that_cannot_be_read_is_said_and_a_lock_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".lock").write_text(WORDS, encoding="utf-8")
    (tmp_path / "zu").mkdir()
    listed = Path.iterdir

    def refuse(self: Path) -> Iterator[Path]:
        if self.name == "zu":
            raise PermissionError
        return listed(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert leftovers.holding(tmp_path, told, []) == ([], [tmp_path / "zu"])


def test_what_is_removed_is_confirmed_and_a_link_goes_without_what_it_leads_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed: list[Path] = []
    monkeypatch.setattr(leftovers, "sync_folder", confirmed.append)
    (tmp_path / "kept").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    leftovers.remove([tmp_path / "link", tmp_path / "none"])
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert confirmed == [tmp_path, tmp_path]
