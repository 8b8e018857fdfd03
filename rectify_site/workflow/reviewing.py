"""``review``: lay before the leader what changes, with a check code that binds paper to bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rectify_site.documents.canonical import canonical
from rectify_site.errors import N_, USAGE, SourceError
from rectify_site.ledger import editions, sheets
from rectify_site.ledger.sheets import Item, Sheet
from rectify_site.model.due import Due, due
from rectify_site.model.findings import Finding
from rectify_site.model.office import KINDS, Document, kind_of
from rectify_site.model.records import Record, Scope, Undisclosed
from rectify_site.papers import comparison, public_draft, submission
from rectify_site.papers.submissions import Submission, lateness
from rectify_site.store import files, projects
from rectify_site.store.projects import Project
from rectify_site.workflow import circles
from rectify_site.workflow.checking import Say, as_written, findings, row
from rectify_site.workflow.opening import Chain, Opened, open_office
from rectify_site.workflow.signatures import orderly
from rectify_site.workflow.starting import withheld

CONTENTS_FILE = "contents.json"


class Selection(NamedTuple):
    """Which documents a verb is about: some ids, all of a plan, or everything."""

    ids: tuple[str, ...] = ()
    plan: str | None = None

    def of(self, documents: Iterable[Document]) -> tuple[Document, ...]:
        """The documents chosen. A plan brings its records, notices and reports, and the list of units they name."""
        return tuple(document for document in documents if self._takes(document))

    def _takes(self, document: Document) -> bool:
        if self.ids:
            return document.id in self.ids
        owner = getattr(document, "plan", None)
        return self.plan is None or self.plan in {document.id, owner} or document.id == "units"


def named(root: Path, names: tuple[str, ...]) -> Selection:
    """What somebody means by names: one plan with all that belongs to it, or single documents."""
    if len(names) == 1 and projects.project(root).plan(names[0]).exists():
        return Selection(plan=names[0])
    return Selection(ids=names)


class Reviewed(NamedTuple):
    """A sheet that was made: what stands on it, what keeps it from being signed, where it lies."""

    sheet: Sheet
    findings: tuple[Finding, ...]
    late: tuple[Record, ...]
    folder: Path
    later: tuple[tuple[str, date], ...] = ()
    """Progress behind the cut-off date, by record and day: it is signed with the record and not shown yet."""


def review(
    root: Path, selection: Selection, as_of: date, say: Say = as_written, scope: Scope = Scope.PUBLIC
) -> Reviewed:
    """Make the folder to sign: what changes, what will be shown as late, what was found, and the check code."""
    opened = open_office(root)
    circle = circles.of(opened, scope)
    orderly(opened.settings)
    known(selection, opened)
    _not_backwards(circle.chain, as_of)
    sheet = sheet_of(opened, circle.chain, selection, as_of, scope)
    if not sheet.items:
        raise SourceError(
            "G107",
            N_("nothing has changed since the last signature"),
            N_("there is nothing to sign"),
            exit_code=1,
        )
    _as_counted(opened, sheet)
    names = {item.id for item in sheet.items}
    found = tuple(item for item in findings(opened, as_of) if item.document in names or item.stops)
    late = tuple(
        record for record in _published(circle.chain, sheet) if due(record, as_of, opened.rule) is Due.LATE
    )
    later = tuple(_later(sheet, as_of))
    reviewed = Reviewed(sheet, found, late, opened.home.review / sheet.code, later)
    rows = tuple(row(finding, say) for finding in found)
    given = Submission(sheet, opened.settings, lateness(late, as_of), rows, later, scope)
    files.write_all({reviewed.folder / name: data for name, data in _folder(given).items()})
    return reviewed


def _folder(given: Submission) -> dict[str, bytes]:
    """The files of a folder to sign: what is remembered, and three that are printed."""
    numbered = public_draft.paragraphs(given.sheet)
    return {
        CONTENTS_FILE: _remember(given.sheet),
        submission.FILE: submission.submission(given, numbered),
        public_draft.file(given.scope): public_draft.public_draft(given, numbered),
        comparison.FILE: comparison.comparison(given, numbered),
    }


def _as_counted(opened: Opened, sheet: Sheet) -> None:
    """Whether a plan that says how many of its matters are not published says the right number."""
    about = {item.id if item.kind == "plan" else item.id.rpartition("-")[0] for item in sheet.items}
    counts = withheld(opened.office.records)
    for plan in opened.office.plans:
        if plan.undisclosed is Undisclosed.COUNT and plan.id in about:
            told, found = plan.undisclosed_items or 0, counts[plan.id]
            if told != found:
                hint = N_("write undisclosed_items: {found} into its plan.yml, then review again")
                message = N_("{plan} says that {told} of its matters are not published; {found} are limited")
                raise SourceError("G184", message, hint, exit_code=1, plan=plan.id, told=told, found=found)


def _later(sheet: Sheet, as_of: date) -> Iterator[tuple[str, date]]:
    for item in sheet.items:
        document = KINDS[item.kind].model_validate(item.content)
        for event in document.events if isinstance(document, Record) else ():
            if event.on > as_of:
                yield item.id, event.on


def known(selection: Selection, opened: Opened) -> None:
    """Refuse names that no draft has."""
    wanted = {*selection.ids, *([selection.plan] if selection.plan else [])}
    missing = wanted - {item.id for item in opened.office.documents}
    if missing:
        hint = N_("look at the ids with `rectify-site status`")
        raise SourceError("G115", N_("there is no document {id}"), hint, exit_code=USAGE, id=min(missing))


def _not_backwards(chain: Chain, as_of: date) -> None:
    last = editions.last_cut_off(chain.entries)
    if last and as_of < last:
        hint = N_("use --as-of {last} or a later day")
        message = N_("data until {last} are signed already; {as_of} is earlier")
        raise SourceError("G123", message, hint, exit_code=USAGE, last=last, as_of=as_of)


def _published(chain: Chain, sheet: Sheet) -> tuple[Record, ...]:
    """The matters as the public will see them: what is signed, with what is on the sheet laid over it."""
    signed = editions.standing(chain.entries).signed.values()
    documents = {
        document.id: document for entry in signed if (document := editions.document_of(entry, chain.contents))
    }
    documents |= {item.id: KINDS[item.kind].model_validate(item.content) for item in sheet.items}
    return tuple(document for document in documents.values() if isinstance(document, Record))


def sheet_of(
    opened: Opened, chain: Chain, selection: Selection, as_of: date, scope: Scope = Scope.PUBLIC
) -> Sheet:
    """What of a selection differs from what is signed for a circle. What nobody has decided is asked of the public one.

    What was withdrawn comes back only when it is named.
    """
    gone = {} if selection.ids else editions.standing(chain.entries).withdrawn
    chosen = selection.of(opened.office.documents)
    asked = [
        item
        for item in chosen
        if (item.scope or Scope.PUBLIC) is scope and (kind_of(item), item.id) not in gone
    ]
    return sheets.sheet(asked, chain.entries, chain.contents, as_of)


def _remember(sheet: Sheet) -> bytes:
    items = [
        {"kind": item.kind, "id": item.id, "after": item.after, "content": item.content}
        for item in sheet.items
    ]
    return canonical({"as_of": sheet.as_of.isoformat(), "items": items}) + b"\n"


def recall(home: Project, code: str) -> Sheet | None:
    """The sheet as it lay before the leader; None where its folder is gone or was tampered with."""
    if set(code) - {*sheets.ALPHABET, "-"}:
        return None
    data = files.read_if_there(home.review / code / CONTENTS_FILE)
    if data is None:
        return None
    try:
        tree = json.loads(data)
        items = tuple(
            Item(row["kind"], row["id"], row["content"], None, (), row["after"]) for row in tree["items"]
        )
        sheet = Sheet(date.fromisoformat(tree["as_of"]), items)
    except (ValueError, KeyError, TypeError):
        return None
    return sheet if sheet.code == code else None
