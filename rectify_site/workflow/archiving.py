"""``archive YEAR`` seals a year; ``verify`` holds the ledger, the site and the sealed years against their papers."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from rectify_site import pages
from rectify_site.archive import seal
from rectify_site.archive import verify as bags
from rectify_site.documents.manifests import broken
from rectify_site.errors import N_, USAGE, ArchiveError, LedgerError
from rectify_site.ledger import chain as links_of_chain
from rectify_site.ledger import editions
from rectify_site.press.proof import MANIFEST
from rectify_site.store import projects, sites
from rectify_site.workflow.building import make_site, making, papers
from rectify_site.workflow.opening import open_ledger, open_settings

SITE_FAULTS = {
    "missing": N_("site: {path} is missing"),
    "changed": N_("site: {path} was changed"),
    "extra": N_("site: {path} was added"),
}


class Sealed(NamedTuple):
    """A year that was sealed."""

    folder: Path
    year: int
    records: int
    files: int


class Verified(NamedTuple):
    """One thing that was held against its papers and is whole."""

    what: str
    files: int
    head: str = ""


def archive(root: Path, year: int) -> Sealed:
    """Seal the site as of 31 December as a bag under ``content/archive/<year>``. A year is sealed once."""
    home = projects.project(root)
    folder = home.archive / str(year)
    if folder.exists():
        hint = N_("a sealed year never changes; what comes later stands in the site and in the next year")
        raise ArchiveError("A103", N_("{year} is sealed already"), hint, exit_code=USAGE, year=year)
    made = making(home)
    chain = open_ledger(home, made.settings.origin)
    edition = editions.edition(chain.entries, chain.contents, seal.last_day(year))
    seal.refuse_early(edition, editions.cut_off(chain.entries), year)
    _, site = make_site(edition, made, papers(edition, chain, made, home), ())
    facts = {
        "office": made.settings.office,
        "title": f"{made.settings.site_name}（{year}年度）",
        "origin": made.settings.origin,
        "year": str(year),
    }
    bag = seal.bag(site, edition, facts, pages.cover(edition, made.settings, made.sources, year))
    sites.seal_in(folder, bag)
    return Sealed(folder, year, len(edition.records), len(bag))


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
        years = [target] if target else [str(year) for year in projects.sealed(home)]
        found += [_bag(home.archive / year) for year in years]
    return tuple(found)


def _ledger(root: Path) -> Verified:
    home = projects.project(root)
    settings, _ = open_settings(home)
    chain = open_ledger(home, settings.origin)
    return Verified("ledger", len(chain.entries), links_of_chain.head(chain.entries))


def _site(root: Path) -> Verified:
    """The site's files against its manifest, and its checkpoint against the ledger."""
    home = projects.project(root)
    files = (
        {artifact.path: artifact.data for artifact in projects.tree(home.site)} if home.site.exists() else {}
    )
    hint = N_("build the site again; if the server shows this, somebody changed it there")
    if MANIFEST not in files:
        raise ArchiveError(
            "A301", N_("there is no built site in {path}"), hint, exit_code=USAGE, path=home.site
        )
    listed = files.pop(MANIFEST)
    for path, fault in broken(listed, files):
        raise ArchiveError("A302", SITE_FAULTS[fault], hint, path=path)
    if "checkpoint.txt" not in files:
        raise LedgerError("L116", N_("the site carries no checkpoint"), hint)
    return Verified("site", len(files), _ledger(root).head)


def _bag(folder: Path) -> Verified:
    if not folder.is_dir():
        hint = N_("the sealed years stand in content/archive")
        raise ArchiveError("A104", N_("{path} is not there"), hint, exit_code=USAGE, path=folder)
    return Verified(folder.name, bags.verify(folder.name, projects.tree(folder)))
