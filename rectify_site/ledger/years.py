"""The sealed years as the ledger tells them: sealed, corrected by number (补封), taken offline.

A correction is a further seal line of the same year. It names the seal it replaces, so that the chain of a year can
be followed although the replaced bag is gone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rectify_site.errors import N_, ArchiveError
from rectify_site.ledger import editions, release
from rectify_site.ledger.chain import head
from rectify_site.ledger.editions import Key
from rectify_site.ledger.entries import RESTORE, Change, Content, Entry, Moment, Op, WithdrawReason
from rectify_site.model.edition import Edition, Resealing, Retirement, SealedYear, Snapshot

TAKEN_BACK = frozenset({WithdrawReason.RULES, WithdrawReason.REPLACED, None})
"""Reasons that reach back into a sealed year. What was merged or moved later was rightly public on its day."""


class Seals(NamedTuple):
    """The seal lines of one year, the first and its corrections, and the line that took it offline, if one did."""

    year: int
    lines: tuple[Entry, ...]
    retired: Entry | None = None

    @property
    def last(self) -> Entry:
        """The line of the bag that counts."""
        return self.lines[-1]

    @property
    def before(self) -> Seals | None:
        """The year as it stood before its last line; None where that is its first."""
        return self._replace(lines=self.lines[:-1]) if len(self.lines) > 1 else None

    @property
    def digests(self) -> tuple[str, ...]:
        """The digests of all bags that were ever sealed as this year."""
        return tuple(line.digest for line in self.lines)


def replaces(number: int, digest: str) -> str:
    """What a correction says of the seal it replaces; stands in the line as ``basis``."""
    return f"补封（第{number}次），代替 {digest}"


def seals(entries: Iterable[Entry]) -> dict[int, Seals]:
    """Every sealed year with its lines, in the order of the years.

    Raises:
        ArchiveError: A110 when a correction does not name the seal before it.

    """
    found: dict[int, Seals] = {}
    for entry in entries:
        if entry.kind != "archive":
            continue
        year = int(entry.id)
        if entry.op is Op.SEAL:
            before = found.get(year, Seals(year, ()))
            if before.lines and entry.basis != replaces(len(before.lines), before.last.digest):
                message = N_("ledger line {line} seals {year} again and does not name the seal before it")
                raise ArchiveError("A110", message, RESTORE, line=entry.seq, year=year)
            found[year] = before._replace(lines=(*before.lines, entry))
        elif year in found:
            found[year] = found[year]._replace(retired=entry if entry.op is Op.RETIRE else None)
    return dict(sorted(found.items()))


def told(seal: Seals) -> SealedYear:
    """What the public reads of a sealed year."""
    corrections = (
        Resealing(number=number, on=_day(line), reason=line.reason or "")
        for number, line in enumerate(seal.lines[1:], start=1)
    )
    gone = seal.retired
    retired = Retirement(on=_day(gone), document=gone.document or "") if gone else None
    return SealedYear(year=seal.year, on=_day(seal.lines[0]), corrections=tuple(corrections), retired=retired)


def _day(line: Entry) -> date:
    return date.fromisoformat(line.at[:10])


def lines_of(entries: Sequence[Entry], year: int, now: Moment) -> tuple[Entry, ...]:
    """The lines a year is made of: all up to its first seal; later ones only where they take back what it shows.

    A correction changes nothing else: what became of a matter afterwards belongs to the next year. ``now`` decides
    which approvals still wait for their moment; a bag is made as of the moment of its seal.
    """
    first = next((n for n, line in enumerate(entries) if line.op is Op.SEAL and line.id == str(year)), None)
    if first is None:
        return release.released(entries, now)
    before = release.released(entries[:first], entries[first].at)
    shown = {(line.kind, line.id) for line in before if line.op is Op.APPROVE}
    return (*before, *(line for line in entries[first:] if _takes_back(line, shown, now)))


def _takes_back(line: Entry, shown: Container[Key], now: Moment) -> bool:
    if (line.kind, line.id) not in shown:
        return False
    if line.op is Op.APPROVE:
        return line.change is Change.CORRECTION and (line.not_before or "") <= now
    return line.op is Op.PURGE or (line.op is Op.WITHDRAW and line.reason in TAKEN_BACK)


def shown(entries: Sequence[Entry], seal: Seals) -> set[str]:
    """The digests of the texts that the newest bag of a year shows."""
    made_of = lines_of(entries[: seal.last.seq - 1], seal.year, seal.last.at)
    return {line.digest for line in editions.standing(made_of).signed.values()}


def stale(entries: Sequence[Entry], seal: Seals, now: Moment) -> bool:
    """Whether something that the newest bag of a year shows was taken back after it was sealed."""
    sealed = lines_of(entries[: seal.last.seq - 1], seal.year, seal.last.at)
    return lines_of(entries, seal.year, now) != sealed


def snapshot(entries: Sequence[Entry], year: int, reason: str | None) -> Snapshot:
    """What the next bag of a year says of itself behind these lines: the first, or the correction of the one before.

    It names the bag that then counts for the year before, so that the years are a chain.
    """
    known = seals(entries)
    past = max((one for one in known if one < year), default=None)
    before = {} if past is None else {"previous_year": past, "previous": known[past].last.digest}
    if year not in known:
        return Snapshot.model_validate({"year": year, **before})
    seal = known[year]
    again = {"number": len(seal.lines), "reason": reason or "", "replaces": seal.last.digest}
    return Snapshot.model_validate({"year": year, **before, **again})


def edition(entries: Sequence[Entry], contents: Mapping[str, Content], bag: Snapshot, now: Moment) -> Edition:
    """What was public at the end of a year, as it is sealed after the last of these lines."""
    made = editions.edition(lines_of(entries, bag.year, now), contents, date(bag.year, 12, 31), now)
    return made.model_copy(update={"head": head(entries), "size": len(entries), "snapshot": bag})
