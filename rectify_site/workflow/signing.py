"""``approve`` (登记签发) and ``withdraw``: what was signed on paper goes into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from rectify_site.errors import N_, SourceError
from rectify_site.ledger import chain as links_of_chain
from rectify_site.ledger import editions, sheets
from rectify_site.ledger.entries import Change, Content, CorrectionClass, Entry, Op, Signature, WithdrawReason
from rectify_site.ledger.sheets import Item, Sheet
from rectify_site.model.findings import Finding, Level
from rectify_site.model.records import Scope
from rectify_site.settings import Settings
from rectify_site.store import files, projects
from rectify_site.store.projects import Project
from rectify_site.workflow.checking import findings
from rectify_site.workflow.opening import Chain, Opened, open_ledger, open_office
from rectify_site.workflow.reviewing import Selection, recall, sheet_of

SIGNER, DRAFTER = "签发", "拟稿"


class Form(NamedTuple):
    """What the signed paper says."""

    sheet_code: str
    signatures: tuple[Signature, ...]
    document: str
    as_of: date | None = None
    change: Change | None = None
    correction: CorrectionClass | None = None
    reason: str | None = None


class Clock(NamedTuple):
    """The moment of registration and a source of salt, handed in by the door."""

    at: str
    salt: Callable[[], str]


class Approved(NamedTuple):
    """What was registered, what was left out as limited, and what prevented it (then nothing was)."""

    entries: tuple[Entry, ...]
    limited: tuple[str, ...]
    findings: tuple[Finding, ...]


def approve(root: Path, selection: Selection, form: Form, clock: Clock) -> Approved:
    """Register signatures for documents that are word for word what lay before the leader."""
    with projects.locked(projects.project(root)):
        opened = open_office(root)
        chain = open_ledger(opened.home, opened.settings.origin)
        reviewed = _reviewed(opened, chain, selection, form)
        current = sheet_of(opened, chain, selection, reviewed.as_of)
        sheets.unchanged_since(reviewed, current, [item.key for item in current.items])
        _complete(form, opened.settings, clock.at)
        limited = tuple(
            item.id for item in selection.of(opened.office.documents) if item.scope is Scope.LIMITED
        )
        stopping = _stopping(opened, current)
        if stopping or not current.items:
            return Approved((), limited, stopping)
        _after_their_plan(current, chain)
        entries, contents = _lines(current, chain, form, clock)
        _append(opened.home, opened.settings, chain, entries, contents)
        return Approved(entries, limited, ())


def _reviewed(opened: Opened, chain: Chain, selection: Selection, form: Form) -> Sheet:
    remembered = recall(opened.home, form.sheet_code)
    if remembered is None and form.as_of:
        current = sheet_of(opened, chain, selection, form.as_of)
        remembered = current if current.code == form.sheet_code else None
    if remembered is None:
        hint = N_(
            "look at the code on the paper; if it is right, run review again and have the new sheet signed"
        )
        raise SourceError(
            "G103",
            N_("there is no sheet with the check code {code}"),
            hint,
            exit_code=1,
            code=form.sheet_code,
        )
    if form.as_of and form.as_of != remembered.as_of:
        raise SourceError(
            "G106",
            N_("the sheet {code} is about data until {sheet}, not until {given}"),
            N_("leave out --as-of, or run review again with the right date"),
            exit_code=1,
            code=form.sheet_code,
            sheet=remembered.as_of,
            given=form.as_of,
        )
    return remembered


def _complete(form: Form, settings: Settings, at: str) -> None:
    """The signatures an office needs, by people who may give them, before they are registered."""
    by_role = {signature.role: signature for signature in form.signatures}
    for role in settings.required_roles:
        if role not in by_role:
            hint = N_("add --sign {role}=NAME@YYYY-MM-DD")
            raise SourceError("G108", N_("the signature {role} is missing"), hint, exit_code=1, role=role)
    for signature in form.signatures:
        if signature.role not in settings.sign_roles:
            roles = "、".join(settings.sign_roles)
            hint = N_("use one of: {roles}")
            raise SourceError(
                "G109",
                N_("{role} is no signature of this office"),
                hint,
                exit_code=2,
                role=signature.role,
                roles=roles,
            )
        if signature.on.isoformat() > at[:10]:
            hint = N_("check the date on the paper")
            raise SourceError(
                "G110",
                N_("{role} signed on {on}, after today"),
                hint,
                exit_code=1,
                role=signature.role,
                on=signature.on,
            )
    drafter, signer = by_role.get(DRAFTER), by_role.get(SIGNER)
    if drafter and signer and drafter.name == signer.name:
        hint = N_("somebody else has to sign: the one who drafts does not issue")
        raise SourceError("G111", N_("the drafter and the signer are the same person"), hint, exit_code=1)


def _stopping(opened: Opened, sheet: Sheet) -> tuple[Finding, ...]:
    names = {item.id for item in sheet.items}
    return tuple(item for item in findings(opened) if item.level is Level.ERROR and item.document in names)


def _after_their_plan(sheet: Sheet, chain: Chain) -> None:
    plans = {item.id for item in sheet.items if item.kind == "plan"}
    plans |= {name for kind, name in editions.standing(chain.entries).signed if kind == "plan"}
    for item in sheet.items:
        owner = item.id.rpartition("-")[0]
        if item.kind == "record" and owner not in plans:
            hint = N_("sign the plan first, or both together with --plan {plan}")
            raise SourceError(
                "G112", N_("{id} cannot be signed before its plan"), hint, exit_code=1, id=item.id, plan=owner
            )


def _lines(
    sheet: Sheet, chain: Chain, form: Form, clock: Clock
) -> tuple[tuple[Entry, ...], tuple[Content, ...]]:
    entries: list[Entry] = []
    contents: list[Content] = []
    for item in sheet.items:
        salt = clock.salt()
        content = Content(digest=links_of_chain.digest(salt, item.content), salt=salt, content=item.content)
        previous = entries[-1] if entries else (chain.entries[-1] if chain.entries else None)
        entries.append(links_of_chain.seal(previous, _approval(item, content, sheet, form, clock)))
        contents.append(content)
    return tuple(entries), tuple(contents)


def _approval(item: Item, content: Content, sheet: Sheet, form: Form, clock: Clock) -> dict[str, Any]:
    change = item.change or form.change
    if change is None or (item.change is None and not form.reason):
        hint = N_("add --change revision or --change correction, and --reason")
        message = N_("{id} changes what was already published ({field}); say why")
        field = item.differences[0].field if item.differences else ""
        raise SourceError("G105", message, hint, exit_code=1, id=item.id, field=field)
    return {
        "op": Op.APPROVE,
        "kind": item.kind,
        "id": item.id,
        "change": change,
        "class": form.correction if change is Change.CORRECTION else None,
        "scope": item.content.get("scope", Scope.PUBLIC),
        "digest": content.digest,
        "as_of": sheet.as_of,
        "signatures": form.signatures,
        "document": form.document,
        "basis": item.content.get("basis"),
        "sheet_code": sheet.code,
        "reason": form.reason if item.change is None else None,
        "at": clock.at,
    }


def _append(
    home: Project, settings: Settings, chain: Chain, entries: Iterable[Entry], contents: Iterable[Content]
) -> None:
    """Add lines. An empty ledger gets its checkpoint first, so that a crash never leaves one without the other."""
    lines = tuple(entries)
    if not chain.entries:
        files.write(home.content / "checkpoint.txt", links_of_chain.checkpoint((), settings.origin))
    projects.append(
        home,
        b"".join(links_of_chain.content_line(content) for content in contents),
        b"".join(links_of_chain.line(entry) for entry in lines),
        links_of_chain.checkpoint((*chain.entries, *lines), settings.origin),
    )


def withdraw(root: Path, name: str, reason: WithdrawReason, form: Form, clock: Clock) -> Entry:
    """Take a document out of the public site. Its page stays and says so (撤下说明)."""
    home = projects.project(root)
    with projects.locked(home):
        opened = open_office(root)
        chain = open_ledger(home, opened.settings.origin)
        signed = [entry for (_, key), entry in editions.standing(chain.entries).signed.items() if key == name]
        if not signed:
            hint = N_("look at the ids with `rectify-site status`")
            raise SourceError(
                "G113", N_("{id} is not published, so it cannot be withdrawn"), hint, exit_code=1, id=name
            )
        _complete(form, opened.settings, clock.at)
        fields = {
            "op": Op.WITHDRAW,
            "kind": signed[0].kind,
            "id": name,
            "scope": signed[0].scope,
            "digest": signed[0].digest,
            "signatures": form.signatures,
            "document": form.document,
            "reason": reason,
            "at": clock.at,
        }
        entry = links_of_chain.seal(chain.entries[-1], fields)
        _append(home, opened.settings, chain, (entry,), ())
        return entry
