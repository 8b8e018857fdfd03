"""What remembers how long the ledger was, held against it; and the one way to overrule such a memory.

A chain alone cannot see that its end is gone. The checkpoint beside the ledger, in the site and in each sealed year
can. ``own`` is the one beside it: whether it agrees tells a cut or rewritten ledger from an older or another one
that was put back whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rectify_site.errors import N_, USAGE, LedgerError
from rectify_site.ledger import chain
from rectify_site.ledger.chain import head
from rectify_site.ledger.entries import GENESIS, RESTORE, Entry, Op

NEWER = N_(
    "restore content/ledger.jsonl, approved.jsonl and checkpoint.txt together from the newest backup; if there is "
    "none newer, let a person compare the last line with the paper and run `rectify-site verify ledger --accept HEAD`"
)
CHOOSE = N_(
    "find out which computer has the ledger that counts and use its content folder; register there what is missing; "
    "`rectify-site verify ledger --accept HEAD` takes the one in this folder"
)
TYPED = 16  # of the 64 characters of a head: more than chance or a slip of the hand can hit


class Memory(NamedTuple):
    """A checkpoint as it was read: whose, how many lines, the hash of the last."""

    origin: str
    size: int
    head: str


class Overruled(NamedTuple):
    """A checkpoint that a person decided not to follow."""

    where: str
    head: str


def hold(entries: Sequence[Entry], remembered: Mapping[str, bytes], own: str, origin: str) -> None:
    """Hold the chain against everything that remembers it, the checkpoint beside it first.

    Raises:
        LedgerError: L111–L114, L132, L133 when lines that a checkpoint has seen are gone or different.

    """
    for where in sorted(remembered, key=lambda where: where != own):
        extends(entries, remembered[where], where, origin, own=where == own)


def extends(
    entries: Sequence[Entry], remembered: bytes, where: str, origin: str, *, own: bool = True
) -> None:
    """Hold the chain against one checkpoint.

    Raises:
        LedgerError: L111 it is none, L112 it is another office's. For the ledger's own: L113 lines were cut off,
            L114 lines were rewritten. For another while the own one agrees: L132 an older ledger was put back,
            L133 two ledgers grew from one beginning.

    """
    memory = _memory(remembered, where)
    _same_office(memory, where, origin)
    size, have = memory.size, len(entries)
    if (memory.head == head(entries[:size]) and size <= have) or memory.head in _accepted(entries):
        return
    values: dict[str, Any] = {"where": where, "size": size, "have": have}
    if size > have:
        message = N_("ledger line {line} is missing: {where} remembers {size} lines, the ledger has {have}")
        older = N_(
            "ledger line {line} is missing: an older ledger of {have} lines was put back, {where} remembers {size}"
        )
        code, said, hint = ("L113", message, NEWER) if own else ("L132", older, NEWER)
        raise LedgerError(code, said, hint, line=have + 1, **values)
    message = N_("ledger line {line} is not the one that {where} remembers: the ledger was rewritten")
    other = N_(
        "ledger line {line} is not the one that {where} remembers: two ledgers grew from one beginning"
    )
    code, said, hint = ("L114", message, RESTORE) if own else ("L133", other, CHOOSE)
    raise LedgerError(code, said, hint, line=size, **values)


def _same_office(memory: Memory, where: str, origin: str) -> None:
    if memory.origin == origin:
        return
    message = N_("{where} belongs to {other}, this ledger to {origin}")
    hint = N_("put origin in mkdocs.yml back to {other}, or use the content and site folders of one office")
    raise LedgerError("L112", message, hint, where=where, other=memory.origin, origin=origin)


def _memory(remembered: bytes, where: str) -> Memory:
    try:
        text = remembered.decode("ascii").replace("\r\n", "\n")
        origin, size, old_head = text.removesuffix("\n").split("\n")
        return Memory(origin, int(size) if size.isdecimal() else _no_number(size), old_head)
    except ValueError as error:
        hint = N_("restore the checkpoint from a copy of the site or from the archive")
        raise LedgerError(
            "L111", N_("{where} is not a checkpoint of three lines"), hint, where=where
        ) from error


def _no_number(text: str) -> int:
    """Refuse what int() would take and a checkpoint never says: -1, +5, 1_000."""
    raise ValueError(text)


def _accepted(entries: Iterable[Entry]) -> set[str]:
    """The heads that lines of the ledger overrule."""
    return {entry.digest for entry in entries if entry.op is Op.ACCEPT} - {GENESIS}


def unacknowledged(data: bytes, remembered: Mapping[str, bytes], own: str, origin: str) -> bytes:
    """The torn tail of a ledger, when nobody was told that its line is registered; empty where nothing is torn.

    Raises:
        LedgerError: L130 when a checkpoint remembers the line that breaks off: then it was registered, and its rest is
            lost. L1xx when something is wrong before the tail.

    """
    tail = chain.torn_tail(data)
    entries = chain.read(data[: len(data) - len(tail)])
    if tail:
        for where, raw in remembered.items():
            if (memory := _memory(raw, where)).size > len(entries):
                message = N_("ledger line {line} breaks off, though {where} remembers {size} whole lines")
                line = len(entries) + 1
                raise LedgerError("L130", message, RESTORE, line=line, where=where, size=memory.size)
    hold(entries, remembered, own, origin)
    return tail


def overruled(
    entries: Sequence[Entry], remembered: Mapping[str, bytes], may: Collection[str], typed: str, origin: str
) -> tuple[Overruled, ...]:
    """What a person overrules who accepts this ledger by typing its head.

    Only the checkpoints named in ``may`` can be overruled: a sealed year is never wrong. What the lines say cannot be
    accepted at all: they were verified before.

    Raises:
        LedgerError: L141 when the head is not the one typed; L111, L112, L132, L133 for what cannot be overruled.

    """
    typed = typed.strip().lower()
    if not entries or len(typed) < TYPED or not head(entries).startswith(typed):
        hint = N_("type the hash in the last line of the ledger you trust, at least {count} characters of it")
        message = N_("the ledger in this folder does not end with {typed}")
        raise LedgerError("L141", message, hint, exit_code=USAGE, typed=typed[:64], count=TYPED)
    found = []
    for where, raw in remembered.items():
        try:
            extends(entries, raw, where, origin, own=False)
        except LedgerError as error:
            if where not in may or error.code not in {"L132", "L133"}:
                raise
            found.append(Overruled(where, _memory(raw, where).head))
    return tuple(found)
