"""``review``: lay before the leader what changes, with a check code that binds paper to bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from rectify_site.documents.canonical import canonical
from rectify_site.errors import N_, SourceError
from rectify_site.ledger import sheets
from rectify_site.ledger.sheets import Item, Sheet
from rectify_site.model.due import Due, due
from rectify_site.model.findings import Finding, Level
from rectify_site.model.office import Document
from rectify_site.model.records import Record, Scope
from rectify_site.store import files
from rectify_site.store.projects import Project
from rectify_site.workflow.checking import findings
from rectify_site.workflow.opening import Chain, Opened, open_ledger, open_office
from rectify_site.workflow.papers import sheet_page

SHEET_FILE = "送审单.html"
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


class Reviewed(NamedTuple):
    """A sheet that was made: what stands on it, what keeps it from being signed, where it lies."""

    sheet: Sheet
    findings: tuple[Finding, ...]
    late: tuple[Record, ...]
    folder: Path


def review(root: Path, selection: Selection, as_of: date) -> Reviewed:
    """Make the sheet to sign: what changes, what will be shown as late, what was found, and the check code."""
    opened = open_office(root)
    chain = open_ledger(opened.home, opened.settings.origin)
    sheet = sheet_of(opened, chain, selection, as_of)
    if not sheet.items:
        raise SourceError(
            "G107",
            N_("nothing has changed since the last signature"),
            N_("there is nothing to sign"),
            exit_code=1,
        )
    names = {item.id for item in sheet.items}
    found = tuple(item for item in findings(opened) if item.document in names or item.level is Level.ERROR)
    late = tuple(record for record in opened.office.records if due(record, as_of, opened.rule) is Due.LATE)
    reviewed = Reviewed(sheet, found, late, opened.home.review / sheet.code)
    files.write_all(
        {
            reviewed.folder / CONTENTS_FILE: _remember(sheet),
            reviewed.folder / SHEET_FILE: sheet_page(sheet, opened.settings, found, late),
        }
    )
    return reviewed


def sheet_of(opened: Opened, chain: Chain, selection: Selection, as_of: date) -> Sheet:
    """What of a selection differs from what is signed. Limited documents are left out: they have no public form."""
    public = [item for item in selection.of(opened.office.documents) if item.scope is not Scope.LIMITED]
    return sheets.sheet(public, chain.entries, chain.contents, as_of)


def _remember(sheet: Sheet) -> bytes:
    items = [{"kind": item.kind, "id": item.id, "content": item.content} for item in sheet.items]
    return canonical({"as_of": sheet.as_of.isoformat(), "items": items}) + b"\n"


def recall(home: Project, code: str) -> Sheet | None:
    """The sheet as it lay before the leader; None where its folder is gone or was tampered with."""
    data = (
        files.read_if_there(home.review / code / CONTENTS_FILE)
        if code.isascii() and "/" not in code
        else None
    )
    if data is None:
        return None
    tree: dict[str, Any] = json.loads(data)
    items = tuple(Item(item["kind"], item["id"], item["content"], None, ()) for item in tree["items"])
    sheet = Sheet(date.fromisoformat(tree["as_of"]), items)
    return sheet if sheet.code == code else None
