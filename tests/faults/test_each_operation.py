"""Each operation on the disk fails once, in each way: old or new, never a mix; what was said is true; a rerun heals."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from rectify_site.documents.manifests import manifest
from rectify_site.ledger import chain, checkpoints
from rectify_site.model.outputs import Artifact
from rectify_site.store import files, projects, sites, targets
from rectify_site.store.projects import Project
from tests.faults.layer import BUG, DONE, DONE_IN_SPITE, FAULTS, KILLED, needs_fork, run
from tests.ledger.lines import ORIGIN, a_ledger, joined

pytestmark = [needs_fork, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]

OWN_CHECKPOINT = "content/checkpoint.txt"
REFUSED, UNCONFIRMED = 4, 5
ACKNOWLEDGED = {DONE, DONE_IN_SPITE, UNCONFIRMED}


class Attempt(NamedTuple):
    """One way to write: what stands there before, the work, and what a look afterwards finds (old, new or neither)."""

    before: Callable[[Path], object]
    work: Callable[[Path], object]
    found: Callable[[Path], str]


def each_fault(attempt: Attempt, place: Path, fault: str, step: int = 1) -> int:
    """Let each operation fail in turn, or one in so many, until none is left; how many there were."""
    at = 1 - step
    while True:
        at += step
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        attempt.before(place)
        ended = run(lambda: attempt.work(place), fault, at)
        said = f"{fault} at operation {at}: ended {ended}, found {attempt.found(place)}"
        assert ended in {DONE, DONE_IN_SPITE, REFUSED, UNCONFIRMED, KILLED}, said
        assert ended != BUG, said
        assert attempt.found(place) in {"old", "new"}, said
        assert attempt.found(place) == "new" or ended not in ACKNOWLEDGED, said
        assert attempt.found(place) == "old" or ended != REFUSED, said
        assert run(lambda: attempt.work(place)) in {DONE, UNCONFIRMED}, f"after {said}"
        assert attempt.found(place) == "new", f"after {said}"
        if ended == DONE:
            return at - 1


# --- one file, several files -----------------------------------------------------------------------------


def content_of(path: Path) -> str:
    return {b"old": "old", b"new" * 999: "new"}.get(path.read_bytes(), "neither") if path.exists() else "none"


ONE_FILE = Attempt(
    before=lambda place: (place / "a.yml").write_bytes(b"old"),
    work=lambda place: files.write(place / "a.yml", b"new" * 999),
    found=lambda place: content_of(place / "a.yml"),
)


def several(place: Path) -> dict[Path, bytes]:
    return {place / name: b"new" * 999 for name in ("a.yml", "b.yml", "deep/c.yml")}


def found_several(place: Path) -> str:
    states = [content_of(path) for path in several(place)]
    if states == ["new"] * 3:
        return "new"
    return "old" if states == ["old", "old", "none"] else "mixed" if "neither" not in states else "neither"


SEVERAL = Attempt(
    before=lambda place: [(place / name).write_bytes(b"old") for name in ("a.yml", "b.yml")],
    work=lambda place: files.write_all(several(place)),
    found=found_several,
)


def as_many(place: Path) -> None:
    """The same as if they were many: one sync for all."""
    files.FEW = 0  # in a process of its own
    files.write_all(several(place))


MANY = SEVERAL._replace(work=as_many)

# --- a site ----------------------------------------------------------------------------------------------


def site_of(word: bytes) -> tuple[Artifact, ...]:
    """Few files, one in a folder, with a manifest."""
    pages = (
        Artifact("index.html", word),
        Artifact("records/1.html", word * 2),
        Artifact(f"{word.decode()}.html", b""),
    )
    return (*pages, Artifact(sites.MARK, manifest(pages)))


OLD, NEW = site_of(b"old"), site_of(b"new")


def found_site(folder: Path) -> str:
    if not folder.exists():
        return "none"
    there = projects.tree(folder)
    return "old" if there == tuple(sorted(OLD)) else "new" if there == tuple(sorted(NEW)) else "neither"


SITE = Attempt(
    before=lambda place: sites.swap_in(place / "site", OLD),
    work=lambda place: sites.swap_in(place / "site", NEW),
    found=lambda place: found_site(place / "site"),
)


def without_exchange(place: Path) -> None:
    sites._exchange = lambda *_: False  # type: ignore[assignment] # noqa: SLF001 - in a process of its own
    sites.swap_in(place / "site", NEW)


def found_or_aside(place: Path) -> str:
    """Between two renames the old site stands aside, whole; the next run puts it back first."""
    aside = place / ".site-old"
    return (
        "old" if not (place / "site").exists() and found_site(aside) == "old" else found_site(place / "site")
    )


TWO_RENAMES = Attempt(before=SITE.before, work=without_exchange, found=found_or_aside)


def sealed(place: Path) -> None:
    """As ``archive`` does it: what is there whole already is not sealed again."""
    if found_site(place / "2025") != "new":
        sites.seal_in(place / "2025", NEW)


SEALED = Attempt(
    before=lambda _: None,
    work=sealed,
    found=lambda place: {"none": "old"}.get(found_site(place / "2025"), found_site(place / "2025")),
)


# --- a target --------------------------------------------------------------------------------------------


def publish(place: Path, site: tuple[Artifact, ...]) -> None:
    name = targets.digest(site)
    with targets.locked(place):
        if name not in targets.releases(place):
            targets.put(place, name, site)
        targets.note(place, name)
        targets.point(place, name)
        targets.drop(place, [one for one in targets.releases(place)[:-2] if one != name])


def published(place: Path) -> None:
    for word in (b"first", b"second", b"old"):
        publish(place, site_of(word))


TARGET = Attempt(
    before=published,
    work=lambda place: publish(place, NEW),
    found=lambda place: found_site((place / "current").resolve()),
)


def by_folder(place: Path) -> None:
    targets._link = lambda *_: False  # type: ignore[assignment] # noqa: SLF001 - in a process of its own
    publish(place, NEW)


def before_by_folder(place: Path) -> None:
    published(place)
    (place / "current").unlink()
    shutil.copytree(place / "releases" / targets.digest(OLD), place / "current")


TARGET_BY_FOLDER = Attempt(
    before=before_by_folder, work=by_folder, found=lambda place: found_site(place / "current")
)


# --- signatures ------------------------------------------------------------------------------------------

LEDGER = a_ledger(6)
SIGNED_BEFORE = 3


def content_lines(count: int) -> bytes:
    return b"".join(b'{"content":{},"n":%d}\n' % number for number in range(count))


def signed_before(place: Path) -> None:
    home = Project(place)
    with projects.locked(home):
        lines = joined(LEDGER[:SIGNED_BEFORE])
        projects.append(home, content_lines(3), lines, chain.checkpoint(LEDGER[:SIGNED_BEFORE], ORIGIN))


def sign(place: Path) -> None:
    """Register what is not registered yet, after putting aside what is torn, as a second ``approve`` does."""
    home = Project(place)
    with projects.locked(home):
        raw = projects.ledger(home)
        tail = checkpoints.unacknowledged(raw.ledger, raw.checkpoints, OWN_CHECKPOINT, ORIGIN)
        rest = chain.torn_tail(raw.approved)
        for name, data, torn in (("ledger.jsonl", raw.ledger, tail), ("approved.jsonl", raw.approved, rest)):
            if torn:
                projects.set_aside(home, name, len(data) - len(torn))
        there = chain.read(raw.ledger[: len(raw.ledger) - len(tail)])
        if len(there) < len(LEDGER):
            lines = joined(LEDGER[len(there) :])
            projects.append(
                home, content_lines(6)[len(content_lines(3)) :], lines, chain.checkpoint(LEDGER, ORIGIN)
            )


def found_signed(place: Path) -> str:
    """New: all lines. Old: the old ones, whole, and perhaps some that nobody was told about."""
    home = Project(place)
    raw = projects.ledger(home)
    tail = checkpoints.unacknowledged(raw.ledger, raw.checkpoints, OWN_CHECKPOINT, ORIGIN)
    entries = chain.read(raw.ledger[: len(raw.ledger) - len(tail)])
    whole = raw.approved[: len(raw.approved) - len(chain.torn_tail(raw.approved))]
    if (
        entries != LEDGER[: len(entries)]
        or len(entries) < SIGNED_BEFORE
        or not whole.startswith(content_lines(3))
    ):
        return "neither"
    if len(entries) == len(LEDGER) and not tail:
        return "new" if whole.endswith(content_lines(6)[len(content_lines(3)) :]) else "neither"
    return "old"


SIGNATURES = Attempt(before=signed_before, work=sign, found=found_signed)

ATTEMPTS = {
    "one file": ONE_FILE,
    "a site": SITE,
    "a site by two renames": TWO_RENAMES,
    "a sealed year": SEALED,
    "a target": TARGET,
    "a target without links": TARGET_BY_FOLDER,
    "signatures": SIGNATURES,
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", ATTEMPTS)
def test_old_or_new_and_what_was_said_is_true(name: str, fault: str, tmp_path: Path) -> None:
    assert each_fault(ATTEMPTS[name], tmp_path / "place", fault) >= 8


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("attempt", [SEVERAL, MANY], ids=["few", "many"])
def test_several_files_are_all_old_or_all_new_after_an_error(
    attempt: Attempt, fault: str, tmp_path: Path
) -> None:
    assert each_fault(attempt, tmp_path / "place", fault) >= 18


@pytest.mark.slow
def test_several_files_are_each_old_or_new_after_a_kill(tmp_path: Path) -> None:
    for at in range(1, 30):
        place = tmp_path / str(at)
        place.mkdir()
        SEVERAL.before(place)
        run(lambda: SEVERAL.work(place), "kill", at)  # noqa: B023 - run in this turn of the loop
        assert found_several(place) in {"old", "mixed", "new"}
        assert run(lambda: SEVERAL.work(place)) == DONE  # noqa: B023 - as above
        assert found_several(place) == "new"


@pytest.mark.parametrize("name", ["a site", "a target", "signatures"])
def test_a_rerun_leaves_nothing_of_the_killed_run(name: str, tmp_path: Path) -> None:
    attempt = ATTEMPTS[name]
    for at in range(2, 24, 5):
        place = tmp_path / str(at)
        place.mkdir()
        attempt.before(place)
        run(lambda: attempt.work(place), "kill", at)  # noqa: B023 - run in this turn of the loop
        assert run(lambda: attempt.work(place)) in {DONE, UNCONFIRMED}  # noqa: B023 - as above
        left = [path.name for path in place.rglob(".*") if path.name != ".lock"]
        assert left == []


def test_the_layer_sees_a_writer_that_writes_in_place(tmp_path: Path) -> None:
    """The oracle itself: a plain write is caught as a mix."""
    careless = ONE_FILE._replace(work=lambda place: (place / "a.yml").write_bytes(b"new" * 999))
    with pytest.raises(AssertionError, match="neither"):
        each_fault(careless, tmp_path / "place", "kill")


@pytest.mark.slow
def test_twenty_writers_at_once_make_one_chain(tmp_path: Path) -> None:
    """Each process adds one line to what it finds; under the lock none is lost and none forks the chain."""
    home = Project(tmp_path)
    children = []
    for _ in range(20):
        child = os.fork()
        if child == 0:
            os._exit(_add_one(home))
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 20
    raw = projects.ledger(home)
    entries = chain.read(raw.ledger)
    checkpoints.hold(entries, raw.checkpoints, OWN_CHECKPOINT, ORIGIN)
    assert len(entries) == 20


def _add_one(home: Project) -> int:
    try:
        with projects.locked(home):
            there = chain.read(projects.ledger(home).ledger)
            more = a_ledger(len(there) + 1)
            projects.append(home, b"", chain.line(more[-1]), chain.checkpoint(more, ORIGIN))
    except BaseException:  # noqa: BLE001 - the parent hears of it
        return BUG
    return 0
