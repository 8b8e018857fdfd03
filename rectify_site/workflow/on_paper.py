"""``export pdf``: what is signed and public, as files for paper and for the archive. Drafts are not even read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site.archive.bags import PAYLOAD
from rectify_site.channels.exports import pdf
from rectify_site.errors import N_, USAGE, SourceError
from rectify_site.ledger import editions
from rectify_site.model.edition import Edition
from rectify_site.model.outputs import Artifact
from rectify_site.model.writings import Writing
from rectify_site.pages.on_paper import writings
from rectify_site.store import projects
from rectify_site.workflow import guarding, named_inputs
from rectify_site.workflow.building import Making, against, making
from rectify_site.workflow.handing import put_all
from rectify_site.workflow.opening import open_ledger

KINDS = frozenset({"plan", "record", "report"})
ENDING = ".pdf"


SEALED = f"{PAYLOAD}pdf/"
"""Where the PDFs of a sealed year stand."""


class Sheets(NamedTuple):
    """The PDFs of a sealed year, and their words as the gate can read them."""

    files: tuple[Artifact, ...] = ()
    said: tuple[Artifact, ...] = ()


class Choice(NamedTuple):
    """Which documents: one kind and id; all of them where both are empty."""

    kind: str = ""
    id: str = ""

    def takes(self, kind: str, key: str) -> bool:
        """Whether it is one of them."""
        return not self.kind or (kind, key) == (self.kind, self.id)


class Printed(NamedTuple):
    """The files that were made, and those of an earlier time beside them that are not public any more."""

    paths: tuple[Path, ...]
    outdated: tuple[Path, ...]
    as_of: date


def export(root: Path, choice: Choice, target: Path | None = None, now: str | None = None) -> Printed:
    """Write the PDFs, all or none; ``target`` is a file where its name ends in .pdf, else a folder.

    Raises:
        SourceError: C164 for what is not signed and public, C165 for one file where there are many documents.
        SettingsError: C160 without typst, C161 without a Chinese font.

    """
    home = projects.project(root)
    fonts = pdf.fonts()
    made = making(home)
    chain = open_ledger(home, made.settings.origin)
    edition = editions.edition(chain.entries, chain.contents, None, now)
    guarding.refuse_faults(guarding.examined(edition, named_inputs.waivers(home)))
    found = tuple(writings(edition, made.settings, made.rule, choice.takes))
    paths = _paths(target or home.root / "build" / "pdf", found, choice)
    guarding.refuse_leaking(_said(found), against(edition, chain, made, home))
    template = made.templates[pdf.TEMPLATE]
    put_all({path: pdf.pdf(one, template, fonts) for path, one in zip(paths, found, strict=True)})
    return Printed(paths, _outdated(paths) if not choice.kind else (), edition.as_of)


def _outdated(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Files with our names in the folder of all documents that are none of them."""
    ours = sorted(path for kind in KINDS for path in paths[0].parent.glob(f"{kind}-*{ENDING}"))
    return tuple(path for path in ours if path not in paths)


def year_end(edition: Edition, made: Making) -> Sheets:
    """The reports whose data reach to the day an edition is of, for its bag.

    Raises:
        SettingsError: C160 without typst, C161 without a Chinese font.

    """
    fonts = pdf.fonts()
    ids = {report.id for report in edition.reports if report.as_of == edition.as_of}
    found = tuple(
        writings(edition, made.settings, made.rule, lambda kind, key: kind == "report" and key in ids)
    )
    template = made.templates[pdf.TEMPLATE]
    files = (Artifact(f"{SEALED}{one.id}{ENDING}", pdf.pdf(one, template, fonts)) for one in found)
    return Sheets(tuple(files), tuple(_said(found)))


def _said(found: tuple[Writing, ...]) -> Iterator[Artifact]:
    """The words of the files, as the gate can read them: a PDF keeps them packed."""
    for one in found:
        yield Artifact(f"{one.kind}-{one.id}.json", one.model_dump_json().encode())


def _paths(target: Path, found: tuple[Writing, ...], choice: Choice) -> tuple[Path, ...]:
    if not found:
        hint = N_("look at what is signed with `rectify-site status`; sign it first, or correct the id")
        message = N_("no signed and public document has this id: {id}")
        raise SourceError("C164", message, hint, exit_code=USAGE, id=choice.id or "—")
    if target.suffix.lower() != ENDING:
        return tuple(target / f"{one.kind}-{one.id}{ENDING}" for one in found)
    if not choice.kind:
        hint = N_("name a folder with --output")
        raise SourceError(
            "C165",
            N_("{count} documents do not go into one file"),
            hint,
            exit_code=USAGE,
            count=len(found),
        )
    return (target,)
