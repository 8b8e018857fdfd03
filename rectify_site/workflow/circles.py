"""Two circles of readers, each with a ledger of its own: the public, and a limited circle (一定范围通报).

What is signed for the limited one stands in ``content/limited``. No verb that makes or sends what is public knows this
module, and a test holds that: a build can leak no text it has no way to open.
"""

from __future__ import annotations

from typing import NamedTuple

from rectify_site.errors import N_, LedgerError
from rectify_site.ledger import editions
from rectify_site.ledger.sheets import Sheet
from rectify_site.model.records import Scope
from rectify_site.settings import Settings
from rectify_site.store import projects
from rectify_site.store.projects import Project
from rectify_site.workflow.opening import Chain, Opened, open_ledger

TORN = frozenset({"L101", "L124"})
"""What the door mends by itself, whichever ledger it is."""


class Circle(NamedTuple):
    """Who reads, where their ledger stands, under which settings it is written, and what it says."""

    scope: Scope
    home: Project
    settings: Settings
    chain: Chain


def of(opened: Opened, scope: Scope) -> Circle:
    """The circle of a scope, its ledger verified.

    Raises:
        LedgerError: L1xx for the public ledger, L146 for that of the limited documents.

    """
    return at(opened.home, opened.settings, scope)


def at(home: Project, settings: Settings, scope: Scope) -> Circle:
    """The same for a verb that reads no drafts."""
    home, settings = shelf(home, settings, scope)
    if scope is Scope.PUBLIC:
        return Circle(scope, home, settings, open_ledger(home, settings.origin))
    try:
        chain = open_ledger(home, settings.origin)
    except LedgerError as error:
        if error.code in TORN:
            raise
        hint = N_("restore the folder content/limited from the newest backup; do not edit it")
        message = N_("the ledger of the limited documents cannot be trusted: {problem}")
        raise LedgerError("L146", message, hint, problem=str(error)) from error
    return Circle(scope, home, settings, chain)


def shelf(home: Project, settings: Settings, scope: Scope) -> tuple[Project, Settings]:
    """Where the documents of a circle are registered, and under which settings."""
    return (home, settings) if scope is Scope.PUBLIC else limited(home, settings)


def limited(home: Project, settings: Settings) -> tuple[Project, Settings]:
    """Where limited documents are registered, and the name of their ledger: it never passes for the public one."""
    return projects.limited(home), settings.model_copy(update={"origin": f"{settings.origin}-limited"})


def scope_of(sheet: Sheet | None) -> Scope:
    """Whom a sheet is for: what is on it is all for one circle."""
    scopes = {item.content.get("scope") for item in sheet.items} if sheet else set()
    return Scope.LIMITED if scopes == {Scope.LIMITED.value} else Scope.PUBLIC


def plans(opened: Opened, circle: Circle) -> set[str]:
    """The plans under which a record of a circle can be signed: those of the public and those of the circle."""
    chains = [circle.chain]
    if circle.scope is Scope.LIMITED:
        chains.append(of(opened, Scope.PUBLIC).chain)
    signed = (key for chain in chains for key in editions.standing(chain.entries).signed)
    return {name for kind, name in signed if kind == "plan"}
