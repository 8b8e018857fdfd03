"""``archive YEAR`` seals a year; ``verify`` holds the ledger, the site and the sealed years against their papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site import pages
from rectify_site.archive import seal
from rectify_site.archive import verify as bags
from rectify_site.errors import N_, USAGE, ArchiveError
from rectify_site.ledger import chain as links_of_chain
from rectify_site.ledger import editions
from rectify_site.ledger.entries import Op
from rectify_site.model.edition import Edition
from rectify_site.model.outputs import Artifact
from rectify_site.model.records import Scope
from rectify_site.store import projects, sites
from rectify_site.store.projects import Project
from rectify_site.workflow import proving
from rectify_site.workflow.building import Making, make_site, making, papers
from rectify_site.workflow.opening import Chain, open_ledger, open_settings
from rectify_site.workflow.signing import Clock, append


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


def archive(root: Path, year: int, clock: Clock) -> Sealed:
    """Seal the site as of 31 December as a bag under ``content/archive/<year>``. A year is sealed once.

    The bag comes first and the ledger's line about it second; a run that was cut short in between is finished here.
    """
    home = projects.project(root)
    with projects.locked(home):
        made = making(home)
        chain = open_ledger(home, made.settings.origin)
        if str(year) in editions.seals(chain.entries):
            hint = N_("a sealed year never changes; what comes later stands in the site and in the next year")
            raise ArchiveError("A103", N_("{year} is sealed already"), hint, exit_code=USAGE, year=year)
        edition = editions.edition(chain.entries, chain.contents, _last_day(chain, year), clock.at)
        bag = _bag_of(edition, chain, made, home, year)
        folder = home.archive / str(year)
        if not folder.exists():
            sites.seal_in(folder, bag)
        elif projects.tree(folder) != tuple(sorted(bag)):
            hint = N_("move this folder away and seal the year again")
            raise ArchiveError(
                "A105", N_("{path} is there already and is not this year"), hint, exit_code=USAGE, path=folder
            )
        fields = {
            "op": Op.SEAL,
            "kind": "archive",
            "id": str(year),
            "scope": Scope.PUBLIC,
            "digest": bags.digest(bag),
            "as_of": edition.as_of,
            "at": clock.at,
        }
        append(home, made.settings, chain, (links_of_chain.seal(chain.entries[-1], fields),), ())
    return Sealed(folder, year, len(edition.records), len(bag))


def _last_day(chain: Chain, year: int) -> date:
    seal.refuse_early(editions.cut_off(chain.entries), year)
    return seal.last_day(year)


def _bag_of(edition: Edition, chain: Chain, made: Making, home: Project, year: int) -> tuple[Artifact, ...]:
    seal.refuse_empty(edition, year)
    _, site = make_site(edition, made, papers(edition, chain, made, home), ())
    facts = {
        "office": made.settings.office,
        "title": f"{made.settings.site_name}（{year}年度）",
        "origin": made.settings.origin,
        "year": str(year),
    }
    return seal.bag(site, edition, facts, pages.cover(edition, made.settings, made.sources, year))


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
        known = editions.seals(_chain(root).entries)
        found += [_year(home, year, known) for year in ([target] if target else sorted(known))]
    return tuple(found)


def _year(home: Project, year: str, known: dict[str, str]) -> Verified:
    folder = home.archive / year
    if not folder.is_dir():
        hint = N_("restore the year from another copy, or seal it with `rectify-site archive`")
        raise ArchiveError("A106", N_("the year {year} is not in content/archive"), hint, year=year)
    return Verified(year, bags.verify_as_sealed(year, projects.tree(folder), known.get(year)))


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
