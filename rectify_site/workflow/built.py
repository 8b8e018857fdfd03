"""What a build made, and what it was made from: while nothing of that has changed, it need not be made again."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

from rectify_site.model.fields import Noun
from rectify_site.model.findings import Finding
from rectify_site.store import files, projects, stamps
from rectify_site.store.projects import LEDGER_FILES, Project

NAMED_INPUTS = ("holidays.yml", "waivers.yml")
NEVER = "9999"
"""Behind every moment that can be signed."""


class Built(Noun):
    """What a build made: the proof that the door prints."""

    site: Path
    pages: int
    records: int
    findings: tuple[Finding, ...]
    as_of: date
    size: int
    head: str
    waiting: tuple[tuple[str, str], ...] = ()  # what was signed for a later time, by id and moment
    headers: tuple[Path, ...] = ()  # what the server's webmaster needs, where the pages carry no policy


class Kept(Noun):
    """A build as it is remembered: of what, from which moment until which it holds, what lay there after it."""

    inputs: str
    since: str
    until: str
    outputs: str
    built: Built


def inputs(home: Project, as_of: date | None) -> str:
    """One digest of everything a build reads: settings, ledger, days off, waivers, sealed years, the program itself.

    Texts are read, for they are few; sealed years and the program are known by their stamps.
    """
    named = (home.config, *(home.content / name for name in (*LEDGER_FILES, *NAMED_INPUTS)))
    read = {home.name(path): files.read_if_there(path, limit=None) for path in named}
    told = [
        str(home.root),
        str(as_of),
        stamps.program(),
        stamps.stamp([home.archive]),
        {name: hashlib.sha256(data).hexdigest() for name, data in read.items() if data is not None},
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def remember(home: Project, made_of: str, built: Built, since: str) -> None:
    """Keep what was built beside the site. ``since`` is the latest moment that was waited for and has come."""
    until = min((moment for _, moment in built.waiting), default=NEVER)
    kept = Kept(inputs=made_of, since=since, until=until, outputs=_outputs(built), built=built)
    body = json.dumps(kept.model_dump(mode="json"), ensure_ascii=False, sort_keys=True).encode()
    files.write_all({home.memory: hashlib.sha256(body).hexdigest().encode() + b"\n" + body})


def standing(root: Path, as_of: date | None, now: str) -> Built | None:
    """The site that is there, when it is what a build would make: of the same inputs, at a time that changes nothing.

    None in any doubt: the site was touched, a moment that was waited for has come, the memory is missing or torn.
    """
    home = projects.project(root)
    with projects.locked(home):
        kept = _recalled(home)
        if kept is None or not kept.since <= now < kept.until:
            return None
        same = kept.inputs == inputs(home, as_of) and kept.outputs == _outputs(kept.built)
        return kept.built if same else None


def _recalled(home: Project) -> Kept | None:
    said, _, body = (files.read_if_there(home.memory) or b"").partition(b"\n")
    if said.decode(errors="replace") != hashlib.sha256(body).hexdigest():
        return None
    try:
        return Kept.model_validate(json.loads(body))
    except ValueError:  # written by another version of this program
        return None


def _outputs(built: Built) -> str:
    return stamps.stamp((built.site, *built.headers))
