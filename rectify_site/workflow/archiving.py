"""``archive YEAR`` seals a year; later it is corrected by number (补封), or taken offline, and never changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from rectify_site.archive import seal
from rectify_site.errors import N_, USAGE, ArchiveError
from rectify_site.ledger import chain as links_of_chain
from rectify_site.ledger import editions, years
from rectify_site.ledger.entries import Entry, Op, WithdrawReason
from rectify_site.ledger.years import Seals
from rectify_site.model.records import Scope
from rectify_site.store import projects, sites
from rectify_site.store.projects import Project
from rectify_site.workflow import sealing
from rectify_site.workflow.building import Making, making
from rectify_site.workflow.opening import Chain, open_ledger, open_settings
from rectify_site.workflow.signatures import refuse_note
from rectify_site.workflow.signing import Clock, append


class Sealed(NamedTuple):
    """A year that was sealed; the number of its correction (补封), 0 for none."""

    folder: Path
    year: int
    records: int
    files: int
    number: int = 0


def archive(root: Path, year: int, clock: Clock, *, paper: bool = False) -> Sealed:
    """Seal the site as of 31 December as a bag under ``content/archive/<year>``. A year is sealed once.

    ``paper``: with its year-end reports as PDF/A, whose bytes depend on the fonts of this computer.

    The bag comes first and the ledger's line about it second; a run that was cut short in between is finished here.
    A sealed year whose folder is gone is made again, if it comes out byte for byte.
    """
    home = projects.project(root)
    with projects.locked(home):
        made = making(home)
        chain = open_ledger(home, made.settings.origin)
        known = years.seals(chain.entries).get(year)
        if known is not None:
            return _restored(home, made, chain, known)
        seal.refuse_early(editions.cut_off(chain.entries), year)
        told = sealing.on(years.snapshot(chain.entries, year, None), paper=paper)
        bag = sealing.bag_of(home, made, chain, told, clock.at)
        folder = home.archive / str(year)
        if not folder.exists():
            with sealing.more_to_come():
                sites.seal_in(folder, bag.files)
        elif sorted(projects.tree(folder)) != sorted(bag.files):
            hint = N_("move this folder away and seal the year again")
            raise ArchiveError(
                "A105", N_("{path} is there already and is not this year"), hint, exit_code=USAGE, path=folder
            )
        line = sealing.line(chain.entries[-1], told, bag, clock.at)
        append(home, made.settings, chain, (line,), ())
    return Sealed(folder, year, bag.matters, len(bag.files))


def _restored(home: Project, made: Making, chain: Chain, known: Seals) -> Sealed:
    if sealing.held(home, known) is not None:
        hint = N_(
            "a sealed year never changes; if a text in it had to be taken back, correct it (补封): "
            "rectify-site archive {year} --correct"
        )
        raise ArchiveError("A103", N_("{year} is sealed already"), hint, exit_code=USAGE, year=known.year)
    bag = sealing.as_sealed(home, made, chain, known)
    if bag is None:
        hint = N_(
            "restore the year from another copy; without one, seal it again by number: "
            "rectify-site archive {year} --correct"
        )
        message = N_("the sealed year {year} cannot be made again: settings or program have changed since")
        raise ArchiveError("A109", message, hint, year=known.year)
    return _put(home, known, bag)


def _put(home: Project, known: Seals, bag: sealing.Bag) -> Sealed:
    sealing.put(home, known.year, bag)
    number = len(known.lines) - 1
    return Sealed(home.archive / str(known.year), known.year, bag.matters, len(bag.files), number)


def correct(root: Path, year: int, reason: WithdrawReason, clock: Clock) -> Sealed:
    """Seal a year once more, by number (补封): what was taken back since is gone from it, and all else as it was.

    The ledger's line comes first and the folder second; a run that was cut short is finished by the next.

    Raises:
        ArchiveError: A108 nothing was taken back; A111 it was never sealed; A20x the bag there is damaged.

    """
    home = projects.project(root)
    with projects.locked(home):
        made = making(home)
        chain = open_ledger(home, made.settings.origin)
        known = sealing.known_year(chain.entries, year)
        found = sealing.held(home, known)
        stale = years.stale(chain.entries, known, clock.at)
        if not stale and found is not None and not sealing.replaced(known, found):
            sealing.tidy(home, chain.entries)
            hint = N_("withdraw or correct what is wrong first; a sealed year changes for nothing else")
            message = N_("nothing that {year} shows was withdrawn, corrected or purged since it was sealed")
            raise ArchiveError("A108", message, hint, exit_code=USAGE, year=year)
        decided = None if stale else sealing.as_sealed(home, made, chain, known)
        if decided is not None:
            return _put(home, known, decided)
        (resealed,) = sealing.reseal(home, made, chain, [(known, reason)], clock.at)
        with sealing.more_to_come():
            append(home, made.settings, chain, (resealed.line,), ())
        return _put(home, known._replace(lines=(*known.lines, resealed.line)), resealed.bag)


def retire(root: Path, year: int, document: str, clock: Clock) -> Entry:
    """Take a year offline: it stays in the archive, whole and verified, and no longer stands in the site.

    Raises:
        ArchiveError: A111 it was never sealed, A112 it is offline already.

    """
    return _decided(root, year, Op.RETIRE, document, clock)


def reopen(root: Path, year: int, document: str, clock: Clock) -> Entry:
    """Put a year that was taken offline into the site again.

    Raises:
        ArchiveError: A111 it was never sealed, A113 it is not offline.

    """
    return _decided(root, year, Op.REOPEN, document, clock)


def _decided(root: Path, year: int, op: Op, document: str, clock: Clock) -> Entry:
    home = projects.project(root)
    with projects.locked(home):
        settings, _ = open_settings(home)
        chain = open_ledger(home, settings.origin)
        known = sealing.known_year(chain.entries, year)
        refuse_note(document)
        _refuse_again(known, op)
        same: dict[str, Any] = {"kind": "archive", "id": str(year), "scope": Scope.PUBLIC}
        fields = {"op": op, **same, "digest": known.last.digest, "document": document, "at": clock.at}
        line = links_of_chain.seal(chain.entries[-1], fields)
        append(home, settings, chain, (line,), ())
    return line


def _refuse_again(known: Seals, op: Op) -> None:
    if op is Op.RETIRE and known.retired:
        hint = N_("nothing is to be done; `rectify-site archive reopen {year}` puts it into the site again")
        raise ArchiveError("A112", N_("{year} is offline already"), hint, exit_code=USAGE, year=known.year)
    if op is Op.REOPEN and not known.retired:
        hint = N_("nothing is to be done; `rectify-site archive retire {year}` takes it offline")
        raise ArchiveError("A113", N_("{year} is not offline"), hint, exit_code=USAGE, year=known.year)
