"""Mend a ledger: what broke off in mid-line is put aside, and a ledger restored from a backup is accepted."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from rectify_site.ledger import chain, checkpoints
from rectify_site.ledger.checkpoints import Overruled
from rectify_site.ledger.entries import GENESIS, Entry, Op
from rectify_site.store import projects
from rectify_site.store.projects import Project
from rectify_site.workflow import circles
from rectify_site.workflow.opening import OWN_CHECKPOINT, Chain, open_settings
from rectify_site.workflow.signing import append

TORN = frozenset({"L101", "L124"})
"""What a verb meets when a file of the ledger ends within a line."""

SITE_CHECKPOINT = "site/checkpoint.txt"


class Aside(NamedTuple):
    """What was put aside: the file it ended, the line it would have been, how many bytes, where they are now."""

    file: str
    line: int
    size: int
    aside: Path


class Accepted(NamedTuple):
    """What a person overruled, and the ledger as it goes on."""

    overruled: tuple[Overruled, ...]
    size: int
    head: str


def mend(root: Path) -> tuple[Aside, ...]:
    """Put aside the tail that a stopped machine left; nobody was told that it is registered.

    Waits for a run that is writing right now: what looks torn from outside may be a line on its way.

    Raises:
        LedgerError: L130 when a checkpoint remembers the torn line, L1xx for any other harm; then nothing is touched.

    """
    home = projects.project(root)
    settings = open_settings(home)[0]
    with projects.locked(home):
        there, named = circles.limited(home, settings)
        return _mended(home, settings.origin) or (
            _mended(there, named.origin) if there.content.exists() else ()
        )


def _mended(home: Project, origin: str) -> tuple[Aside, ...]:
    with projects.locked(home) if home.shelf != ("content",) else contextlib.nullcontext():
        raw = projects.ledger(home)
        own = home.name(home.content / "checkpoint.txt")
        tail = checkpoints.unacknowledged(raw.ledger, raw.checkpoints, own, origin)
        ledger = raw.ledger[: len(raw.ledger) - len(tail)]
        rest = chain.torn_tail(raw.approved)
        approved = raw.approved[: len(raw.approved) - len(rest)]
        chain.contents(approved, chain.read(ledger))
        found = (("ledger.jsonl", ledger, tail), ("approved.jsonl", approved, rest))
        return tuple(
            Aside(name, kept.count(b"\n") + 1, len(torn), projects.set_aside(home, name, len(kept)))
            for name, kept, torn in found
            if torn
        )


def accept(root: Path, typed: str, at: str) -> Accepted:
    """Go on with the ledger that stands here although a checkpoint remembers another: a backup was restored.

    What may be overruled: the checkpoint beside the ledger (also when it is gone) and that of the built site. What may
    not: the lines themselves, a text that is missing, a sealed year, another office. Each overruled checkpoint becomes
    a line of the ledger, so that nobody can roll it back and leave no trace.

    Raises:
        LedgerError: L141 when ``typed`` is not the hash of the last line; L1xx for what cannot be overruled.

    """
    home = projects.project(root)
    settings, _ = open_settings(home)
    with projects.locked(home):
        raw = projects.ledger(home)
        entries = chain.read(raw.ledger)
        known = Chain(entries, chain.contents(raw.approved, entries))
        found = _overruled(entries, raw.checkpoints, typed, settings.origin)
        for one in found:
            fields = {
                "op": Op.ACCEPT,
                "kind": "ledger",
                "id": "checkpoint",
                "digest": one.head,
                "reason": one.where,
                "at": at,
            }
            entries = (*entries, chain.seal(entries[-1], fields))
        if found:
            append(home, settings, known, entries[len(known.entries) :], ())
    return Accepted(found, len(entries), chain.head(entries))


def _overruled(
    entries: tuple[Entry, ...], remembered: Mapping[str, bytes], typed: str, origin: str
) -> tuple[Overruled, ...]:
    may = {OWN_CHECKPOINT, SITE_CHECKPOINT}
    found = checkpoints.overruled(entries, remembered, may, typed, origin)
    return found if OWN_CHECKPOINT in remembered else (Overruled(OWN_CHECKPOINT, GENESIS), *found)
