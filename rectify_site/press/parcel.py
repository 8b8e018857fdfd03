"""The site as one zip for a portal that unpacks it into a folder: plain names, known kinds of file, the same bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO

from rectify_site.errors import N_, SettingsError
from rectify_site.model.outputs import Artifact

NAME_LIMIT = 120
NAME = re.compile(r"[A-Za-z0-9_.\-]+(?:/[A-Za-z0-9_.\-]+)*")
KINDS = frozenset(
    {
        "atom",
        "css",
        "csv",
        "docx",
        "html",
        "ico",
        "ics",
        "jpg",
        "js",
        "json",
        "pdf",
        "png",
        "svg",
        "txt",
        "xlsx",
        "xml",
    }
)
"""What the upload forms of portals take; neither a program nor an archive is among them."""

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can name
PLAIN_FILE = 0o100644 << 16
UNIX = 3


def parcel(site: Iterable[Artifact]) -> bytes:
    """The zip. Files stand at its root, so that the folder it is unpacked into is the site.

    Raises:
        SettingsError: S440 for a name that a portal may not take, S441 for a kind of file it may not take.

    """
    ordered = sorted(site)
    for artifact in ordered:
        _refuse(artifact.path)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for artifact in ordered:
            info = zipfile.ZipInfo(artifact.path, EPOCH)
            info.compress_type, info.create_system, info.external_attr = (
                zipfile.ZIP_DEFLATED,
                UNIX,
                PLAIN_FILE,
            )
            archive.writestr(info, artifact.data)
    return out.getvalue()


def _refuse(path: str) -> None:
    hint = N_("publish into a folder instead, and say which file it was")
    if len(path) > NAME_LIMIT or not NAME.fullmatch(path) or ".." in path.split("/"):
        message = N_("{path}: portals take names of at most {limit} plain letters, digits, - and _")
        raise SettingsError("S440", message, hint, path=path, limit=NAME_LIMIT)
    if path.rpartition(".")[2].lower() not in KINDS:
        raise SettingsError("S441", N_("{path}: portals do not take this kind of file"), hint, path=path)
