"""A sealed year changes only by number: what was taken back is gone, and the chain says which bag it replaced."""

import gzip
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from rectify_site.archive.verify import digest
from rectify_site.errors import ArchiveError, RectifyError, SourceError, StoreError
from rectify_site.gate.inspection import LeakError
from rectify_site.ledger import chain, years
from rectify_site.ledger.entries import Change, CorrectionClass, Signature, WithdrawReason
from rectify_site.model.outputs import Artifact
from rectify_site.store import sites
from rectify_site.store.projects import project, tree
from rectify_site.workflow import (
    archiving,
    building,
    mending,
    publishing,
    purging,
    removing,
    reviewing,
    sealing,
    signing,
    verifying,
)
from tests.browser.visits import served
from tests.faults.layer import DONE, FAULTS, KILLED, Layer, needs_fork, run
from tests.sample import KEEPER

YEAR, LAST = 2025, date(2026, 6, 30)
RECORD = "2024-minzhu-12"
WORDS = "第三批2个小区的燃气管位置与图纸不符"
"""A part of a sentence that stands in this matter alone."""

AT, LATER = "2026-08-02T09:00:00+08:00", "2026-08-03T09:00:00+08:00"
WHY = WithdrawReason.RULES


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Path:
    root = tmp_path / "office"
    shutil.copytree(sample, root)
    return root


@pytest.fixture
def january(office: Path) -> Path:
    """The office as it was before it sealed the year, and then sealed as the program seals today."""
    content = office / "content"
    rows = (content / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    kept = [row for row in rows if json.loads(row)["at"] < "2026-02"][:-1]
    digests = {json.loads(row)["digest"] for row in kept}
    texts = (content / "approved.jsonl").read_bytes().splitlines(keepends=True)
    (content / "ledger.jsonl").write_bytes(b"".join(kept))
    (content / "approved.jsonl").write_bytes(
        b"".join(text for text in texts if json.loads(text)["digest"] in digests)
    )
    entries = chain.read(b"".join(kept))
    (content / "checkpoint.txt").write_bytes(chain.checkpoint(entries, "chenghu-qu"))
    for gone in (content / "archive" / str(YEAR), office / "site"):
        shutil.rmtree(gone)
    archiving.archive(office, YEAR, clock("2026-01-17T09:00:00+08:00"))
    return office


def clock(at: str = LATER) -> signing.Clock:
    return signing.Clock(at, lambda: "0f" * 16)


def withdrawn(root: Path, name: str = RECORD, reason: WithdrawReason | None = WHY) -> None:
    decided = Signature.model_validate({"role": "紧急撤下", "name": "张", "on": "2026-08-02"})
    urgent = removing.Urgent(decided, CorrectionClass.PERSONAL)
    removing.withdraw_at_once(root, name, reason, urgent, clock(AT))


def signed_again(root: Path, old: str, new: str, change: Change) -> None:
    """A sentence of the matter is replaced in the draft and signed, as a correction or as a revision."""
    path = root / "content" / "plans" / "2024-minzhu" / "records" / f"{RECORD}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    chosen = reviewing.Selection(ids=(RECORD,))
    signs = [
        {"role": role, "name": name, "on": "2026-08-01"}
        for role, name in (("保密审查", "乙"), ("签发", "丙"))
    ]
    paper = signing.Form(
        reviewing.review(root, chosen, LAST).sheet.code,
        tuple(map(Signature.model_validate, signs)),
        "澄整公〔2026〕3号",
        change=change,
        correction=CorrectionClass.FACT if change is Change.CORRECTION else None,
        reason="核对后改正",
    )
    assert signing.approve(root, chosen, paper, clock(AT)).entries


def opened(data: bytes) -> Iterator[bytes]:
    """The bytes of a file, and of what is packed in it, however deep."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as book:
            yield from (part for name in book.namelist() for part in opened(book.read(name)))
    elif data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)


def grep(folder: Path, word: str) -> list[str]:
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and any(word.encode() in part for part in opened(path.read_bytes()))
    )
    return [path.relative_to(folder).as_posix() for path in found]


def folder(root: Path) -> Path:
    return root / "content" / "archive" / str(YEAR)


def lines(root: Path) -> list[dict[str, object]]:
    rows = (root / "content" / "ledger.jsonl").read_text("utf-8").splitlines()
    return [json.loads(row) for row in rows]


@pytest.mark.slow
def test_a_text_that_is_purged_from_a_sealed_year_is_nowhere_and_everything_verifies(office: Path) -> None:
    first = digest(tree(folder(office)))
    shown = grep(folder(office), WORDS)
    assert {"2025.wacz", "data/documents/record.json", f"data/site/records/{RECORD}.html"} <= set(shown)
    withdrawn(office)
    purged = purging.purge(office, RECORD, LATER, reseal=True)
    assert (purged.years, purged.left, purged.bound, purged.unread) == ((YEAR,), (), (), ())
    building.build(office)
    assert grep(office, WORDS) == []
    assert [item.what for item in verifying.verify(office)] == ["ledger", "site", "2024", "2025"]
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt", "wacz-sha256.txt"):
        command = ["sha256sum", "-c", "--strict", "--quiet", manifest]
        assert subprocess.run(command, cwd=folder(office), check=False).returncode == 0
    line = lines(office)[-1]
    assert (line["op"], line["change"], line["reason"]) == ("seal", "correction", WHY)
    assert line["basis"] == f"补封（第1次），代替 {first}"
    assert line["digest"] == digest(tree(folder(office)))
    page = (folder(office) / "data" / "site" / "records" / f"{RECORD}.html").read_text(encoding="utf-8")
    assert "撤下说明" in page
    told = (office / "site" / "archive" / "index.html").read_text(encoding="utf-8")
    assert "补封（第1次），原因：依规定不再公开" in told
    assert (office / "site" / "archive" / "2025" / "bag-info.txt").read_text("utf-8").count(first) == 1


@pytest.mark.slow
def test_a_correction_takes_back_and_changes_nothing_else(january: Path) -> None:
    office = january
    before = {item.path: item.data for item in tree(folder(office))}
    with pytest.raises(ArchiveError, match="A108"):
        archiving.correct(office, YEAR, WHY, clock())
    withdrawn(office, "2024-minzhu-07", WithdrawReason.MERGED)
    signed_again(office, "7个小区换管完工和试水登记", "七个小区换管完工登记", Change.REVISION)
    with pytest.raises(ArchiveError, match="A108"):
        archiving.correct(office, YEAR, WHY, clock())
    withdrawn(office, "2024-minzhu-03")
    assert archiving.correct(office, YEAR, WHY, clock()).number == 1
    after = {item.path: item.data for item in tree(folder(office))}
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert "data/site/records/2024-minzhu-03.html" in changed
    assert not {f"data/site/records/2024-minzhu-{number}.html" for number in ("07", "12")} & changed
    verifying.verify(office, "archive", str(YEAR))


@pytest.mark.slow
def test_what_was_corrected_since_stands_corrected_and_a_second_correction_names_the_first(
    office: Path,
) -> None:
    signed_again(office, WORDS, "第三批2个小区的管位与图纸不符", Change.CORRECTION)
    assert archiving.correct(office, YEAR, WithdrawReason.REPLACED, clock()).number == 1
    assert grep(folder(office), WORDS) == []
    assert grep(folder(office), "第三批2个小区的管位与图纸不符")
    middle = digest(tree(folder(office)))
    withdrawn(office)
    assert archiving.correct(office, YEAR, WHY, clock()).number == 2
    assert lines(office)[-1]["basis"] == f"补封（第2次），代替 {middle}"
    assert len(years.seals(chain.read((office / "content/ledger.jsonl").read_bytes()))[YEAR].lines) == 3


@pytest.mark.slow
def test_the_same_correction_on_another_day_is_the_same_bag(office: Path, tmp_path: Path) -> None:
    withdrawn(office)
    other = tmp_path / "另一处" / "office"
    shutil.copytree(office, other)
    archiving.correct(office, YEAR, WHY, clock())
    archiving.correct(other, YEAR, WHY, clock("2029-02-11T23:59:59+08:00"))
    assert tree(folder(office)) == tree(folder(other))


def test_a_seal_that_does_not_name_the_one_before_is_no_correction() -> None:
    def line(previous: object, **more: object) -> object:
        fields = {"op": "seal", "kind": "archive", "id": "2025", "digest": "a" * 64, "at": AT}
        return chain.seal(previous, {**fields, **more})  # type: ignore[arg-type]

    first = line(None)
    named = line(first, basis=years.replaces(1, "a" * 64), digest="b" * 64)
    assert years.seals([first, named])[YEAR].digests == ("a" * 64, "b" * 64)  # type: ignore[list-item]
    for basis in (None, years.replaces(2, "a" * 64), years.replaces(1, "c" * 64)):
        with pytest.raises(ArchiveError, match="A110"):
            years.seals([first, line(first, basis=basis)])  # type: ignore[list-item]


@pytest.mark.slow
def test_a_correction_cut_short_is_said_and_finished_by_the_same_command(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    withdrawn(office)
    with monkeypatch.context() as cut:
        cut.setattr(sealing, "put", stop)
        with pytest.raises(KeyboardInterrupt):
            archiving.correct(office, YEAR, WHY, clock())
    for verb in (lambda: building.build(office), lambda: verifying.verify(office, "archive")):
        with pytest.raises(ArchiveError, match="A208"):
            verb()
    size = len(lines(office))
    archiving.correct(office, YEAR, WHY, clock("2026-09-01T09:00:00+08:00"))
    assert len(lines(office)) == size
    assert verifying.verify(office, "archive")
    assert grep(folder(office), WORDS) == []


@pytest.mark.slow
def test_a_year_whose_folder_is_lost_is_made_again_byte_for_byte(january: Path) -> None:
    before = tree(folder(january))
    with pytest.raises(ArchiveError, match="A103"):
        archiving.archive(january, YEAR, clock())
    shutil.rmtree(folder(january))
    archiving.archive(january, YEAR, clock("2031-01-01T00:00:00+08:00"))
    assert tree(folder(january)) == before
    assert [line["id"] for line in lines(january) if line["op"] == "seal"] == ["2024", "2025"]


@pytest.mark.slow
def test_a_lost_year_that_comes_out_otherwise_is_sealed_again_by_number(january: Path) -> None:
    shutil.rmtree(folder(january))
    config = january / "mkdocs.yml"
    settings = config.read_text(encoding="utf-8")
    config.write_text(settings.replace("澄湖区整改落实公开", "澄湖区整改公开"), encoding="utf-8")
    with pytest.raises(ArchiveError, match="A109"):
        archiving.archive(january, YEAR, clock())
    assert archiving.correct(january, YEAR, WHY, clock()).number == 1
    assert verifying.verify(january, "archive")


@pytest.mark.slow
@pytest.mark.parametrize(("words", "code"), [(KEEPER, "K102"), ("密级：机密", "K104")])
def test_a_year_that_tells_too_much_is_not_sealed(
    words: str, code: str, january: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bag is looked through before it is in the archive, and before a line of the ledger says that it is sealed."""
    shutil.rmtree(folder(january))
    rows = (january / "content" / "ledger.jsonl").read_bytes()
    made = sealing.papers
    leak = Artifact("data/a.txt", words.encode())
    monkeypatch.setattr(sealing, "papers", lambda *given: (*made(*given), leak))
    with pytest.raises(LeakError, match=code):
        archiving.archive(january, YEAR, clock())
    assert not folder(january).exists()
    assert (january / "content" / "ledger.jsonl").read_bytes() == rows


@pytest.mark.slow
def test_a_retired_year_is_offline_and_whole(office: Path) -> None:
    before = tree(folder(office))
    for act, code in ((archiving.reopen, "A113"), (archiving.retire, "A112")):
        if code == "A112":
            archiving.retire(office, YEAR, "澄整公〔2026〕9号", clock())
        with pytest.raises(ArchiveError, match=code):
            act(office, YEAR, "澄整公〔2026〕9号", clock())
    with pytest.raises(ArchiveError, match="A111"):
        archiving.retire(office, 2020, "澄整公〔2026〕9号", clock())
    with pytest.raises(SourceError, match="G122"):
        archiving.reopen(office, YEAR, " ", clock())
    building.build(office)
    assert not (office / "site" / "archive" / str(YEAR)).exists()
    page = (office / "site" / "archive" / "index.html").read_text(encoding="utf-8")
    assert "本年度资料依澄整公〔2026〕9号于2026年8月3日停止公开" in page
    assert tree(folder(office)) == before
    assert verifying.verify(office, "archive", str(YEAR))
    (folder(office) / "index.html").chmod(0o644)
    (folder(office) / "index.html").write_bytes(b"")
    for verb in (lambda: verifying.verify(office, "archive"), lambda: building.build(office)):
        with pytest.raises(ArchiveError, match="A204"):
            verb()


@pytest.mark.slow
def test_a_damaged_year_is_not_thrown_away_by_a_purge(office: Path) -> None:
    withdrawn(office)
    path = folder(office) / "data" / "site" / "index.html"
    path.chmod(0o644)
    path.write_bytes(b"")
    before = tree(office / "content")
    with pytest.raises(ArchiveError, match="A204"):
        purging.purge(office, RECORD, LATER, reseal=True)
    assert tree(office / "content") == before


@pytest.mark.slow
def test_a_build_on_another_day_is_the_same_and_never_touches_a_sealed_byte(office: Path) -> None:
    building.build(office, now="2026-12-30T17:00:00+08:00")
    december = tree(office / "site")
    building.build(office, now="2027-01-01T00:00:01+08:00")
    assert tree(office / "site") == december
    signed_again(office, "7个小区换管完工和试水登记", "七个小区换管完工登记", Change.REVISION)
    building.build(office)
    assert tree(office / "site") != december
    for year in ("2024", "2025"):
        sealed = {item.path: item.data for item in tree(office / "content" / "archive" / year)}
        shown = {item.path: item.data for item in tree(office / "site" / "archive" / year)}
        assert sealed.keys() - shown.keys() == {f"{year}.wacz"}
        assert {path: sealed[path] for path in shown} == shown


@pytest.mark.slow
def test_two_copies_of_a_year_are_compared_file_by_file(office: Path) -> None:
    building.build(office)
    copy = office / "site" / "archive" / str(YEAR)
    assert verifying.against(office, "archive", str(YEAR), str(copy)).files > 100
    assert verifying.verify(office, str(copy))
    (copy / "more.txt").write_bytes(b"")
    with pytest.raises(ArchiveError, match="A252"):
        verifying.against(office, "archive", str(YEAR), str(copy))
    (copy / "index.html").write_bytes(b"x")
    with pytest.raises(ArchiveError, match="A251"):
        verifying.against(office, "archive", str(YEAR), str(copy))
    (copy / "bagit.txt").unlink()
    with pytest.raises(ArchiveError, match="A250"):
        verifying.against(office, str(folder(office)), None, str(copy))


@pytest.mark.slow
def test_a_year_is_compared_with_what_a_server_gives_out(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server shows the public copy, under a path of its own; its faults are those of a folder."""
    building.build(office)
    copy = office / "site" / "archive" / str(YEAR)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with served(office / "site") as root:
        address = f"{root}/archive/{YEAR}/"
        there = verifying.against(office, "archive", str(YEAR), address)
        assert there.files == len(tree(copy))
        assert verifying.against(office, str(copy), None, f"{address}index.html").files == there.files
        page = copy / "data" / "site" / "index.html"
        page.write_bytes(page.read_bytes().replace("整改".encode(), "整治".encode()))
        with pytest.raises(ArchiveError, match="A251"):
            verifying.against(office, "archive", str(YEAR), address)
        page.unlink()
        with pytest.raises(ArchiveError, match="A250"):
            verifying.against(office, "archive", str(YEAR), address)
        with pytest.raises(ArchiveError, match="A250"):
            verifying.against(office, "archive", str(YEAR), f"{root}/archive/1999")
    with pytest.raises(StoreError, match="S426"):
        verifying.against(office, "archive", str(YEAR), address)


@pytest.mark.deep
def test_the_year_end_report_is_sealed_on_paper_where_that_is_asked_for(january: Path) -> None:
    """With what sets it installed; a lost folder comes out the same, a correction sets the report anew."""
    pytest.importorskip("typst", reason="typst is an extra: no PDF can be made here")
    rows = (january / "content" / "ledger.jsonl").read_bytes().splitlines(keepends=True)[:-1]
    (january / "content" / "ledger.jsonl").write_bytes(b"".join(rows))
    (january / "content" / "checkpoint.txt").write_bytes(
        chain.checkpoint(chain.read(b"".join(rows)), "chenghu-qu")
    )
    plain = tree(folder(january))
    shutil.rmtree(folder(january))
    archiving.archive(january, YEAR, clock("2026-01-17T09:00:00+08:00"), paper=True)
    made = tree(folder(january))
    papers = {item.path for item in made} - {item.path for item in plain}
    assert papers == {"data/pdf/2024-minzhu-r2.pdf"}
    assert "PDF/A" in (folder(january) / "index.html").read_text(encoding="utf-8")
    assert verifying.verify(january, "archive", str(YEAR))
    shutil.rmtree(folder(january))
    archiving.archive(january, YEAR, clock())
    assert tree(folder(january)) == made
    withdrawn(january)
    archiving.correct(january, YEAR, WHY, clock())
    assert (folder(january) / "data" / "pdf" / "2024-minzhu-r2.pdf").is_file()


@pytest.mark.slow
def test_a_damaged_release_is_named(office: Path, tmp_path: Path) -> None:
    building.build(office)
    publishing.publish(office, tmp_path / "www")
    (found,) = verifying.verify(office, str(tmp_path / "www"))
    page = tmp_path / "www" / "releases" / publishing.status(tmp_path / "www")[0].digest / "index.html"
    page.write_bytes(b"x")
    with pytest.raises(ArchiveError, match="A114"):
        verifying.verify(office, str(tmp_path / "www"))
    assert found.what


def purge(root: Path) -> object:
    return purging.purge(root, RECORD, LATER, reseal=True)


def dying(room: object, name: str, *, after: bool) -> Callable[[Path], object]:
    """A purge that is killed before or after it calls something; in a process of its own."""

    def work(root: Path) -> object:
        call = getattr(room, name)

        def called(*given: object, **named: object) -> object:
            if after:
                call(*given, **named)
            os._exit(KILLED)

        setattr(room, name, called)
        return purge(root)

    return work


def failing(fault: str, at: int) -> Callable[[Path], object]:
    """A purge whose n-th operation on the disk fails, counted from the moment its lines are registered."""

    def work(root: Path) -> object:
        register = purging.append

        def then_fail(*given: object) -> None:
            register(*given)  # type: ignore[arg-type]
            Layer(fault, at).install()

        purging.append = then_fail  # type: ignore[assignment] # in a process of its own
        return purge(root)

    return work


def cut(office: Path, root: Path, work: Callable[[Path], object]) -> int:
    """Cut a purge, let the next finish it; how the first one ended."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(office, root)
    ended = run(lambda: work(root))
    mending.mend(root)
    try:
        purge(root)
    except RectifyError as error:
        assert error.code == "G170"  # noqa: PT017 - it is finished already, or it was not
    assert grep(root / "content", WORDS) == []
    assert verifying.verify(root, "ledger")
    assert verifying.verify(root, "archive", str(YEAR))
    assert {path.name for path in project(root).archive.iterdir()} == {"2024", "2025"}
    return ended


MOMENTS = {
    "the lines are written": dying(purging, "append", after=True),
    "the new bag is staged": dying(sites, "_exchange", after=False),
    "the new bag is in place, the old one not removed": dying(sites, "_exchange", after=True),
    "the old one is removed": dying(sealing, "put", after=True),
}


@pytest.mark.slow
@needs_fork
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_purge_of_a_sealed_year_killed_on_its_way_is_finished_by_the_next(
    office: Path, tmp_path: Path, moment: str
) -> None:
    withdrawn(office)
    assert cut(office, tmp_path / "cut", MOMENTS[moment]) == KILLED


@pytest.mark.deep
@needs_fork
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_purge_of_a_sealed_year_cut_anywhere_is_finished_by_the_next(
    office: Path, tmp_path: Path, fault: str
) -> None:
    """Every ninth operation; the whole way is some three hundred, and more with each file of the bag."""
    withdrawn(office)
    ended, at, in_vain = KILLED, 1, 0
    while in_vain < 5:
        ended = cut(office, tmp_path / "cut", failing(fault, at))
        at, in_vain = at + 9, in_vain + 1 if ended == DONE else 0
    assert at > 200
