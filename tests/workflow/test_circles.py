"""Limited documents: signed behind a ledger of their own that nothing public can open, and in no output byte."""

from __future__ import annotations

import ast
import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from rectify_site.errors import LedgerError, SourceError
from rectify_site.ledger.entries import CorrectionClass, Entry, Op, Signature
from rectify_site.model.records import Scope
from rectify_site.store.projects import tree
from rectify_site.workflow import (
    asking,
    building,
    mending,
    publishing,
    purging,
    removing,
    reviewing,
    signing,
    starting,
    verifying,
)
from rectify_site.workflow.signatures import Form

ROOT = Path(__file__).parents[2]
RECORD, OWN, CANARY = "2025-xuncha-02", "2025-xuncha-09", "只在一定范围通报的金丝雀"
LAST, AT = date(2026, 6, 30), "2026-08-02T09:00:00+08:00"
OPENERS = {"asking", "mending", "reviewing", "signing", "removing", "purging", "verifying"}
"""The only verbs that know there is a limited circle: they lay before, register, take back, tell, and mend."""


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    """The sample office, with one more matter that nobody but a limited circle may read."""
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    add_limited(root)
    return root


def add_limited(root: Path) -> None:
    folder = root / "content/plans/2025-xuncha/records"
    text = (folder / f"{RECORD}.yml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("id:", "number:", "problem:"))]
    head = ["id: 2025-xuncha-09", 'number: "9"', f"problem: {CANARY}"]
    (folder / "2025-xuncha-09.yml").write_text("\n".join((*head, *lines)) + "\n", encoding="utf-8")
    starting.scope(root, ("2025-xuncha-09",), Scope.LIMITED, None)


def sheet(root: Path) -> reviewing.Reviewed:
    return reviewing.review(root, reviewing.Selection(), LAST, scope=Scope.LIMITED)


def clock(at: str = AT) -> signing.Clock:
    return signing.Clock(at, lambda: "0f" * 16)


def form(code: str = "") -> Form:
    signs = [{"role": role, "name": role, "on": "2026-08-01"} for role in ("保密审查", "签发")]
    return Form(code, tuple(map(Signature.model_validate, signs)), "澄整通〔2026〕1号")


def sign(root: Path) -> signing.Approved:
    return signing.approve(root, reviewing.Selection(), form(sheet(root).sheet.code), clock())


def withdraw(root: Path, name: str = OWN, scope: Scope = Scope.LIMITED) -> Entry:
    return removing.withdraw(root, name, None, form(), clock(), scope)


def public(root: Path) -> dict[str, bytes]:
    names = ("ledger.jsonl", "approved.jsonl", "checkpoint.txt")
    return {name: (root / "content" / name).read_bytes() for name in names}


def test_what_is_limited_is_registered_on_its_own_shelf_and_nowhere_else(office: Path) -> None:
    before = public(office)
    assert [entry.id for entry in sign(office).entries] == [OWN]
    assert public(office) == before
    [line] = (office / "content/limited/ledger.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["scope"] == "limited"
    found = asking.status(office)
    assert (found.limited, found.limited_unsigned) == (("2025-xuncha-09",), ())
    assert "2025-xuncha-09" not in {name for names in found.signed.values() for name in names}


def test_its_papers_say_that_they_are_not_for_the_site(office: Path) -> None:
    folder = sheet(office).folder
    assert {path.name for path in folder.iterdir()} == {
        *("送审单.docx", "通报稿.docx", "变化对照表.xlsx", "contents.json")
    }
    for name in ("送审单.docx", "通报稿.docx"):
        assert "不得上网" in Document(str(folder / name)).sections[0].header.paragraphs[0].text


def test_a_public_sheet_holds_nothing_limited(office: Path) -> None:
    page = office / "content/pages/about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n补充一句。\n", encoding="utf-8")
    folder = reviewing.review(office, reviewing.Selection(), LAST).folder
    assert CANARY not in (folder / "contents.json").read_text(encoding="utf-8")
    assert not (folder / "通报稿.docx").exists()


@pytest.mark.slow
def test_no_output_changes_by_a_byte_even_when_the_limited_ledger_is_ruined(
    office: Path, sample_site: Path, tmp_path: Path
) -> None:
    """Who opens what is ruined fails; these do not, so they did not open it."""
    sign(office)
    for name in ("ledger.jsonl", "approved.jsonl", "checkpoint.txt"):
        (office / "content/limited" / name).write_text(f"{CANARY}\n", encoding="utf-8")
    building.build(office)
    assert tree(office / "site") == tree(sample_site)
    target = tmp_path / "上线包.zip"
    publishing.publish(office, target)
    assert verifying.verify(office, "site")
    with zipfile.ZipFile(target) as archive:
        sent = {name: archive.read(name) for name in archive.namelist()}
    made = {item.path: item.data for item in tree(office / "site")}
    for outputs in (sent, made):
        words = (CANARY.encode(), b"2025-xuncha-09")
        assert [name for name, data in outputs.items() if any(word in data for word in words)] == []
    for opens in (asking.status, verifying.verify):
        with pytest.raises(LedgerError, match="L146"):
            opens(office)


def test_only_these_verbs_know_of_a_limited_circle() -> None:
    """A wall of imports: a build, an archive or a publication has no name for what it would have to open."""
    knowing = {
        path.stem
        for path in (ROOT / "rectify_site").rglob("*.py")
        if knows(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert knowing == OPENERS | {"circles"}


def knows(module: ast.Module) -> bool:
    """Whether a module imports ``circles`` or asks for the shelf of the limited documents."""
    return any(
        (isinstance(node, ast.ImportFrom) and "circles" in {alias.name for alias in node.names})
        or (isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".circles"))
        or (isinstance(node, ast.Attribute) and ast.unparse(node) == "projects.limited")
        for node in ast.walk(module)
    )


def test_a_limited_ledger_does_not_pass_for_the_public_one(office: Path) -> None:
    sign(office)
    for name in ("ledger.jsonl", "approved.jsonl", "checkpoint.txt"):
        shutil.copy(office / "content/limited" / name, office / "content" / name)
    with pytest.raises(LedgerError):
        building.build(office)


def test_a_torn_limited_ledger_is_mended_like_the_other(office: Path) -> None:
    sign(office)
    with (office / "content/limited/ledger.jsonl").open("ab") as file:
        file.write(b'{"as_of":')
    [aside] = mending.mend(office)
    assert aside.aside == office / "content/limited/ledger.jsonl.torn-1"
    assert asking.status(office).limited == ("2025-xuncha-09",)


def test_what_a_limited_circle_read_is_taken_back_in_its_own_ledger(office: Path) -> None:
    sign(office)
    before = public(office)
    line = withdraw(office)
    assert (line.op, line.seq, line.scope, line.document) == (
        Op.WITHDRAW,
        2,
        Scope.LIMITED,
        "澄整通〔2026〕1号",
    )
    assert public(office) == before
    assert asking.status(office).limited == ()
    assert {item.what: item.files for item in verifying.verify(office, "ledger")}["content/limited"] == 2
    with pytest.raises(SourceError, match="G113"):
        withdraw(office)


def test_taken_back_at_once_it_waits_for_its_paper(office: Path) -> None:
    sign(office)
    decided = Signature.model_validate({"role": "紧急撤下", "name": "张", "on": "2026-08-02"})
    urgent = removing.Urgent(decided, CorrectionClass.PERSONAL)
    removing.withdraw_at_once(office, OWN, None, urgent, clock(), Scope.LIMITED)
    assert asking.status(office).limited_unconfirmed == (OWN,)
    assert asking.status(office).unconfirmed == ()
    withdraw(office)
    assert asking.status(office).limited_unconfirmed == ()


def test_a_circle_takes_back_what_it_read_and_nothing_else(office: Path) -> None:
    sign(office)
    for name, scope in ((OWN, Scope.PUBLIC), (RECORD, Scope.LIMITED)):
        with pytest.raises(SourceError, match="G113") as refused:
            withdraw(office, name, scope)
        assert "--limited" in (refused.value.hint or "")


def test_a_limited_text_is_deleted_for_good_and_its_chain_stays_whole(office: Path) -> None:
    sign(office)
    with pytest.raises(SourceError, match="G171") as refused:
        purging.purge(office, OWN, AT, scope=Scope.LIMITED)
    assert refused.value.values["option"] == " --limited"
    with pytest.raises(SourceError, match="G170"):
        purging.purge(office, OWN, AT)
    withdraw(office)
    before = public(office)
    purged = purging.purge(office, OWN, AT, scope=Scope.LIMITED)
    assert (purged.texts, purged.left, purged.bound, purged.unread) == (1, (), (), ())
    assert public(office) == before
    held = [path for path in office.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert held == []
    assert {item.what: item.files for item in verifying.verify(office)}["content/limited"] == 3
    with pytest.raises(SourceError, match="G170"):
        purging.purge(office, OWN, AT, scope=Scope.LIMITED)


def test_what_the_public_purges_and_a_circle_keeps_is_named_as_no_file_to_edit(office: Path) -> None:
    sign(office)
    approved = (office / "content/approved.jsonl").read_text(encoding="utf-8").splitlines()
    same = next(
        json.loads(line)["content"] for line in approved if json.loads(line)["content"]["id"] == RECORD
    )
    removing.withdraw(office, RECORD, None, form(), clock())
    purged = purging.purge(office, RECORD, AT)
    assert same["measures"]
    assert "content/limited/approved.jsonl" in purged.bound
    assert "content/limited/approved.jsonl" not in purged.left


@pytest.mark.parametrize("name", ["ledger.jsonl", "approved.jsonl", "checkpoint.txt"])
def test_a_limited_ledger_is_verified_to_the_byte(office: Path, name: str) -> None:
    sign(office)
    path = office / "content/limited" / name
    data = path.read_bytes()
    for at in range(0, len(data) - 1, len(data) // 20):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(LedgerError):
            verifying.verify(office, "ledger")
    path.write_bytes(data)
    assert verifying.verify(office, "ledger")
