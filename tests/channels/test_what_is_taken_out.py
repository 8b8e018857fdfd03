"""Only what is signed for the public is taken out; nobody who signed is named; twice gives the same bytes."""

import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from rectify_site.workflow import building
from rectify_site.workflow.on_paper import Choice
from tests.channels import paper
from tests.channels.taken_out import by_verbs
from tests.properties.test_what_leaves import CANARY, edit_drafts
from tests.sample import DRAFTER, KEEPER, SIGNER
from tests.workflow.test_circles import CANARY as LIMITED
from tests.workflow.test_circles import add_limited, sign

pytestmark = pytest.mark.slow
PAPERS = (
    Choice("plan", "2025-xuncha"),
    Choice("record", "2024-minzhu-14"),
    Choice("report", "2024-minzhu-r3"),
)


def test_drafts_and_limited_documents_change_no_byte_of_any_outlet(
    sample: Path, taken_out: dict[str, bytes], tmp_path: Path
) -> None:
    """An office that signs for a limited circle too and ruins its drafts takes out the same, byte for byte."""
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    add_limited(root)
    sign(root)
    edit_drafts(root)
    building.build(root)
    again = by_verbs(root, tmp_path / "out", PAPERS)
    assert [path for path, data in again.items() if taken_out[path] != data] == []
    assert {path for path in taken_out.keys() - again.keys() if not path.startswith("pdf/")} == set()


def test_no_canary_and_no_signer_stands_in_any_file(taken_out: dict[str, bytes]) -> None:
    words = (CANARY, LIMITED, "2025-xuncha-09", DRAFTER, KEEPER, SIGNER)
    found = [
        (path, word)
        for path, data in taken_out.items()
        for word in words
        if word.encode() in opened(path, data)
    ]
    assert found == []


def opened(path: str, data: bytes) -> bytes:
    """What a reader finds in a file, whatever it is packed in. Of the PDFs, all from one template, one of a kind."""
    if path.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    return paper.words(data).encode() if path in {f"pdf/{one.kind}-{one.id}.pdf" for one in PAPERS} else data
