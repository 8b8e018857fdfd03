"""A published place: releases that never change, and one name that says which of them the public sees.

    target/releases/<digest>/   a whole site, named by the SHA-256 of its manifest
    target/releases/order.txt   the digests, in the order in which they were published
    target/current              a link to one of them; where links need a privilege, a folder with the same files

Other files of the target are not touched. The web server shows ``current``.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from rectify_site.errors import DISK, N_, UNCONFIRMED, StoreError
from rectify_site.model.outputs import Artifact
from rectify_site.store import files, locks, sites
from rectify_site.store.projects import tree

RELEASES, CURRENT, ORDER = "releases", "current", "order.txt"
NAME = re.compile(r"[0-9a-f]{64}")
NO_LINKS = frozenset({errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP})


def digest(artifacts: Iterable[Artifact]) -> str:
    """The name of a release: the SHA-256 of its manifest, which holds the digests of all its files."""
    listed = next((artifact.data for artifact in artifacts if artifact.path == sites.MARK), b"")
    return hashlib.sha256(listed).hexdigest()


@contextlib.contextmanager
def locked(target: Path) -> Iterator[None]:
    """Hold a target against a second publisher, once it is known to be ours.

    Raises:
        StoreError: S423 when something else stands where releases or the current one belong; S401, S421, S422.

    """
    refuse_foreign(target)
    with locks.held(target / RELEASES / ".lock"):
        clear(target)
        files.clear(target / RELEASES / ORDER)
        yield


def refuse_foreign(target: Path) -> None:
    """Refuse a target in which a name we need is somebody else's."""
    hint = N_("choose another folder, or move that away")
    names = [target, target / RELEASES]
    for path in names:
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            raise StoreError("S423", N_("{path} is not a folder"), hint, path=path)
    if names[1].exists():
        for path in sorted(names[1].iterdir()):
            if not (NAME.fullmatch(path.name) or path.name == ORDER or path.name.startswith(".")):
                raise StoreError("S423", N_("{path} was not published by this tool"), hint, path=path)
    here = target / CURRENT
    link = (
        here.is_symlink() and NAME.fullmatch(here.readlink().name) and here.readlink().parent.name == RELEASES
    )
    if (
        (here.exists() or here.is_symlink())
        and not link
        and (here.is_symlink() or not (here / sites.MARK).is_file())
    ):
        raise StoreError("S423", N_("{path} was not published by this tool"), hint, path=here)


def releases(target: Path) -> tuple[str, ...]:
    """The releases that are there, in the order in which they were published; those without an order come first."""
    folder = target / RELEASES
    there = {path.name for path in folder.glob("*") if NAME.fullmatch(path.name)}
    listed = (files.read_if_there(folder / ORDER) or b"").decode(errors="replace").split()
    known = [name for name in listed if name in there]
    return (*sorted(there - set(known)), *known)


def current(target: Path) -> str | None:
    """The release the public sees; None before the first."""
    path = target / CURRENT
    if path.is_symlink():
        return path.readlink().name if path.exists() else None
    data = files.read_if_there(path / sites.MARK)
    return hashlib.sha256(data).hexdigest() if data is not None else None


def shown(target: Path) -> Path:
    """The folder the public sees."""
    return target / CURRENT


def release(target: Path, name: str) -> tuple[Artifact, ...]:
    """All files of a release."""
    return tree(target / RELEASES / name)


def checkpoint(target: Path, name: str) -> bytes:
    """What a release remembers of the ledger; nothing where it is damaged."""
    return files.read_if_there(target / RELEASES / name / "checkpoint.txt") or b""


def put(target: Path, name: str, artifacts: Iterable[Artifact]) -> None:
    """Write a release whole. Until it is pointed at, nobody sees it.

    A damaged release of this name is replaced: whoever asks has looked, and writes the same bytes again.
    """
    with _not_shown_yet():
        sites.swap_in(target / RELEASES / name, artifacts, scratch=True)


@contextlib.contextmanager
def _not_shown_yet() -> Iterator[None]:
    """Whatever fails before ``point`` has changed nothing that anybody sees: it is a refusal, never "done"."""
    try:
        yield
    except StoreError as error:
        error.exit_code = DISK
        raise


def note(target: Path, name: str) -> None:
    """Note a release as the last one published."""
    order = [one for one in releases(target) if one != name]
    with _not_shown_yet():
        files.write(target / RELEASES / ORDER, "".join(f"{one}\n" for one in (*order, name)).encode())


def point(target: Path, name: str) -> None:
    """Show a release: one step, the old one or the new one and nothing between.

    Raises:
        StoreError: S401 when it could not be, S424 when it was and the disk did not confirm it.

    """
    path = target / CURRENT
    if path.exists() and not path.is_symlink():
        sites.swap_in(path, release(target, name), scratch=True)
        return
    fresh = target / f".{CURRENT}-new"
    with files.writing(path):
        fresh.unlink(missing_ok=True)
        linked = _link(fresh, name)
        if linked:
            fresh.replace(path)
    if not linked:
        path.unlink(missing_ok=True)
        sites.swap_in(path, release(target, name), scratch=True)
        return
    try:
        files.sync_folder(target)
    except OSError as error:
        hint = N_("run `rectify-site publish --check {path}` once the disk is well")
        message = N_("{path} was published, but the disk did not confirm it")
        raise StoreError("S424", message, hint, exit_code=UNCONFIRMED, path=target) from error


def _link(path: Path, name: str) -> bool:
    """Make a link to a release; False where links need a privilege (Windows) or the file system has none."""
    if os.name == "nt":
        return False
    try:
        path.symlink_to(f"{RELEASES}/{name}")
    except OSError as error:
        if error.errno in NO_LINKS:
            return False
        raise
    return True


def drop(target: Path, names: Iterable[str]) -> None:
    """Remove releases. Never asked for the current one.

    Raises:
        StoreError: S428 when one cannot be removed; what was published before stays published.

    """
    for name in names:
        path = target / RELEASES / name
        aside = path.with_name(f".{name}-old")
        try:
            shutil.rmtree(aside, ignore_errors=True)
            path.rename(aside)
            shutil.rmtree(aside)
        except OSError as error:
            hint = N_("remove it by hand, or publish again; it may show what was withdrawn")
            message = N_("published, but the old release {path} could not be removed: {problem}")
            problem = error.strerror or error
            raise StoreError(
                "S428", message, hint, exit_code=UNCONFIRMED, path=path, problem=problem
            ) from error


def clear(target: Path) -> None:
    """Remove what a killed run left half removed or half written; nobody else is publishing here."""
    for left in (target / RELEASES).glob(".*-*"):
        shutil.rmtree(left, ignore_errors=True)
