"""Check a sealed year: complete, unchanged, nothing added. Says which file, as an archivist would ask."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rectify_site.archive import bags
from rectify_site.archive.bags import PAYLOAD, RESTORE
from rectify_site.archive.seal import WACZ_LIST
from rectify_site.errors import N_, ArchiveError
from rectify_site.model.outputs import Artifact

OURS = re.compile(r"^Ledger-Head: ", re.MULTILINE)
PREVIOUS = re.compile(r"^Previous-(Year|Tag-Manifest): (.+)$", re.MULTILINE)


class Folder(NamedTuple):
    """The files of a bag: its tag files, and its payload, which streams by."""

    tags: tuple[Artifact, ...]
    payload: Iterable[Artifact]


def folder_of(artifacts: Iterable[Artifact]) -> Folder:
    """A bag whose files are all there already."""
    files = tuple(artifacts)
    tags = tuple(item for item in files if not item.path.startswith(PAYLOAD))
    return Folder(tags, (item for item in files if item.path.startswith(PAYLOAD)))


def digest(tags: Iterable[Artifact]) -> str:
    """The one digest that stands for a sealed year: of its tag manifest, which holds all others."""
    listed = next((artifact.data for artifact in tags if artifact.path == "tagmanifest-sha256.txt"), b"")
    return hashlib.sha256(listed).hexdigest()


def verify_as_sealed(where: str, folder: Folder, sealed: Sequence[str]) -> int:
    """Hold a year against its manifests and against the digests of its seals, the one that counts last.

    Raises:
        ArchiveError: as ``verify``; A206 for a year nobody sealed, A207 for another bag than the sealed one, A208 for
            one that a correction replaced, A220 without its web archive.

    """
    if not sealed:
        hint = N_("move this folder out of content/archive; seal the year with `rectify-site archive`")
        raise ArchiveError(
            "A206", N_("{where} lies in the archive, but the ledger knows of no such seal"), hint, where=where
        )
    if (found := digest(folder.tags)) in sealed[:-1]:
        hint = N_(
            "finish the correction that was cut short: run `rectify-site archive {where} --correct` again"
        )
        message = N_("{where} is still the bag that correction no. {number} of the ledger replaced")
        raise ArchiveError("A208", message, hint, where=where, number=len(sealed) - 1)
    if found != sealed[-1]:
        raise ArchiveError("A207", N_("{where} is not the year that was sealed"), RESTORE, where=where)
    return verify(where, folder, whole=True)


def verify(where: str, folder: Folder, *, whole: bool = False) -> int:
    """Hold a bag against its manifests; the number of files checked. ``whole``: with its web archive.

    In a year that this tool sealed nothing may be added; in another's bag tag files that no list names are lawful.

    Raises:
        ArchiveError: A201–A205, A209–A214 as ``bags``; A220 the web archive is missing, A221 it was changed.

    """
    tags = {item.path: item.data for item in folder.tags}
    bag = bags.read(where, tags)
    archives = _web_archives(where, tags, whole=whole)
    listed = (item for item in folder.tags if item.path not in archives)
    return bags.check(where, bag, listed, folder.payload, strict=bool(OURS.search(bag.info))) + len(archives)


def _web_archives(where: str, tags: Mapping[str, bytes], *, whole: bool) -> set[str]:
    """The web archives of a year: they stand beside the bag's own files, and copies for the public leave them out."""
    there = set()
    for row in tags.get(WACZ_LIST, b"").decode(errors="replace").splitlines():
        wanted, _, path = row.partition("  ")
        if path not in tags:
            if whole:
                raise ArchiveError("A220", N_("{where}: {path} is missing"), RESTORE, where=where, path=path)
        elif hashlib.sha256(tags[path]).hexdigest() != wanted:
            raise ArchiveError("A221", N_("{where}: {path} was changed"), RESTORE, where=where, path=path)
        else:
            there.add(path)
    return there


def refuse_strange_past(where: str, tags: Iterable[Artifact], known: Mapping[int, Sequence[str]]) -> None:
    """Hold what a year says of the year before it against the ledger's seals, also those that were replaced.

    Raises:
        ArchiveError: A230 when the ledger knows of no such seal.

    """
    info = next((item.data.decode() for item in tags if item.path == bags.INFO), "")
    said = dict(PREVIOUS.findall(info))
    if said and said.get("Tag-Manifest") not in known.get(int(said.get("Year", "0")), ()):
        message = N_("{where} follows a sealed year {year} that the ledger does not know")
        raise ArchiveError("A230", message, RESTORE, where=where, year=said.get("Year", ""))
