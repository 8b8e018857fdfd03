"""The one place that knows where templates lie: in the wheel inside the package, in a checkout beside it."""

from __future__ import annotations

from pathlib import Path

from rectify_site.errors import N_, SettingsError
from rectify_site.store.projects import tree

PACKAGE = Path(__file__).resolve().parent.parent
PLACES = (PACKAGE / "site_templates", PACKAGE.parent / "site_templates")


def folder() -> Path:
    """The folder of templates."""
    for place in PLACES:
        if place.is_dir():
            return place
    hint = N_("install rectify-site again")
    raise SettingsError("M202", N_("the templates are missing from this installation"), hint)


def templates() -> dict[str, bytes]:
    """All template files by their path."""
    return {artifact.path: artifact.data for artifact in tree(folder())}
