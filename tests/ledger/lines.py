"""A ledger to attack: lines as an office would have signed them, sealed by the code under test."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from rectify_site.ledger import chain
from rectify_site.ledger.entries import Entry

ORIGIN = "chenghu-qu"
SALT = "0f" * 16


def a_ledger(count: int) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for number in range(1, count + 1):
        content = {"id": f"2025-a-{number}"}
        entries.append(
            chain.seal(
                entries[-1] if entries else None,
                {
                    "op": "approve",
                    "kind": "record",
                    "id": f"2025-a-{number}",
                    "change": "new",
                    "scope": "public",
                    "digest": chain.digest(SALT, content),
                    "as_of": date(2025, 3, 10),
                    "signatures": [{"role": "签发", "name": "甲", "on": "2025-03-12"}],
                    "document": "澄整办〔2025〕1号",
                    "at": "2025-03-12T10:00:00+08:00",
                },
            )
        )
    return tuple(entries)


def joined(entries: Iterable[Entry]) -> bytes:
    return b"".join(chain.line(entry) for entry in entries)


def fields(entry: Entry) -> dict[str, Any]:
    """What a line says, without its place in the chain: to be sealed again elsewhere."""
    return entry.model_dump(by_alias=True, exclude={"seq", "prev", "hash"})


def grown(entries: Iterable[Entry], *more: dict[str, Any]) -> tuple[Entry, ...]:
    """The ledger with further lines, each sealed onto the one before."""
    made = list(entries)
    for one in more:
        made.append(chain.seal(made[-1] if made else None, one))
    return tuple(made)
