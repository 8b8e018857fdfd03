"""The sealed years that show what is to be purged: each is corrected by number (补封) in the act of the purge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, NoReturn

from rectify_site.errors import N_, ArchiveError
from rectify_site.ledger import years
from rectify_site.ledger.entries import Entry, Op, WithdrawReason
from rectify_site.ledger.years import Seals
from rectify_site.store.projects import Project
from rectify_site.workflow import sealing
from rectify_site.workflow.building import making
from rectify_site.workflow.opening import Chain
from rectify_site.workflow.sealing import Bag


class Decided(NamedTuple):
    """The lines that correct years, and the bag that each of these years now has."""

    lines: tuple[Entry, ...]
    bags: dict[int, Bag]


def showing(home: Project, chain: Chain, wanted: Iterable[Entry]) -> tuple[Seals, ...]:
    """The years whose folder shows one of these texts; also where the line of the correction is there already.

    Raises:
        ArchiveError: A20x when one of them is damaged: nothing of it is thrown away before it is whole again.

    """
    going = {entry.digest for entry in wanted}
    found = []
    for known in years.seals(chain.entries).values():
        if any(going & years.shown(chain.entries, seal) for seal in _ever(known)):
            there = sealing.held(home, known)
            if going & years.shown(chain.entries, known) or there is None or sealing.replaced(known, there):
                found.append(known)
    return tuple(found)


def _ever(known: Seals | None) -> Iterable[Seals]:
    """A year as it stood after each of its seals, the newest first."""
    while known is not None:
        yield known
        known = known.before


def refuse(found: Sequence[Seals], name: str) -> NoReturn:
    """Say which sealed years show the text, and what to do next."""
    message = N_("the sealed years {years} show this text of {id}, so nothing was purged")
    hint = N_(
        "run `rectify-site purge {id} --reseal`: it corrects these years by number (补封), names what they "
        "replace in the ledger, and leaves the text nowhere"
    )
    listed = "、".join(str(known.year) for known in found)
    raise ArchiveError("G173", message, hint, years=listed, id=name)


def decided(
    home: Project,
    chain: Chain,
    wanted: Iterable[Entry],
    lines: Sequence[Entry],
    found: Sequence[Seals],
    at: str,
) -> Decided:
    """The corrections of these years, behind the lines of the purge; what was decided before is made again."""
    if not found:
        return Decided((), {})
    made, going = making(home), {entry.digest for entry in wanted}
    kept = {digest: content for digest, content in chain.contents.items() if digest not in going}
    behind = Chain((*chain.entries, *lines), kept)
    cut_short = {
        known.year: sealing.as_sealed(home, made, behind, known)
        for known in found
        if not years.stale(behind.entries, known, at)
    }
    again = [known for known in found if cut_short.get(known.year) is None]
    fresh = sealing.reseal(home, made, behind, [(known, _reason(chain, wanted)) for known in again], at)
    bags = {year: bag for year, bag in cut_short.items() if bag is not None}
    bags |= {known.year: one.bag for known, one in zip(again, fresh, strict=True)}
    return Decided(tuple(one.line for one in fresh), dict(sorted(bags.items())))


def _reason(chain: Chain, wanted: Iterable[Entry]) -> WithdrawReason:
    """What the public is told: why the document was withdrawn, if it was."""
    ids = {entry.id for entry in wanted}
    told = [
        line.reason for line in chain.entries if line.op is Op.WITHDRAW and line.id in ids and line.reason
    ]
    return WithdrawReason(told[-1]) if told else WithdrawReason.RULES
