"""``build``: the public site from what is signed. ``preview``: the same from drafts, marked on every page."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site import checks, pages
from rectify_site.archive import verify as bags
from rectify_site.errors import N_, ArchiveError, SourceError
from rectify_site.ledger import chain as links_of_chain
from rectify_site.ledger import editions
from rectify_site.model.due import DueRule
from rectify_site.model.edition import Edition
from rectify_site.model.findings import Finding, Place
from rectify_site.model.office import Office
from rectify_site.model.outputs import Artifact, Page
from rectify_site.model.units import Units
from rectify_site.press import assembly, engine, policy, scripts
from rectify_site.settings import Settings
from rectify_site.store import files, jobs, locks, projects, sites
from rectify_site.store.jobs import Job
from rectify_site.store.projects import Project
from rectify_site.store.templates import templates
from rectify_site.workflow import headers
from rectify_site.workflow.opening import Chain, open_ledger, open_office, open_settings

NEEDED_BY_WINDOWS = ("SYSTEMROOT",)
"""Without it no program starts there; it says nothing that could reach a page."""


class Built(NamedTuple):
    """What a build made: the proof that the door prints."""

    site: Path
    pages: int
    records: int
    findings: tuple[Finding, ...]
    as_of: date
    size: int
    head: str
    headers: tuple[Path, ...] = ()  # what the server's webmaster needs, where the pages carry no policy


class Making(NamedTuple):
    """What a site is made with, beside the Edition: settings, how days are counted, templates."""

    settings: Settings
    rule: DueRule
    templates: dict[str, bytes]

    @property
    def sources(self) -> dict[str, str]:
        """The page templates as text."""
        return {name: data.decode() for name, data in self.templates.items() if name.endswith(".jinja")}


def making(home: Project) -> Making:
    """Read settings and templates."""
    found, rule = open_settings(home)
    return Making(found, rule, templates())


def build(root: Path, as_of: date | None = None) -> Built:
    """Make the public site as of the signed cut-off date. Drafts are not even read."""
    home = projects.project(root)
    with projects.locked(home):
        made = making(home)
        chain = open_ledger(home, made.settings.origin)
        sealed = sealed_years(home, chain)
        edition = editions.edition(chain.entries, chain.contents, as_of).model_copy(
            update={"sealed": tuple(sealed)}
        )
        archived = [
            Artifact(f"archive/{year}/{item.path}", item.data) for year, bag in sealed.items() for item in bag
        ]
        planned, site = make_site(edition, made, papers(edition, chain, made, home), archived)
        sites.swap_in(home.site, site)
        written = headers.lay_down(headers.folder_of(home)) if made.settings.csp == "snippet" else ()
    return _built(home.site, edition, planned)._replace(headers=written)


def sealed_years(home: Project, chain: Chain) -> dict[int, tuple[Artifact, ...]]:
    """The years in the archive, each whole and as the ledger says it was sealed; nothing else goes into a site."""
    known = editions.seals(chain.entries)
    found = projects.sealed(home)
    for missing in sorted(set(known) - {str(year) for year in found}):
        hint = N_("restore it from another copy of content/archive, or from the site")
        raise ArchiveError("A106", N_("the year {year} is not in content/archive"), hint, year=missing)
    for year, bag in found.items():
        bags.verify_as_sealed(str(year), bag, known.get(str(year)))
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
    return _built(opened.home.preview, edition, planned)


def planned_job(edition: Edition, made: Making) -> tuple[tuple[Page, ...], Job]:
    """The pages of an Edition, and the engine's job that gives them their shells."""
    planned = pages.of(edition, made.settings, made.sources, made.rule)
    facts = pages.site_facts(edition, made.settings, planned)
    facts["policy"] = policy.in_page(made.settings.csp)
    laid_out = engine.layout(planned, facts, made.templates, made.settings.site_url)
    system = {name: os.environ[name] for name in NEEDED_BY_WINDOWS if name in os.environ}
    environment = {**engine.environment(edition.published_at), **system}
    return planned, Job(laid_out, engine.command(), environment, engine.OUTPUT)


def lay_out_preview(root: Path, as_of: date) -> tuple[Artifact, ...]:
    """What the engine needs for the preview, for ``mkdocs serve`` run by hand."""
    opened = open_office(root)
    return planned_job(editions.preview(opened.office, as_of), making(opened.home))[1].files


def lay_down(folder: Path, artifacts: Iterable[Artifact]) -> None:
    """Put the preview's theme where MkDocs finds it."""
    files.write_all({folder / artifact.path: artifact.data for artifact in artifacts})


def make_site(
    edition: Edition, made: Making, papers: Iterable[Artifact], sealed: Iterable[Artifact]
) -> tuple[tuple[Page, ...], tuple[Artifact, ...]]:
    """All pages and all files of a site."""
    planned, job = planned_job(edition, made)
    rules = scripts.allowed(made.settings.csp, made.templates)
    return planned, assembly.assemble(planned, jobs.run(job), papers, sealed, rules)


def papers(edition: Edition, chain: Chain, made: Making, home: Project) -> tuple[Artifact, ...]:
    """What lets anyone check a site: the checkpoint of the ledger, and what it was made from."""
    names = (home.config, home.content / "holidays.yml")
    inputs = {home.name(path): files.read_if_there(path) for path in names}
    digests = {name: assembly.digest_of({name: data}) for name, data in inputs.items() if data is not None}
    digests["templates"] = assembly.digest_of(_published_templates(made.templates))
    return (
        Artifact("build.json", assembly.build_json(edition, digests)),
        Artifact("checkpoint.txt", links_of_chain.checkpoint(chain.entries, made.settings.origin)),
    )


def _published_templates(found: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in found.items() if not name.startswith(("starter/", "office/"))}


def _built(site: Path, edition: Edition, planned: tuple[Page, ...]) -> Built:
    return Built(
        site=site,
        pages=len(planned),
        records=len(edition.records),
        findings=_findings(edition),
        as_of=edition.as_of,
        size=edition.size,
        head=edition.head,
    )


def _findings(edition: Edition) -> tuple[Finding, ...]:
    """What today's checks say of what was signed, perhaps before a check was there.

    How many matters a plan speaks of is not asked: those for a limited circle are no part of an edition.
    """
    office = Office(
        plans=tuple(plan.model_copy(update={"declared_items": None}) for plan in edition.plans),
        records=edition.records,
        reports=edition.reports,
        notices=edition.notices,
        units=Units(units=edition.units),
        pages=edition.pages,
    )
    return checks.run(office, lambda document, _: Place(file=document))
