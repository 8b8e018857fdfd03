"""``build``: the public site from what is signed. ``preview``: the same from drafts, marked on every page."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from rectify_site import channels, pages
from rectify_site.archive import verify as bags
from rectify_site.archive.figures import telling
from rectify_site.archive.seal import public_copy
from rectify_site.errors import N_, ArchiveError, SourceError
from rectify_site.ledger import chain as links_of_chain
from rectify_site.ledger import editions, release, years
from rectify_site.ledger.years import Seals
from rectify_site.model.due import DueRule
from rectify_site.model.edition import Edition
from rectify_site.model.findings import Finding
from rectify_site.model.outputs import Artifact, Page
from rectify_site.press import assembly, dye, engine, policy, scripts
from rectify_site.render.bodies import body
from rectify_site.search import writing as search
from rectify_site.search.entries import Findable
from rectify_site.settings import Settings
from rectify_site.store import files, locks, projects, sites
from rectify_site.store.aside import aside
from rectify_site.store.projects import Project
from rectify_site.store.templates import templates
from rectify_site.tables.matters import Matter
from rectify_site.workflow import built as memory
from rectify_site.workflow import guarding, headers, named_inputs
from rectify_site.workflow.built import Built
from rectify_site.workflow.framing import frame
from rectify_site.workflow.opening import Chain, open_ledger, open_office, open_settings

MANY = 200
"""Matters for which a second process is worth its start."""

SEALED = "archive/"
"""Where the sealed years stand in a site."""


Tick = Callable[[int, int], object]
"""Told how many pages are done, of how many."""


class Making(NamedTuple):
    """What a site is made with, beside the Edition: settings, how days are counted, templates."""

    settings: Settings
    rule: DueRule
    templates: dict[str, bytes]
    shells: Path

    def shelf(self, edition: Edition) -> Path:
        """Where the shells of pages are kept: those of the preview and of a sealed year beside those of the site."""
        kind = "preview" if edition.draft else "year" if edition.snapshot else "site"
        return self.shells / f"{kind}.json"

    @property
    def sources(self) -> dict[str, str]:
        """The page templates as text."""
        return {name: data.decode() for name, data in self.templates.items() if name.endswith(".jinja")}

    @property
    def published(self) -> dict[str, bytes]:
        """The templates that go into a site."""
        return {
            name: data
            for name, data in self.templates.items()
            if not name.startswith(("starter/", "office/", "pdf/"))
        }


def making(home: Project) -> Making:
    """Read settings and templates."""
    found, rule = open_settings(home)
    return Making(found, rule, dye.dyed(templates(), found.colour), home.shells)


def build(
    root: Path, as_of: date | None = None, now: str | None = None, tick: Tick = lambda _done, _total: None
) -> Built:
    """Make the public site as of the signed cut-off date. Drafts are not even read.

    ``now`` is the time of the door, in the form of the ledger; what was signed for a later time waits. The site says
    when its newest document became public: built for that moment again, it is the same, byte for byte.
    ``tick`` is told how many of its pages are done.
    """
    home = projects.project(root)
    with projects.locked(home):
        made_of = memory.inputs(home, as_of)
        made = making(home)
        chain = open_ledger(home, made.settings.origin)
        known = years.seals(chain.entries)
        sealed = sealed_years(home, known)
        edition = editions.edition(chain.entries, chain.contents, as_of, now).model_copy(
            update={"sealed": tuple(telling(years.told(seal), sealed[year]) for year, seal in known.items())}
        )
        archived = [
            Artifact(f"{SEALED}{year}/{item.path}", item.data)
            for year, bag in sealed.items()
            if not known[year].retired
            for item in public_copy(bag)
        ]
        found = guarding.examined(edition, named_inputs.waivers(home))
        guarding.refuse_faults(found)
        planned, site = make_site(
            edition, made, papers(edition, chain, made, home), archived, against(edition, chain, made, home)
        )
        sites.swap_in(home.site, _told(site, len(planned), tick))
        written = headers.lay_down(headers.folder_of(home)) if made.settings.csp == "snippet" else ()
        at = now or release.known_time(chain.entries)
        waits = tuple((entry.id, entry.not_before or "") for entry in release.waiting(chain.entries, at))
        built = _built(home.site, edition, planned, found).model_copy(
            update={"headers": written, "waiting": waits}
        )
        memory.remember(home, made_of, built, release.newest(chain.entries, at))
    return built


def _told(site: Iterable[Artifact], pages: int, tick: Tick) -> Iterator[Artifact]:
    """The files of a site; for each of its pages, which come first, it is said how far the build has come."""
    for done, artifact in enumerate(site, 1):
        tick(min(done, pages), pages)
        yield artifact


def against(edition: Edition, chain: Chain, made: Making, home: Project) -> guarding.Against:
    """What the files of this project are held against before they leave."""
    return guarding.Against(edition, chain, made.settings, made.published, home.root)


def sealed_years(home: Project, known: Mapping[int, Seals]) -> dict[int, tuple[Artifact, ...]]:
    """The years in the archive, each whole and as the ledger says it was sealed; nothing else goes into a site."""
    found = projects.sealed(home)
    for missing in sorted(known.keys() - found.keys()):
        hint = N_("restore it from another copy of content/archive, or from the site")
        raise ArchiveError("A106", N_("the year {year} is not in content/archive"), hint, year=missing)
    for year, bag in found.items():
        bags.verify_as_sealed(str(year), bags.folder_of(bag), known[year].digests if year in known else ())
    return found


def preview(root: Path, as_of: date) -> Built:
    """Make the watermarked preview of all drafts in ``build/preview``."""
    opened = open_office(root)
    made = making(opened.home)
    edition = editions.preview(opened.office, as_of)
    if not edition.plans:
        hint = N_("run `rectify-site import FILE` first")
        raise SourceError("G114", N_("there is no plan to preview yet"), hint, exit_code=1)
    with locks.held(opened.home.preview.parent / ".lock"):
        planned, site = make_site(edition, made, (), ())
        sites.swap_in(opened.home.preview, site, scratch=True)
    return _built(opened.home.preview, edition, planned, guarding.examined(edition))


class Planned(NamedTuple):
    """The pages of an Edition, its matters, what the theme says on all pages, and what the search asks for."""

    pages: tuple[Page, ...]
    facts: dict[str, Any]
    matters: tuple[Matter, ...]
    findable: Findable


def plan(edition: Edition, made: Making) -> Planned:
    """Everything of a site that is not yet framed."""
    view = pages.view(edition, made.settings, made.sources, made.rule)
    planned = pages.of(view)
    facts = pages.site_facts(edition, made.settings, planned)
    facts["policy"] = policy.in_page(made.settings.csp)
    return Planned(planned, facts, view.matters, pages.found_by_searching(view, planned))


def lay_out_preview(root: Path, as_of: date) -> tuple[Artifact, ...]:
    """What the engine needs for the preview, for ``mkdocs serve`` run by hand."""
    opened = open_office(root)
    edition, made = editions.preview(opened.office, as_of), making(opened.home)
    planned = plan(edition, made)
    framed = (engine.framed(page, body(page.markdown)) for page in planned.pages)
    laid_out = engine.layout(framed, planned.facts, made.templates, made.settings.site_url)
    return (*laid_out, *engine.beside(search.artifacts(planned.findable)))


def lay_down(folder: Path, artifacts: Iterable[Artifact]) -> None:
    """Put the preview's theme where MkDocs finds it."""
    files.write_all({folder / artifact.path: artifact.data for artifact in artifacts})


def make_site(
    edition: Edition,
    made: Making,
    papers: Iterable[Artifact],
    sealed: Iterable[Artifact],
    gate: guarding.Against | None = None,
) -> tuple[tuple[Page, ...], Iterator[Artifact]]:
    """All pages and, one after the other, all files of a site; see ``assemble``.

    ``gate`` is what they are held against. Sealed years are not: they were when they were sealed.
    """
    planned = plan(edition, made)
    rules = scripts.allowed(made.settings.csp, made.templates)
    through = partial(guarding.let_through, against=gate) if gate else iter

    def beside() -> Iterator[Artifact]:
        given = (search.artifacts(planned.findable), channels.of(edition, made.settings, planned.matters))
        return through(scripts.nothing_else_runs(itertools.chain(*given), rules))

    proved = itertools.chain(aside(beside) if len(edition.records) > MANY else beside(), sealed)
    framed = frame(planned.pages, planned.facts, made.templates, made.settings.site_url, made.shelf(edition))
    return planned.pages, assembly.assemble(planned.pages, framed, papers, proved, rules, through)


def papers(edition: Edition, chain: Chain, made: Making, home: Project) -> tuple[Artifact, ...]:
    """What lets anyone check a site: the checkpoint of the ledger, and what it was made from."""
    names = (home.config, home.content / "holidays.yml")
    inputs = {home.name(path): files.read_if_there(path) for path in names}
    digests = {name: assembly.digest_of({name: data}) for name, data in inputs.items() if data is not None}
    digests["templates"] = assembly.digest_of(made.published)
    return (
        Artifact("build.json", assembly.build_json(edition, digests)),
        Artifact("checkpoint.txt", links_of_chain.checkpoint(chain.entries, made.settings.origin)),
    )


def _built(site: Path, edition: Edition, planned: tuple[Page, ...], found: tuple[Finding, ...]) -> Built:
    return Built(
        site=site,
        pages=len(planned),
        records=len(edition.records),
        findings=found,
        as_of=edition.as_of,
        size=edition.size,
        head=edition.head,
    )
