"""Check a sealed year: complete, unchanged, nothing added. Says which file, as an archivist would ask."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from rectify_site.archive.seal import DECLARATION, PAYLOAD
from rectify_site.documents.manifests import broken
from rectify_site.errors import N_, ArchiveError
from rectify_site.model.outputs import Artifact

RESTORE = N_(
    "restore the year from another copy (the site, the archive's disc); a sealed year is never mended by hand"
)
FAULTS = {
    "missing": ("A203", N_("{where}: {path} is missing")),
    "changed": ("A204", N_("{where}: {path} was changed")),
    "extra": ("A205", N_("{where}: {path} was added after sealing")),
}


def digest(artifacts: Iterable[Artifact]) -> str:
    """The one digest that stands for a sealed year: of its tag manifest, which holds all others."""
    listed = next((artifact.data for artifact in artifacts if artifact.path == "tagmanifest-sha256.txt"), b"")
    return hashlib.sha256(listed).hexdigest()


def verify_as_sealed(where: str, artifacts: tuple[Artifact, ...], sealed: Sequence[str]) -> int:
    """Hold a year against its manifests and against the digests of its seals, the one that counts last.

    Raises:
        ArchiveError: A201–A205 as ``verify``; A206 for a year nobody sealed, A207 for another bag than the sealed one,
            A208 for one that a correction replaced.

    """
    if not sealed:
        hint = N_("move this folder out of content/archive; seal the year with `rectify-site archive`")
        raise ArchiveError(
            "A206", N_("{where} lies in the archive, but the ledger knows of no such seal"), hint, where=where
        )
    if (found := digest(artifacts)) in sealed[:-1]:
        hint = N_(
            "finish the correction that was cut short: run `rectify-site archive {where} --correct` again"
        )
        message = N_("{where} is still the bag that correction no. {number} of the ledger replaced")
        raise ArchiveError("A208", message, hint, where=where, number=len(sealed) - 1)
    if found != sealed[-1]:
        raise ArchiveError("A207", N_("{where} is not the year that was sealed"), RESTORE, where=where)
    return verify(where, artifacts)


def verify(where: str, artifacts: Iterable[Artifact]) -> int:
    """Hold a bag against its manifests; the number of files checked.

    Raises:
        ArchiveError: A201 not a bag, A202 a manifest that cannot be read, A203–A205 the first file that differs.

    """
    files = {artifact.path: artifact.data for artifact in artifacts}
    if files.get("bagit.txt") != DECLARATION or "manifest-sha256.txt" not in files:
        raise ArchiveError("A201", N_("{where} is not a sealed year"), RESTORE, where=where)
    tags = {path: data for path, data in files.items() if not path.startswith(PAYLOAD)}
    tag_manifest = tags.pop("tagmanifest-sha256.txt", b"")
    _hold(where, tag_manifest, tags)
    _hold(
        where,
        files["manifest-sha256.txt"],
        {path: data for path, data in files.items() if path.startswith(PAYLOAD)},
    )
    return len(files)


def _hold(where: str, listed: bytes, files: dict[str, bytes]) -> None:
    try:
        faults = broken(listed, files)
    except (ValueError, UnicodeDecodeError) as error:
        raise ArchiveError("A202", N_("{where}: a manifest cannot be read"), RESTORE, where=where) from error
    for path, fault in faults:
        code, message = FAULTS[fault]
        raise ArchiveError(code, message, RESTORE, where=where, path=path)
