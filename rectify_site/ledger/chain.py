"""The chain: append, read, verify. Each fault is named with its line, because an auditor will ask.

What a chain alone cannot see is that its end was cut off. A checkpoint remembers how long it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import ValidationError

from rectify_site.documents.canonical import canonical
from rectify_site.errors import N_, LedgerError
from rectify_site.ledger.entries import GENESIS, Content, Entry, Op

RESTORE = N_("restore content/ledger.jsonl from the newest backup; do not edit it")
LINE_LIMIT = 65_536


def digest(salt: str, content: dict[str, Any]) -> str:
    """The digest of a content: SHA-256 over the salt's bytes and the canonical content."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(content)).hexdigest()


def seal(previous: Entry | None, fields: dict[str, Any]) -> Entry:
    """The next line after ``previous``: number, link and hash are set here and nowhere else."""
    body = {
        "v": 1,
        **fields,
        "seq": previous.seq + 1 if previous else 1,
        "prev": previous.hash if previous else GENESIS,
    }
    draft = Entry.model_validate({**body, "hash": GENESIS})
    sealed = draft.model_copy(update={"hash": _hash(draft)})
    return _verified(sealed.seq, line(sealed)[:-1], previous)


def _body(entry: Entry) -> dict[str, Any]:
    return entry.model_dump(mode="json", by_alias=True, exclude={"hash"})


def _hash(entry: Entry) -> str:
    return hashlib.sha256(canonical(_body(entry))).hexdigest()


def line(entry: Entry) -> bytes:
    """The bytes of a line, with its line end."""
    return canonical({**_body(entry), "hash": entry.hash}) + b"\n"


def read(data: bytes) -> tuple[Entry, ...]:
    """Read and verify the whole chain.

    Raises:
        LedgerError: L101–L107, naming the first line that is not what it was when it was written.

    """
    entries: list[Entry] = []
    for number, raw in enumerate(data.split(b"\n")[:-1], start=1):
        entries.append(_verified(number, raw, entries[-1] if entries else None))
    tail = data.rpartition(b"\n")[2]
    if tail:
        raise LedgerError(
            "L101",
            N_("ledger line {line} is not complete: it has no line end"),
            RESTORE,
            line=len(entries) + 1,
        )
    return tuple(entries)


def _verified(number: int, raw: bytes, previous: Entry | None) -> Entry:
    entry, written = _parsed(number, raw)
    if written != raw + b"\n":
        raise LedgerError(
            "L103", N_("ledger line {line} was edited: it is not in canonical form"), RESTORE, line=number
        )
    if entry.hash != _hash(entry):
        raise LedgerError(
            "L104", N_("ledger line {line} was edited: its hash does not fit"), RESTORE, line=number
        )
    if entry.seq != number:
        message = N_("ledger line {line} carries the number {seq}: lines are missing, doubled or swapped")
        raise LedgerError("L105", message, RESTORE, line=number, seq=entry.seq)
    if entry.prev != (previous.hash if previous else GENESIS):
        raise LedgerError(
            "L106", N_("ledger line {line} does not follow the line before it"), RESTORE, line=number
        )
    return entry


def _parsed(number: int, raw: bytes) -> tuple[Entry, bytes]:
    """The entry of a line, and the line as it would be written."""
    try:
        if len(raw) > LINE_LIMIT:
            message = "too long"
            raise ValueError(message)  # noqa: TRY301 - one way out for a line that is no entry
        tree = json.loads(raw.decode())
        if isinstance(tree, dict) and isinstance(tree.get("v"), int) and tree["v"] > 1:
            raise LedgerError(
                "L107",
                N_("ledger line {line} was written by a newer version of this tool"),
                N_("install the newer version; this one cannot judge the line"),
                line=number,
            )
        entry = Entry.model_validate(tree)
        return entry, line(entry)
    except (ValueError, ValidationError, RecursionError) as error:
        raise LedgerError(
            "L102", N_("ledger line {line} cannot be read: it was edited or damaged"), RESTORE, line=number
        ) from error


def checkpoint(entries: Sequence[Entry], origin: str) -> bytes:
    """Three lines that pin the chain down: origin, size, head. Kept beside it, in every site and archive."""
    return f"{origin}\n{len(entries)}\n{head(entries)}\n".encode()


def head(entries: Sequence[Entry]) -> str:
    """The hash of the last line."""
    return entries[-1].hash if entries else GENESIS


def extends(entries: Sequence[Entry], remembered: bytes, where: str, origin: str) -> None:
    """Hold the chain against a checkpoint that somebody remembers.

    Raises:
        LedgerError: L111–L114, when lines the checkpoint has seen are gone or different.

    """
    name, size, old_head = _checkpoint(remembered, where)
    if name != origin:
        message = N_("{where} belongs to {other}, this ledger to {origin}")
        hint = N_(
            "put origin in mkdocs.yml back to {other}, or use the content and site folders of one office"
        )
        raise LedgerError("L112", message, hint, where=where, other=name, origin=origin)
    if size > len(entries):
        raise LedgerError(
            "L113",
            N_("ledger line {line} is missing: {where} remembers {size} lines, the ledger has {have}"),
            RESTORE,
            line=len(entries) + 1,
            where=where,
            size=size,
            have=len(entries),
        )
    if old_head != head(entries[:size]):
        message = N_("ledger line {line} is not the one that {where} remembers: the ledger was rewritten")
        raise LedgerError("L114", message, RESTORE, line=size, where=where)


def _checkpoint(remembered: bytes, where: str) -> tuple[str, int, str]:
    try:
        name, size, old_head = remembered.decode("ascii").splitlines()
        return name, int(size) if size.isdecimal() else _no_number(size), old_head
    except ValueError as error:
        hint = N_("restore the checkpoint from a copy of the site or from the archive")
        raise LedgerError(
            "L111", N_("{where} is not a checkpoint of three lines"), hint, where=where
        ) from error


def _no_number(text: str) -> int:
    """Refuse what int() would take and a checkpoint never says: -1, +5, 1_000."""
    raise ValueError(text)


def content_line(content: Content) -> bytes:
    """The bytes of one signed content, with its line end."""
    return canonical(content.model_dump(mode="json")) + b"\n"


def contents(data: bytes, entries: Iterable[Entry]) -> dict[str, Content]:
    """The signed contents by digest, each held against its digest and against the chain.

    Raises:
        LedgerError: L121 for a line that cannot be read, L122 for one that was edited, L123 for one that is missing,
            L124 for a last line that was cut short.

    """
    found: dict[str, Content] = {}
    lines = data.split(b"\n")
    if lines.pop():
        message = N_("approved.jsonl line {line} is not complete: it has no line end")
        raise LedgerError("L124", message, RESTORE_CONTENT, line=len(lines) + 1)
    for number, raw in enumerate(lines, start=1):
        content, made = _content(number, raw)
        if made != content.digest:
            raise LedgerError(
                "L122",
                N_("approved.jsonl line {line} was edited: its digest does not fit"),
                RESTORE_CONTENT,
                line=number,
            )
        found[content.digest] = content
    entries = tuple(entries)
    purged = {entry.digest for entry in entries if entry.op is Op.PURGE}
    for entry in entries:
        if entry.op is Op.APPROVE and entry.digest not in found and entry.digest not in purged:
            message = N_("approved.jsonl lacks the text of {id}, signed in ledger line {line}")
            raise LedgerError("L123", message, RESTORE_CONTENT, id=entry.id, line=entry.seq)
    return found


RESTORE_CONTENT = N_("restore content/approved.jsonl from the newest backup; do not edit it")


def _content(number: int, raw: bytes) -> tuple[Content, str]:
    """A signed content, and the digest it has now."""
    try:
        content = Content.model_validate(json.loads(raw.decode()))
        return content, digest(content.salt, content.content)
    except (ValueError, RecursionError) as error:
        raise LedgerError(
            "L121", N_("approved.jsonl line {line} cannot be read"), RESTORE_CONTENT, line=number
        ) from error
