"""``approve`` (登记签发): what was signed on paper goes into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from rectify_site.errors import N_, SourceError
from rectify_site.ledger import chain as links_of_chain
from rectify_site.ledger import sheets
from rectify_site.ledger.entries import Change, Content, Entry, Op
from rectify_site.ledger.sheets import Item, Sheet
from rectify_site.model.findings import Finding
from rectify_site.model.records import Scope
from rectify_site.settings import Settings
from rectify_site.store import files, projects
from rectify_site.store.projects import Project
from rectify_site.workflow import circles
from rectify_site.workflow.checking import findings
from rectify_site.workflow.circles import Circle
from rectify_site.workflow.opening import Chain, Opened, open_office
from rectify_site.workflow.reviewing import Selection, known, recall, sheet_of
from rectify_site.workflow.signatures import Form, complete
from rectify_site.workflow.starting import refuse_example


class Clock(NamedTuple):
    """The moment of registration and a source of salt, handed in by the door."""

    at: str
    salt: Callable[[], str]


class Approved(NamedTuple):
    """What was registered, what was left out as limited, and what prevented it (then nothing was).

    ``left`` stood on the sheet and was not registered: not chosen, or its draft is gone.
    """

    entries: tuple[Entry, ...]
    limited: tuple[str, ...]
    findings: tuple[Finding, ...]
    left: tuple[str, ...] = ()


def approve(root: Path, selection: Selection, form: Form, clock: Clock) -> Approved:
    """Register signatures for documents that are word for word what lay before the leader."""
    with projects.locked(projects.project(root)):
        opened = open_office(root)
        refuse_example(opened.settings)
        known(selection, opened)
        remembered = recall(opened.home, sheets.normal(form.sheet_code))
        circle = circles.of(opened, circles.scope_of(remembered))
        reviewed = _reviewed(opened, circle, selection, form, remembered)
        current = _chosen(_now(opened, circle, selection, reviewed.as_of), reviewed, selection)
        sheets.unchanged_since(reviewed, current, [item.key for item in current.items])
        complete(form, opened.settings, clock.at)
        _not_ahead(reviewed.as_of, clock)
        limited = _limited(opened, circle, selection)
        stopping = _stopping(opened, current, date.fromisoformat(clock.at[:10]))
        if stopping or not current.items:
            return Approved((), limited, stopping)
        _after_their_plan(current, circles.plans(opened, circle))
        entries, contents = _lines(current, circle.chain, form._replace(sheet_code=reviewed.code), clock)
        append(circle.home, circle.settings, circle.chain, entries, contents)
        left = {item.id for item in reviewed.items} - {item.id for item in current.items}
        return Approved(entries, limited, (), tuple(sorted(left)))


def _now(opened: Opened, circle: Circle, selection: Selection, as_of: date) -> Sheet:
    return sheet_of(opened, circle.chain, selection, as_of, circle.scope)


def _limited(opened: Opened, circle: Circle, selection: Selection) -> tuple[str, ...]:
    """What was asked for and is not for the public; it has sheets of its own."""
    if circle.scope is Scope.LIMITED:
        return ()
    return tuple(item.id for item in selection.of(opened.office.documents) if item.scope is Scope.LIMITED)


def _chosen(current: Sheet, reviewed: Sheet, selection: Selection) -> Sheet:
    """What is asked for: named documents, or all that stands on the sheet; what came after it waits for the next."""
    if selection != Selection():
        return current
    shown = {item.key for item in reviewed.items}
    return current._replace(items=tuple(item for item in current.items if item.key in shown))


def _reviewed(
    opened: Opened, circle: Circle, selection: Selection, form: Form, remembered: Sheet | None
) -> Sheet:
    code = sheets.normal(form.sheet_code)
    if remembered is None and form.as_of:
        current = _now(opened, circle, selection, form.as_of)
        remembered = current if current.code == code else None
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


def _not_ahead(as_of: date, clock: Clock) -> None:
    if as_of.isoformat() > clock.at[:10]:
        hint = N_("run review again with the day until which the data really reach")
        raise SourceError(
            "G120", N_("the data of the sheet reach to {as_of}, after today"), hint, exit_code=1, as_of=as_of
        )


def _stopping(opened: Opened, sheet: Sheet, today: date) -> tuple[Finding, ...]:
    names = {item.id for item in sheet.items}
    found = findings(opened, sheet.as_of, today)
    return tuple(item for item in found if item.stops and item.document in names)


def _after_their_plan(sheet: Sheet, signed: set[str]) -> None:
    plans = signed | {item.id for item in sheet.items if item.kind == "plan"}
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
    if change is Change.CORRECTION and form.correction is None:
        hint = N_("add --class fact, wording, personal or sensitive")
        raise SourceError("G121", N_("a correction says what kind of error it corrects"), hint, exit_code=1)
    return {
        "op": Op.APPROVE,
        "kind": item.kind,
        "id": item.id,
        "change": change,
        "class": form.correction if change is Change.CORRECTION else None,
        "scope": item.content["scope"],
        "digest": content.digest,
        "as_of": sheet.as_of,
        "signatures": form.signatures,
        "document": form.document,
        "basis": item.content.get("basis"),
        "sheet_code": form.sheet_code,
        "not_before": form.not_before,
        "reason": form.reason if item.change is None else None,
        "at": clock.at,
    }


def append(
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
