"""Old lines are read for ever: one function a version turns its tree into that of the next.

The hash of a line stays the hash of the bytes that were written: it is held against the old tree, never against the
upgraded one. So an upgrade cannot mend, and cannot hide, an edit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rectify_site.errors import N_, LedgerError
from rectify_site.ledger.entries import VERSION

Tree = dict[str, Any]

UPGRADES: dict[int, Callable[[Tree], Tree]] = {}
"""By the version a function starts from; it returns the tree of that version plus one, ``v`` with it."""


def upgraded(tree: object, number: int) -> Tree:
    """The tree of a line as today's version would have written it.

    Raises:
        LedgerError: L107 for a version this program does not know yet, L139 for one it never knew.
        ValueError: for what is no tree with a version.

    """
    if not isinstance(tree, dict) or type(tree.get("v")) is not int:
        message = "a line names its version"
        raise ValueError(message)
    if tree["v"] > VERSION:
        raise LedgerError(
            "L107",
            N_("ledger line {line} was written by a newer version of this tool"),
            N_("install the newer version; this one cannot judge the line"),
            line=number,
        )
    while (version := tree["v"]) < VERSION:
        if version not in UPGRADES:
            hint = N_("restore content/ledger.jsonl from a backup; no version of this tool wrote this line")
            message = N_("ledger line {line} names version {version}, which never was")
            raise LedgerError("L139", message, hint, line=number, version=version)
        tree = {**UPGRADES[version](dict(tree)), "v": version + 1}
    return tree
