"""Whether a line that is whole stands where it was written; if not, what was done to the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from rectify_site.errors import N_, LedgerError
from rectify_site.ledger.entries import GENESIS, RESTORE, Entry


def in_its_place(entry: Entry, before: Sequence[Entry], lines: Sequence[bytes]) -> None:
    """Hold a line's number and link against the lines before it; ``lines`` are all lines as they stand.

    Raises:
        LedgerError: L105 lines are missing, L106 it follows another line, L134 one was doubled, L135 some were
            swapped, L137 two were written at once.

    """
    number = len(before) + 1
    follows = before[-1].hash if before else GENESIS
    if entry.seq == number and entry.prev == follows:
        return
    if entry.hash in {known.hash for known in before}:
        message = N_("ledger line {line} stands there a second time: it is line {seq} again")
        raise LedgerError("L134", message, RESTORE, line=number, seq=entry.seq)
    if entry.seq == number:
        message = N_("ledger line {line} does not follow the line before it")
        raise LedgerError("L106", message, RESTORE, line=number)
    if entry.seq < number and before[entry.seq - 1].prev == entry.prev:
        hint = N_(
            "two computers or a synchronised folder wrote at once: keep the ledger whose lines the paper confirms, "
            "register the other signatures again"
        )
        message = N_("ledger lines {seq} and {line} were written at once: both follow the same line")
        raise LedgerError("L137", message, hint, line=number, seq=entry.seq)
    wanted = b'"seq":%d,' % number
    if entry.seq < number or any(wanted in raw for raw in lines[number:]):
        message = N_("ledger line {line} is line {seq}: lines were put in another order")
        raise LedgerError("L135", message, RESTORE, line=number, seq=entry.seq)
    message = N_("ledger line {line} is missing: line {seq} stands in its place")
    raise LedgerError("L105", message, RESTORE, line=number, seq=entry.seq)
