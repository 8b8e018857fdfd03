"""Where an office keeps its things: the layout of a project folder, and its ledger under a lock."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rectify_site.errors import N_, UNCONFIRMED, SettingsError, SourceError, StoreError
from rectify_site.model.outputs import Artifact
from rectify_site.store import files, locks

LEDGER_FILES = ("approved.jsonl", "ledger.jsonl", "checkpoint.txt")
FOLDERS = {"records": "record", "reports": "report", "notices": "notice"}


class Project(NamedTuple):
    """A project folder. Paths are derived; nothing is read until asked for.

    ``shelf`` is where its documents and its ledger stand; ``limited`` gives the other one.
    """

    root: Path
    shelf: tuple[str, ...] = ("content",)

    @property
    def config(self) -> Path:
        """The settings: ``mkdocs.yml``."""
        return self.root / "mkdocs.yml"

    @property
    def content(self) -> Path:
        """What the office works on."""
        return self.root.joinpath(*self.shelf)

    @property
    def site(self) -> Path:
        """The public site."""
        return self.root / "site"

    @property
    def preview(self) -> Path:
        """The watermarked preview."""
        return self.root / "build" / "preview"

    @property
    def shells(self) -> Path:
        """The frames of pages, kept until the look changes; they can be made again."""
        return self.root / "build" / "shells"

    @property
    def memory(self) -> Path:
        """What the last build was made from; without it the next one makes everything again."""
        return self.root / "build" / "built.json"

    @property
    def review(self) -> Path:
        """The folders to sign."""
        return self.root / "review"

    @property
    def archive(self) -> Path:
        """The sealed years."""
        return self.content / "archive"

    @property
    def collect(self) -> Path:
        """The workbooks that go out to units; what comes back stands wherever the office keeps it."""
        return self.root / "collect"

    def round(self, plan: str, period: str) -> Path:
        """The file that remembers what a collection round asked."""
        return self.plan(plan).parent / "rounds" / f"{period}.json"

    def answered(self, plan: str, period: str) -> Path:
        """The file that remembers where the answers of a round stand in the files of the units."""
        return self.round(plan, period).with_suffix("") / "places.json"

    def document(self, kind: str, plan: str, name: str) -> Path:
        """The file of a document of a plan."""
        folder = next(folder for folder, held in FOLDERS.items() if held == kind)
        return self.content / "plans" / plan / folder / f"{name}.yml"

    def plan(self, name: str) -> Path:
        """The file of a plan."""
        return self.content / "plans" / name / "plan.yml"

    def name(self, path: Path) -> str:
        """How a file is called in messages: from the project folder, with slashes."""
        return path.relative_to(self.root).as_posix()


class DraftFile(NamedTuple):
    """One file of a draft: the kind its place gives it, its name in messages, its bytes."""

    kind: str
    path: Path
    name: str
    data: bytes


class LedgerFiles(NamedTuple):
    """The bytes of the ledger, of the signed contents, and what checkpoints remember (by where they stand)."""

    ledger: bytes
    approved: bytes
    checkpoints: dict[str, bytes]


def project(root: Path) -> Project:
    """The project of a folder. Raises SettingsError M001 where there is no mkdocs.yml."""
    found = Project(root.resolve())
    if not found.config.exists():
        hint = N_("go to the project folder, name it with --project, or make one with `rectify-site init`")
        raise SettingsError("M001", N_("{path} is no project folder: mkdocs.yml is missing"), hint, path=root)
    return found


def limited(home: Project) -> Project:
    """The shelf of what is registered for a limited circle. Nothing that makes a site asks for it."""
    return home._replace(shelf=("content", "limited"))


def drafts(home: Project) -> tuple[DraftFile, ...]:
    """Every document file under ``content/``, in the order of their names. Hidden files are not documents."""
    found = [("units", home.content / "units.yml")] if (home.content / "units.yml").exists() else []
    found += [("plan", path) for path in sorted(home.content.glob("plans/*/plan.yml"))]
    for folder, kind in FOLDERS.items():
        found += [(kind, path) for path in sorted(home.content.glob(f"plans/*/{folder}/*.yml"))]
    found += [("page", path) for path in sorted(home.content.glob("pages/*.md"))]
    kept = [(kind, path) for kind, path in found if not any(part.startswith(".") for part in path.parts[-4:])]
    return tuple(DraftFile(kind, path, home.name(path), _own(home, path)) for kind, path in kept)


def rounds(home: Project) -> tuple[tuple[str, bytes], ...]:
    """Every remembered collection round: its name in messages, its bytes; in the order of plans and periods."""
    found = sorted(home.content.glob("plans/*/rounds/*.json"))
    return tuple((home.name(path), _own(home, path)) for path in found)


def _own(home: Project, path: Path) -> bytes:
    """The bytes of a file that really lies in this project: no link on the way leads elsewhere."""
    if path.parent.resolve() != home.root / path.parent.relative_to(home.root):
        hint = N_("put the folder itself there, not a link")
        raise SourceError("S305", N_("{path} lies behind a link"), hint, path=home.name(path))
    return files.read(path)


def ledger(home: Project) -> LedgerFiles:
    """The ledger and everything beside it that remembers how long it was."""
    published = [home.site / "checkpoint.txt"] if home == Project(home.root) else []
    known = (home.content / "checkpoint.txt", *published, *_sealed_checkpoints(home))
    remembered = {home.name(path): files.read(path) for path in known if path.exists()}
    return LedgerFiles(
        files.read_if_there(home.content / "ledger.jsonl", limit=None) or b"",
        files.read_if_there(home.content / "approved.jsonl", limit=None) or b"",
        remembered,
    )


def _sealed_checkpoints(home: Project) -> list[Path]:
    return sorted(home.archive.glob("[12][0-9][0-9][0-9]/data/checkpoint.txt"))


@contextlib.contextmanager
def locked(home: Project) -> Iterator[None]:
    """Hold the ledger's lock. What a killed run left beside the ledger is cleared away: nobody else is writing."""
    with locks.held(home.content / ".lock"):
        for name in LEDGER_FILES:
            files.clear(home.content / name)
        yield


def append(home: Project, contents: bytes, lines: bytes, checkpoint: bytes) -> None:
    """Add signatures: contents first, then the chain, then the checkpoint; each is on the disk before the next.

    A fault takes back what was added. A crash in between leaves contents nobody refers to, or a chain longer than
    its checkpoint: both are sound. The checkpoint is prepared first, because the last step must not need room.
    """
    approved, ledger_file, remembered = (home.content / name for name in LEDGER_FILES)
    prepared = files.prepare(remembered, checkpoint)
    size = approved.stat().st_size if approved.exists() else 0
    try:
        if contents:
            files.append(approved, contents)
        files.append(ledger_file, lines)
    except StoreError:
        prepared.unlink(missing_ok=True)
        if contents:
            files.cut(approved, size)
        raise
    try:
        files.commit(prepared, remembered)
    except StoreError as error:
        hint = N_("the signatures are registered; run `rectify-site verify ledger` and do not approve again")
        raise StoreError(
            "S405",
            N_("registered, but {path} could not be written"),
            hint,
            exit_code=UNCONFIRMED,
            path=remembered,
        ) from error


def set_aside(home: Project, name: str, size: int) -> Path:
    """Cut a ledger file to its first ``size`` bytes; the rest goes into a file of its own beside it, never away.

    A crash in between leaves the rest in both; the next run finds it there and makes no second copy.
    """
    path = home.content / name
    rest = (files.read_if_there(path, limit=None) or b"")[size:]
    number = 1
    while files.read_if_there(aside := path.with_name(f"{name}.torn-{number}"), limit=None) not in {
        None,
        rest,
    }:
        number += 1
    files.write(aside, rest)
    files.cut(path, size)
    return aside


def sealed(home: Project) -> dict[int, tuple[Artifact, ...]]:
    """The sealed years with all their files, paths from the folder of the year."""
    found = home.archive.glob("[12][0-9][0-9][0-9]")
    years = sorted(int(path.name) for path in found if path.is_dir() and not path.is_symlink())
    return {year: tree(home.archive / str(year)) for year in years}


def tree(folder: Path) -> tuple[Artifact, ...]:
    """All files under a folder, sorted; links are refused."""
    return tuple(stream(folder, folder))


def stream(folder: Path, root: Path) -> Iterator[Artifact]:
    """The files under a folder one after the other, sorted, with their paths from ``root``; links are refused."""
    before = "" if folder == root else f"{folder.relative_to(root).as_posix()}/"
    for parts in sorted(files.names(folder)):
        yield Artifact(before + "/".join(parts), files.read(folder.joinpath(*parts)))


def outside(folder: Path, inner: str) -> tuple[Artifact, ...]:
    """The files of a folder that do not lie in one of its folders."""
    paths = sorted(path for path in folder.iterdir() if path.name != inner)
    return tuple(item for path in paths for item in _alone(path, folder))


def _alone(path: Path, root: Path) -> tuple[Artifact, ...]:
    if path.is_dir() and not path.is_symlink():
        return tuple(stream(path, root))
    return (Artifact(path.relative_to(root).as_posix(), files.read(path)),)
