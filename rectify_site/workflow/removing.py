"""``withdraw``: a document leaves the public site, with its paper or at once.

Its page says so (撤下说明), or there is none any more. What was signed for a limited circle has no page: its line says
that it is not in force any more.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from rectify_site.errors import N_, USAGE, SourceError
from rectify_site.ledger import chain as links_of_chain
from rectify_site.ledger import editions
from rectify_site.ledger.entries import CorrectionClass, Entry, Op, Signature, WithdrawReason
from rectify_site.model.records import Scope
from rectify_site.store import projects
from rectify_site.workflow import circles
from rectify_site.workflow.circles import Circle
from rectify_site.workflow.opening import Chain, open_settings
from rectify_site.workflow.signatures import Form, complete
from rectify_site.workflow.signing import Clock, append


class Urgent(NamedTuple):
    """A withdrawal before any paper: who decided it, and what is wrong with the document."""

    by: Signature
    fault: CorrectionClass


def withdraw(
    root: Path,
    name: str,
    reason: WithdrawReason | None,
    form: Form,
    clock: Clock,
    scope: Scope = Scope.PUBLIC,
) -> Entry:
    """Take a document back, with its paper. Without a reason no page tells that it was there.

    What was withdrawn at once before gets its paper in the same way (补办手续).
    """
    home = projects.project(root)
    with projects.locked(home):
        settings, _ = open_settings(home)
        circle = circles.at(home, settings, scope)
        line = _in_haste(circle.chain, name) or _in_force(circle, name)
        complete(form, settings, clock.at)
        fields = {"signatures": form.signatures, "document": form.document, "reason": reason}
        return _withdrawn(circle, line, fields, clock)


def withdraw_at_once(
    root: Path,
    name: str,
    reason: WithdrawReason | None,
    urgent: Urgent,
    clock: Clock,
    scope: Scope = Scope.PUBLIC,
) -> Entry:
    """Take a document back before any paper; ``status`` asks for the paper until it is there."""
    home = projects.project(root)
    with projects.locked(home):
        circle = circles.at(home, open_settings(home)[0], scope)
        line = _in_force(circle, name)
        fields = {"signatures": (urgent.by,), "class": urgent.fault, "reason": reason}
        return _withdrawn(circle, line, fields, clock)


def _in_haste(chain: Chain, name: str) -> Entry | None:
    return next((entry for entry in editions.unconfirmed(chain.entries) if entry.id == name), None)


def _in_force(circle: Circle, name: str) -> Entry:
    """The line that signed what this circle reads under this id."""
    standing = editions.standing(circle.chain.entries).signed
    signed = [entry for (_, key), entry in standing.items() if key == name]
    if not signed and circle.scope is Scope.LIMITED:
        hint = N_(
            "`rectify-site status` lists what is registered for it; leave out --limited for what is public"
        )
        message = N_("{id} is not registered for the limited circle, so it cannot be withdrawn there")
        raise SourceError("G113", message, hint, exit_code=1, id=name)
    if not signed:
        hint = N_(
            "look at the ids with `rectify-site status`; what is registered for the limited circle needs --limited"
        )
        message = N_("{id} is not published, so it cannot be withdrawn")
        raise SourceError("G113", message, hint, exit_code=1, id=name)
    if signed[0].kind == "units":
        hint = N_("correct the list in content/units.yml and have it signed again")
        raise SourceError("G124", N_("the list of units cannot be withdrawn"), hint, exit_code=USAGE)
    return signed[0]


def _withdrawn(circle: Circle, line: Entry, fields: dict[str, Any], clock: Clock) -> Entry:
    same = {"kind": line.kind, "id": line.id, "scope": line.scope, "digest": line.digest}
    last = circle.chain.entries[-1]
    entry = links_of_chain.seal(last, {"op": Op.WITHDRAW, **same, **fields, "at": clock.at})
    append(circle.home, circle.settings, circle.chain, (entry,), ())
    return entry
