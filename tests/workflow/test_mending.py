"""A ledger after a power cut and after a restored backup, through the doors: what was acknowledged stays."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rectify_site.cli.main import main
from rectify_site.errors import LedgerError
from rectify_site.ledger import chain
from rectify_site.workflow import building, mending, verifying

pytestmark = pytest.mark.slow

AT = "2026-08-02T09:00:00+08:00"


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    return root


def run(office: Path, *words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["--project", str(office), *words])
    return int(left.value.code or 0)


def ledger(office: Path) -> Path:
    return office / "content" / "ledger.jsonl"


def add(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


# --- torn ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["build", "verify", "status", "diff"])
def test_a_verb_that_meets_a_torn_line_puts_it_aside_says_so_and_goes_on(
    office: Path, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ledger(office).read_bytes()
    add(ledger(office), b'{"as_of":"2026-')
    add(office / "content" / "approved.jsonl", b'{"content":{"id":"x"')
    assert run(office, verb, "--quiet") == 5
    said = capsys.readouterr()
    assert "ledger.jsonl.torn-1" in said.out + said.err
    assert "approved.jsonl.torn-1" in said.out + said.err
    assert ledger(office).read_bytes() == before
    assert (office / "content" / "ledger.jsonl.torn-1").read_bytes() == b'{"as_of":"2026-'
    assert run(office, verb, "--quiet") == 0


def test_each_torn_tail_has_a_file_of_its_own(office: Path) -> None:
    for tail in (b"{", b'{"a', b"{"):
        add(ledger(office), tail)
        assert [one.size for one in mending.mend(office)] == [len(tail)]
    kept = sorted(path.name for path in (office / "content").glob("*.torn-*"))
    assert kept == ["ledger.jsonl.torn-1", "ledger.jsonl.torn-2"]
    assert mending.mend(office) == ()


def test_a_line_that_was_acknowledged_is_never_put_aside(office: Path) -> None:
    data = ledger(office).read_bytes()
    ledger(office).write_bytes(data[:-30])
    assert run(office, "build") == 3
    with pytest.raises(LedgerError, match="L130"):
        mending.mend(office)
    assert ledger(office).read_bytes() == data[:-30]


def test_a_text_that_was_signed_is_never_put_aside(office: Path) -> None:
    path = office / "content" / "approved.jsonl"
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(LedgerError, match="L123"):
        mending.mend(office)


# --- accepted --------------------------------------------------------------------------------------------


def restored(office: Path, less: int = 3) -> str:
    """Put the ledger back as an older backup had it; the hash of its last line."""
    lines = ledger(office).read_bytes().splitlines(keepends=True)[:-less]
    ledger(office).write_bytes(b"".join(lines))
    return str(json.loads(lines[-1])["hash"])


def test_a_restored_ledger_is_taken_when_a_person_types_its_head(office: Path) -> None:
    head = restored(office)
    for verb in ("build", "verify"):
        assert run(office, verb) == 3
    assert run(office, "verify", "ledger", "--accept", "0" * 64) == 2
    assert run(office, "verify", "site", "--accept", head) == 2
    assert run(office, "verify", "ledger", "--accept", head[:20].upper()) == 0
    entries = chain.read(ledger(office).read_bytes())
    overruled = [(entry.reason, entry.digest) for entry in entries if entry.op == "accept"]
    assert [where for where, _ in overruled] == ["content/checkpoint.txt", "site/checkpoint.txt"]
    building.build(office)
    assert [item.what for item in verifying.verify(office)] == ["ledger", "site", "2024", "2025"]
    assert run(office, "verify", "ledger", "--accept", chain.head(entries)) == 0
    assert chain.read(ledger(office).read_bytes()) == entries


def test_a_checkpoint_that_is_gone_comes_back_and_the_ledger_says_so(office: Path) -> None:
    (office / "content" / "checkpoint.txt").unlink()
    entries = chain.read(ledger(office).read_bytes())
    accepted = mending.accept(office, chain.head(entries), AT)
    assert [(one.where, set(one.head)) for one in accepted.overruled] == [("content/checkpoint.txt", {"0"})]
    assert accepted.size == len(entries) + 1
    building.build(office)


def test_neither_a_sealed_year_nor_an_edit_nor_a_missing_text_can_be_accepted(office: Path) -> None:
    whole = ledger(office).read_bytes()
    head = restored(office, 60)
    with pytest.raises(LedgerError, match=r"L132.*archive/2025"):
        mending.accept(office, head, AT)
    ledger(office).write_bytes(whole.replace(b"2024-minzhu-03", b"2024-minzhu-04", 1))
    with pytest.raises(LedgerError, match="L104"):
        mending.accept(office, head, AT)
    ledger(office).write_bytes(whole)
    approved = office / "content" / "approved.jsonl"
    approved.write_bytes(b"".join(approved.read_bytes().splitlines(keepends=True)[1:]))
    with pytest.raises(LedgerError, match="L123"):
        mending.accept(office, chain.head(chain.read(whole)), AT)


def test_an_empty_ledger_cannot_be_accepted(office: Path) -> None:
    ledger(office).write_bytes(b"")
    (office / "content" / "approved.jsonl").unlink()
    with pytest.raises(LedgerError, match="L141"):
        mending.accept(office, "0" * 64, AT)


# --- two at once -----------------------------------------------------------------------------------------


def test_a_second_run_is_refused_with_a_code_while_the_first_works_and_a_dead_one_blocks_nobody(
    office: Path,
) -> None:
    program = (
        "import sys, time; from pathlib import Path; from rectify_site.store import locks, projects;"
        "lock = projects.locked(projects.project(Path(sys.argv[1]))); lock.__enter__(); print('held', flush=True);"
        "time.sleep(600)"
    )
    command = [sys.executable, "-c", program, str(office)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        impatient = (
            "import sys; from rectify_site.store import locks; locks.PATIENCE = 0.2;"
            "from rectify_site.cli.main import main; main(['--project', sys.argv[1], '--lang', 'en', 'build'])"
        )
        done = subprocess.run(
            [sys.executable, "-c", impatient, str(office)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 4, done.stderr
        assert done.stderr.startswith("S421")
        assert "→" in done.stderr
        holder.kill()
    assert (office / "content" / ".lock").exists()
    assert run(office, "build", "--quiet") == 0
