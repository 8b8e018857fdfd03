"""The lines a web server needs to say what pages may do; nothing of them is published."""

from __future__ import annotations

from pathlib import Path

from rectify_site.press import policy
from rectify_site.store import files, projects
from rectify_site.store.projects import Project


def export(root: Path, folder: Path | None = None) -> tuple[Path, ...]:
    """Write the lines for nginx, Apache, IIS and hosts with a ``_headers`` file into a folder."""
    return lay_down(folder or folder_of(projects.project(root)))


def folder_of(home: Project) -> Path:
    """Where they lie when nobody names a folder: never inside the public site."""
    return home.root / "build" / "headers"


def lay_down(folder: Path) -> tuple[Path, ...]:
    """Write them, each whole."""
    made = {folder / artifact.path: artifact.data for artifact in policy.snippets()}
    files.write_all(made)
    return tuple(made)
