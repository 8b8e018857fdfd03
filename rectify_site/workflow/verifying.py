"""``verify``: the ledgers, the site, the sealed years, any bag or web archive, a release: each against its papers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from rectify_site.archive import verify as bags
from rectify_site.archive.bags import PAYLOAD
from rectify_site.errors import N_, USAGE, ArchiveError
from rectify_site.ledger import chain as links_of_chain
from rectify_site.ledger import years
from rectify_site.ledger.years import Seals
from rectify_site.model.records import Scope
from rectify_site.store import files, projects, served
from rectify_site.store.projects import Project
from rectify_site.workflow import circles, proving, publishing
from rectify_site.workflow.opening import Chain, open_chain, open_ledger, open_settings

WEB_ARCHIVE = ".wacz"


class Verified(NamedTuple):
    """One thing that was held against its papers and is whole."""

    what: str
    files: int
    head: str = ""


def verify(root: Path, what: str | None = None, target: str | None = None) -> tuple[Verified, ...]:
    """Verify the ledger, the site, one sealed year, or all that is there; or a folder or file by its path."""
    if what and what not in {"ledger", "site", "archive"}:
        return _at(Path(what))
    home = projects.project(root)
    found: list[Verified] = []
    if what in {None, "ledger"}:
        found += [_ledger(root), *_limited(root)]
    if what == "site" or (what is None and home.site.exists()):
        found.append(_site(root))
    if what in {None, "archive"}:
        lines = open_chain(home, open_settings(home)[0].origin)
        known = {str(year): seal for year, seal in years.seals(lines).items()}
        found += [_year(home, year, known) for year in ([target] if target else known)]
    return tuple(found)


def _year(home: Project, year: str, known: dict[str, Seals]) -> Verified:
    folder = home.archive / year
    if not folder.is_dir():
        hint = N_("restore the year from another copy, or seal it with `rectify-site archive`")
        raise ArchiveError("A106", N_("the year {year} is not in content/archive"), hint, year=year)
    there = folder_at(folder)
    count = bags.verify_as_sealed(year, there, known[year].digests if year in known else ())
    bags.refuse_strange_past(year, there.tags, {seal.year: seal.digests for seal in known.values()})
    return Verified(year, count)


def folder_at(path: Path) -> bags.Folder:
    """A bag on the disk; its payload is read while it is checked and not kept."""
    return bags.Folder(projects.outside(path, PAYLOAD.rstrip("/")), projects.stream(path / PAYLOAD, path))


def _chain(root: Path) -> Chain:
    home = projects.project(root)
    return open_ledger(home, open_settings(home)[0].origin)


def _ledger(root: Path) -> Verified:
    entries = _chain(root).entries
    return Verified("ledger", len(entries), links_of_chain.head(entries))


def _limited(root: Path) -> tuple[Verified, ...]:
    """The ledger of the limited circle, where there is one."""
    home = projects.project(root)
    settings = open_settings(home)[0]
    if not circles.limited(home, settings)[0].content.exists():
        return ()
    entries = circles.at(home, settings, Scope.LIMITED).chain.entries
    return (Verified("content/limited", len(entries), links_of_chain.head(entries)),)


def _site(root: Path) -> Verified:
    """The site's files against its manifest, and its checkpoint against the ledger."""
    found = proving.proven(projects.project(root))
    return Verified("site", len(found), _ledger(root).head)


def _at(path: Path) -> tuple[Verified, ...]:
    """A web archive, a published folder with its releases, or a bag."""
    if path.is_file() and path.suffix == WEB_ARCHIVE:
        from rectify_site.archive import web_archives

        return (Verified(path.name, web_archives.verify(path.name, files.read(path))),)
    _there(path)
    if (path / "releases").is_dir() and not (path / "bagit.txt").exists():
        return tuple(_release(path, one) for one in publishing.status(path))
    return (Verified(path.name, bags.verify(path.name, folder_at(path))),)


def _release(path: Path, release: publishing.Release) -> Verified:
    if not release.whole:
        hint = N_("publish again: a damaged release is written anew")
        message = N_("{path}: the release {name} is damaged")
        raise ArchiveError("A114", message, hint, path=path, name=release.digest[:16])
    return Verified(release.digest[:16], release.size)


def against(root: Path, what: str, target: str | None, place: str) -> Verified:
    """Hold another copy against the one here, file by file: a folder, or what a server gives out.

    The web archive of a year is not asked for: a copy for the public has none.

    Raises:
        ArchiveError: A250 a file is missing there, A251 one differs, A252 there is one more.

    """
    here = _copy(root, what, target)
    wanted = _digests(served.of_folder(here))
    if served.is_address(place):
        found = _digests(served.of_server(place, wanted, lambda _: None))
    else:
        found = _digests(served.of_folder(_there(Path(place))))
    hint = N_("find out which copy is the right one: each has its own manifest, and `verify` checks it")
    faults = [(path, "A250", N_("{where}: {path} is missing there")) for path in wanted.keys() - found.keys()]
    shared = wanted.keys() & found.keys()
    faults += [
        (path, "A251", N_("{where}: {path} differs from the copy here"))
        for path in shared
        if wanted[path] != found[path]
    ]
    more = N_("{where}: {path} is there and not in the copy here")
    faults += [(path, "A252", more) for path in found.keys() - wanted.keys()]
    for path, code, message in sorted(faults):
        raise ArchiveError(code, message, hint, where=place, path=path)
    return Verified(place, len(wanted))


def _copy(root: Path, what: str, target: str | None) -> Path:
    if what == "site":
        return _there(projects.project(root).site)
    return _there(projects.project(root).archive / target if what == "archive" and target else Path(what))


def _there(path: Path) -> Path:
    if not path.is_dir():
        hint = N_("the sealed years stand in content/archive")
        raise ArchiveError("A104", N_("{path} is not there"), hint, exit_code=USAGE, path=path)
    return path


def _digests(found: Iterable[served.Served]) -> dict[str, str]:
    kept = (one for one in found if one.digest and ("/" in one.path or not one.path.endswith(WEB_ARCHIVE)))
    return {one.path: one.digest for one in kept}
