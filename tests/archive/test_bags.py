"""A sealed year is a valid bag for others' tools, the same bytes each time, and every fault in it is named."""

import subprocess
from datetime import date
from pathlib import Path

import bagit
import pytest

from rectify_site.archive import seal
from rectify_site.archive.verify import verify
from rectify_site.errors import ArchiveError
from rectify_site.model.edition import Edition, Publication
from rectify_site.model.outputs import Artifact
from rectify_site.model.records import Record

RECORD = Record.model_validate(
    {"id": "2025-a-01", "number": "1", "problem": "窗口排队久", "deadline": {"kind": "ongoing"}}
)
EDITION = Edition(
    as_of=date(2025, 12, 31),
    head="a" * 64,
    size=3,
    records=(RECORD,),
    publications=(Publication(kind="record", id="2025-a-01", op="approve", at="2026-01-16T09:30:00+08:00"),),
)
SITE = [Artifact("index.html", b"<h1>x</h1>"), Artifact("records/2025-a-01.html", "窗口".encode())]
FACTS = {
    "office": "澄湖区人民政府办公室",
    "title": "整改落实公开（2025年度）",
    "origin": "chenghu-qu",
    "year": "2025",
}


def a_bag() -> list[Artifact]:
    return list(seal.bag(SITE, EDITION, FACTS, b"<p>cover</p>"))


def laid_out(folder: Path, artifacts: list[Artifact]) -> Path:
    for artifact in artifacts:
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    return folder


def test_the_library_of_congress_calls_it_valid(tmp_path: Path) -> None:
    bagit.Bag(str(laid_out(tmp_path, a_bag()))).validate()


@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_sha256sum_alone_proves_it(tmp_path: Path, manifest: str) -> None:
    folder = laid_out(tmp_path, a_bag())
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", manifest], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_sealing_again_gives_the_same_bytes() -> None:
    assert a_bag() == a_bag()


def test_the_date_on_the_bag_is_the_date_of_the_signature() -> None:
    info = next(item.data.decode() for item in a_bag() if item.path == "bag-info.txt")
    assert "Bagging-Date: 2026-01-16\n" in info
    assert "Data-Cut-Off-Date: 2025-12-31\n" in info


@pytest.mark.parametrize("name", [artifact.path for artifact in a_bag()])
def test_one_bit_flipped_in_any_file_is_named(name: str) -> None:
    flipped = [
        Artifact(item.path, bytes([item.data[0] ^ 1]) + item.data[1:]) if item.path == name else item
        for item in a_bag()
    ]
    with pytest.raises(ArchiveError) as refusal:
        verify("2025", flipped)
    assert refusal.value.exit_code == 3
    assert name == "bagit.txt" or refusal.value.code in {"A202", "A203", "A204", "A205"}


@pytest.mark.parametrize("name", [artifact.path for artifact in a_bag()])
def test_a_file_taken_away_is_named(name: str) -> None:
    with pytest.raises(ArchiveError):
        verify("2025", [item for item in a_bag() if item.path != name])


@pytest.mark.parametrize("name", ["data/new.html", "new.txt", "data/records/../x"])
def test_a_file_added_is_named(name: str) -> None:
    with pytest.raises(ArchiveError, match="A205"):
        verify("2025", [*a_bag(), Artifact(name, b"x")])


def test_a_year_is_not_sealed_before_its_data_are_signed() -> None:
    with pytest.raises(ArchiveError, match="A101"):
        seal.refuse_early(date(2025, 12, 30), 2025)
    with pytest.raises(ArchiveError, match="A102"):
        seal.refuse_empty(EDITION.model_copy(update={"records": ()}), 2025)
    seal.refuse_early(date(2025, 12, 31), 2025)
