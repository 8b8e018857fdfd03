"""``export pdf``: only what is signed and public, into one file or a folder, the same bytes each time."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rectify_site.errors import SourceError, StoreError
from rectify_site.model.writings import Writing
from rectify_site.workflow import on_paper
from rectify_site.workflow.on_paper import Choice
from tests.channels import paper

RECORD = "2025-xuncha-02"
CANARY = "没有签发的金丝雀"


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample office, to be written into."""
    paper.fonts()
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    return root


def test_a_changed_draft_changes_nothing(office: Path, tmp_path: Path) -> None:
    choice = Choice("record", RECORD)
    (first,) = on_paper.export(office, choice).paths
    assert first == office / "build/pdf" / f"record-{RECORD}.pdf"
    draft = next(office.glob(f"content/plans/*/records/{RECORD}.yml"))
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace("problem: ", f"problem: {CANARY}"), encoding="utf-8")
    (second,) = on_paper.export(office, choice, tmp_path / "事项.pdf").paths
    assert second == tmp_path / "事项.pdf"
    assert second.read_bytes() == first.read_bytes()
    assert CANARY not in paper.words(second.read_bytes())


def test_what_is_not_signed_is_not_there(office: Path) -> None:
    with pytest.raises(SourceError) as error:
        on_paper.export(office, Choice("record", "2025-xuncha-99"))
    assert error.value.code == "C164"
    assert not (office / "build/pdf").exists()


def test_many_documents_do_not_go_into_one_file(office: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as error:
        on_paper.export(office, Choice(), tmp_path / "all.pdf")
    assert error.value.code == "C165"


@pytest.mark.slow
def test_all_that_the_site_shows_is_written_and_what_is_no_longer_public_is_named(
    office: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "record-2024-minzhu-99.pdf"
    gone.write_bytes(b"%PDF")
    made = on_paper.export(office, Choice(), tmp_path)
    kinds = [path.name.partition("-")[0] for path in made.paths]
    assert {"plan", "record", "report"} == set(kinds)
    assert set(tmp_path.glob("*.pdf")) == {*made.paths, gone}
    assert made.outdated == (gone,)


def test_where_one_file_cannot_be_written_none_is(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that fails in the middle, and a file that somebody has open, leave the folder as it was."""
    monkeypatch.setattr(on_paper.pdf, "pdf", lambda writing, *_: writing.id.encode())
    (tmp_path / "~$report-2024-minzhu-r3.pdf").touch()
    with pytest.raises(StoreError) as error:
        on_paper.export(office, Choice(), tmp_path)
    assert error.value.code == "G151"
    (tmp_path / "~$report-2024-minzhu-r3.pdf").unlink()
    monkeypatch.setattr(on_paper.pdf, "pdf", failing_at("2025-xuncha-01"))
    with pytest.raises(SourceError):
        on_paper.export(office, Choice(), tmp_path)
    assert list(tmp_path.iterdir()) == [office]


def failing_at(name: str) -> Callable[..., bytes]:
    def write(writing: Writing, *_: object) -> bytes:
        if writing.id == name:
            raise SourceError("C162", "")
        return b"%PDF"

    return write
