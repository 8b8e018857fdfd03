"""The chain: append, read, verify. Each fault is named with its line, because an auditor will ask.

What a chain alone cannot see is that its end was cut off: ``checkpoints`` remember how long it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from rectify_site.documents.canonical import canonical
from rectify_site.errors import N_, LedgerError
from rectify_site.ledger import placing, upgrades
from rectify_site.ledger.entries import GENESIS, RESTORE, VERSION, Content, Entry, Op

LINE_LIMIT = 65_536
START = b'{"as_of":'  # the first key of the canonical form


class Parsed(NamedTuple):
    """A line as the tree that was written, whatever its version, and as the entry of today."""

    tree: dict[str, Any]
    entry: Entry


def digest(salt: str, content: dict[str, Any]) -> str:
    """The digest of a content: SHA-256 over the salt's bytes and the canonical content."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(content)).hexdigest()


def seal(previous: Entry | None, fields: dict[str, Any]) -> Entry:
    """The next line after ``previous``: number, link and hash are set here and nowhere else."""
    body = {
        "v": VERSION,
        **fields,
        "seq": previous.seq + 1 if previous else 1,
        "prev": previous.hash if previous else GENESIS,
    }
    draft = Entry.model_validate({**body, "hash": GENESIS})
    sealed = draft.model_copy(update={"hash": _hash(_body(draft))})
    return _whole(sealed.seq, line(sealed)[:-1]).entry


def _body(entry: Entry) -> dict[str, Any]:
    return entry.model_dump(mode="json", by_alias=True, exclude={"hash"})


def _hash(tree: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical line without ``hash``: the one rule that no version changes."""
    return hashlib.sha256(canonical({key: tree[key] for key in tree if key != "hash"})).hexdigest()


def line(entry: Entry) -> bytes:
    """The bytes of a line, with its line end."""
    return canonical({**_body(entry), "hash": entry.hash}) + b"\n"


def torn_tail(data: bytes) -> bytes:
    """What stands behind the last line end: a line that was being written when the machine stopped."""
    return data[data.rfind(b"\n") + 1 :]


def read(data: bytes) -> tuple[Entry, ...]:
    """Read and verify the whole chain.

    Raises:
        LedgerError: L101–L107 and L134–L140, naming the first line that is not what it was when it was written.

    """
    entries: list[Entry] = []
    signed: dict[str, int] = {}
    lines = data.split(b"\n")[:-1]
    for number, raw in enumerate(lines, start=1):
        entry = _whole(number, raw).entry
        placing.in_its_place(entry, entries, lines)
        if entry.op is Op.APPROVE and signed.setdefault(entry.digest, number) != number:
            message = N_("ledger line {line} registers the signature of line {earlier} a second time")
            raise LedgerError("L140", message, RESTORE, line=number, earlier=signed[entry.digest])
        entries.append(entry)
    if torn_tail(data):
        hint = N_("run `rectify-site verify ledger`: it puts aside what nobody was told was registered")
        message = N_("ledger line {line} is not complete: it has no line end")
        raise LedgerError("L101", message, hint, line=len(entries) + 1)
    return tuple(entries)


def _whole(number: int, raw: bytes) -> Parsed:
    """A line that is in itself what was written."""
    tree, entry = parsed = _parsed(number, raw)
    written = line(entry)[:-1] if tree["v"] == VERSION else canonical(tree)
    if written != raw:
        raise LedgerError(
            "L103", N_("ledger line {line} was edited: it is not in canonical form"), RESTORE, line=number
        )
    if tree["hash"] != _hash(tree):
        raise LedgerError(
            "L104", N_("ledger line {line} was edited: its hash does not fit"), RESTORE, line=number
        )
    return parsed


def _parsed(number: int, raw: bytes) -> Parsed:
    try:
        if len(raw) > LINE_LIMIT:
            message = "too long"
            raise ValueError(message)  # noqa: TRY301 - one way out for a line that is no entry
        tree = json.loads(raw.decode())
        return Parsed(tree, Entry.model_validate(upgrades.upgraded(tree, number)))
    except (ValueError, TypeError, KeyError, ValidationError, RecursionError) as error:
        if raw.startswith(b"{") and (not raw.endswith(b"}") or raw.rfind(START) > 0):
            message = N_("ledger line {line} breaks off, and more lines stand behind it")
            raise LedgerError("L138", message, RESTORE, line=number) from error
        raise LedgerError(
            "L102", N_("ledger line {line} cannot be read: it was edited or damaged"), RESTORE, line=number
        ) from error


def checkpoint(entries: Sequence[Entry], origin: str) -> bytes:
    """Three lines that pin the chain down: origin, size, head. Kept beside it, in every site and archive."""
    return f"{origin}\n{len(entries)}\n{head(entries)}\n".encode()


def head(entries: Sequence[Entry]) -> str:
    """The hash of the last line."""
    return entries[-1].hash if entries else GENESIS


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
        hint = N_("run `rectify-site verify ledger`: it puts aside what nobody was told was registered")
        message = N_("approved.jsonl line {line} is not complete: it has no line end")
        raise LedgerError("L124", message, hint, line=len(lines) + 1)
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


def refuse_purged(entries: Iterable[Entry], found: Collection[str]) -> None:
    """Refuse texts (by digest) that the ledger says are gone for good.

    Raises:
        LedgerError: L142 when a purge was cut short, or an old backup put back.

    """
    for entry in entries:
        if entry.op is Op.PURGE and entry.digest in found:
            hint = N_("run `rectify-site purge {id}` again: it takes the text out for good")
            message = N_("approved.jsonl holds the text of {id} that ledger line {line} purged")
            raise LedgerError("L142", message, hint, id=entry.id, line=entry.seq)


def without(data: bytes, digests: Collection[str]) -> bytes:
    """The bytes of approved.jsonl, verified before, without these contents and their salts."""
    kept = (raw for raw in data.split(b"\n")[:-1] if _content(0, raw)[0].digest not in digests)
    return b"".join(raw + b"\n" for raw in kept)


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
