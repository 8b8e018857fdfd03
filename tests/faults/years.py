"""A year to be sealed, small: an office that has signed it, and its bag, so that only the writing is left to be done.

Making a bag reads and reckons; it writes nothing but the shells it may forget. So it is handed in, and each operation
of the disk that ``archive`` makes is one of putting the bag in place and registering it.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from rectify_site.archive import seal
from rectify_site.errors import ArchiveError, RectifyError
from rectify_site.ledger import chain, years
from rectify_site.ledger.entries import WithdrawReason
from rectify_site.model.edition import Edition, Publication, Snapshot
from rectify_site.model.outputs import Artifact, Page
from rectify_site.store import projects
from rectify_site.workflow import archiving, mending, sealing, signing, verifying

ROOT = Path(__file__).parents[2]
YEAR, ORIGIN = 2024, "chenghu-qu"
LEDGER, TEXTS, MEMORY = (f"content/{name}" for name in ("ledger.jsonl", "approved.jsonl", "checkpoint.txt"))
Bag = sealing.Bag


def unsealed(place: Path) -> None:
    """The sample office as it stood before its first year was sealed: the last line signs the year's figures."""
    rows = (ROOT / LEDGER).read_bytes().splitlines(keepends=True)
    first = next(number for number, row in enumerate(rows) if json.loads(row)["op"] == "seal")
    digests = {json.loads(row)["digest"] for row in rows[:first]}
    texts = (ROOT / TEXTS).read_bytes().splitlines(keepends=True)
    (place / "content").mkdir(exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", place)
    (place / LEDGER).write_bytes(b"".join(rows[:first]))
    (place / TEXTS).write_bytes(b"".join(text for text in texts if json.loads(text)["digest"] in digests))
    (place / MEMORY).write_bytes(chain.checkpoint(chain.read((place / LEDGER).read_bytes()), ORIGIN))


def small_bag(place: Path, number: int = 0) -> Bag:
    """A bag of a page or two about what the ledger of this office holds; ``number`` is that of a correction."""
    entries = chain.read((place / LEDGER).read_bytes())
    before = next((n for n, line in enumerate(entries) if line.op == "seal"), len(entries))
    word = f"第{number}次".encode()
    site = (
        Artifact("checkpoint.txt", chain.checkpoint(entries[:before], ORIGIN)),
        Artifact("index.html", word),
        Artifact("records/2024-ducha-01.html", word),
    )
    edition = Edition(
        as_of=seal.last_day(YEAR),
        head="a" * 64,
        size=before,
        publications=(Publication(kind="plan", id="a", op="approve", at="2025-01-15T10:30:00+08:00"),),
        snapshot=Snapshot(year=YEAR, number=number, reason="内容更正后重新发布" if number else ""),
    )
    kept = seal.payload(
        site, [Page(path="index.html", kind="home", title="甲", markdown="# 甲")], edition, b""
    )
    facts = seal.Facts("某区人民政府办公室", "整改", ORIGIN)
    return Bag(seal.bag(kept, (), Artifact(f"{YEAR}.wacz", word), edition, facts), 1)


def clock() -> signing.Clock:
    return signing.Clock("2025-01-15T10:30:00+08:00", lambda: "0f" * 16)


def archive(place: Path) -> None:
    """Put aside what is torn and seal the year, as its clerk does after a fault; sealed already is as good."""
    _handed_in(place)
    mending.mend(place)
    _unless(lambda: archiving.archive(place, YEAR, clock()), "A103")


def correct(place: Path) -> None:
    """The same for a correction by number, after something in the year was taken back."""
    _handed_in(place)
    years.stale = lambda entries, *_: len(seals(entries)) < 2  # in a process of its own
    mending.mend(place)
    _unless(lambda: archiving.correct(place, YEAR, WithdrawReason.REPLACED, clock()), "A108")


def _handed_in(place: Path) -> None:
    sealing.bag_of = lambda *given: small_bag(place, given[3].number)  # in a process of its own


def _unless(work: Callable[[], object], code: str) -> None:
    try:
        work()
    except ArchiveError as error:
        if error.code != code:
            raise


def sealed(place: Path) -> None:
    """An office whose year is sealed."""
    unsealed(place)
    made = sealing.bag_of
    try:
        archive(place)
    finally:
        sealing.bag_of = made


def seals(entries: object) -> list[object]:
    return [line for line in entries if line.op == "seal"]  # type: ignore[attr-defined]


def found(place: Path) -> str:
    """Whether ``verify`` calls the year sealed. Then the ledger says so and every byte is there: new; else old."""
    try:
        verifying.verify(place, "archive", str(YEAR))
    except RectifyError as error:
        return "old" if error.hint and error.exit_code in {2, 3} else "neither"
    return "new" if _as_registered(place, 1) else "neither"


def found_corrected(place: Path) -> str:
    """Whether the correction counts and nothing is left of the bag it replaced.

    Until then the year is verified as it was, or said to be cut short, or the old one still lies aside.
    """
    said = len(seals(chain.read((place / LEDGER).read_bytes().rpartition(b"\n")[0] + b"\n")))
    try:
        verifying.verify(place, "archive", str(YEAR))
    except RectifyError as error:
        return "old" if error.code in {"A208", "L101", "L124", "L113"} else f"neither, {error.code}"
    if not _as_registered(place, said):
        return "neither"
    alone = [path.name for path in (place / "content" / "archive").iterdir()] == [str(YEAR)]
    return "new" if said > 1 and alone else "old"


def _as_registered(place: Path, number: int) -> bool:
    there = projects.tree(place / "content" / "archive" / str(YEAR))
    return sorted(there) == sorted(small_bag(place, number - 1).files)
