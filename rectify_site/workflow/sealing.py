"""The bag of a year: made from the lines before its seal, and put in its place. The same lines, the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rectify_site import links, pages
from rectify_site.archive import seal
from rectify_site.archive import verify as bags
from rectify_site.errors import N_, USAGE, ArchiveError
from rectify_site.ledger import chain as links_of_chain
from rectify_site.ledger import years
from rectify_site.ledger.entries import Change, Entry, Op
from rectify_site.ledger.years import Seals
from rectify_site.model.edition import Snapshot
from rectify_site.model.outputs import Artifact
from rectify_site.model.records import Scope
from rectify_site.store import projects, sites
from rectify_site.store.projects import Project
from rectify_site.workflow.building import Making, make_site, papers, refuse_leaks
from rectify_site.workflow.opening import Chain

Files = tuple[Artifact, ...]


class Bag(NamedTuple):
    """All files of a bag, and how many matters were public in its year."""

    files: Files
    matters: int

    @property
    def digest(self) -> str:
        """The one digest that stands for it."""
        return bags.digest(self.files)


class Resealed(NamedTuple):
    """A correction that is decided: its line of the ledger, and the bag that the line seals."""

    line: Entry
    bag: Bag


def bag_of(home: Project, made: Making, chain: Chain, snapshot: Snapshot, at: str) -> Bag:
    """The bag of a year as it is sealed after the last line of this chain, at a moment.

    Raises:
        ArchiveError: A102 for a year in which nothing was public. LeakError: K101–K108, see ``gate``.

    """
    made = _at_its_address(made, snapshot.year)
    edition = years.edition(chain.entries, chain.contents, snapshot, at)
    seal.refuse_empty(edition, snapshot.year)
    _, site = make_site(edition, made, papers(edition, chain, made, home), ())
    facts = {
        "office": made.settings.office,
        "title": f"{made.settings.site_name}（{snapshot.year}年度）",
        "origin": made.settings.origin,
        "year": str(snapshot.year),
    }
    cover = pages.cover(edition, made.settings, made.sources, snapshot)
    files = seal.bag(site, edition, facts, cover)
    refuse_leaks(files, edition, chain, made, home)
    return Bag(files, len(edition.records))


def _at_its_address(made: Making, year: int) -> Making:
    """The settings of a site that stands under the living one: its pages name themselves and not their successors."""
    url = made.settings.site_url
    if url is None:
        return made
    own = f"{url.rstrip('/')}/{links.archive(year).removesuffix('index.html')}{seal.PAYLOAD}"
    return made._replace(settings=made.settings.model_copy(update={"site_url": own}))


def line(previous: Entry, snapshot: Snapshot, bag: Bag, at: str, document: str | None = None) -> Entry:
    """The line that seals a bag, after ``previous``."""
    fields: dict[str, Any] = {
        "op": Op.SEAL,
        "kind": "archive",
        "id": str(snapshot.year),
        "scope": Scope.PUBLIC,
        "digest": bag.digest,
        "as_of": seal.last_day(snapshot.year),
        "document": document,
        "at": at,
    }
    if snapshot.number:
        fields |= {
            "change": Change.CORRECTION,
            "basis": years.replaces(snapshot.number, snapshot.replaces),
            "reason": snapshot.reason,
        }
    return links_of_chain.seal(previous, fields)


def held(home: Project, known: Seals) -> Files | None:
    """The bag in the archive, whole: the one that counts, or one that it replaces; None where there is none.

    Raises:
        ArchiveError: A201–A205 it is damaged, A207 it is no bag of this year.

    """
    folder = home.archive / str(known.year)
    if not folder.is_dir():
        return None
    found = projects.tree(folder)
    if bags.digest(found) in known.digests:
        bags.verify(str(known.year), found)
    else:
        bags.verify_as_sealed(str(known.year), found, known.digests)
    return found


def replaced(known: Seals, files: Files) -> bool:
    """Whether these are a bag that a later line of the ledger replaced: a correction was cut short."""
    return bags.digest(files) != known.last.digest


def as_sealed(home: Project, made: Making, chain: Chain, known: Seals) -> Bag | None:
    """The bag that the last seal of a year is about, made again from the lines before it.

    None when it does not come out the same, because settings, templates or the program have changed since.
    """
    told = years.snapshot(known.year, known.before, known.last.reason)
    bag = bag_of(home, made, Chain(chain.entries[: known.last.seq - 1], chain.contents), told, known.last.at)
    return bag if bag.digest == known.last.digest else None


def put(home: Project, year: int, bag: Bag) -> None:
    """Have exactly this bag in the archive, and nothing left of another."""
    folder = home.archive / str(year)
    if folder.is_dir() and sorted(projects.tree(folder)) == sorted(bag.files):
        sites.clear_aside(folder)
    else:
        sites.seal_again(folder, bag.files)


def tidy(home: Project, entries: Sequence[Entry]) -> None:
    """Remove what killed runs left beside the sealed years: it may be a bag that was replaced."""
    for year in years.seals(entries):
        sites.clear_aside(home.archive / str(year))


def reseal(
    home: Project, made: Making, chain: Chain, corrections: Iterable[tuple[Seals, str]], at: str
) -> tuple[Resealed, ...]:
    """Decide the corrections of some years, each for a reason, one after the other behind the last line."""
    found: list[Resealed] = []
    for known, reason in corrections:
        lines = (*chain.entries, *(one.line for one in found))
        told = years.snapshot(known.year, known, reason)
        bag = bag_of(home, made, Chain(lines, chain.contents), told, at)
        found.append(Resealed(line(lines[-1], told, bag, at), bag))
    return tuple(found)


def known_year(entries: Sequence[Entry], year: int) -> Seals:
    """The seals of a year. Raises ArchiveError A111 for one that was never sealed."""
    known = years.seals(entries).get(year)
    if known is None:
        hint = N_("seal it with `rectify-site archive {year}`")
        raise ArchiveError("A111", N_("{year} was never sealed"), hint, exit_code=USAGE, year=year)
    return known
