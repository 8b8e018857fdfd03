"""Seal a year: the site as of 31 December as a BagIt bag (RFC 8493), the same bytes whenever it is made.

The bag's cover page is a tag file, so that a reader opens ``index.html`` of the year and the payload stays the
site itself. No clock: the date on the bag is the date of the last signature in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from rectify_site.documents.manifests import manifest
from rectify_site.errors import N_, ArchiveError
from rectify_site.model.edition import Edition, Snapshot
from rectify_site.model.outputs import Artifact

PAYLOAD = "data/"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


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


def bag(
    site: Iterable[Artifact], edition: Edition, facts: Mapping[str, str], cover: bytes
) -> tuple[Artifact, ...]:
    """The files of the bag, paths from the folder of the year.

    ``facts`` are the office, the year and the title for bag-info; ``cover`` is the page that opens the year.
    """
    payload = tuple(Artifact(PAYLOAD + artifact.path, artifact.data) for artifact in site)
    tags = (
        Artifact("bagit.txt", DECLARATION),
        Artifact("bag-info.txt", _info(payload, edition, facts)),
        Artifact("index.html", cover),
        Artifact("manifest-sha256.txt", manifest(payload)),
    )
    return (*payload, *tags, Artifact("tagmanifest-sha256.txt", manifest(tags)))


def _info(payload: tuple[Artifact, ...], edition: Edition, facts: Mapping[str, str]) -> bytes:
    octets = sum(len(artifact.data) for artifact in payload)
    lines = {
        "Source-Organization": facts["office"],
        "External-Description": facts["title"],
        "External-Identifier": f"{facts['origin']}-{facts['year']}",
        "Bagging-Date": edition.published_at[:10],
        "Data-Cut-Off-Date": edition.as_of.isoformat(),
        "Ledger-Head": edition.head,
        "Ledger-Size": str(edition.size),
        "Payload-Oxum": f"{octets}.{len(payload)}",
        **_correction(edition.snapshot),
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items()).encode()


def _correction(snapshot: Snapshot | None) -> dict[str, str]:
    """What a correction (补封) says of itself in bag-info."""
    if snapshot is None or not snapshot.number:
        return {}
    return {
        "Correction-Number": str(snapshot.number),
        "Correction-Reason": snapshot.reason,
        "Replaces-Tag-Manifest": snapshot.replaces,
    }
