"""``publish --check PLACE``: whether a server, a folder or a zip shows the site that was built, file by file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from rectify_site.documents.manifests import MANIFEST, manifest
from rectify_site.errors import N_, USAGE, SettingsError
from rectify_site.store import projects, served, targets
from rectify_site.store.served import Served
from rectify_site.workflow.proving import proven

Tick = Callable[[int, int], object]


class Confirmed(NamedTuple):
    """What a place shows against what was built. ``other`` is the digest of another manifest, if it shows one."""

    place: str
    files: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    extra: tuple[str, ...]
    other: str

    @property
    def sound(self) -> bool:
        """Whether the place shows what was built and nothing else that could be seen."""
        return not (self.missing or self.changed or self.extra)


def confirm(root: Path, place: str, tick: Tick) -> Confirmed:
    """Hold what a place shows against the built site. Of a server only the known files can be asked for.

    Raises:
        SettingsError: S436 the place is not there.
        StoreError: S425–S427 it is no place that can be asked, or does not answer.

    """
    site = proven(projects.project(root))
    wanted = {item.path: hashlib.sha256(item.data).hexdigest() for item in site}
    wanted[MANIFEST] = hashlib.sha256(manifest(site)).hexdigest()
    found: Iterable[Served]
    if served.is_address(place):
        found = served.of_server(place, wanted, lambda done: tick(done, len(wanted)))
    else:
        found = _local(Path(place))
    return _compared(place, wanted, {one.path: one.digest for one in found if one.digest})


def _local(path: Path) -> Iterable[Served]:
    if path.is_dir():
        inner = targets.shown(path)
        return served.of_folder(inner.resolve() if inner.is_dir() else path)
    if path.is_file():
        return served.of_zip(path)
    hint = N_("name the address of the site, the folder or the zip that was published")
    raise SettingsError("S436", N_("{path} is not there"), hint, exit_code=USAGE, path=path)


def _compared(place: str, wanted: dict[str, str], found: dict[str, str]) -> Confirmed:
    other = found.get(MANIFEST, "")
    return Confirmed(
        place=place,
        files=len(wanted),
        missing=tuple(sorted(wanted.keys() - found.keys())),
        changed=tuple(sorted(path for path in wanted.keys() & found.keys() if wanted[path] != found[path])),
        extra=tuple(sorted(found.keys() - wanted.keys())),
        other=other if other != wanted[MANIFEST] else "",
    )
