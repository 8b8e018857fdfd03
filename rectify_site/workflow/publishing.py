"""``publish``, ``rollback`` and ``status`` of a target: only what was built, proven and is still true is shown."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site.documents.manifests import MANIFEST, broken, manifest
from rectify_site.errors import N_, TRUST, USAGE, SettingsError, StoreError
from rectify_site.ledger import chain as links_of_chain
from rectify_site.ledger import editions
from rectify_site.ledger.entries import CorrectionClass, Entry, Op
from rectify_site.model.outputs import Artifact
from rectify_site.papers.handover import Parcelled, handover
from rectify_site.press.parcel import parcel
from rectify_site.settings import Settings
from rectify_site.store import files, projects, targets
from rectify_site.store.projects import Project
from rectify_site.workflow import building, guarding
from rectify_site.workflow.opening import open_ledger, open_settings
from rectify_site.workflow.proving import proven

KEEP = 5
BUILD = N_("run `rectify-site build`, then publish")
LINE_COUNT = re.compile(r"[0-9]{1,9}")
GONE = frozenset({CorrectionClass.PERSONAL, CorrectionClass.SENSITIVE})
"""Corrections whose old words may be shown nowhere again."""


class Release(NamedTuple):
    """One release of a target: its digest, its cut-off date, the ledger lines it knew, whether it is whole."""

    digest: str
    as_of: str
    size: int
    whole: bool
    current: bool


class Published(NamedTuple):
    """What was published: where the public's copy stands, what is kept beside it, what was removed."""

    place: Path
    release: str
    files: int
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    mended: bool = False
    note: Path | None = None


class _Ready(NamedTuple):
    """A site that may be published, and the ledger it was held against."""

    settings: Settings
    site: tuple[Artifact, ...]
    entries: tuple[Entry, ...]


def publish(root: Path, target: Path, keep: int = KEEP) -> Published:
    """Publish the built site: into a folder as a release, or as a zip for a portal.

    Raises:
        ArchiveError: the site is not what was built. LedgerError: the ledger is not what it was.
        SettingsError: S430 a preview, S431 the site is older than the ledger, S432 the target lies within the project.

    """
    home = projects.project(root)
    _refuse_own(home, target)
    with projects.locked(home):
        ready = _ready(home)
        name = targets.digest(ready.site)
        if target.suffix.lower() == ".zip":
            return _as_zip(target, ready, name)
        with targets.locked(target):
            mended = _put(target, name, ready.site)
            targets.point(target, name)
            removed = _old(target, ready.entries, name, keep)
            targets.drop(target, removed)
            kept = targets.releases(target)
    return Published(targets.shown(target), name, len(ready.site), kept, removed, mended)


def _ready(home: Project) -> _Ready:
    made = building.making(home)
    settings = made.settings
    chain = open_ledger(home, settings.origin)
    entries = chain.entries
    found = proven(home)
    site = {item.path: item.data for item in found}
    if _facts(site).get("draft") is not False:
        message = N_("{path} is no site that was built from signatures")
        raise SettingsError("S430", message, BUILD, exit_code=TRUST, path=home.site)
    if site["checkpoint.txt"] != links_of_chain.checkpoint(entries, settings.origin):
        message = N_("the site was built before the last of the ledger's {size} lines")
        raise SettingsError("S431", message, BUILD, exit_code=USAGE, size=len(entries))
    facts = _facts(site)
    as_of = date.fromisoformat(str(facts["as_of"]))
    edition = editions.edition(entries, chain.contents, as_of, str(facts["published_at"]))
    own = (item for item in found if not item.path.startswith(building.SEALED))
    guarding.refuse_leaking(own, building.against(edition, chain, made, home))
    ordered = tuple(sorted(found))
    return _Ready(settings, (*ordered, Artifact(MANIFEST, manifest(ordered))), entries)


def _refuse_own(home: Project, target: Path) -> None:
    """The site is written anew by each build, and drafts lie in content: nothing is published into either."""
    place = target.resolve()
    own = (home.site, home.content, home.review, home.root / "build")
    if place == home.root or any(place == one or one in place.parents or place in one.parents for one in own):
        hint = N_("choose a folder outside the project")
        raise SettingsError("S432", N_("{path} belongs to the project itself"), hint, path=target)


def _facts(site: dict[str, bytes]) -> dict[str, object]:
    try:
        facts = json.loads(site.get("build.json", b"{}"))
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _put(target: Path, name: str, site: tuple[Artifact, ...]) -> bool:
    """Have a whole release of this name; True when one was there and was damaged."""
    there = name in targets.releases(target)
    damaged = there and not _whole(targets.release(target, name), name)
    if damaged or not there:
        targets.put(target, name, site)
        _refuse_damaged(target, name)
    targets.note(target, name)
    return damaged


def _whole(artifacts: Sequence[Artifact], name: str) -> bool:
    """Whether a release is complete, unchanged, and the one its name says."""
    found = {item.path: item.data for item in artifacts}
    listed = found.pop(MANIFEST, b"")
    try:
        return hashlib.sha256(listed).hexdigest() == name and not broken(listed, found)
    except ValueError:
        return False


def _refuse_damaged(target: Path, name: str) -> None:
    if not _whole(targets.release(target, name), name):
        hint = N_("publish again; if it happens again, the disk of the target is not well")
        raise StoreError("S433", N_("the release {name} in {path} is damaged"), hint, name=name, path=target)


def _old(target: Path, entries: Iterable[Entry], name: str, keep: int) -> tuple[str, ...]:
    """The releases to remove: more than are kept, and those that show what may not be shown any more."""
    others = [one for one in targets.releases(target) if one != name]
    until = _shown_no_more(entries)
    surplus = others[: max(0, len(others) - keep + 1)]
    return tuple(one for one in others if one in surplus or _lines(targets.checkpoint(target, one)) < until)


def _shown_no_more(entries: Iterable[Entry]) -> int:
    """The last line by which something left the public for good; older releases show it still."""
    gone = {Op.WITHDRAW, Op.PURGE}
    return max((one.seq for one in entries if one.op in gone or one.class_ in GONE), default=0)


def _release(target: Path, name: str) -> Release:
    artifacts = targets.release(target, name)
    found = {item.path: item.data for item in artifacts}
    size = _lines(found.get("checkpoint.txt", b""))
    as_of = str(_facts(found).get("as_of", ""))
    return Release(name, as_of, size, _whole(artifacts, name), name == targets.current(target))


def _lines(checkpoint: bytes) -> int:
    """The lines of the ledger a checkpoint knew; 0 for what is none, so that it counts as older than everything."""
    rows = checkpoint.decode(errors="replace").split("\n")
    return int(rows[1]) if len(rows) > 1 and LINE_COUNT.fullmatch(rows[1]) else 0


def status(target: Path) -> tuple[Release, ...]:
    """The releases of a target, oldest first, and which of them the public sees."""
    targets.refuse_foreign(target)
    return tuple(_release(target, name) for name in targets.releases(target))


def rollback(root: Path, target: Path, wanted: str | None = None) -> Published:
    """Show an earlier release again: the one published before the current one, or the one named.

    Raises:
        SettingsError: S434 there is none, S435 it shows what has been withdrawn since.
        StoreError: S433 it is damaged.

    """
    home = projects.project(root)
    with projects.locked(home), targets.locked(target):
        entries = open_ledger(home, open_settings(home)[0].origin).entries
        name = _earlier(target, wanted)
        _refuse_damaged(target, name)
        release = _release(target, name)
        if (until := _shown_no_more(entries)) > release.size:
            hint = N_("build the site and publish it; what was withdrawn cannot come back by a rollback")
            message = N_("the release {name} shows what ledger line {line} took out of the public")
            raise SettingsError("S435", message, hint, exit_code=TRUST, name=name[:16], line=until)
        targets.point(target, name)
        count = len(targets.release(target, name)) - 1
    return Published(targets.shown(target), name, count, targets.releases(target))


def _earlier(target: Path, wanted: str | None) -> str:
    there, now = targets.releases(target), targets.current(target)
    if wanted:
        found = [name for name in there if name.startswith(wanted)]
    else:
        found = list(there[: there.index(now)][-1:]) if now in there else list(there[-1:])
    if len(found) != 1 or found[0] == now:
        hint = N_("look at the releases with `rectify-site status {path}`")
        raise SettingsError("S434", N_("{path} has no such earlier release"), hint, path=target)
    return found[0]


def _as_zip(target: Path, ready: _Ready, name: str) -> Published:
    """The zip, and beside it the page for whoever runs the portal."""
    data = parcel(ready.site)
    facts = _facts({item.path: item.data for item in ready.site})
    note = target.with_name(f"{target.stem}-上线说明.txt")
    page = Parcelled(
        title=ready.settings.site_name,
        zip_name=target.name,
        digest=hashlib.sha256(data).hexdigest(),
        files=len(ready.site),
        size=len(data),
        as_of=str(facts.get("as_of", "")),
        release=name,
    )
    files.write(target, data)
    files.write(note, handover(page))
    return Published(target, name, len(ready.site), note=note)
