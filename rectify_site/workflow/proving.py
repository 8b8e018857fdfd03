"""Whether the built site is what was built: every file as its manifest says, and none beside them."""

from __future__ import annotations

from rectify_site.documents.manifests import MANIFEST, broken
from rectify_site.errors import N_, USAGE, ArchiveError, LedgerError
from rectify_site.model.outputs import Artifact
from rectify_site.store import projects
from rectify_site.store.projects import Project

SITE_FAULTS = {
    "missing": N_("site: {path} is missing"),
    "changed": N_("site: {path} was changed"),
    "extra": N_("site: {path} was added"),
}


def proven(home: Project) -> tuple[Artifact, ...]:
    """The files of the site, without its manifest, each held against it.

    Raises:
        ArchiveError: A301 there is no site, A302 the first file that differs, A303 the manifest cannot be read.
        LedgerError: L116 it carries no checkpoint.

    """
    files = {item.path: item.data for item in projects.tree(home.site)} if home.site.exists() else {}
    hint = N_("build the site again; if the server shows this, somebody changed it there")
    if MANIFEST not in files:
        raise ArchiveError(
            "A301", N_("there is no built site in {path}"), hint, exit_code=USAGE, path=home.site
        )
    listed = files.pop(MANIFEST)
    try:
        faults = broken(listed, files)
    except ValueError as error:
        raise ArchiveError("A303", N_("the list of the site's files cannot be read"), hint) from error
    for path, fault in faults:
        raise ArchiveError("A302", SITE_FAULTS[fault], hint, path=path)
    if "checkpoint.txt" not in files:
        raise LedgerError("L116", N_("the site carries no checkpoint"), hint)
    return tuple(Artifact(path, data) for path, data in files.items())
