"""A sealed year is a valid bag for others' tools, the same bytes each time, and every fault in it is named."""

import gzip
import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify_site.archive import seal, web_archives
from rectify_site.archive.documents import documents
from rectify_site.archive.tool import requirements
from rectify_site.archive.verify import (
    Folder,
    digest,
    folder_of,
    refuse_strange_past,
    verify,
    verify_as_sealed,
)
from rectify_site.archive.wacz import Collection, wacz
from rectify_site.documents.manifests import manifest
from rectify_site.errors import ArchiveError
from rectify_site.model.edition import Edition, Publication, Snapshot
from rectify_site.model.outputs import Artifact, Page
from rectify_site.model.records import Record
from rectify_site.store import projects
from tests.pages.district import (
    CANARY_EVIDENCE,
    CANARY_FILE,
    CANARY_OBJECTOR,
    CANARY_WORDING,
    district,
)

ROOT = Path(__file__).parents[2]
SUITE = ROOT.parent / "shared" / "corpora" / "bagit-suite"
RECORD = Record.model_validate(
    {"id": "2025-a-01", "number": "1", "problem": "窗口排队久", "deadline": {"kind": "ongoing"}}
)
EDITION = Edition(
    as_of=date(2025, 12, 31),
    head="a" * 64,
    size=3,
    records=(RECORD,),
    publications=(Publication(kind="record", id="2025-a-01", op="approve", at="2026-01-16T09:30:00+08:00"),),
    snapshot=Snapshot(year=2025, previous_year=2024, previous="b" * 64),
)
SITE = [
    Artifact("index.html", b"<h1>x</h1>"),
    Artifact("checkpoint.txt", b"x"),
    Artifact("records/2025-a-01.html", "窗口".encode()),
]
PAGES = [
    Page(path="records/2025-a-01.html", kind="record", title="窗口", markdown="# 窗口"),
    Page(path="index.html", kind="home", title="首页", markdown="# x"),
]
FACTS = seal.Facts("澄湖区人民政府办公室", "整改落实公开（2025年度）", "chenghu-qu")
ABOUT = Collection("整改落实公开（2025年度）", "https://x.example/a/", "2026-01-16T01:30:00Z")


def a_bag(edition: Edition = EDITION) -> list[Artifact]:
    return list(_made(edition))


@cache
def _made(edition: Edition) -> tuple[Artifact, ...]:
    kept = seal.payload(SITE, PAGES, edition, [requirements()])
    archive = Artifact("2025.wacz", wacz(SITE, PAGES, ABOUT))
    cover = Artifact("index.html", b"<p>cover</p>")
    return seal.bag(kept, [cover], archive, edition, FACTS)


def laid_out(folder: Path, artifacts: list[Artifact]) -> Path:
    for artifact in artifacts:
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    return folder


def checked(artifacts: list[Artifact], *, whole: bool = True) -> int:
    return verify("2025", folder_of(artifacts), whole=whole)


def test_the_library_of_congress_calls_it_valid(tmp_path: Path) -> None:
    bagit.Bag(str(laid_out(tmp_path, a_bag()))).validate()


@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt", "wacz-sha256.txt"])
def test_sha256sum_alone_proves_it(tmp_path: Path, manifest: str) -> None:
    folder = laid_out(tmp_path, a_bag())
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", manifest], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_sealing_again_gives_the_same_bytes() -> None:
    assert a_bag() == a_bag()
    assert checked(a_bag()) == len(a_bag()) - 1  # the tag manifest is what the others are held against


def test_the_date_on_the_bag_is_the_date_of_the_signature() -> None:
    info = next(item.data.decode() for item in a_bag() if item.path == "bag-info.txt")
    assert "Bagging-Date: 2026-01-16\n" in info
    assert "Data-Cut-Off-Date: 2025-12-31\n" in info


@pytest.mark.parametrize("name", [artifact.path for artifact in a_bag()])
def test_one_bit_flipped_in_any_file_is_named(name: str) -> None:
    for at in (0, -1):
        flipped = [
            Artifact(item.path, _flipped(item.data, at)) if item.path == name else item for item in a_bag()
        ]
        with pytest.raises(ArchiveError) as refusal:
            checked(flipped)
        assert refusal.value.exit_code == 3
        known = {"A202", "A203", "A204", "A205", "A209", "A210", "A221"}
        assert refusal.value.code in known


A_FILE = st.integers(0, len(a_bag()) - 1)
A_NAME = st.from_regex(r"(data/)?[a-z]{1,6}(/[a-z]{1,6})?(\.[a-z]{2,4})?", fullmatch=True)


@given(A_FILE, st.integers(0, 10_000), st.integers(1, 255), st.sampled_from(["change", "cut", "add"]))
def test_any_change_of_any_byte_is_found(which: int, at: int, other: int, how: str) -> None:
    bag = a_bag()
    path, data = bag[which]
    at %= len(data)
    changed = {
        "change": data[:at] + bytes([data[at] ^ other]) + data[at + 1 :],
        "cut": data[:at] + data[at + 1 :],
        "add": data[:at] + bytes([other]) + data[at:],
    }[how]
    bag[which] = Artifact(path, changed)
    with pytest.raises(ArchiveError):
        verify_as_sealed("2025", folder_of(bag), [digest(a_bag())])


@given(A_FILE, A_NAME)
def test_any_file_under_another_name_is_found(which: int, name: str) -> None:
    bag = a_bag()
    names = {item.path for item in bag}
    bag[which] = Artifact(name, bag[which].data)
    if name not in names:
        with pytest.raises(ArchiveError):
            verify_as_sealed("2025", folder_of(bag), [digest(a_bag())])


def _flipped(data: bytes, at: int) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)


@pytest.mark.parametrize("name", [artifact.path for artifact in a_bag()])
def test_a_file_taken_away_is_named(name: str) -> None:
    less = [item for item in a_bag() if item.path != name]
    if name == "tagmanifest-sha256.txt":  # the seal is its digest
        with pytest.raises(ArchiveError, match="A207"):
            verify_as_sealed("2025", folder_of(less), [digest(a_bag())])
    else:
        with pytest.raises(ArchiveError, match=r"A20[1-5]|A213|A220"):
            checked(less)


@pytest.mark.parametrize("name", ["data/new.html", "new.txt", "data/records/../x", "other.wacz"])
def test_a_file_added_is_named(name: str) -> None:
    with pytest.raises(ArchiveError, match="A205"):
        checked([*a_bag(), Artifact(name, b"x")])


def test_the_copy_for_the_public_is_a_whole_bag_without_the_web_archive() -> None:
    copy = list(seal.public_copy(a_bag()))
    assert len(copy) == len(a_bag()) - 1
    assert checked(copy, whole=False)
    with pytest.raises(ArchiveError, match="A220"):
        checked(copy)


def test_a_sum_that_does_not_fit_and_lists_that_differ_are_named() -> None:
    files = {item.path: item.data for item in a_bag()}
    for path, old, new, code in (
        ("bag-info.txt", b"Payload-Oxum: ", b"Payload-Oxum: 1", "A214"),
        ("manifest-sha512.txt", b"", b"", "A211"),
    ):
        changed = {**files, path: files.get(path, b"").replace(old, new)}
        listed = [
            Artifact(name, data)
            for name, data in changed.items()
            if not name.startswith(("data/", "tagmanifest-", "2025."))
        ]
        changed["tagmanifest-sha256.txt"] = manifest(listed)
        with pytest.raises(ArchiveError, match=code):
            checked([Artifact(*one) for one in changed.items()])


def test_a_year_follows_one_that_the_ledger_knows_even_if_it_was_replaced() -> None:
    refuse_strange_past("2025", a_bag(), {2024: ("b" * 64, "c" * 64)})
    for known in ({}, {2024: ("c" * 64,)}, {2023: ("b" * 64,)}):
        with pytest.raises(ArchiveError, match="A230"):
            refuse_strange_past("2025", a_bag(), known)
    first = EDITION.model_copy(update={"snapshot": Snapshot(year=2025)})
    refuse_strange_past("2025", a_bag(first), {})


def test_a_year_is_not_sealed_before_its_data_are_signed() -> None:
    with pytest.raises(ArchiveError, match="A101"):
        seal.refuse_early(date(2025, 12, 30), 2025)
    with pytest.raises(ArchiveError, match="A102"):
        seal.refuse_empty(EDITION.model_copy(update={"records": ()}), 2025)
    seal.refuse_early(date(2025, 12, 31), 2025)


# --- what stands in it -----------------------------------------------------------------------------------


def test_the_documents_say_what_their_pages_say_and_nothing_internal() -> None:
    made = documents(district())
    told = b"".join(item.data for item in made).decode()
    for canary in (CANARY_EVIDENCE, CANARY_FILE, CANARY_OBJECTOR, CANARY_WORDING):
        assert canary not in told
    rows = json.loads(next(item.data for item in made if item.path.endswith("record.json")))
    assert [row["id"] for row in rows] == [record.id for record in district().records]


def test_the_tool_names_itself_and_what_it_stands_on() -> None:
    names = [row.partition("==")[0] for row in requirements().data.decode().splitlines()]
    assert {"rectify-site", "mkdocs", "pydantic", "warcio"} <= set(names)
    assert names == sorted(set(names))
    assert "pytest" not in names


# --- the web archive -------------------------------------------------------------------------------------


def test_each_record_gives_back_the_bytes_of_the_site() -> None:
    with zipfile.ZipFile(BytesIO(wacz(SITE, PAGES, ABOUT))) as book:
        warc = book.read("archive/site.warc.gz")
        index = book.read("indexes/index.cdx").decode().splitlines()
        pages = [json.loads(row) for row in book.read("pages/pages.jsonl").splitlines()]
    back = {item.path.removeprefix(ABOUT.address): item.data for item in web_archives.responses(warc)}
    assert back == {item.path: item.data for item in SITE}
    assert [page["url"] for page in pages[1:]] == [ABOUT.address + page.path for page in reversed(PAGES)]
    assert index == sorted(index)
    for row in index:
        facts = json.loads(row.split(" ", 2)[2])
        start, length = int(facts["offset"]), int(facts["length"])
        plain = gzip.decompress(warc[start : start + length])
        assert f"WARC-Target-URI: {facts['url']}\r\n".encode() in plain


@pytest.mark.slow
def test_the_judge_of_web_archives_calls_it_valid(tmp_path: Path) -> None:
    path = tmp_path / "2025.wacz"
    path.write_bytes(wacz(SITE, PAGES, ABOUT))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "wacz", "validate", "-f", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "valid" in done.stdout


def repacked(change: dict[str, bytes | None]) -> bytes:
    """The web archive with some of its files changed or left out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(wacz(SITE, PAGES, ABOUT))) as book, zipfile.ZipFile(out, "w") as other:
        for name in sorted({*book.namelist(), *change}):
            data = change.get(name, book.read(name) if name in book.namelist() else b"")
            if data is not None:
                other.writestr(name, data)
    return out.getvalue()


def test_what_is_wrong_with_a_web_archive_is_named() -> None:
    whole = wacz(SITE, PAGES, ABOUT)
    assert web_archives.verify("x", whole) == len(SITE)
    faults: list[tuple[bytes, str]] = [
        (b"no zip", "A222"),
        (whole[:200], "A222"),
        (repacked({"datapackage.json": None}), "A222"),
        (repacked({"pages/pages.jsonl": None}), "A223"),
        (repacked({"more.txt": b"x"}), "A223"),
        (repacked({"pages/pages.jsonl": b"{}"}), "A224"),
        (repacked({"datapackage.json": b"{}"}), "A224"),
        (_with_a_changed_record(), "A225"),
    ]
    for data, code in faults:
        with pytest.raises(ArchiveError, match=code):
            web_archives.verify("x", data)


def _with_a_changed_record() -> bytes:
    """A page is changed and all digests around it are made to fit again; that of the record is not."""
    with zipfile.ZipFile(BytesIO(wacz(SITE, PAGES, ABOUT))) as book:
        warc = gzip.decompress(book.read("archive/site.warc.gz")).replace(b"<h1>x</h1>", b"<h1>y</h1>")
        package = json.loads(book.read("datapackage.json"))
    packed = gzip.compress(warc)
    for resource in package["resources"]:
        if resource["path"] == "archive/site.warc.gz":
            resource["hash"] = f"sha256:{hashlib.sha256(packed).hexdigest()}"
    listed = json.dumps(package).encode()
    seal_of_it = json.dumps({"hash": f"sha256:{hashlib.sha256(listed).hexdigest()}"}).encode()
    return repacked(
        {
            "archive/site.warc.gz": packed,
            "datapackage.json": listed,
            "datapackage-digest.json": seal_of_it,
        }
    )


# --- bags that others made -------------------------------------------------------------------------------

INVALID = {
    "v0.97/baginfo-missing-encoding": "A209",
    "v0.97/bom-in-bagit.txt": "A209",
    "v0.97/corrupt-data-file": "A204",
    "v0.97/corrupt-tag-file": "A204",
    "v0.97/extra-file-in-bag": "A205",
    "v0.97/invalid-version-number": "A209",
    "v0.97/missing-baginfo": "A203",
    "v0.97/missing-bagit.txt": "A201",
    "v0.97/out-of-scope-file-paths-using-dot-notation": "A212",
    "v0.97/out-of-scope-file-paths-using-dot-notation-for-fetch": "A212",
    "v0.97/same-filename-listed-twice-with-different-hashes": "A210",
    "v1.0/bagit-with-invalid-whitespace": "A209",
    "v1.0/notAllManifestsListAllFiles": "A205",
    "v1.0/same-filename-listed-twice-with-different-hashes": "A209",
    "v1.0/same-filename-listed-twice-with-the-same-hash": "A210",
}
needs_suite = pytest.mark.skipif(not SUITE.is_dir(), reason="the conformance suite of BagIt is not there")


def others() -> Iterator[tuple[str, Path]]:
    for path in sorted(SUITE.glob("v*/*/*")):
        if path.is_dir():
            yield path.parent.name, path


def at(path: Path) -> Folder:
    return Folder(projects.outside(path, "data"), projects.stream(path / "data", path))


@needs_suite
def test_each_invalid_bag_of_the_suite_is_refused_for_its_fault() -> None:
    found = {}
    for kind, path in others():
        if kind == "invalid":
            with pytest.raises(ArchiveError) as refusal:
                verify(path.name, at(path))
            found[f"{path.parents[1].name}/{path.name}"] = refusal.value.code
    assert found == INVALID


@needs_suite
def test_each_valid_bag_of_the_suite_is_accepted() -> None:
    valid = [path for kind, path in others() if kind == "valid"]
    assert len(valid) >= 10
    for path in valid:
        assert verify(path.name, at(path)) > 0, path
