"""What leaves the public is gone: at once if it must be, for good if it must be, and the ledger says so."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from rectify_site.errors import ArchiveError, LedgerError, RectifyError, SourceError
from rectify_site.ledger.entries import Change, CorrectionClass, Entry, Signature, WithdrawReason
from rectify_site.store.projects import project, tree
from rectify_site.workflow import (
    asking,
    building,
    mending,
    purging,
    removing,
    reviewing,
    signing,
    sources,
    verifying,
)
from tests.faults.layer import DONE, FAULTS, KILLED, needs_fork, run

LAST = date(2026, 6, 30)
RECORD, PLAN, SEALED = "2025-xuncha-01", "2025-xuncha", "2024-minzhu-12"
WORDS = "5家值班人手不够，缺护理员17名"
"""A part of a sentence that stands in this matter alone."""

AT = "2026-08-02T09:00:00+08:00"


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    return root


def clock(at: str = AT) -> signing.Clock:
    return signing.Clock(at, lambda: "0f" * 16)


def form(code: str = "", **more: object) -> signing.Form:
    signs = [
        {"role": role, "name": name, "on": "2026-08-01"}
        for role, name in (("保密审查", "乙"), ("签发", "丙"))
    ]
    return signing.Form(code, tuple(map(Signature.model_validate, signs)), "澄整公〔2026〕3号", **more)  # type: ignore[arg-type]


def at_once(
    root: Path, name: str = RECORD, reason: WithdrawReason | None = WithdrawReason.RULES, by: str = "张"
) -> Entry:
    decided = Signature.model_validate({"role": "紧急撤下", "name": by, "on": "2026-08-02"})
    urgent = removing.Urgent(decided, CorrectionClass.PERSONAL)
    return removing.withdraw_at_once(root, name, reason, urgent, clock())


def draft(root: Path) -> Path:
    return root / "content" / "plans" / PLAN / "records" / f"{RECORD}.yml"


def correct(root: Path, fault: CorrectionClass) -> str:
    """The words are mended and the mended text signed; the digest of the old one."""
    path = draft(root)
    path.write_text(path.read_text(encoding="utf-8").replace(WORDS, "有的值班人手不够"), encoding="utf-8")
    old = next(line["digest"] for line in rows(root, "ledger.jsonl") if line["id"] == RECORD)
    code = reviewing.review(root, reviewing.Selection(), LAST).sheet.code
    paper = form(code, change=Change.CORRECTION, correction=fault, reason=f"原文“{WORDS}”不宜公开")
    assert signing.approve(root, reviewing.Selection(), paper, clock()).entries
    return str(old)


def rows(root: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(row) for row in (root / "content" / name).read_text("utf-8").splitlines()]


def bytes_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file under a folder with its name, and every member of every zip."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        yield str(path.relative_to(folder)), data
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(BytesIO(data)) as book:
                yield from ((f"{path.name}!{name}", book.read(name)) for name in book.namelist())


def grep(folder: Path, word: str) -> list[str]:
    return [name for name, data in bytes_of(folder) if word.encode() in data or word in name]


def spread(root: Path) -> None:
    """The words stand wherever working with them leaves them: preview, sheet, memory of the source, torn tail."""
    building.preview(root, LAST)
    path = draft(root)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("夜间值班人手", "夜里值班人手"), encoding="utf-8")
    reviewing.review(root, reviewing.Selection(), LAST)
    path.write_text(text, encoding="utf-8")
    signed = (row["content"] for row in rows(root, "approved.jsonl"))
    content = next(one for one in signed if isinstance(one, dict) and one["id"] == RECORD)
    passages = (sources.Passage(1, "一、总体要求"), sources.Passage(2, f"夜间查看12家机构，{WORDS}。"))
    remembered = sources.Remembered(
        "台账.docx", passages, {RECORD: content, f"{PLAN}-02": {"problem": "另一件"}}
    )
    sources.of_plan(project(root), PLAN).write_bytes(sources.remember(remembered))
    memory = project(root).memory  # what a check of the signed texts found is told again by the next build
    memory.write_bytes(memory.read_bytes() + json.dumps({"words": WORDS}, ensure_ascii=False).encode())
    torn = root / "content" / "approved.jsonl.torn-1"
    torn.write_bytes(json.dumps({"content": content}, ensure_ascii=False).encode()[:-40])


@pytest.mark.slow
def test_after_a_purge_no_byte_of_the_project_holds_the_words_and_the_ledger_is_whole(office: Path) -> None:
    spread(office)
    assert {"content", "site", "review", "build"} <= {name.split("/")[0] for name in grep(office, WORDS)}
    at_once(office)
    purged = purging.purge(office, RECORD, AT)
    assert (purged.left, purged.unread) == ((), ())
    building.build(office)
    assert grep(office, WORDS) == []
    assert verifying.verify(office)
    assert {entry.digest for entry in purged.entries} <= {
        line["digest"] for line in rows(office, "ledger.jsonl")
    }
    remembered = sources.recall(project(office), sources.of_plan(project(office), PLAN))
    assert remembered is not None
    assert [each.text for each in remembered.passages] == ["一、总体要求", ""]
    assert list(remembered.documents) == [f"{PLAN}-02"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "fault", [CorrectionClass.WORDING, CorrectionClass.PERSONAL, CorrectionClass.SENSITIVE]
)
def test_the_public_history_of_a_correction_repeats_no_old_word(office: Path, fault: CorrectionClass) -> None:
    assert grep(office / "site", WORDS)
    correct(office, fault)
    building.build(office)
    assert grep(office / "site", WORDS) == []
    assert "更正" in (office / "site" / "records" / f"{RECORD}.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_old_text_of_a_public_matter_goes_by_its_digest_and_the_site_stays(office: Path) -> None:
    old = correct(office, CorrectionClass.PERSONAL)
    building.build(office)
    before = {item.path: item.data for item in tree(office / "site")}
    with pytest.raises(SourceError, match="G171") as told:
        purging.purge(office, RECORD, AT)
    assert told.value.values["digests"] == old[:16]
    purging.purge(office, RECORD, AT, old[:16].upper())
    building.build(office)
    after = {item.path: item.data for item in tree(office / "site")}
    papers = {"build.json", "checkpoint.txt", "manifest-sha256.txt"}
    assert {path for path in before if before[path] != after[path]} == papers
    assert before.keys() == after.keys()
    assert grep(office, WORDS) == ["content/ledger.jsonl"]  # the reason that the clerk wrote there


@pytest.mark.slow
def test_what_still_holds_the_words_is_named(office: Path) -> None:
    sentence = f"夜间查看12家机构，{WORDS}。"
    at_once(office, by=sentence)
    path = draft(office)
    path.write_text(path.read_text(encoding="utf-8").replace('number: "1"', 'number: "11"'), encoding="utf-8")
    paper = docx.Document()
    paragraph = paper.add_paragraph(sentence[:8])
    paragraph.add_run(sentence[8:])
    paper.save(str(office / "反馈.docx"))
    (office / "旧表.csv").write_bytes(f"序号,进展\r\n1,{sentence}\r\n".encode("gb18030"))
    (office / "坏.zip").write_bytes(b"PK\x03\x04" + bytes(20))
    purged = purging.purge(office, RECORD, AT)
    assert set(purged.left) == {f"content/plans/{PLAN}/records/{RECORD}.yml", "反馈.docx", "旧表.csv"}
    assert (purged.unread, purged.bound) == (("坏.zip",), ("content/ledger.jsonl",))
    assert path.exists()


@pytest.mark.parametrize(
    ("name", "digest", "code"),
    [
        (RECORD, None, "G171"),
        (RECORD, "standing", "G174"),
        (RECORD, "0" * 64, "G172"),
        (RECORD, "", "G172"),
        ("2099-x-01", None, "G170"),
        ("units", None, "G171"),
    ],
)
def test_what_is_public_or_unknown_is_not_purged(
    office: Path, name: str, digest: str | None, code: str
) -> None:
    before = tree(office / "content")
    if digest == "standing":
        digest = str(next(line["digest"] for line in rows(office, "ledger.jsonl") if line["id"] == RECORD))
    with pytest.raises(SourceError, match=code):
        purging.purge(office, name, AT, digest)
    assert tree(office / "content") == before


def test_what_a_sealed_year_shows_is_not_purged_in_part(office: Path) -> None:
    at_once(office, SEALED)
    before = tree(office / "content")
    with pytest.raises(ArchiveError, match="G173") as told:
        purging.purge(office, SEALED, AT)
    assert told.value.values["years"] == "2025"
    assert tree(office / "content") == before


@pytest.mark.slow
def test_a_purged_text_that_is_back_stops_everything_until_it_is_purged_again(office: Path) -> None:
    approved = office / "content" / "approved.jsonl"
    backup = approved.read_bytes()
    at_once(office)
    purging.purge(office, RECORD, AT)
    approved.write_bytes(backup)
    with pytest.raises(LedgerError, match="L142"):
        verifying.verify(office, "ledger")
    assert purging.purge(office, RECORD, AT).entries == ()
    assert grep(office / "content", WORDS) == []
    assert verifying.verify(office, "ledger")


@pytest.mark.deep
@needs_fork
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_purge_that_was_cut_anywhere_is_finished_by_the_next(
    office: Path, tmp_path: Path, fault: str
) -> None:
    spread(office)
    at_once(office)
    ended, at = KILLED, 0
    while ended != DONE:
        at += 1
        root = tmp_path / "cut"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(office, root)
        ended = run(lambda: purging.purge(root, RECORD, AT), fault, at)  # noqa: B023
        mending.mend(root)
        try:
            purging.purge(root, RECORD, AT)
        except RectifyError as error:
            assert error.code == "G170", at  # noqa: PT017 - it may be finished already, or not
        assert grep(root / "content", WORDS) + grep(root / "review", WORDS) == [], at
        assert verifying.verify(root, "ledger")
    assert at > 10


@pytest.mark.slow
def test_a_withdrawal_at_once_leaves_a_notice_and_asks_for_its_paper(office: Path) -> None:
    entry = at_once(office)
    assert [(one.role, one.name) for one in entry.signatures] == [("紧急撤下", "张")]
    assert (entry.class_, entry.document) == ("personal", None)
    assert asking.status(office).unconfirmed == (RECORD,)
    building.build(office)
    page = (office / "site" / "records" / f"{RECORD}.html").read_text(encoding="utf-8")
    assert "撤下说明" in page
    assert "2026-08-02 09:00" in page
    assert grep(office / "site", WORDS) == []
    assert grep(office / "site", "紧急撤下") == []
    removing.withdraw(office, RECORD, WithdrawReason.RULES, form(), clock("2026-08-05T09:00:00+08:00"))
    assert asking.status(office).unconfirmed == ()
    building.build(office)
    assert (
        (office / "site" / "records" / f"{RECORD}.html").read_text(encoding="utf-8").count("2026-08-02 09:00")
    )
    with pytest.raises(SourceError, match="G113"):
        removing.withdraw(office, RECORD, WithdrawReason.RULES, form(), clock())


@pytest.mark.slow
def test_without_a_trace_not_even_the_id_is_left_until_it_is_signed_again(office: Path) -> None:
    there = grep(office / "site", RECORD)
    at_once(office, reason=None)
    building.build(office)
    assert grep(office / "site", RECORD) == []
    assert RECORD in asking.status(office).withdrawn
    named = reviewing.Selection(ids=(RECORD,))
    paper = form(reviewing.review(office, named, LAST).sheet.code, change=Change.REVISION, reason="重新公开")
    assert signing.approve(office, named, paper, clock()).entries
    assert asking.status(office).unconfirmed == ()
    building.build(office)
    blocks = "search/"  # which block of texts holds it follows from the order of signing
    again = [name for name in grep(office / "site", RECORD) if not name.startswith(blocks)]
    assert again == [name for name in there if not name.startswith(blocks)]
    page = (office / "site" / "records" / f"{RECORD}.html").read_text(encoding="utf-8")
    history = page.partition('id="history"')[2]
    assert history.count('class="when"') == 1, "to the public it is new"


@pytest.mark.slow
def test_the_paper_of_a_plan_settles_its_matters_and_leaves_their_day(office: Path) -> None:
    at_once(office, PLAN)
    removing.withdraw(office, PLAN, WithdrawReason.ARCHIVED, form(), clock("2026-08-05T09:00:00+08:00"))
    found = asking.status(office)
    assert found.unconfirmed == ()
    assert len([name for name in found.withdrawn if name.startswith(PLAN)]) == 5
    built = building.build(office)
    assert built.records == 25 - 4
    page = (office / "site" / "records" / f"{RECORD}.html").read_text(encoding="utf-8")
    assert "2026-08-02 09:00" in page
    assert "已移交档案馆" in page
