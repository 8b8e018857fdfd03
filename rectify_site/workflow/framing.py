"""Give pages their frames: from kept shells, and from the page engine for the shapes it was not asked for yet."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rectify_site.model.outputs import Artifact, Page
from rectify_site.press import engine, shells
from rectify_site.press.shells import Shell
from rectify_site.render.bodies import body
from rectify_site.store import files, jobs
from rectify_site.store.jobs import Job

NEEDED_BY_WINDOWS = ("SYSTEMROOT",)
"""Without it no program starts there; it says nothing that could reach a page."""


def frame(
    pages: Sequence[Page],
    site: Mapping[str, Any],
    templates: Mapping[str, bytes],
    url: str | None,
    shelf: Path,
) -> Iterator[Artifact]:
    """Every page whole, behind them the assets. ``shelf`` is the file that keeps the shells until the look changes."""
    columns = frozenset(column["path"] for column in site["nav"])
    shapes = [shells.shape(page, columns) for page in pages]
    kept = _shells({shape.key for shape in shapes}, site, templates, url, shelf)
    for page, (key, texts) in zip(pages, shapes, strict=True):
        yield Artifact(page.path, shells.filled(kept[key], body(page.markdown), texts))
    yield from engine.assets(templates)


def _shells(
    wanted: set[str], site: Mapping[str, Any], templates: Mapping[str, bytes], url: str | None, shelf: Path
) -> dict[str, Shell]:
    """A shell for each shape. The engine is asked only for those that are not kept."""
    look = shells.look(site, templates, url)
    kept = shells.restored(files.read_if_there(shelf, limit=None), look)
    missing = sorted(wanted - kept.keys())
    if missing:
        specimens = {key: shells.specimen(number, key) for number, key in enumerate(missing)}
        built = jobs.run(job(engine.layout(specimens.values(), site, templates, url)))
        kept |= shells.cuts(specimens, built)
        files.write_all({shelf: shells.stored(look, kept)})
    return kept


def job(laid_out: tuple[Artifact, ...]) -> Job:
    """The engine's job for what was laid out."""
    system = {name: os.environ[name] for name in NEEDED_BY_WINDOWS if name in os.environ}
    return Job(laid_out, engine.command(), {**engine.environment(), **system}, engine.OUTPUT)
