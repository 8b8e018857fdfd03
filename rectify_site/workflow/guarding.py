"""Before anything is put in place: what was signed is held against today's checks, what was made against the ledger."""

from __future__ import annotations

import contextlib
import getpass
import socket
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site import checks
from rectify_site.checks.given import Given
from rectify_site.errors import FINDINGS, N_, RectifyError
from rectify_site.gate import inspection
from rectify_site.gate.sought import sought
from rectify_site.model.edition import Edition
from rectify_site.model.findings import Finding, Place
from rectify_site.model.office import Office
from rectify_site.model.outputs import Artifact
from rectify_site.model.units import Units
from rectify_site.model.waivers import Waivers
from rectify_site.settings import Settings
from rectify_site.workflow.opening import Chain

WORDS = (".jinja", ".html", ".js", ".css", ".svg", ".txt")
"""The kinds of template whose own words may stand in the outputs."""

OF_TEXTS = "T"
"""The rules that look at a text by itself."""

FEWEST_PARTS = 2
"""Of a folder's name: / and C:\\ say nothing of anybody."""


class FaultyError(RectifyError):
    """The clerk mends it: errors in texts that are signed. They come along, so that the door can say each."""

    exit_code = FINDINGS

    def __init__(self, found: tuple[Finding, ...]) -> None:
        documents = "、".join(dict.fromkeys(finding.document for finding in found))
        hint = N_(
            "the old site stays as it is. Correct the draft and have it signed again; "
            "or, where a person may decide so, write a waiver into content/waivers.yml; "
            "or take the document down with `rectify-site withdraw ID --urgent`"
        )
        message = N_("{count} errors stand in signed texts, so nothing was built: {documents}")
        super().__init__("K110", message, hint, count=len(found), documents=documents)
        self.found = found


def examined(edition: Edition, waivers: Waivers | None = None) -> tuple[Finding, ...]:
    """What today's checks say of what was signed, perhaps before a check was there.

    A waiver is over on the day of the newest signature and not by the clock: the same ledger is judged the same.
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
    day = date.fromisoformat(edition.published_at[:10]) if edition.published_at else None
    given = Given(waivers=waivers or Waivers(), today=day)
    found = checks.run(office, lambda document, _: Place(file=document), given)
    return tuple(finding for finding in found if finding.document != checks.WAIVERS)


def refuse_faults(found: Iterable[Finding]) -> None:
    """Nothing is built of a text that could not be signed today.

    Only of texts: what documents say of each other (R) may be out of joint because one was withdrawn, and that must
    never keep the withdrawal from the public.

    Raises:
        FaultyError: K110, with the errors.

    """
    errors = tuple(finding for finding in found if finding.stops and finding.code.startswith(OF_TEXTS))
    if errors:
        raise FaultyError(errors)


class Against(NamedTuple):
    """What outputs are held against: the ledger, what it makes public, and the words that are nobody's secret."""

    edition: Edition
    chain: Chain
    settings: Settings
    templates: Mapping[str, bytes]
    root: Path


def let_through(artifacts: Iterable[Artifact], against: Against) -> Iterator[Artifact]:
    """Hand on what is made, file by file, nothing that must not leave. The last word comes behind the last file.

    Raises:
        LeakError: K101–K107.

    """
    said = (data.decode() for name, data in against.templates.items() if name.endswith(WORDS))
    allowed = (*_strings(against.settings.model_dump()), *said)
    entries, contents = against.chain
    wanted = sought(against.edition, entries, contents, allowed, tuple(_machine(against.root)))
    return inspection.let_through(artifacts, wanted)


def refuse_leaking(artifacts: Iterable[Artifact], against: Against) -> None:
    """Let these files go, or raise as ``let_through``."""
    for _ in let_through(artifacts, against):
        pass


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list, tuple)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _machine(root: Path) -> Iterator[str]:
    """Names that belong to this computer: the user, the host, folders, each as files may spell them."""
    yield socket.gethostname()
    with contextlib.suppress(OSError, KeyError, ImportError):  # a user without a name, as in some containers
        yield getpass.getuser()
    for folder in (Path.home(), Path(tempfile.gettempdir()), root.resolve()):
        if len(folder.parts) >= FEWEST_PARTS:
            yield from {str(folder), folder.as_posix(), str(folder).replace("\\", "\\\\")}
