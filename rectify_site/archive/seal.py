"""Seal a year: the site as of 31 December as a BagIt bag (RFC 8493), the same bytes whenever it is made.

The bag's cover page is a tag file, so that a reader opens ``index.html`` of the year and the payload stays what was
published. No clock: the date on the bag is the date of the last signature in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from rectify_site.archive.bags import PAYLOAD
from rectify_site.archive.documents import documents
from rectify_site.archive.plain import text_of
from rectify_site.documents.manifests import MANIFEST, manifest
from rectify_site.errors import N_, ArchiveError
from rectify_site.model.edition import Edition, Snapshot
from rectify_site.model.outputs import Artifact, Page
from rectify_site.render.bodies import body

SITE = f"{PAYLOAD}site/"
MARKDOWN = f"{PAYLOAD}markdown/"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
WACZ_LIST = "wacz-sha256.txt"
CHECKPOINT = "checkpoint.txt"


class Facts(NamedTuple):
    """What an office says of its bag: who, which title, under which short name."""

    office: str
    title: str
    origin: str


def last_day(year: int) -> date:
    """The cut-off of a sealed year."""
    return date(year, 12, 31)


def refuse_early(signed_until: date, year: int) -> None:
    """A year can be sealed when a cut-off date on or after its last day has been signed.

    Raises:
        ArchiveError: A101 before that.

    """
    if signed_until < last_day(year):
        hint = N_("sign the year-end data first: approve with --as-of {year}-12-31 or later")
        message = N_("{year} cannot be sealed: the signed data reach only to {until}")
        raise ArchiveError("A101", message, hint, exit_code=2, year=year, until=signed_until)


def refuse_empty(edition: Edition, year: int) -> None:
    """A year in which nothing was public is not sealed; by a correction it may come to that.

    Raises:
        ArchiveError: A102.

    """
    if not edition.records and not (edition.snapshot and edition.snapshot.number):
        message, hint = N_("{year} cannot be sealed: it has no public records"), N_("check the year")
        raise ArchiveError("A102", message, hint, exit_code=2, year=year)


def payload(
    site: Iterable[Artifact], pages: Iterable[Page], edition: Edition, beside: Iterable[Artifact]
) -> tuple[Artifact, ...]:
    """What is kept of a year: the site, its pages as text, the documents, the checkpoint, and what is told beside.

    Names end in what any machine opens, and what a portal takes: the Markdown is ``.txt``.
    """
    site = tuple(site)
    return (
        *(Artifact(SITE + artifact.path, artifact.data) for artifact in site),
        *(
            Artifact(
                f"{MARKDOWN}{page.path.removesuffix('.html')}.txt", text_of(body(page.markdown)).encode()
            )
            for page in pages
        ),
        *(Artifact(PAYLOAD + artifact.path, artifact.data) for artifact in documents(edition)),
        *(Artifact(PAYLOAD + item.path, item.data) for item in site if item.path == CHECKPOINT),
        *beside,
    )


def bag(
    kept: tuple[Artifact, ...], beside: Iterable[Artifact], archive: Artifact, edition: Edition, facts: Facts
) -> tuple[Artifact, ...]:
    """The files of the bag, paths from the folder of the year.

    ``beside`` are further tag files: the cover, the metadata, the list for the hand-over. The web archive stands next
    to them and in a list of its own, so that the copy for the public can do without it and still be a whole bag.
    """
    tags = (
        Artifact("bagit.txt", DECLARATION),
        Artifact("bag-info.txt", _info(kept, edition, facts)),
        Artifact(MANIFEST, manifest(kept)),
        Artifact(WACZ_LIST, manifest([archive])),
        *beside,
    )
    return (*kept, *tags, Artifact("tagmanifest-sha256.txt", manifest(tags)), archive)


def public_copy(files: Iterable[Artifact]) -> tuple[Artifact, ...]:
    """The files of a bag that the site shows: all but the web archive, which repeats them."""
    return tuple(item for item in files if "/" in item.path or not item.path.endswith(".wacz"))


def _info(kept: tuple[Artifact, ...], edition: Edition, facts: Facts) -> bytes:
    octets = sum(len(artifact.data) for artifact in kept)
    snapshot = edition.snapshot or Snapshot(year=edition.as_of.year)
    lines = {
        "Source-Organization": facts.office,
        "External-Description": facts.title,
        "External-Identifier": f"{facts.origin}-{snapshot.year}",
        "Bagging-Date": edition.published_at[:10],
        "Data-Cut-Off-Date": edition.as_of.isoformat(),
        "Ledger-Head": edition.head,
        "Ledger-Size": str(edition.size),
        "Payload-Oxum": f"{octets}.{len(kept)}",
        **_past(snapshot),
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items()).encode()


def _past(snapshot: Snapshot) -> Mapping[str, str]:
    """The year before, and for a correction (补封) what it replaces."""
    before = {
        "Previous-Year": str(snapshot.previous_year),
        "Previous-Tag-Manifest": snapshot.previous,
    }
    again = {
        "Correction-Number": str(snapshot.number),
        "Correction-Reason": snapshot.reason,
        "Replaces-Tag-Manifest": snapshot.replaces,
    }
    return {**(before if snapshot.previous else {}), **(again if snapshot.number else {})}
