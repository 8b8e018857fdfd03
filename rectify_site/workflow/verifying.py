"""``verify``: the ledger, the site, the sealed years and any bag, each held against its papers."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from rectify_site.archive import verify as bags
from rectify_site.errors import N_, USAGE, ArchiveError
from rectify_site.ledger import chain as links_of_chain
from rectify_site.ledger import years
from rectify_site.ledger.years import Seals
from rectify_site.store import projects
from rectify_site.store.projects import Project
from rectify_site.workflow import proving
from rectify_site.workflow.opening import Chain, open_ledger, open_settings


class Verified(NamedTuple):
    """One thing that was held against its papers and is whole."""

    what: str
    files: int
    head: str = ""


def verify(root: Path, what: str | None = None, target: str | None = None) -> tuple[Verified, ...]:
    """Verify the ledger, the site, one sealed year, or all that is there."""
    if what and what not in {"ledger", "site", "archive"}:
        return (_bag(Path(what)),)
    home = projects.project(root)
    found: list[Verified] = []
    if what in {None, "ledger"}:
        found.append(_ledger(root))
    if what == "site" or (what is None and home.site.exists()):
        found.append(_site(root))
    if what in {None, "archive"}:
        known = {str(year): seal for year, seal in years.seals(_chain(root).entries).items()}
        found += [_year(home, year, known.get(year)) for year in ([target] if target else known)]
    return tuple(found)


def _year(home: Project, year: str, known: Seals | None) -> Verified:
    folder = home.archive / year
    if not folder.is_dir():
        hint = N_("restore the year from another copy, or seal it with `rectify-site archive`")
        raise ArchiveError("A106", N_("the year {year} is not in content/archive"), hint, year=year)
    return Verified(year, bags.verify_as_sealed(year, projects.tree(folder), known.digests if known else ()))


def _chain(root: Path) -> Chain:
    home = projects.project(root)
    return open_ledger(home, open_settings(home)[0].origin)


def _ledger(root: Path) -> Verified:
    entries = _chain(root).entries
    return Verified("ledger", len(entries), links_of_chain.head(entries))


def _site(root: Path) -> Verified:
    """The site's files against its manifest, and its checkpoint against the ledger."""
    found = proving.proven(projects.project(root))
    return Verified("site", len(found), _ledger(root).head)


def _bag(folder: Path) -> Verified:
    if not folder.is_dir():
        hint = N_("the sealed years stand in content/archive")
        raise ArchiveError("A104", N_("{path} is not there"), hint, exit_code=USAGE, path=folder)
    return Verified(folder.name, bags.verify(folder.name, projects.tree(folder)))
