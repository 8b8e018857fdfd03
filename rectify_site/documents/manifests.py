"""Lists of digests in the form that ``sha256sum -c`` reads, and what a folder and its list disagree on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from rectify_site.model.outputs import Artifact

MANIFEST = "manifest-sha256.txt"
"""What the list of a folder is called: the name BagIt gives it (RFC 8493), in a site and an export, too."""


def manifest(artifacts: Iterable[Artifact]) -> bytes:
    """One line a file, sorted by path: the digest, two blanks, the path."""
    return listing((artifact.path, hashlib.sha256(artifact.data).hexdigest()) for artifact in artifacts)


def listing(rows: Iterable[tuple[str, str]]) -> bytes:
    """The manifest of paths whose digests are known."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(rows)).encode()


def broken(listed: bytes, files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """What a list and the files disagree on: pairs of path and ``missing``, ``changed`` or ``extra``.

    Raises ValueError when the list itself cannot be read.
    """
    rows: dict[str, str] = {}
    for row in listed.decode().splitlines():
        digest, path = row.split("  ", 1)
        rows[path] = digest
    faults = [(path, "missing") for path in rows if path not in files]
    faults += [
        (path, "changed")
        for path, digest in rows.items()
        if path in files and hashlib.sha256(files[path]).hexdigest() != digest
    ]
    return sorted(faults + [(path, "extra") for path in files if path not in rows])
