"""The bag of a year: made from the lines before its seal, and put in its place. The same lines, the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple

from rectify_site import links, pages
from rectify_site.archive import seal, tool
from rectify_site.archive import verify as bags
from rectify_site.archive.figures import figures
from rectify_site.archive.metadata import metadata
from rectify_site.documents.manifests import MANIFEST
from rectify_site.errors import N_, UNCONFIRMED, USAGE, ArchiveError, SettingsError, StoreError
from rectify_site.ledger import chain as links_of_chain
from rectify_site.ledger import years
from rectify_site.ledger.entries import Change, Entry, Op
from rectify_site.ledger.years import Seals
from rectify_site.model.edition import Edition, Snapshot
from rectify_site.model.outputs import Artifact, Page
from rectify_site.model.records import Scope
from rectify_site.papers.transfer import transfer_list
from rectify_site.store import projects, sites
from rectify_site.store.projects import Project
from rectify_site.tables.matters import matters
from rectify_site.workflow import on_paper
from rectify_site.workflow.building import Making, against, make_site, papers
from rectify_site.workflow.guarding import refuse_leaking
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
    planned, whole = make_site(edition, made, papers(edition, chain, made, home), ())
    # the bag has one manifest of all its files
    site = tuple(sorted(item for item in whole if item.path != MANIFEST))
    told = figures(matters(edition, made.rule))
    sheets = on_paper.year_end(edition, made) if snapshot.paper else on_paper.Sheets()
    kept = seal.payload(site, planned, edition, (told, tool.requirements(), *sheets.files))
    archive = Artifact(f"{snapshot.year}.wacz", _web_archive(edition, made, site, planned))
    files = {item.path: item.data for item in (*kept, archive)}
    beside = (
        Artifact("index.html", pages.cover(edition, made.settings, made.sources, snapshot)),
        Artifact("transfer-list.xlsx", transfer_list(edition, made.settings.office, files, seal.SITE)),
        metadata(edition, made.settings, kept),
    )
    facts = seal.Facts(made.settings.office, _title(made, snapshot.year), made.settings.origin)
    made_of = seal.bag(kept, beside, archive, edition, facts)
    open_files = (*(item for item in seal.public_copy(made_of) if item not in sheets.files), *sheets.said)
    # the web archive repeats what is seen here
    refuse_leaking(open_files, against(edition, chain, made, home))
    return Bag(made_of, len(edition.records))


def _title(made: Making, year: int) -> str:
    return f"{made.settings.site_name}（{year}年度）"


def _web_archive(edition: Edition, made: Making, site: Files, planned: Iterable[Page]) -> bytes:
    """The same pages as web archives are kept; an office without an address has one that nobody else can have."""
    from rectify_site.archive.wacz import Collection, wacz

    address = made.settings.site_url or f"http://{made.settings.origin}.invalid/"
    moment = datetime.fromisoformat(edition.published_at).astimezone(UTC)
    title = _title(made, edition.as_of.year)
    return wacz(site, planned, Collection(title, address, moment.strftime("%Y-%m-%dT%H:%M:%SZ")))


def _at_its_address(made: Making, year: int) -> Making:
    """The settings of a site that stands under the living one: its pages name themselves and not their successors.

    Nothing in it is ever updated, so it announces no next time.
    """
    url = made.settings.site_url
    own = url and f"{url.rstrip('/')}/{links.archive(year).removesuffix('index.html')}{seal.SITE}"
    update = {"site_url": own, "next_update": None, "update_cycle": None}
    return made._replace(settings=made.settings.model_copy(update=update))


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
        ArchiveError: A20x it is damaged, A207 it is no bag of this year.

    """
    folder = home.archive / str(known.year)
    if not folder.is_dir():
        return None
    found = projects.tree(folder)
    there = bags.folder_of(found)
    if bags.digest(found) in known.digests:
        bags.verify(str(known.year), there)
    else:
        bags.verify_as_sealed(str(known.year), there, known.digests)
    return found


def replaced(known: Seals, files: Files) -> bool:
    """Whether these are a bag that a later line of the ledger replaced: a correction was cut short."""
    return bags.digest(files) != known.last.digest


def as_sealed(home: Project, made: Making, chain: Chain, known: Seals) -> Bag | None:
    """The bag that the last seal of a year is about, made again from the lines before it.

    None when it does not come out the same, because settings, templates or the program have changed since.
    """
    before = chain.entries[: known.last.seq - 1]
    told = years.snapshot(before, known.year, known.last.reason)
    for paper in (False, True):
        try:
            bag = bag_of(home, made, Chain(before, chain.contents), on(told, paper=paper), known.last.at)
        except SettingsError:
            if not paper:
                raise
            return None  # nothing here can make PDFs
        if bag.digest == known.last.digest:
            return bag
    return None


@contextmanager
def more_to_come() -> Iterator[None]:
    """A step behind which others have to follow: one that the disk did not confirm is not done, but cut short.

    Raises:
        StoreError: S450 in the place of one that says done and not confirmed.

    """
    try:
        yield
    except StoreError as error:
        if error.exit_code != UNCONFIRMED:
            raise
        hint = N_("see that the disk is well, then run the same command again: it goes on where it stopped")
        message = N_("the disk did not confirm a step, and those after it were not taken")
        raise StoreError("S450", message, hint) from error


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
        told = on(years.snapshot(lines, known.year, reason), paper=_has_paper(home, known.year))
        bag = bag_of(home, made, Chain(lines, chain.contents), told, at)
        found.append(Resealed(line(lines[-1], told, bag, at), bag))
    return tuple(found)


def on(told: Snapshot, *, paper: bool) -> Snapshot:
    """What a bag says of itself when it holds its reports as PDF, or does not."""
    return told.model_copy(update={"paper": paper})


def _has_paper(home: Project, year: int) -> bool:
    """Whether the bag in the archive holds PDFs: its correction has them anew, without what was taken back."""
    return (home.archive / str(year) / on_paper.SEALED).is_dir()


def known_year(entries: Sequence[Entry], year: int) -> Seals:
    """The seals of a year. Raises ArchiveError A111 for one that was never sealed."""
    known = years.seals(entries).get(year)
    if known is None:
        hint = N_("seal it with `rectify-site archive {year}`")
        raise ArchiveError("A111", N_("{year} was never sealed"), hint, exit_code=USAGE, year=year)
    return known
